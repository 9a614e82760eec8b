"""How the questions of a quiz did: item statistics, and what may be said of them."""
