"""What the app is trusted with, row by row, and the counts that show it."""
