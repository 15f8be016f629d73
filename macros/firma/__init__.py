"""What comes back signed: whether it still holds our bytes, and what its signatures say. Bytes in, facts out."""
