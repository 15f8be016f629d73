"""What the preview and its builder, which are two processes, say to each other: a line of JSON each time."""

from __future__ import annotations

from typing import Any

Battuta = dict[str, Any]
"""A request or an answer.

A request: `cartella`, an empty folder, and `pagina`, the address of the page wanted first; nothing at all takes the
last one back. An answer: `prima`, the page that is there; `base`, the address below which the site is published, when
all of them are; `guasti`, what is wrong (with `dei_dati`, where it is so of the data); `smessa`, what was taken back.
"""
LA_PRIMA, LE_ALTRE = "prima", "tutte"
"""Folders of a build: of the page that is made first, and of all of them."""
