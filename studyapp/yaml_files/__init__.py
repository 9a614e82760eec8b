"""YAML with the place of every value, and what is wrong there."""
