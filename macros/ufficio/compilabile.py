"""Writes a form as an XLSX workbook that an office fills in, whatever program it has.

Every cell to fill in is of the kind Testo, so that what is typed comes back as typed. The rest is protected, without a
password: against slips. Nothing is told by colour alone; headings are in the first row, no cells are joined.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from macros.model.atti import RILEVATI
from macros.model.citazioni import titolo_documento
from macros.model.formato import data_lunga
from macros.model.valori import Periodo
from macros.ufficio.libro import DiOpenpyxl, libro_in_byte
from macros.ufficio.modulo import (
    TESTI,
    VALORI,
    VERSIONE,
    FoglioModulo,
    IdentitaModulo,
    Modulo,
    identita,
)

ISTRUZIONI, NASCOSTO = "Istruzioni", "ciclo"
SEGNO_MODULO = "modulo di ciclo"
"""The first cell of the hidden sheet."""
LETTA, APERTA = "Da leggere", "Da compilare"
"""The two kinds of cell, as styles."""
DA_COMPILARE = " *"
"""After the title of a column where the office writes."""
PEZZO = 30_000
"""A cell holds no more than 32,767 characters."""
LARGHEZZE = {
    "Codice": 11, "Fase": 8, "Quota": 8, "Titolo": 44, "Serve a": 18, "Misura": 32, "Fonte": 44, "Documento": 44,
    "Testo": 90, "Motivo": 50,
}  # fmt: skip
LARGA, STRETTA, GUIDA = 26, 16, 100
"""Widths of columns, in characters."""
LINEA, PIU_ALTA = 15, 400
"""Heights, in points: of a line of text, and of the highest row that programs allow, about."""
RIGHE_DI_TESTO = 4
"""Lines of a row where a text is written."""
_VIETATI = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f]")
"""Characters that no XLSX holds."""


def modulo_in_xlsx(modulo: Modulo) -> bytes:
    """Return the workbook of a form: the same bytes for the same data."""
    from openpyxl import Workbook

    libro = Workbook()
    stili(libro)
    istruzioni(libro, libro.active, modulo)
    for foglio in modulo.fogli:
        foglio_compilabile(libro.create_sheet(foglio.tipo.nome), foglio)
    foglio_nascosto(libro.create_sheet(NASCOSTO), identita(modulo))
    return libro_in_byte(libro)


def _titolo(modulo: Modulo) -> str:
    area = modulo.anno.nome_area(modulo.area)
    return f"{area}: dati al {modulo.periodo.in_parole} {modulo.anno.anno}"


def istruzioni(libro: DiOpenpyxl, pagina: DiOpenpyxl, modulo: Modulo) -> None:
    """Write the cover, and what the workbook says of itself."""
    from openpyxl.styles import Alignment, Font

    libro.properties.title = _titolo(modulo)
    libro.properties.creator = modulo.ente.nome
    libro.properties.language = "it-IT"
    pagina.title = ISTRUZIONI
    pagina.column_dimensions["A"].width = GUIDA
    for n, (testo, grassetto) in enumerate(_guida(modulo), 1):
        cella = pagina.cell(n, 1)
        metti(cella, testo)
        cella.font = Font(bold=grassetto, size=14 if n == 1 else 11)
        cella.alignment = Alignment(wrap_text=True, vertical="top")
        pagina.row_dimensions[n].height = _alta([testo], [GUIDA], 2 if n == 1 else 1)
    _su_una_pagina(pagina)
    _proteggi(pagina)


def _guida(modulo: Modulo) -> Iterator[tuple[str, bool]]:
    """Yield the lines of the cover; True: it is a heading."""
    ente = modulo.ente
    area = modulo.anno.area_dirigenziale(modulo.area)
    yield _titolo(modulo), True
    yield ente.nome, False
    if area and area.responsabile:
        yield f"Ne risponde: {area.responsabile}", False
    documento = titolo_documento(modulo.anno, RILEVATI[modulo.periodo])
    yield f"Che cos'è: il modulo con cui l'area comunica ciò che serve a «{documento}».", False
    if modulo.termine:
        yield f"Entro quando: {data_lunga(modulo.termine.entro)}.", False
    a_chi = " ".join(t for t in (ente.ufficio_responsabile, f"({ente.pec})" if ente.pec else None) if t)
    yield f"A chi rimandarlo: {a_chi or 'a chi lo ha mandato'}.", False
    yield "Come si compila", True
    yield "Si scrive soltanto nelle celle con il bordo; i titoli delle colonne da compilare hanno un asterisco.", False
    yield "Una cella lasciata vuota non cambia niente; ciò che c'è già si lascia, o si corregge scrivendo sopra.", False
    yield "I numeri si scrivono con la virgola e senza punti per le migliaia: 1234,5. I giorni così: 30/06/2022.", False
    yield "Se un valore manca si lascia vuoto e si scrivono l'assenza e il motivo: lo zero è un valore.", False
    if modulo.periodo is Periodo.DICEMBRE:
        yield "Dove il risultato atteso non è raggiunto servono la causa e il motivo.", False
    yield "Dove serve una parola fra poche, la cella ha un elenco.", False
    yield "Nessun nome di persona, nessun dato che la faccia riconoscere: si scrivono uffici e ruoli.", False
    yield "I fogli", True
    for foglio in modulo.fogli:
        if foglio.righe or foglio.vuota:
            yield f"{foglio.tipo.nome}: {foglio.tipo.chiede}.", False


def foglio_compilabile(pagina: DiOpenpyxl, foglio: FoglioModulo) -> None:
    """Write a sheet that is filled in."""
    titoli = (*foglio.tipo.chiavi, *foglio.tipo.mostrate, *(t + DA_COMPILARE for t in foglio.titoli))
    _testata(pagina, titoli, ferme=len(foglio.tipo.chiavi))
    lette = len(foglio.tipo.chiavi) + len(foglio.tipo.mostrate)
    for n, riga in enumerate(foglio.righe, 2):
        for colonna, testo in enumerate((*riga.chiave, *riga.mostrate), 1):
            _cella(pagina.cell(n, colonna), testo, aperta=False)
        for colonna, casella in enumerate(riga.caselle):
            cella = pagina.cell(n, lette + colonna + 1)
            _cella(cella, casella.mostrato, aperta=casella.aperta)
        testi = [str(pagina.cell(n, colonna).value or "") for colonna in range(1, len(titoli) + 1)]
        almeno = RIGHE_DI_TESTO if foglio.tipo is TESTI else 1
        pagina.row_dimensions[n].height = _alta(testi, [_larga(t) for t in titoli], almeno)
    prima = len(foglio.righe) + 2
    ultima = len(foglio.righe) + 1
    if foglio.vuota and foglio.codici and all(c.aperta for c in foglio.vuota):
        ultima += foglio.tipo.nuove
        for n in range(prima, ultima + 1):
            for colonna in range(1, lette + len(foglio.vuota) + 1):
                _cella(pagina.cell(n, colonna), "", aperta=True)
        codici = f"{VALORI.nome}!$A$2:$A${len(foglio.codici) + 1}"
        _elenco(pagina, codici, [(prima, 1, ultima)])
    _elenchi(pagina, foglio, lette, ultima)
    _proteggi(pagina)


def _testata(pagina: DiOpenpyxl, titoli: tuple[str, ...], ferme: int) -> None:
    from openpyxl.styles import Alignment, Font
    from openpyxl.utils import get_column_letter

    for n, titolo in enumerate(titoli, 1):
        cella = pagina.cell(1, n)
        metti(cella, titolo)
        cella.font = Font(bold=True)
        cella.alignment = Alignment(wrap_text=True, vertical="top")
        pagina.column_dimensions[get_column_letter(n)].width = _larga(titolo)
    pagina.freeze_panes = f"{get_column_letter(ferme + 1)}2"
    pagina.print_title_rows = "1:1"
    pagina.page_setup.orientation = "landscape"
    _su_una_pagina(pagina)


def _su_una_pagina(pagina: DiOpenpyxl) -> None:
    """Let a sheet be printed as wide as a page."""
    pagina.page_setup.fitToHeight = 0
    pagina.sheet_properties.pageSetUpPr.fitToPage = True


def _larga(titolo: str) -> int:
    nudo = titolo.removesuffix(DA_COMPILARE)
    return LARGHEZZE.get(nudo, LARGA if len(nudo) > STRETTA else STRETTA)


def _alta(testi: Sequence[str], larghe: Sequence[int], almeno: int) -> int:
    """Return the height of a row that shows all of its texts: not every program works it out by itself."""
    linee = (
        sum(-(-max(len(riga), 1) // (larga - 2)) for riga in testo.split("\n"))
        for testo, larga in zip(testi, larghe, strict=True)
    )
    return min(LINEA * max(almeno, *linee), PIU_ALTA)


def stili(libro: DiOpenpyxl) -> None:
    """Give a workbook its two kinds of cell, where it does not have them: what is read, and what is filled in."""
    from openpyxl.styles import Alignment, Border, NamedStyle, PatternFill, Protection, Side

    for nome in (n for n in (LETTA, APERTA) if n not in libro.named_styles):
        stile = NamedStyle(nome, number_format="@", alignment=Alignment(wrap_text=True, vertical="top"))
        if nome == APERTA:
            lato = Side(style="thin", color="FF5B6F82")
            stile.border = Border(left=lato, right=lato, top=lato, bottom=lato)
            stile.fill = PatternFill("solid", fgColor="FFFFF9E5")
            stile.protection = Protection(locked=False)
        libro.add_named_style(stile)


def _cella(cella: DiOpenpyxl, testo: str, *, aperta: bool) -> None:
    metti(cella, testo)
    cella.style = APERTA if aperta else LETTA


def metti(cella: DiOpenpyxl, testo: str) -> None:
    """Put a text in a cell, as a text whatever it begins with."""
    if testo:
        cella.value = _VIETATI.sub("", testo)
        cella.data_type = "s"


def _elenchi(pagina: DiOpenpyxl, foglio: FoglioModulo, lette: int, ultima: int) -> None:
    """Put the lists of words: one for each set of words, over all the cells that hold one of them."""
    per_parole: dict[tuple[str, ...], list[tuple[int, int, int]]] = {}
    for n, riga in enumerate(foglio.righe, 2):
        for colonna, casella in enumerate(riga.caselle, lette + 1):
            if casella.parole and casella.aperta:
                per_parole.setdefault(casella.parole, []).append((n, colonna, n))
    for colonna, casella in enumerate(foglio.vuota, lette + 1):
        if casella.parole and ultima > len(foglio.righe) + 1:
            per_parole.setdefault(casella.parole, []).append((len(foglio.righe) + 2, colonna, ultima))
    for parole, dove in per_parole.items():
        elenco_di_parole(pagina, parole, dove)


def elenco_di_parole(pagina: DiOpenpyxl, parole: Sequence[str], dove: list[tuple[int, int, int]]) -> None:
    """Add a list of words over some cells: first row, column, last row."""
    _elenco(pagina, f'"{",".join(parole)}"', dove)


def _elenco(pagina: DiOpenpyxl, formula: str, dove: list[tuple[int, int, int]]) -> None:
    from openpyxl.utils import get_column_letter
    from openpyxl.worksheet.datavalidation import DataValidation

    scelte = DataValidation(
        type="list",
        formula1=formula,
        allow_blank=True,
        showErrorMessage=True,
        errorTitle="Una parola dell'elenco",
        error="Scegliere una parola dell'elenco, o lasciare la cella vuota.",
    )
    for prima, colonna, ultima in dove:
        lettera = get_column_letter(colonna)
        scelte.add(f"{lettera}{prima}:{lettera}{ultima}")
    pagina.add_data_validation(scelte)


def _proteggi(pagina: DiOpenpyxl) -> None:
    pagina.protection.sheet = True
    pagina.protection.formatColumns = False
    pagina.protection.formatRows = False


def foglio_nascosto(pagina: DiOpenpyxl, base: IdentitaModulo) -> None:
    """Write the hidden sheet."""
    testo = base.in_json()
    voci = (
        (SEGNO_MODULO, VERSIONE),
        ("ente", base.ente),
        ("anno", str(base.anno)),
        ("data", base.periodo),
        ("area", base.area),
        ("impronta", base.impronta),
        *(("dati", testo[n : n + PEZZO]) for n in range(0, len(testo), PEZZO)),
    )
    for n, coppia in enumerate(voci, 1):
        for colonna, scritto in enumerate(coppia, 1):
            metti(pagina.cell(n, colonna), str(scritto))
    pagina.sheet_state = "veryHidden"
    _proteggi(pagina)
