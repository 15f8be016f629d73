"""The registry of printed documents: each once, whose acts and seal are on it, its pages.

From it come the PDFs of a year, the lists of its documents, and the name of every file.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import TYPE_CHECKING

from macros.model.citazioni import titolo_documento
from macros.model.pagine import CERTIFICAZIONE, COMUNICAZIONE, DOCUMENTO, FOGLIO
from macros.model.pagine_oiv import CAMPIONE, VALIDAZIONE
from macros.model.problems import Documento
from macros.model.tipi_pagina import Mostrato, TipoPagina
from macros.model.valori import TipoAtto

if TYPE_CHECKING:
    from macros.model.anno import Anno


@dataclass(frozen=True, kw_only=True)
class Stampa:
    """A printed document of a year."""

    nome: str
    """Of its file: `relazione` gives `relazione-2021.pdf`."""
    documento: Documento
    """The document whose acts, day and impronta it bears, and with which it becomes public."""
    pagina: TipoPagina
    """Its first page, which lists its chapters; of one without chapters, the whole of it."""
    titolo: Callable[[Anno], str]
    una_pagina: bool = False
    """True: it is that page alone, with neither cover nor contents."""

    davanti: TipoPagina | None = None
    """A page that its PDF has between cover and contents, in the years that have that page."""
    immagine: bool = False
    """True: it is one sheet, and is a picture too."""
    atto: TipoAtto | None = None
    """The kind of act that it is of; None: the one that covers its document."""
    di_lavoro: bool = False
    """True: a sheet on which somebody works, rather than a document that is read."""
    senza_atto: str = ""
    """What it is until that act is recorded; empty: a draft."""
    estratta: Callable[[Anno], dt.date | None] | None = None
    """Of one that nobody decides on, the day when it was drawn; None: it has an act."""

    @property
    def consegnabile(self) -> bool:
        """True of a document that acts make and that is read: it may be delivered. A sheet is in the one it opens."""
        return self.estratta is None and not self.di_lavoro and not self.immagine

    def mostrata(self, mostrato: Mostrato, anno: int) -> bool:
        """True when a build shows it: with its document, or of one that is a page alone when the page is there."""
        return self.pagina.quando(mostrato, anno) if self.una_pagina else mostrato.visibile(anno, self.documento)


def _documento(documento: Documento) -> Stampa:
    return Stampa(
        nome=documento.value,
        documento=documento,
        pagina=DOCUMENTO[documento],
        titolo=lambda anno: titolo_documento(anno, documento),
    )


STAMPE: Mapping[str, Stampa] = MappingProxyType(
    {
        stampa.nome: stampa
        for stampa in (
            _documento(Documento.PIANO),
            Stampa(
                nome="certificazione",
                documento=Documento.PIANO,
                pagina=CERTIFICAZIONE,
                titolo=lambda anno: f"{CERTIFICAZIONE.etichetta} {anno.anno}",
                una_pagina=True,
                atto=TipoAtto.CERTIFICAZIONE_VALORI,
                di_lavoro=True,
                senza_atto="Valori non ancora certificati",
            ),
            replace(_documento(Documento.PIAO), una_pagina=True),
            _documento(Documento.MONITORAGGIO),
            Stampa(
                nome="comunicazione",
                documento=Documento.MONITORAGGIO,
                pagina=COMUNICAZIONE,
                titolo=lambda anno: f"{COMUNICAZIONE.voce} {anno.anno}",
                una_pagina=True,
            ),
            replace(_documento(Documento.RELAZIONE), davanti=FOGLIO),
            Stampa(
                nome="foglio",
                documento=Documento.RELAZIONE,
                pagina=FOGLIO,
                titolo=lambda anno: f"Il {anno.anno} in un foglio",
                una_pagina=True,
                immagine=True,
            ),
            Stampa(
                nome="validazione",
                documento=Documento.RELAZIONE,
                pagina=VALIDAZIONE,
                titolo=lambda anno: f"{VALIDAZIONE.etichetta} {anno.anno}",
                una_pagina=True,
                atto=TipoAtto.VALIDAZIONE_OIV,
            ),
            Stampa(
                nome="campione",
                documento=Documento.RELAZIONE,
                pagina=CAMPIONE,
                titolo=lambda anno: f"{CAMPIONE.etichetta} {anno.anno}",
                una_pagina=True,
                di_lavoro=True,
                estratta=lambda anno: anno.oiv.campione.estratto_il if anno.oiv and anno.oiv.campione else None,
            ),
        )
    }
)
"""Name → printed document, in the order of the cycle."""
_DOCUMENTI = tuple(dict.fromkeys(s.documento for s in STAMPE.values()))
IN_ELENCO = tuple(sorted(STAMPE.values(), key=lambda s: (s.di_lavoro, -_DOCUMENTI.index(s.documento))))
"""As lists show them: the last document first, each before the pages that go with it; working sheets at the end."""
