"""Migrations: the schema, one revision at a time."""
