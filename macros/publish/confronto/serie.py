"""The series over the years as tables, with a small drawing each, and as a file. Nothing is reckoned here."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise

from markupsafe import Markup

from macros.model.formato import leggibile, stampato
from macros.model.valori import Livello, Periodo
from macros.publish.dati.risultati import dato, in_csv, piatto
from macros.publish.dati.tabelle import SERIE
from macros.publish.disegni.scintilla import POCHI, scintilla
from macros.publish.disegni.serie import Punto, asse, serie, taglio
from macros.publish.disegni.tela import Disegno
from macros.publish.html.modelli import componi
from macros.publish.parole.cifre import ottenuto
from macros.trail.serie import RigaQuadro, quadro
from macros.vista.vista import Vista

MASSIMO = 6
"""Years that a table holds, the last ones: all of them are in the file."""
TRATTO = "–"
VISIBILI = (
    ("Camera", (Livello.ENTE,)),
    ("Aree strategiche", (Livello.AREA_STRATEGICA,)),
    ("Responsabili", (Livello.AREA_DIRIGENZIALE, Livello.AZIENDA_SPECIALE)),
)
SENZA_CODICE = (Livello.ENTE, Livello.AREA_DIRIGENZIALE, Livello.AZIENDA_SPECIALE)
PIEGATI = (Livello.OBIETTIVO, Livello.INDICATORE)


@dataclass(frozen=True, slots=True)
class Cosa:
    """A thing as long as it goes on: a row for each year."""

    livello: str
    righe: Mapping[int, RigaQuadro]

    def inizia(self, anni: list[int]) -> bool:
        """True when it is there in one of those years."""
        return any(n in self.righe for n in anni)

    def ultimo(self, anni: list[int]) -> int:
        """Return the last of those years in which it is there."""
        return max(n for n in anni if n in self.righe)

    def nei(self, anni: list[int], colonna: str) -> list[object]:
        """Return what a column holds in each year; None where the thing or its figure is not there."""
        return [self.righe[n][colonna] if n in self.righe else None for n in anni]


@dataclass(frozen=True, slots=True)
class RigaSerie:
    """A thing over the years."""

    codice: str
    titolo: str
    note: tuple[str, ...]
    celle: tuple[str, ...]
    disegno: Markup


def quadro_di(vista: Vista, anno: int) -> list[RigaQuadro]:
    """Return the rows of the years that a view shows up to one."""
    tutto = vista.una_volta("quadro", lambda: quadro(*vista.tutti()), anno)  # no later year names again what was before
    return [riga for riga in tutto if _anno(riga) <= anno]


def _anno(riga: RigaQuadro) -> int:
    return int(str(riga["anno"]))


def _cose(vista: Vista, anno: int, periodo: Periodo) -> list[Cosa]:
    """Return everything at a date, year by year up to one, in the order of the rows."""
    tutte = vista.una_volta(("cose", periodo), lambda: _di_sempre(vista, str(periodo)), anno)
    return [Cosa(c.livello, {n: riga for n, riga in c.righe.items() if n <= anno}) for c in tutte]


def _di_sempre(vista: Vista, periodo: str) -> list[Cosa]:
    cose: dict[str, dict[int, RigaQuadro]] = {}
    for posto, riga in enumerate(quadro_di(vista, max(vista.anni))):
        if riga["periodo"] == periodo:
            cose.setdefault(str(riga["identita"]), {})[_anno(riga)] = {**riga, "posto": posto}
    return [Cosa(str(next(iter(righe.values()))["livello"]), righe) for righe in cose.values()]


def in_tabelle(vista: Vista, anno: int, periodo: Periodo, *, livello: int) -> str:
    """Return the section of a page: the chamber drawn, then the tables.

    Args:
        vista: what the build shows.
        anno: the last year of the series.
        periodo: the date of the figures in every year.
        livello: of its heading.
    """
    tutti = [n for n in vista.anni if n <= anno]
    anni = tutti[-MASSIMO:]
    cose = [c for c in _cose(vista, anno, periodo) if c.inizia(anni)]
    gradi = [c for c in cose if c.livello not in PIEGATI]
    obiettivi, indicatori = ([c for c in cose if c.livello == livello_] for livello_ in PIEGATI)
    scala, scala_obiettivi = _scala(gradi, anni), _scala(obiettivi, anni)
    visibili = [(nome, _gradi([c for c in gradi if c.livello in livelli], anni, scala)) for nome, livelli in VISIBILI]
    return componi(
        "serie_anni.html",
        anni=anni,
        disegnati=len(anni) >= POCHI,
        livello=livello,
        quando=periodo.in_parole,
        a_meta=periodo is Periodo.GIUGNO,
        **_camera(gradi, anni, periodo),
        visibili=[(nome, righe) for nome, righe in visibili if righe],
        scala=_detta(scala),
        obiettivi=_gradi(obiettivi, anni, scala_obiettivi),
        scala_obiettivi=_detta(scala_obiettivi),
        indicatori=_valori(vista, periodo, indicatori, anni),
        prima=tutti[0] if len(tutti) > MASSIMO else None,
    )


def in_file(vista: Vista, anno: int) -> bytes:
    """Return the CSV of every year shown up to one, at both dates."""
    segno = "si" if vista.ente.dimostrativo else "no"
    righe = ({**_piatta(r), "dimostrativo": segno} for r in quadro_di(vista, anno))
    return in_csv(SERIE.colonne, righe).encode()


def _piatta(riga: RigaQuadro) -> dict[str, str]:
    """Write a row: figures as text, the grade as printed."""
    scritti = {nome: piatto(dato(riga[nome])) for nome in ("valore", "grado_esatto")}
    scritti |= {nome: "" if riga[nome] is None else f"{riga[nome]:f}" for nome in ("grado", "copertura")}
    return {nome: scritti.get(nome, str(riga[nome])) for nome in riga}


Limiti = tuple[Fraction, Fraction] | None


def _scala(cose: list[Cosa], anni: list[int]) -> Limiti:
    """Return the least and the greatest grade; None: there is none."""
    gradi = [g for c in cose for g in c.nei(anni, "grado") if isinstance(g, Decimal)]
    return (Fraction(min(gradi)), Fraction(max(gradi))) if gradi else None


def _detta(scala: Limiti) -> str:
    return f"da {leggibile(scala[0])} a {leggibile(scala[1])}" if scala else ""


def _in_ordine(cose: list[Cosa], anni: list[int]) -> list[Cosa]:
    """Return those of the last year in print order, then those that were over before."""
    return sorted(cose, key=lambda c: (-c.ultimo(anni), c.righe[c.ultimo(anni)]["posto"]))


def _note(c: Cosa, anni: list[int]) -> tuple[str, ...]:
    """Return what happened to a thing, in order of year; of areas and managers the titles they had."""
    visti = [n for n in anni if n in c.righe]
    note = [str(c.righe[n]["nota"]) for n in visti if c.righe[n]["nota"]]
    if c.livello not in PIEGATI:
        cambiati = [(n, dopo) for n, dopo in pairwise(visti) if c.righe[n]["titolo"] != c.righe[dopo]["titolo"]]
        note += [f"fino al {n} era «{c.righe[n]['titolo']}»" for n, _ in cambiati]
    if visti[-1] < anni[-1]:
        note.append(f"fino al {visti[-1]}")
    return tuple(note)


def _gradi(cose: list[Cosa], anni: list[int], scala: Limiti) -> list[RigaSerie]:
    """Return the grades of some things, year by year."""
    if scala is None:
        return []
    righe = []
    for c in _in_ordine(cose, anni):
        gradi, ultima = c.nei(anni, "grado"), c.righe[c.ultimo(anni)]
        righe.append(
            RigaSerie(
                codice="" if c.livello in SENZA_CODICE else str(ultima["codice"]),
                titolo=str(ultima["titolo"]),
                note=_note(c, anni),
                celle=tuple(stampato(g) if isinstance(g, Decimal) else TRATTO for g in gradi),
                disegno=scintilla([_numero(g) for g in gradi], *scala),
            )
        )
    return righe


def _valori(vista: Vista, periodo: Periodo, cose: list[Cosa], anni: list[int]) -> list[RigaSerie]:
    """Return the values of the indicators, each in its unit and on a scale of its own."""
    righe = []
    for c in _in_ordine(cose, anni):
        valori, ultimo = c.nei(anni, "valore"), c.ultimo(anni)
        codice = str(c.righe[ultimo]["codice"])
        ciclo = vista.ciclo(ultimo, periodo)
        assert ciclo is not None  # noqa: S101 - the row was made of it
        indicatore = ciclo.indicatori[codice].indicatore
        numeri = [_numero(v) for v in valori]
        presenti = [n for n in numeri if n is not None] or [Fraction(0)]
        righe.append(
            RigaSerie(
                codice=codice,
                titolo=indicatore.titolo,
                note=_note(c, anni),
                celle=tuple(TRATTO if v is None else ottenuto(indicatore, v).piana for v in valori),
                disegno=scintilla(numeri, min(presenti), max(presenti)),
            )
        )
    return righe


def _numero(valore: object) -> Fraction | None:
    return Fraction(valore) if isinstance(valore, Decimal | Fraction) else None


def _camera(cose: list[Cosa], anni: list[int], periodo: Periodo) -> dict[str, object]:
    """Return the chamber's figure over the years, drawn, and its axis in words; nothing with fewer than three."""
    gradi = next(([_decimale(g) for g in c.nei(anni, "grado")] for c in cose if c.livello == Livello.ENTE), [])
    punti = [
        Punto(anno=n, valore=_numero(g), scritto=stampato(g), corrente=n == anni[-1])
        for n, g in zip(anni, gradi, strict=False)
    ]
    if sum(p.valore is not None for p in punti) < POCHI:
        return {"camera": Markup(""), "asse": ""}
    ordinate = asse(punti)
    tacche = [leggibile(t) for t in ordinate.tacche]
    detti = "; ".join(f"{p.anno} {p.scritto}" for p in punti)
    titolo = f"Performance della Camera al {periodo.in_parole}, dal {anni[0]} al {anni[-1]}"
    disegno = Disegno(chiave="serie-camera", titolo=titolo, descrizione=f"{detti}.")
    return {"camera": serie(disegno, punti, ordinate, tacche), "asse": taglio(ordinate, tacche)}


def _decimale(valore: object) -> Decimal | None:
    return valore if isinstance(valore, Decimal) else None
