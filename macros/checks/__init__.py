"""What must be true of the records of a year; each check yields located problems."""
