"""The rules of a year in words: what the method chapter and the page of the System both print. Fonte: DOMAIN 3."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import TYPE_CHECKING

from macros.model import formato
from macros.model.regola import CENTO
from macros.model.regole import REGOLE
from macros.model.valori import IN_PARTE, Livello, Modo, NonRilevati
from macros.publish.parole.individuale import come_si_valuta, quote_in_tabella
from macros.publish.pezzi.semestre import fasce_in_parole

if TYPE_CHECKING:
    from macros.model.anno import Anno
    from macros.model.impostazioni import Banda
    from macros.model.piano import Smvp

LIVELLI = {
    Livello.INDICATORE: "Indicatore",
    Livello.OBIETTIVO: "Obiettivo",
    Livello.AREA_STRATEGICA: "Area strategica",
    Livello.AREA_DIRIGENZIALE: "Area dirigenziale",
    Livello.AZIENDA_SPECIALE: "Azienda Speciale",
    Livello.ENTE: "Camera di Commercio",
}
TUTTI = "Tutti i livelli"
NON_RILEVATI = {
    NonRilevati.RINORMALIZZA: "Un indicatore non rilevato esce dalla media e il suo peso si ripartisce "
    "sugli altri in proporzione.",
    NonRilevati.ZERO: "Un indicatore non rilevato conta zero nel suo obiettivo.",
    NonRilevati.BLOCCA: "Con un solo indicatore non rilevato al 31 dicembre l'anno non si chiude e "
    "nessun risultato è calcolato.",
}

MEDIE = (
    "Obiettivi, aree e Camera sono medie pesate delle parti che hanno un grado. "
    "La cifra della Camera nasce dalle aree strategiche; i totali dei dirigenti non ne sono addendi."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class RigaRegola:
    """A rule and how it reckons."""

    nome: str
    come: str
    usata: int
    """How many indicators of the year use it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RigaLivello:
    """How a level is rounded."""

    nome: str
    decimali: int
    modo: str
    riporto: str


@dataclass(frozen=True, slots=True)
class RigaFascia:
    """A half-open band."""

    nome: str
    da: str
    a: str


def in_parole(anno: Anno) -> Mapping[str, object]:
    """Return the rules of a year as `_regole.html` prints them."""
    regole = anno.regole
    return {
        "regole": _regole(anno, regole),
        "impostazioni": _impostazioni(anno, regole),
        "di_giugno": [("Al 30 giugno", fasce_in_parole(anno.anno, regole.semestre))] if regole.semestre else [],
        "dell_oiv": _attestazione(regole),
        "livelli": _livelli(regole),
        "stati": _fasce(regole.stati),
        "individuali": _fasce(regole.fasce_individuali),
        "schede": come_si_valuta(regole),
        "quote": quote_in_tabella(regole.profili_individuali) if regole.profili_individuali else None,
    }


def _regole(anno: Anno, regole: Smvp) -> list[RigaRegola]:
    usate = Counter(i.regola for i in anno.indicatori.values())
    return [RigaRegola(nome=r.nome, come=r.come(regole), usata=usate[r.nome]) for r in REGOLE.values()]


def _livelli(regole: Smvp) -> list[RigaLivello]:
    """Return how each level is rounded; one row where all are alike."""
    righe = [
        RigaLivello(
            nome=LIVELLI[livello],
            decimali=a.decimali,
            modo="per eccesso da 5 in su" if a.modo is Modo.COMMERCIALE else "per troncamento",
            riporto="grado esatto" if a.riporto is None else f"arrotondato a {a.riporto} decimali",
        )
        for livello, a in regole.arrotondamento.items()
    ]
    tutti = {replace(r, nome=TUTTI) for r in righe}
    return [*tutti] if len(tutti) == 1 else righe


def _impostazioni(anno: Anno, regole: Smvp) -> list[tuple[str, str]]:
    propri = [i.codice for i in anno.indicatori.values() if i.tetto_dichiarato]
    eccezioni = f" Hanno un tetto proprio: {', '.join(propri)}." if propri else ""
    tolto = regole.tetto_indicatore != CENTO or propri
    alte = ", ".join(sorted(r.nome for r in REGOLE.values() if r.oltre_cento))
    oltre = f" Oltre 100 vanno soltanto le regole {alte}." if tolto else ""
    return [
        ("Minimo", "Il grado non scende mai sotto 0."),
        ("Tetto dell'indicatore", _tetto(regole.tetto_indicatore) + eccezioni + oltre),
        ("Tetto dell'obiettivo", _tetto(regole.tetto_obiettivo)),
        ("Valori non rilevati", NON_RILEVATI[regole.non_rilevati]),
        (
            "Valori non valutabili",
            "Un indicatore dichiarato non valutabile con un atto esce sempre dalla media.",
        ),
        (
            "Copertura",
            "Ogni media dice quale parte del peso è stata misurata; la copertura è scritta dovunque sia sotto 100.",
        ),
        (
            "Indicatori collegati",
            "Un indicatore collegato conta due volte: nel suo obiettivo operativo e in quello strategico.",
        ),
        (
            "Medie",
            MEDIE,
        ),
        *_in_parte(regole),
    ]


def _in_parte(regole: Smvp) -> list[tuple[str, str]]:
    """Return what the year declares of objectives measured too little; nothing where it declares nothing."""
    minima = regole.stati_copertura_minima
    if minima is None:
        return []
    detta = f"Un obiettivo con un grado, ma con copertura non arrotondata sotto {formato.leggibile(minima)}"
    return [
        ("Stato e copertura", f"{detta}, è «{IN_PARTE}», qualunque sia il grado: vale al 30 giugno e al 31 dicembre.")
    ]


def _attestazione(regole: Smvp) -> list[tuple[str, str]]:
    """Return what the year declares of the grades that the OIV attests; nothing where it declares nothing."""
    if regole.tolleranza is None:
        return []
    quando = "prima che la Giunta approvi la Relazione" if regole.prima_oiv else "anche dopo la Giunta"
    lievi = f"Lo scostamento dal grado calcolato è lieve fino a {formato.leggibile(regole.tolleranza)} punti"
    accanto = "il grado attestato sta accanto al calcolato e non entra in nessuna media"
    return [("Attestazione dell'OIV", f"L'OIV attesta i gradi {quando}. {lievi}; {accanto}.")]


def _tetto(tetto: Decimal | None) -> str:
    if tetto is None:
        return "Nessun tetto: il grado può superare 100."
    return f"Il grado si ferma a {formato.valore(tetto)}."


def _fasce(bande: tuple[Banda, ...]) -> list[RigaFascia]:
    """Return the bands: from (included) to (excluded); the last has no upper end."""
    fasce = []
    for banda, prossima in zip(bande, (*bande[1:], None)[: len(bande)], strict=True):
        fine = f"meno di {formato.valore(prossima.da)}" if prossima else "100"
        fasce.append(RigaFascia(str(banda.esito), formato.valore(banda.da), fine))
    return fasce
