"""The files of a year, one reader each."""
