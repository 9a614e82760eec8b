"""Quizzes on paper: printed in forms with a key for each, typed in by a grid."""
