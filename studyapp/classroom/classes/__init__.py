"""Classes and who sits in them: seats, codes that lead in, more time."""
