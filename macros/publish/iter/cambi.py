"""What a variation, or a correction, changes: one row each, in words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from macros.model import formato
from macros.model.archivio import EVIDENZE
from macros.model.evidenze import MOSTRATI
from macros.model.pagine import OBIETTIVO
from macros.model.valori import Livello
from macros.publish.confronto import righe as parole
from macros.reading.blocco.percorsi import passi
from macros.trail.voci import ALBERO, RISORSE, SMVP, TITOLI

if TYPE_CHECKING:
    from macros.model.anno import Anno
    from macros.model.variazioni import Cambio
    from macros.trail.cambiamenti import Cambiamento
    from macros.trail.passaggi import Passaggio

DEL = {"sistema": "del Sistema", "valutazione_individuale": "della valutazione individuale"}
"""Group of keys of the year's rules → how it is named after one of them."""
RISERVATO = "non si dice: il documento è riservato"


@dataclass(frozen=True, slots=True, kw_only=True)
class RigaCambio:
    """One thing that a variation changes."""

    codice: str
    titolo: str
    indirizzo: str
    """Empty for what has no page."""
    che: str
    prima: str
    dopo: str


def cambi(anno: Anno, passaggio: Passaggio) -> tuple[RigaCambio, ...]:
    """Return what a variation, or a correction, changes; as it was typed where it cannot be compared."""
    if not passaggio.cambiamenti:  # it cannot be computed, or its place is not there any more
        return tuple(_come_scritto(anno, c) for c in passaggio.variazione.cambi)
    righe = []
    for c in passaggio.cambiamenti:
        if c.chiave[0] == EVIDENZE.record:
            che, prima, dopo = _che(anno, c), c.scritto_prima, c.scritto_dopo
            righe.append(_di_evidenza(anno, c.chiave[1], che, prima, dopo))
            continue
        obiettivo = c.codice if c.codice in anno.obiettivi else ""
        if c.codice in anno.indicatori:
            obiettivo = anno.indicatori[c.codice].obiettivo
        righe.append(
            RigaCambio(
                codice="" if c.chiave in {SMVP, ALBERO, RISORSE} else parole.codice(c),
                titolo=c.titolo,
                indirizzo=OBIETTIVO.indirizzo(anno.anno, obiettivo) if obiettivo else "",
                che=_che(anno, c),
                prima=c.scritto_prima,
                dopo=c.scritto_dopo,
            )
        )
    return tuple(righe)


def _come_scritto(anno: Anno, c: Cambio) -> RigaCambio:
    """Return a change as it was typed."""
    genere, _, codice = c.dove.partition(" ")
    che, prima, dopo = _percorso(c.campo), _scritto(c.da), _scritto(c.a)
    if genere == EVIDENZE.record:
        return _di_evidenza(anno, codice, che, prima, dopo)
    return RigaCambio(
        codice=codice,
        titolo=_titolo(anno, c.dove),
        indirizzo=OBIETTIVO.indirizzo(anno.anno, codice) if codice in anno.obiettivi else "",
        che=che,
        prima=prima,
        dopo=dopo,
    )


def _di_evidenza(anno: Anno, nome: str, che: str, prima: str, dopo: str) -> RigaCambio:
    """Return a change of a row of the evidence; of one that may not be shown today, only of which indicator it is.

    What it was before it became riservato is not told again.
    """
    e = anno.evidenze.get(nome)
    detta = e is not None and e.accesso in MOSTRATI
    return RigaCambio(
        codice=nome.partition(" ")[0],
        titolo=f"Evidenza {e.documento}" if e and detta else "Evidenza",
        indirizzo="",
        che=che,
        prima=prima if detta else RISERVATO,
        dopo=dopo if detta else RISERVATO,
    )


def _che(anno: Anno, c: Cambiamento) -> str:
    """Say what changed; of a weight, in which group, by its title."""
    match c.campo.gruppo:
        case Livello.OBIETTIVO, codice:
            return f"peso nell'obiettivo {codice}"
        case Livello.AREA_STRATEGICA, codice:
            return f"peso nell'area strategica {codice}"
        case Livello.AZIENDA_SPECIALE, _:
            return "peso nell'Azienda Speciale"
        case _, codice if anno.area_dirigenziale(codice):
            return f"peso per il dirigente ({anno.nome_area(codice)})"
    if c.chiave == SMVP and c.campo.passi[0] in DEL:
        return nome_regola(c)
    return parole.che(c)


def nome_regola(c: Cambiamento) -> str:
    """Name a key of the year's rules: «formula della valutazione individuale», «grado decrescente»."""
    gruppo = DEL.get(c.campo.passi[0])
    return f"{c.campo.passi[-1]} {gruppo}" if gruppo else parole.campo(c.campo)


def _titolo(anno: Anno, dove: str) -> str:
    """Name a record as a variation names it: the title of what the year still has, else its path."""
    genere, _, codice = dove.partition(" ")
    cosa = anno.obiettivi.get(codice) or anno.indicatori.get(codice)
    return cosa.titolo if cosa else TITOLI.get((genere, codice or genere), genere)


def _percorso(campo: str) -> str:
    """Write a path in words.

    >>> _percorso("risorse[1].importi.2021"), _percorso("impegno_richiesto"), _percorso("indicatori[AS.2.a]")
    ('risorse, voce 1, importi 2021', 'impegno richiesto', 'indicatore AS.2.a')
    """
    scelti = passi(campo) or (campo,)
    if scelti[0] == "indicatori" and len(scelti) == 2:
        return f"indicatore {scelti[1]}"
    parti: list[str] = []
    for passo in scelti:
        if passo.isdecimal() and len(passo) == 4 and parti:
            parti[-1] += f" {passo}"
        else:
            parti.append(f"voce {passo}" if passo.isdecimal() else parole.CHIAVI.get(passo, passo.replace("_", " ")))
    return ", ".join(parti)


def _scritto(contenuto: object) -> str:
    """Write what stood at a place, as it was typed; of a whole record, its title; numbers with their points."""
    if contenuto is None:
        return "niente"
    if isinstance(contenuto, Mapping):
        return str(contenuto.get("titolo") or "tutto ciò che contiene")
    if not isinstance(contenuto, str):
        return "tutto ciò che contiene"
    return formato.leggibile(Decimal(contenuto)) if contenuto.isdecimal() and len(contenuto) > 4 else contenuto
