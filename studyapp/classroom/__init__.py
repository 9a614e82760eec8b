"""Classes, quizzes, and what becomes of them: assigned, live, on paper."""
