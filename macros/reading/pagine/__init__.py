"""The chapters, and every text that a file holds."""
