"""Wrong guesses, counted in the database that all processes share."""
