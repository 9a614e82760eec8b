"""The audit log: what teachers and admins have done."""
