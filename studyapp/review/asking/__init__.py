"""A question as it is asked and answered: the card, its form, the feedback."""
