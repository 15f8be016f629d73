"""What was approved: its form, its fingerprint, what changed since."""
