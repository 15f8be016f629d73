"""The series over the years as tables, with a small drawing each, and as a file. Nothing is reckoned here."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

from markupsafe import Markup

from macros.model.formato import leggibile, stampato
from macros.model.valori import Periodo
from macros.publish.cifre import ottenuto
from macros.publish.dati_aperti import SERIE
from macros.publish.grafici.scintilla import scintilla
from macros.publish.grafici.serie import Punto, asse, serie
from macros.publish.grafici.tela import Disegno
from macros.publish.modelli import componi
from macros.publish.risultati import dato, in_csv, piatto
from macros.publish.vista import Vista
from macros.trail.confronto import QUANDO
from macros.trail.serie import quadro

if TYPE_CHECKING:
    import pandas as pd

MASSIMO = 6
"""Years that a table holds, the last ones: all of them are in the file."""
TRATTO = "–"
VISIBILI = (
    ("Camera", ("ente",)),
    ("Aree strategiche", ("area_strategica",)),
    ("Responsabili", ("area_dirigenziale", "azienda_speciale")),
)
SENZA_CODICE = ("ente", "area_dirigenziale", "azienda_speciale")
PIEGATI = (("Obiettivi", "obiettivo"), ("Indicatori", "indicatore"))

_FATTI: list[tuple[Vista, pd.DataFrame]] = []
"""That of the last view asked about: every page and every file takes the same one."""


@dataclass(frozen=True, slots=True)
class RigaSerie:
    """A thing over the years."""

    codice: str
    titolo: str
    note: tuple[str, ...]
    celle: tuple[str, ...]
    disegno: Markup


def quadro_di(vista: Vista) -> pd.DataFrame:
    """Return the frame of all the years that a view shows, made once."""
    if not _FATTI or _FATTI[0][0] is not vista:
        _FATTI[:] = [(vista, quadro(vista.cicli, vista.progetto.anni))]
    return _FATTI[0][1]


def in_tabelle(vista: Vista, anno: int, periodo: Periodo, *, livello: int) -> str:
    """Return the section of a page: the chamber drawn, then the tables.

    Args:
        vista: what the build shows.
        anno: the last year of the series.
        periodo: the date of the figures in every year.
        livello: of its heading.
    """
    tutto = quadro_di(vista)
    tutti = [n for n in vista.anni if n <= anno]
    anni = tutti[-MASSIMO:]
    scelti = tutto[(tutto["periodo"] == str(periodo)) & tutto["anno"].isin(anni)]
    gradi = scelti[~scelti["livello"].isin([chiave for _, chiave in PIEGATI])]
    scala = _scala(gradi)
    visibili = [(nome, _gradi(gradi[gradi["livello"].isin(livelli)], anni, scala)) for nome, livelli in VISIBILI]
    obiettivi, indicatori = (scelti[scelti["livello"] == chiave] for _, chiave in PIEGATI)
    return componi(
        "serie_anni.html",
        anni=anni,
        livello=livello,
        quando=QUANDO[periodo],
        camera=_camera(scelti, anni, periodo),
        visibili=[(nome, righe) for nome, righe in visibili if righe],
        scala=_detta(scala),
        obiettivi=_gradi(obiettivi, anni, _scala(obiettivi)),
        scala_obiettivi=_detta(_scala(obiettivi)),
        indicatori=_valori(vista, periodo, indicatori, anni),
        prima=tutti[0] if len(tutti) > MASSIMO else None,
    )


def in_file(vista: Vista, anno: int) -> bytes:
    """Return the CSV of every year shown up to one, at both dates."""
    tutto = quadro_di(vista)
    segno = "si" if vista.ente.dimostrativo else "no"
    righe = tutto[tutto["anno"] <= anno].to_dict("records")
    return in_csv(SERIE.colonne, ({**_piatta(r), "dimostrativo": segno} for r in righe)).encode()


def _piatta(riga: Mapping[object, object]) -> dict[str, str]:
    """Write a row of the frame: figures as text, the grade as printed."""
    scritti = {nome: piatto(dato(riga[nome])) for nome in ("valore", "grado_esatto")}
    scritti |= {nome: "" if riga[nome] is None else f"{riga[nome]:f}" for nome in ("grado", "copertura")}
    return {nome: scritti.get(nome, str(riga[nome])) for nome in map(str, riga)}


Scala = tuple[Fraction, Fraction] | None


def _scala(frame: pd.DataFrame) -> Scala:
    """Return the least and the greatest grade; None: there is none."""
    gradi = frame["grado"].dropna()
    return (Fraction(gradi.min()), Fraction(gradi.max())) if len(gradi) else None


def _detta(scala: Scala) -> str:
    return f"da {leggibile(scala[0])} a {leggibile(scala[1])}" if scala else ""


def _celle(frame: pd.DataFrame, anni: list[int], colonna: str) -> dict[str, list[object]]:
    """Return, by name, what a column holds in each year; None where the thing or its figure is not there."""
    tabella = frame.pivot_table(index="identita", columns="anno", values=colonna, aggfunc="last", sort=False)
    tabella = tabella.reindex(columns=anni).astype(object)
    tabella = tabella.where(tabella.notna(), None)
    return {str(nome): list(riga) for nome, riga in zip(tabella.index, tabella.to_numpy(), strict=True)}


def _ultime(frame: pd.DataFrame) -> list[dict[str, object]]:
    """Return each thing as it was last: those of the last year in print order, then those that are over."""
    ultime = frame.drop_duplicates("identita", keep="last").sort_values("anno", ascending=False, kind="stable")
    return [{str(k): v for k, v in riga.items()} for riga in ultime.to_dict("records")]


def _note(frame: pd.DataFrame, anni: list[int]) -> dict[str, tuple[str, ...]]:
    """Return what happened to each thing, in order of year; of areas and managers the titles they had."""
    note: dict[str, list[str]] = {}
    for riga in frame.drop_duplicates(["identita", "nota"]).to_dict("records"):
        if riga["nota"]:
            note.setdefault(str(riga["identita"]), []).append(str(riga["nota"]))
    titoli = frame[frame["livello"].isin(["area_strategica", "area_dirigenziale", "azienda_speciale"])]
    for identita, suoi in titoli.drop_duplicates(["identita", "titolo"], keep="last").groupby("identita"):
        prima = suoi.iloc[:-1].to_dict("records")
        note.setdefault(str(identita), []).extend(f"fino al {r['anno']} era «{r['titolo']}»" for r in prima)
    for riga in frame.drop_duplicates("identita", keep="last").to_dict("records"):
        if riga["anno"] < anni[-1]:
            note.setdefault(str(riga["identita"]), []).append(f"fino al {riga['anno']}")
    return {identita: tuple(scritte) for identita, scritte in note.items()}


def _gradi(frame: pd.DataFrame, anni: list[int], scala: Scala) -> list[RigaSerie]:
    """Return the grades of some things, year by year."""
    if scala is None:
        return []
    celle, note = _celle(frame, anni, "grado"), _note(frame, anni)
    righe = []
    for u in _ultime(frame):
        gradi = celle.get(str(u["identita"]), [None] * len(anni))
        righe.append(
            RigaSerie(
                codice="" if u["livello"] in SENZA_CODICE else str(u["codice"]),
                titolo=str(u["titolo"]),
                note=note.get(str(u["identita"]), ()),
                celle=tuple(stampato(g) if isinstance(g, Decimal) else TRATTO for g in gradi),
                disegno=scintilla([_numero(g) for g in gradi], *scala),
            )
        )
    return righe


def _valori(vista: Vista, periodo: Periodo, frame: pd.DataFrame, anni: list[int]) -> list[RigaSerie]:
    """Return the values of the indicators, each in its unit and on a scale of its own."""
    celle, note = _celle(frame, anni, "valore"), _note(frame, anni)
    righe = []
    for u in _ultime(frame):
        codice, valori = str(u["codice"]), celle.get(str(u["identita"]), [None] * len(anni))
        indicatore = vista.cicli[int(str(u["anno"])), periodo].indicatori[codice].indicatore
        numeri = [_numero(v) for v in valori]
        presenti = [n for n in numeri if n is not None] or [Fraction(0)]
        righe.append(
            RigaSerie(
                codice=codice,
                titolo=indicatore.titolo,
                note=note.get(str(u["identita"]), ()),
                celle=tuple(TRATTO if v is None else ottenuto(indicatore, v).piana for v in valori),
                disegno=scintilla(numeri, min(presenti), max(presenti)),
            )
        )
    return righe


def _numero(valore: object) -> Fraction | None:
    return Fraction(valore) if isinstance(valore, Decimal | Fraction) else None


def _camera(frame: pd.DataFrame, anni: list[int], periodo: Periodo) -> Markup:
    """Return the chamber's figure over the years, drawn; empty with fewer than two."""
    per_anno = {r["anno"]: r["grado"] for r in frame[frame["livello"] == "ente"].to_dict("records")}
    punti = [
        Punto(anno=n, valore=_numero(g := per_anno.get(n)), scritto=stampato(g), corrente=n == anni[-1]) for n in anni
    ]
    if sum(p.valore is not None for p in punti) < 2:
        return Markup("")
    ordinate = asse(punti)
    detti = "; ".join(f"{p.anno} {p.scritto}" for p in punti)
    titolo = f"Performance della Camera al {QUANDO[periodo]}, dal {anni[0]} al {anni[-1]}"
    disegno = Disegno(chiave="serie-camera", titolo=titolo, descrizione=f"{detti}.")
    return serie(disegno, punti, ordinate, [leggibile(t) for t in ordinate.tacche])
