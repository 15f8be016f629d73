"""From the built site to the PDF of a document, fit for the archive and for a screen reader.

`documento` gathers the pages into one HTML, `stampa` lays it out with WeasyPrint, `finisher` mends
its structure, `caratteri` carries the fonts. WeasyPrint is imported only while printing.
"""

from __future__ import annotations

from macros.publish.carta.documento import componi
from macros.publish.carta.fascicolo import Allegato, Fascicolo, StampaError
from macros.publish.carta.stampa import stampa, stampa_tutti

__all__ = ["Allegato", "Fascicolo", "StampaError", "componi", "stampa", "stampa_tutti"]
