"""What a page knows: its year, its look-ups, its addresses."""
