"""Pages of admins: the server, its figures, the people who have an account."""
