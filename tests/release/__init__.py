"""What is handed to people who have no checkout: built, installed and started."""
