"""The review log, which is the truth: entries, their reads, what is rebuilt from them."""
