"""One macro or more for each kind of page."""
