"""A learner's study as tables, and as a file that another server takes in."""
