"""Weights: in every group they add up to 100, or all are left out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from macros.model.anno import Anno
from macros.model.formato import leggibile
from macros.model.piano import AreaStrategica
from macros.model.problems import Problem, Source
from macros.model.valori import Livello, Tipo

CENTO = Decimal(100)


@dataclass(frozen=True, slots=True)
class PesiDelGruppo:
    """A group of weights: its name, where it is written, its members."""

    nome: str
    source: Source
    membri: tuple[tuple[str, Decimal | None], ...]

    def __str__(self) -> str:
        return ", ".join(f"{codice}={'—' if peso is None else leggibile(peso)}" for codice, peso in self.membri)


def gruppi(anno: Anno) -> Iterator[PesiDelGruppo]:
    """Yield every group of the year. Fonte: DESIGN 3, «Groups and weights»."""
    if anno.albero:
        aree = anno.albero.aree_strategiche
        yield PesiDelGruppo(
            "le aree strategiche", anno.albero.dove("aree_strategiche"), tuple((a.codice, a.peso) for a in aree)
        )
        for livello, area in anno.albero.gruppi():
            strategica = livello is Livello.AREA_STRATEGICA
            di_chi = f"dell'area strategica {area.codice}" if strategica else f"di «{area.codice}»"
            pesi = tuple((v.codice, v.peso) for v in area.obiettivi)
            yield PesiDelGruppo(f"gli obiettivi {di_chi}", area.dove("obiettivi"), pesi)
    for o in anno.obiettivi.values():
        quando = f" nel {anno.anno}" if o.tipo is Tipo.STRATEGICO else ""
        yield PesiDelGruppo(f"gli indicatori di {o.codice}{quando}", o.dove("indicatori"), o.membri)


def check_pesi(anno: Anno) -> Iterator[Problem]:
    """OBI-PESI-SOMMA, OBI-PESI-PARZIALI, OBI-PESO-FUORI: weights of a group add up to 100 or are all left out."""
    for gruppo in gruppi(anno):
        dati = [peso for _, peso in gruppo.membri if peso is not None]
        if not dati:
            continue
        if len(dati) < len(gruppo.membri):
            yield Problem(
                gruppo.source,
                "OBI-PESI-PARZIALI",
                f"solo alcuni pesi fra {gruppo.nome}: {gruppo}",
                "un peso per ciascuno, o nessun peso",
                "scrivere i pesi che mancano, o toglierli tutti (pesi uguali)",
            )
        elif any(peso < 0 or peso > CENTO for peso in dati):
            yield Problem(
                gruppo.source,
                "OBI-PESO-FUORI",
                f"un peso fuori da 0–100 fra {gruppo.nome}: {gruppo}",
                "pesi fra 0 e 100",
                "correggere il peso",
            )
        elif (somma := sum(map(Fraction, dati), Fraction(0))) != CENTO:
            yield Problem(
                gruppo.source,
                "OBI-PESI-SOMMA",
                f"{leggibile(somma)} come somma dei pesi fra {gruppo.nome}: {gruppo}",
                "100",
                "correggere i pesi del gruppo finché la loro somma è 100",
            )


def check_aree_senza_obiettivi(anno: Anno) -> Iterator[Problem]:
    """AREA-SENZA-OBIETTIVI: an area or manager with weight has an objective that counts. Fonte: DOMAIN 3.1, rule 14."""
    if anno.albero is None:
        return
    for _, area in anno.albero.gruppi():
        senza_peso = isinstance(area, AreaStrategica) and area.peso == 0
        conta = any(v.peso is None or v.peso > 0 for v in area.obiettivi)
        if not senza_peso and not conta:
            yield Problem(
                area.dove("obiettivi"),
                "AREA-SENZA-OBIETTIVI",
                f"l'area «{area.codice}» senza un obiettivo che conti",
                "almeno un obiettivo con peso maggiore di 0",
                "elencare un obiettivo, o dare un peso a uno di quelli elencati",
            )


CHECKS = (check_pesi, check_aree_senza_obiettivi)
