"""From the result to what people read: fragments, open data, pages, paper. Nothing is computed here."""
