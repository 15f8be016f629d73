"""The sheets of persons: read from a private folder, written to a private folder, and nowhere else.

Nothing that builds the site, the PDFs, the open data or the checks imports anything of this package.
"""
