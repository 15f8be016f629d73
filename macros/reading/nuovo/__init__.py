"""What a new year, a new document, a new chamber begins with."""
