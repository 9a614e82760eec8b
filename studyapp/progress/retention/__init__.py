"""Whether it is working: recall beside its target, and one question over time."""
