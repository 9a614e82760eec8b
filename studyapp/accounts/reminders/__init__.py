"""Ways to be told what is due without opening the app: a calendar address, letters."""
