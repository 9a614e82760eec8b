"""Quizzes that are offered to a class to be studied alone."""
