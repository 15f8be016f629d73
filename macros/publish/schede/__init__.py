"""The forms of the Sistema, as the chamber prints them."""
