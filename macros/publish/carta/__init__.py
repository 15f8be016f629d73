"""From the built site to the PDF of a document, fit for the archive and for a screen reader.

`documento` gathers the pages into one HTML, `stampa` lays it out with WeasyPrint, `finisher` mends
its structure, `caratteri` carries the fonts; `stamperia` prints several side by side, and `memoria`
keeps those that have not changed. WeasyPrint is imported only while printing.
"""

from __future__ import annotations

from macros.publish.carta.documento import componi
from macros.publish.carta.fascicolo import Allegato, Fascicolo, StampaError
from macros.publish.carta.stampa import stampa
from macros.publish.carta.stamperia import stampa_tutti

__all__ = ["Allegato", "Fascicolo", "StampaError", "componi", "stampa", "stampa_tutti"]
