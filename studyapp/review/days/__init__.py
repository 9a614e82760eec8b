"""What each day of a learner amounts to, and what they knew on an earlier one."""
