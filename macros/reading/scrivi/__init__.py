"""What the commands write."""
