"""An empty workbook for the sheets: the columns that are read, and what goes into each of them."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from macros.model.impostazioni import Profilo
from macros.riservato.foglio import CODICI, COLONNE, ISTRUZIONI, NUMERO, SCHEDE
from macros.ufficio.libro import libro_in_byte

RIGHE = 300
"""Rows whose cells are ready for a code: text, so that 1.10 stays 1.10."""
LARGA, STRETTA = 34, 14
DETTE: Mapping[str, str] = MappingProxyType(
    {
        NUMERO: "il numero della scheda: lo stesso in ogni foglio",
        "profilo": "dirigente, posizione_organizzativa o personale",
        "nome": "si stampa sulla scheda, e in nessun altro posto",
        "categoria": "si può lasciare vuota",
        "ufficio": "si può lasciare vuoto",
        "area": "il codice di un'area dirigenziale; se sono più d'una, una riga ciascuna nel foglio «area»",
        "valutatore": "chi valuta, con il suo ruolo",
        "quota": "di ogni area, in punti: quelle di una scheda sommano 100",
        "codice": "il codice di un obiettivo dell'anno",
        "peso": "in punti: quelli di un elenco sommano 100, e nelle tre analisi insieme",
        "richiesta": "che cosa è richiesto (a gennaio)",
        "dimostrata": "che cosa è stato dimostrato (a fine anno)",
        "fattore": "il fattore; di una Posizione Organizzativa i quattro del Sistema",
        "massimo": "il punteggio massimo",
        "punti": "a fine anno, da 0 al massimo",
        "titolo": "l'indicatore",
        "valore": "a fine anno, da 0 a 100",
        "fonte": "da dove viene",
        "punti_critici": "un testo, o niente",
        "potenzialita": "un testo, o niente",
        "formazione": "un testo, o niente",
        "note": "un testo, o niente",
        "premio.stanziato": "in euro",
        "premio.distribuito": "in euro, non più dello stanziato",
        "conciliazione.riesame.chiesto": "il giorno, o niente",
        "conciliazione.riesame.esito": "niente finché è aperto",
        "conciliazione.ricorso.chiesto": "il giorno, o niente",
        "conciliazione.ricorso.esito": "niente finché è aperto",
    }
)
"""Column → what goes into it."""


def modello() -> bytes:
    """Return the workbook."""
    from openpyxl import Workbook
    from openpyxl.styles import Alignment, Font
    from openpyxl.worksheet.datavalidation import DataValidation

    libro = Workbook()
    guida = libro.active
    guida.title = ISTRUZIONI
    for voci in (("foglio", "colonna", "che cosa va scritto"), *_istruzioni()):
        guida.append(voci)
    for foglio, colonne in COLONNE.items():
        pagina = libro.create_sheet(foglio)
        pagina.append((NUMERO, *colonne))
        pagina.freeze_panes = "B2"
        for n, colonna in enumerate((NUMERO, *colonne), 1):
            if colonna in CODICI:
                for riga in range(2, RIGHE + 2):
                    pagina.cell(riga, n).number_format = "@"
        if foglio == SCHEDE:
            scelte = DataValidation(type="list", formula1=f'"{",".join(Profilo)}"', allow_blank=True)
            scelte.add(f"B2:B{RIGHE + 1}")
            pagina.add_data_validation(scelte)
    for pagina in libro.worksheets:
        for cella in pagina[1]:
            cella.font = Font(bold=True)
            cella.alignment = Alignment(wrap_text=True, vertical="top")
            lunga = pagina.title == ISTRUZIONI and cella.column == len(pagina[1])
            pagina.column_dimensions[cella.column_letter].width = LARGA * 2 if lunga else _larghezza(str(cella.value))
    libro.active = libro.worksheets.index(libro[SCHEDE])
    return libro_in_byte(libro)


def _istruzioni() -> list[tuple[str, str, str]]:
    return [(foglio, colonna, DETTE[colonna]) for foglio, colonne in COLONNE.items() for colonna in (NUMERO, *colonne)]


def _larghezza(colonna: str) -> int:
    return STRETTA if colonna in {NUMERO, "peso", "punti", "massimo", "quota", "codice"} else LARGA
