"""What the app costs, beside the barest program that does the same on the same machine."""
