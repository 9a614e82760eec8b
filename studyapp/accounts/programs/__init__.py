"""Programs that act for a learner: their tokens."""
