"""Backups, restoring, the list of the erased, and the doctor."""
