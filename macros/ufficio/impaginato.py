"""A new form in the layout that an office gave to an older one: its sheets, columns, titles and looks stay.

Only what the form says is written: rows by what names them, columns by their titles. The older workbook is not touched.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator

from macros.ufficio.celle import FoglioLetto
from macros.ufficio.compilabile import (
    APERTA,
    ISTRUZIONI,
    LETTA,
    NASCOSTO,
    SEGNO_MODULO,
    elenco_di_parole,
    foglio_compilabile,
    foglio_nascosto,
    istruzioni,
    metti,
    stili,
)
from macros.ufficio.consegne import Consegna
from macros.ufficio.libro import DiOpenpyxl, LibroError, libro_aperto, libro_in_byte
from macros.ufficio.modulo import FoglioModulo, Modulo, RigaModulo, identita
from macros.ufficio.riconosciuti import TabellaLetta, tabelle
from macros.ufficio.rifiuti import Rifiutata
from macros.ufficio.ritorno import DA_CORREGGERE


def modulo_impaginato(modulo: Modulo, vecchio: Consegna) -> bytes | tuple[Rifiutata, ...]:
    """Return the workbook of a form in the layout of an older one; what is wrong with that one, where it is.

    `vecchio`: an XLSX workbook of the same body, area and survey date, of any year.
    """
    if vecchio.base is None:
        return tuple(vecchio.rifiutate)
    suo, chiesto = ((b.ente, b.area, b.periodo) for b in (vecchio.base, identita(modulo)))
    if suo != chiesto:
        detti = (" ".join(map(str, t)) for t in (suo, chiesto))
        trovato, atteso = (f"il modulo di «{d}»" for d in detti)
        return (Rifiutata("", None, trovato, atteso, "scegliere un modulo dello stesso ente, area e data"),)
    trovate, mancano = tabelle(modulo, vecchio.base, vecchio.fogli)
    if mancano:
        return tuple(mancano)
    try:
        libro = libro_aperto(vecchio.grezzo)[0]
    except LibroError:
        return (Rifiutata("", None, "un ODS", "un XLSX, di cui si sa riscrivere l'aspetto", "salvarlo come XLSX"),)
    stili(libro)
    posto = libro.sheetnames.index(ISTRUZIONI) if ISTRUZIONI in libro.sheetnames else 0
    for pagina in list(libro.worksheets):
        if pagina.title in {DA_CORREGGERE, ISTRUZIONI} or pagina.cell(1, 1).value == SEGNO_MODULO:
            libro.remove(pagina)
    istruzioni(libro, libro.create_sheet(ISTRUZIONI, posto), modulo)
    for foglio in modulo.fogli:
        tabella = trovate.get(foglio.tipo.nome)
        if tabella is None:
            foglio_compilabile(libro.create_sheet(foglio.tipo.nome), foglio)
        else:
            _rifai(libro[tabella.foglio.nome], foglio, tabella, vecchio.base.basi.get(foglio.tipo.nome, {}))
    foglio_nascosto(libro.create_sheet(NASCOSTO), identita(modulo))
    return libro_in_byte(libro)


def _rifai(
    pagina: DiOpenpyxl,
    foglio: FoglioModulo,
    tabella: TabellaLetta,
    erano: Collection[tuple[str, ...]],
) -> None:
    """Write the rows of a sheet where they stand; what is asked no more goes away, what is new comes after them."""
    posti = dict(_posti(foglio, tabella))
    nuove = {riga.chiave: riga for riga in foglio.righe}
    for chiave, numero in posti.items():
        if chiave in nuove:
            _scrivi(pagina, foglio, tabella, numero, nuove.pop(chiave), nuova=False)
        elif chiave in erano:  # other rows are the office's
            for colonna in tabella.colonne.values():
                pagina.cell(numero, colonna).value = None
    ultima = max((r for r, _ in tabella.foglio.celle), default=tabella.testata)
    for numero, riga in enumerate(nuove.values(), ultima + 1):
        _scrivi(pagina, foglio, tabella, numero, riga, nuova=True)


def _posti(foglio: FoglioModulo, tabella: TabellaLetta) -> Iterator[tuple[tuple[str, ...], int]]:
    """Yield what names each row, and where it stands."""
    letto: FoglioLetto = tabella.foglio
    for numero, _ in tabella.righe():
        celle = [letto.celle.get((numero, tabella.colonne[titolo])) for titolo in foglio.tipo.chiavi]
        chiave = tuple(c.testo if c else "" for c in celle)
        if any(chiave):
            yield chiave, numero


def _scrivi(
    pagina: DiOpenpyxl,
    foglio: FoglioModulo,
    tabella: TabellaLetta,
    numero: int,
    riga: RigaModulo,
    *,
    nuova: bool,
) -> None:
    from openpyxl.styles import Protection

    letti = dict(zip((*foglio.tipo.chiavi, *foglio.tipo.mostrate), (*riga.chiave, *riga.mostrate), strict=True))
    for titolo, testo in letti.items():
        if titolo in tabella.colonne:
            cella = pagina.cell(numero, tabella.colonne[titolo])
            cella.value = None
            metti(cella, testo)
            if nuova:
                cella.style = LETTA
    for titolo, casella in zip(foglio.titoli, riga.caselle, strict=True):
        colonna = tabella.colonne[titolo]
        cella = pagina.cell(numero, colonna)
        cella.value = None
        metti(cella, casella.mostrato)
        if nuova:
            cella.style = APERTA if casella.aperta else LETTA
            if casella.parole and casella.aperta:
                elenco_di_parole(pagina, casella.parole, [(numero, colonna, numero)])
        cella.number_format = "@"
        cella.protection = Protection(locked=not casella.aperta)
