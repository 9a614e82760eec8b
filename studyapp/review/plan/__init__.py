"""How a learner wants to study, and for which day: habits, exams, days off, fitted memory."""
