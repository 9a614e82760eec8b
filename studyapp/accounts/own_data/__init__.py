"""What is kept of a person: taken along, or erased."""
