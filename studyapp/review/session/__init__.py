"""What is asked now, in which order, and what waits."""
