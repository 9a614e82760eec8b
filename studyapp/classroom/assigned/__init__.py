"""Quizzes with dates, for the teacher who assigns them; until when a learner may work."""
