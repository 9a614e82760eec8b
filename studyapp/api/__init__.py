"""The study loop for programs: JSON under /api/v1/."""
