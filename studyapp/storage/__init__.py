"""Below database.py: what each database needs, the schema, statements, the file."""
