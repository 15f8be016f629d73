"""What changed between two states of the record, whether it moved the figures, and by how much."""
