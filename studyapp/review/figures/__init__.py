"""How questions do with everybody, for their author."""
