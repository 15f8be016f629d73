"""What goes with the tables of a year: their description for programs, the workbook, the catalogue."""
