"""Progress: what the log says about a learner, drawn on the pages they read and review on."""
