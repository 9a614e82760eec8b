"""A move from SQLite to PostgreSQL, shown to be whole."""
