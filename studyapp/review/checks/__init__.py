"""Checks of modules and quizzes, guesses before reading, and what of them goes into the review."""
