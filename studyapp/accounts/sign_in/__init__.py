"""Somebody signs in: passwords, sessions, and the ticket between password and code."""
