"""A learner at work on an assigned quiz, and what they get to see of it."""
