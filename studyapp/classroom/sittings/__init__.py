"""A frozen quiz before people, in whichever form: attempts, responses, what they are worth."""
