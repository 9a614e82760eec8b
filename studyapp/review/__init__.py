"""Turn answers into a log, the log into memories, and memories into a queue of due questions."""
