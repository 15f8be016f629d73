"""What one build may show: read, checked, pruned, computed once."""
