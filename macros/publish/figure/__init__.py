"""Drawings with their captions, of a year."""
