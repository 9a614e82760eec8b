"""Live quizzes: the host who leads, the wall, the players."""
