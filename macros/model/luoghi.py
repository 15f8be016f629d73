"""Where things stand in a project and in its site: what the build writes, so that nobody can plant it.

The writers take their places from here, and `macros/checks/deposito.py` keeps `content/` out of them; the
folders of the theme are read from the theme.
"""

from __future__ import annotations

DATI, DOCUMENTI = "dati", "documenti"
"""Folders of the site, one below for each year: the open data, the PDFs."""
INSTALLATI = "assets"
"""Folder of the site for the installed files."""
RICERCA = "search/search_index.json"
VERSIONE = "versione.json"
"""What a build says of itself: its commit, its imprints, the files it printed with their SHA-256."""
OBIETTIVI, RESPONSABILI = "obiettivi", "responsabili"
"""Folders of a year whose pages are all made from the data."""
VARIAZIONI, CONFRONTO = "variazioni.md", "confronto.md"
"""Pages of a year made from the data."""
ITER = "iter.md"
"""Page of each document made from the data."""
