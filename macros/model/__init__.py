"""What the domain is made of: frozen records, no reading, no computing."""
