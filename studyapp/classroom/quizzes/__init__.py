"""Quizzes as a teacher builds them, and as they are frozen at their first use."""
