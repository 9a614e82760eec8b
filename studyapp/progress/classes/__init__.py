"""How a class stands, for its teacher."""
