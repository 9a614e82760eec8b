"""What keeps the benchmarks from running."""


class BenchError(Exception):
    """Something is not as a benchmark needs it; the text says what."""
