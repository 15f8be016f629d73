"""Which indicators by milestones a form says that it has measured: their row has no value, and only says that.

A milestone that is due by the date of the form is told with its day, or with «no»; when all of them are, and the form
says anything new, the indicator is measured. A blank says nothing, here too. Fonte: DOMAIN 3.1, rule 4.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from macros.model.regole.fasi import dovute
from macros.reading.testo.scalari import spoglia, unica
from macros.ufficio.confronto import ModificaUfficio
from macros.ufficio.modulo import FASI, VALORI, Modulo
from macros.ufficio.riconosciuti import TabellaLetta

DALLE_FASI = "dalle fasi"
"""What is said in the place of the value."""


def misurati(modulo: Modulo, tabelle: Mapping[str, TabellaLetta], *, nuovo: bool) -> Iterator[ModificaUfficio]:
    """Yield the rows that are missing of the indicators whose milestones due are all told.

    `nuovo`: the form says something that the data do not; a «no», which no form shows, is always new.
    """
    tabella = tabelle.get(FASI.nome)
    valori, fasi = (next(f for f in modulo.fogli if f.tipo is tipo) for tipo in (VALORI, FASI))
    scritte = list(_dette(tabella, fasi.titoli[0])) if tabella else []
    if tabella is None or not (nuovo or any(no for *_, no in scritte)):
        return
    dette = {fase: cella for fase, cella, _ in scritte}
    for riga in valori.righe:
        i, casella = modulo.anno.indicatori[riga.chiave[0]], riga.caselle[0]
        chiesti = [(i.codice, fase.codice) for fase in dovute(i, modulo.periodo, modulo.anno.anno)]
        senza_riga = modulo.anno.rilevazione(i.codice, modulo.periodo) is None and casella.chiuso is None
        if chiesti and senza_riga and all(fase in dette for fase in chiesti):
            yield ModificaUfficio(
                casella=replace(casella, altrove=""),
                nuovo="",
                detto=DALLE_FASI,
                foglio=tabella.foglio.nome,
                cella=dette[chiesti[0]],
                voce=f"{i.codice} {i.titolo}",
                titolo=valori.titoli[0],
            )


def _dette(tabella: TabellaLetta, raggiunta: str) -> Iterator[tuple[tuple[str, str], tuple[int, int], bool]]:
    """Yield (indicator, milestone) of which something is written, where, and whether it is that it has no day."""
    for numero, celle in tabella.righe():
        if raggiunta in celle and celle[raggiunta].testo.strip():
            codice, fase = (unica(spoglia(celle[t].testo)) if t in celle else "" for t in FASI.chiavi)
            non_raggiunta = celle[raggiunta].testo.strip().lower() == "no"
            yield (codice, fase), (numero, tabella.colonne[raggiunta]), non_raggiunta
