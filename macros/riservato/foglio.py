"""A workbook of sheets, in memory: one row a person in «schede», one row an item of a list in the sheet of its name.

Columns are the keys of the format. Cells become the same nodes as those of a YAML file, so that the same reader and
the same checks see them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

from macros.model.problems import Source
from macros.reading.testo.lettura import Located
from macros.riservato.avvisi import AvvisoRiservato, Motivo
from macros.riservato.fatti import FattoFile
from macros.ufficio.libro import DiOpenpyxl, LibroError, LibroGrandeError, libro_aperto, testo_del_valore

SCHEDE, NUMERO, ISTRUZIONI = "schede", "numero", "istruzioni"
COMPETENZA = ("richiesta", "dimostrata", "massimo", "punti", "peso")
FATTORE = ("fattore", "massimo", "punti", "peso")
COLONNE: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        SCHEDE: (
            *("profilo", "nome", "categoria", "ufficio", "area", "valutatore"),
            *("punti_critici", "potenzialita", "formazione", "note", "premio.stanziato", "premio.distribuito"),
            *("conciliazione.riesame.chiesto", "conciliazione.riesame.esito"),
            *("conciliazione.ricorso.chiesto", "conciliazione.ricorso.esito"),
        ),
        "area": ("area", "quota"),
        "obiettivi": ("codice", "peso"),
        "conoscenze": COMPETENZA,
        "attivita": COMPETENZA,
        "attitudini": COMPETENZA,
        "comportamenti": FATTORE,
        "differenziazione": FATTORE,
        "ulteriori": ("titolo", "valore", "peso", "fonte"),
    }
)
"""Sheet → its columns, beside the number of the person."""
CODICI = frozenset({"codice", "area"})
"""Columns that a number or a day would change: 1.10 is not 1.1."""
RIGHE = 20_000


@dataclass(slots=True)
class _LettoreFoglio:
    """What is gathered of a workbook."""

    schede: dict[int, dict[str, Located]] = field(default_factory=dict)
    elenchi: dict[int, dict[str, list[Located]]] = field(default_factory=dict)
    righe: dict[int, int] = field(default_factory=dict)
    """Number → its row in «schede»."""
    errori: list[AvvisoRiservato] = field(default_factory=list)

    def segnala(self, motivo: Motivo, riga: int | None = None, numero: int | None = None, chiave: str = "") -> None:
        """Add a problem."""
        self.errori.append(AvvisoRiservato(numero, riga, chiave, motivo))


def nodi_del_foglio(grezzo: bytes) -> tuple[dict[int, Located], tuple[AvvisoRiservato, ...]]:
    """Return the nodes of each person of a workbook by number, and what is wrong with its cells and columns."""
    lettore = _LettoreFoglio()
    try:
        con_formule, con_valori = libro_aperto(grezzo)
    except LibroGrandeError:
        return {}, (AvvisoRiservato(None, None, "", FattoFile.GRANDE),)
    except LibroError:
        return {}, (AvvisoRiservato(None, None, "", Motivo.NON_FOGLIO),)
    titoli = [t for t in con_valori.sheetnames if t != ISTRUZIONI]
    if SCHEDE not in titoli or set(titoli) - set(COLONNE):
        lettore.segnala(Motivo.FOGLI)
    for titolo in (t for t in COLONNE if t in titoli):  # «schede» first: it says which numbers there are
        for riga, numero, celle in _righe(lettore, titolo, con_valori[titolo], con_formule[titolo]):
            _aggiungi(lettore, titolo, riga, numero, celle)
    nodi = {}
    for numero, valori in lettore.schede.items():
        riga = lettore.righe[numero]
        for lista, voci in lettore.elenchi.get(numero, {}).items():
            if lista in valori:  # an area in its column, and in its own sheet
                lettore.segnala(Motivo.DOPPIO, riga, numero, lista)
            valori[lista] = Located(voci, Source(lista, voci[0].source.line, lista))
        nodi[numero] = Located(valori, Source(SCHEDE, riga), chiavi={k: v.source for k, v in valori.items()})
    return nodi, tuple(lettore.errori)


def _righe(
    lettore: _LettoreFoglio,
    titolo: str,
    valori: DiOpenpyxl,
    formule: Any,  # noqa: ANN401 - as above
) -> Iterator[tuple[int, int, dict[str, str]]]:
    """Yield the rows of a sheet that hold something: row, number of the person, text of each cell by column."""
    if valori.max_row > RIGHE:
        lettore.segnala(Motivo.COLONNE)
        return
    testa = [str(c.value).strip().lower() if c.value is not None else "" for c in valori[1]] if valori.max_row else []
    scritte = [c for c in testa if c]
    if NUMERO not in testa or len(set(scritte)) < len(scritte) or set(scritte) - {NUMERO, *COLONNE[titolo]}:
        lettore.segnala(Motivo.COLONNE, 1, chiave="" if titolo == SCHEDE else titolo)
        return
    for riga in range(2, valori.max_row + 1):
        coppie = [(c, valori.cell(riga, n), formule.cell(riga, n)) for n, c in enumerate(testa, 1) if c]
        piene = [(c, v, f) for c, v, f in coppie if v.value is not None or f.value is not None]
        if not piene:
            continue
        numero = _numero(next((v.value for c, v, _ in piene if c == NUMERO), None))
        if numero is None or (titolo != SCHEDE and numero not in lettore.schede):
            lettore.segnala(Motivo.SENZA_SCHEDA, riga, chiave="" if titolo == SCHEDE else titolo)
            continue
        if titolo == SCHEDE and numero in lettore.schede:
            lettore.segnala(Motivo.DOPPIO, riga, numero)
            continue
        celle = {}
        for colonna, valore, formula in piene:
            if colonna == NUMERO:
                continue
            testo = _testo(colonna, valore, formula)
            if isinstance(testo, Motivo):
                lettore.segnala(testo, riga, numero, colonna if titolo == SCHEDE else f"{titolo}.{colonna}")
            else:
                celle[colonna] = testo
        yield riga, numero, celle


def _numero(valore: object) -> int | None:
    """Return the number of a person: digits, or a whole number."""
    testo = str(int(valore)) if isinstance(valore, float) and valore.is_integer() else str(valore).strip()
    return int(testo) if testo.isascii() and testo.isdigit() and 0 < len(testo) <= 6 and int(testo) else None


def _testo(colonna: str, cella: DiOpenpyxl, formula: DiOpenpyxl) -> str | Motivo:
    """Return a cell as it would be typed in a file; the reason where it is not a datum."""
    valore = cella.value
    if cella.data_type == "e" or (formula.data_type == "f" and valore is None):
        return Motivo.FOGLIO
    if colonna in CODICI and not isinstance(valore, str):
        return Motivo.CODICE_NUMERO
    return testo_del_valore(valore)


def _aggiungi(lettore: _LettoreFoglio, titolo: str, riga: int, numero: int, celle: Mapping[str, str]) -> None:
    """Put a row among what its person has: a group of keys, or an item of a list."""
    if titolo == SCHEDE:
        lettore.righe[numero] = riga
        lettore.schede[numero] = _gruppo(titolo, riga, "", celle)
        return
    elenco = lettore.elenchi.setdefault(numero, {}).setdefault(titolo, [])
    chiave = f"{titolo}[{len(elenco)}]"
    valori = _gruppo(titolo, riga, chiave, celle)
    elenco.append(Located(valori, Source(titolo, riga, chiave), chiavi={k: v.source for k, v in valori.items()}))


def _gruppo(titolo: str, riga: int, sopra: str, celle: Mapping[str, str]) -> dict[str, Located]:
    """Return the nodes of some cells; a column with points is a group of keys."""
    valori: dict[str, Located] = {}
    gruppi: dict[str, dict[str, str]] = {}
    for colonna, testo in celle.items():
        primo, _, resto = colonna.partition(".")
        if resto:
            gruppi.setdefault(primo, {})[resto] = testo
        else:
            valori[colonna] = Located(testo, Source(titolo, riga, f"{sopra}.{colonna}".lstrip(".")), virgolette=True)
    for nome, sotto in gruppi.items():
        chiave = f"{sopra}.{nome}".lstrip(".")
        dentro = _gruppo(titolo, riga, chiave, sotto)
        valori[nome] = Located(dentro, Source(titolo, riga, chiave), chiavi={k: v.source for k, v in dentro.items()})
    return valori
