"""A learner's questions, schedule and answers as an Anki package."""
