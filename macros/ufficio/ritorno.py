"""The workbook that goes back to its office: as it came, with what is to be put right beside the cells."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from macros.ufficio.celle import FoglioLetto, GenereCella, lettere
from macros.ufficio.compilabile import SEGNO_MODULO, metti
from macros.ufficio.libro import DiOpenpyxl, LibroError, libro_aperto, libro_in_byte
from macros.ufficio.rifiuti import Rifiutata

DA_CORREGGERE = "Da correggere"
"""The sheet that lists all of it, and the column that says it in each row."""
TITOLI = ("Foglio", "Cella", "Trovato", "Atteso", "Rimedio")
LARGHEZZE = (16, 10, 50, 50, 60)
ROSSO = "FFB00020"
TITOLO_MASSIMO = 31
VIETATI = re.compile(r"[\[\]:*?/\\]")
"""What the title of a sheet may not have in XLSX."""


def da_correggere(grezzo: bytes, fogli: Sequence[FoglioLetto], rifiutate: Iterable[Rifiutata]) -> bytes:
    """Return an XLSX workbook with what is refused of it: an ODS one comes back as XLSX, with its cells as they were.

    `fogli`: its sheets, as read.
    """
    try:
        libro = libro_aperto(grezzo)[0]
    except LibroError:
        libro = _ricopiato(fogli)
    in_ordine = sorted(rifiutate, key=lambda r: (r.foglio, r.cella or (0, 0)))
    for pagina in [p for p in libro.worksheets if _nostro(p)]:
        libro.remove(pagina)
    for pagina in libro.worksheets:
        if pagina.cell(1, 1).value != SEGNO_MODULO:
            _accanto(pagina, [r for r in in_ordine if nome_xlsx(r.foglio) == pagina.title and r.cella])
    _elenco(libro, in_ordine)
    return libro_in_byte(libro)


def nome_xlsx(titolo: str) -> str:
    """Return the title of a sheet as XLSX allows it.

    >>> nome_xlsx("Valori/2022 [a]"), nome_xlsx("Valori")
    ('Valori 2022  a ', 'Valori')
    """
    return VIETATI.sub(" ", titolo)[:TITOLO_MASSIMO]


def _nostro(pagina: DiOpenpyxl) -> bool:
    """True for the list that an earlier return had."""
    scritti = tuple(pagina.cell(1, n).value for n in range(1, len(TITOLI) + 1))
    return str(pagina.title).startswith(DA_CORREGGERE) and scritti == TITOLI


def _ricopiato(fogli: Sequence[FoglioLetto]) -> DiOpenpyxl:
    """Return a workbook with the cells of another one as texts; what is hidden stays hidden."""
    from openpyxl import Workbook

    libro = Workbook()
    libro.remove(libro.active)
    for foglio in fogli:
        pagina = libro.create_sheet(nome_xlsx(foglio.nome))
        for (riga, colonna), cella in foglio.celle.items():
            numero = cella.genere in {GenereCella.NUMERO, GenereCella.PERCENTO}
            testo = cella.testo.replace(".", ",") if numero else cella.testo
            metti(pagina.cell(riga, colonna), f"{testo}%" if cella.genere is GenereCella.PERCENTO else testo)
            pagina.cell(riga, colonna).number_format = "@"
        if foglio.celle.get((1, 1)) and foglio.celle[1, 1].testo == SEGNO_MODULO:
            pagina.sheet_state = "hidden"
    return libro


def _accanto(pagina: DiOpenpyxl, rifiutate: Sequence[Rifiutata]) -> None:
    """Write what is to be put right in the last column of its row; what was written there before goes away."""
    from openpyxl.styles import Alignment, Font

    di_prima = [
        cella
        for riga in pagina.iter_rows()
        for cella in riga
        if cella.value == DA_CORREGGERE and cella.data_type == "s"
    ]
    for titolo in di_prima:
        for unite in [u for u in pagina.merged_cells.ranges if u.min_col <= titolo.column <= u.max_col]:
            pagina.unmerge_cells(str(unite))
        for riga in range(titolo.row, pagina.max_row + 1):
            pagina.cell(riga, titolo.column).value = None
    if not rifiutate:
        return
    colonna = di_prima[0].column if di_prima else pagina.max_column + 1
    testata = di_prima[0].row if di_prima else 1
    per_riga: dict[int, list[str]] = {testata: [DA_CORREGGERE]}
    for r in rifiutate:
        if r.cella and r.cella[0] != testata:  # the list has them all
            per_riga.setdefault(r.cella[0], []).append(f"{r.indirizzo}. {r.detto}")
    for riga, detti in per_riga.items():
        cella = pagina.cell(riga, colonna)
        metti(cella, "\n".join(detti))
        cella.font = Font(bold=True, color=ROSSO)
        cella.alignment = Alignment(wrap_text=True, vertical="top")
    pagina.column_dimensions[lettere(colonna)].width = LARGHEZZE[-1]


def _elenco(libro: DiOpenpyxl, rifiutate: Sequence[Rifiutata]) -> None:
    from openpyxl.styles import Alignment, Font

    pagina = libro.create_sheet(DA_CORREGGERE, 0)
    for n, (titolo, larga) in enumerate(zip(TITOLI, LARGHEZZE, strict=True), 1):
        metti(pagina.cell(1, n), titolo)
        pagina.cell(1, n).font = Font(bold=True)
        pagina.column_dimensions[lettere(n)].width = larga
    for riga, r in enumerate(rifiutate, 2):
        for n, testo in enumerate((r.foglio, r.indirizzo, r.trovato, r.atteso, r.rimedio), 1):
            metti(pagina.cell(riga, n), testo)
            pagina.cell(riga, n).alignment = Alignment(wrap_text=True, vertical="top")
        if r.indirizzo:
            nome = nome_xlsx(r.foglio).replace("'", "''")
            pagina.cell(riga, 2).hyperlink = f"#'{nome}'!{r.indirizzo}"
    pagina.freeze_panes = "A2"
    libro.active = 0
    for altra in libro.worksheets[1:]:
        altra.sheet_view.tabSelected = False
