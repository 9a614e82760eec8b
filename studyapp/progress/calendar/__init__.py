"""The calendar that a learner's calendar app fetches."""
