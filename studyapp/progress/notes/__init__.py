"""A learner's notes on the texts: lists, pages, files."""
