"""What was done when: sittings and days of study."""
