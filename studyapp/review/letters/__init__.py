"""Reminders by e-mail."""
