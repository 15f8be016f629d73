"""How a value is said."""
