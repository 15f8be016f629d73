"""The ties to other plans: what they name exists, what must be served is, and the rules that a year declares hold."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from macros.engine.legami import VIOLA, piani_di, scoperte
from macros.model.anno import Anno
from macros.model.archivio import PIANI
from macros.model.piani import Copre, RegolaPiani, VoceServita
from macros.model.problems import Documento, Problem, Source
from macros.reading.testo.scalari import vicina


def check_codici(anno: Anno) -> Iterator[Problem]:
    """PIANI-DOPPIO: a plan, and in a plan an item, has a code of its own."""
    yield from _doppi("il piano", [(p.codice, p.dove("codice")) for p in piani_di(anno)])
    for p in piani_di(anno):
        yield from _doppi(f"la voce di «{p.codice}»", [(v.codice, v.dove("codice")) for v in p.voci])


def _doppi(che: str, scritti: list[tuple[str, Source]]) -> Iterator[Problem]:
    visti: dict[str, Source] = {}
    for codice, luogo in scritti:
        if codice in visti:
            yield Problem(
                luogo,
                "PIANI-DOPPIO",
                f"{che} «{codice}» per la seconda volta (la prima è alla riga {visti[codice].line})",
                "un codice per ogni piano, e in un piano per ogni voce",
                "dare un altro codice, o togliere la ripetizione",
            )
        visti.setdefault(codice, luogo)


def check_legami(anno: Anno) -> Iterator[Problem]:
    """PIANI-OBIETTIVO-IGNOTO, PIANI-INDICATORE-IGNOTO: an item is served by what the year has."""
    for voce in (v for p in piani_di(anno) for v in p.voci):
        yield from _ignoti(anno, voce, "obiettivi", anno.obiettivi)
        yield from _ignoti(anno, voce, "indicatori", anno.indicatori)


def _ignoti(anno: Anno, voce: VoceServita, chiave: str, noti: Collection[str]) -> Iterator[Problem]:
    uno = {"obiettivi": "obiettivo", "indicatori": "indicatore"}[chiave]
    for codice in dict.fromkeys(getattr(voce, chiave)):
        if codice not in noti and not anno.perduto(codice):
            yield Problem(
                voce.dove(chiave),
                "PIANI-OBIETTIVO-IGNOTO" if chiave == "obiettivi" else "PIANI-INDICATORE-IGNOTO",
                f"l'{uno} «{codice}» nella voce «{voce.codice}»",
                f"il codice di un {uno} dell'anno",
                vicina(codice, tuple(noti)) if noti else f"togliere «{codice}»",
            )


def check_scoperte(anno: Anno) -> Iterator[Problem]:
    """PIANI-VOCE-SCOPERTA: of a plan that is to be covered whole every item is served.

    One that names what is not there has its own mistake.
    """
    for p in piani_di(anno):
        for voce in scoperte(anno, p) if p.copre is Copre.OGNI_VOCE else ():
            if not voce.obiettivi and not voce.indicatori:
                yield Problem(
                    voce.source,
                    "PIANI-VOCE-SCOPERTA",
                    f"la voce «{voce.codice}» di «{p.codice}», che nessun obiettivo serve",
                    f"almeno un obiettivo, o un indicatore: di «{p.codice}» si copre {p.copre}",
                    f"scriverlo in «obiettivi» o «indicatori»; se non tutte si servono, «copre: {Copre.FACOLTATIVA}»",
                )


_ROTTA = {
    RegolaPiani.OGNI_OBIETTIVO_STRATEGICO_SERVE: (
        "PIANI-STRATEGICO-SLEGATO",
        "obiettivi strategici che non servono nessun piano",
        "ogni obiettivo strategico, o un suo indicatore, in almeno una voce",
        "aggiungerli alla voce che servono",
    ),
    RegolaPiani.OGNI_AREA_HA_INDICATORI: (
        "PIANI-AREA-SENZA-INDICATORI",
        "aree che non rispondono di nessun indicatore",
        "per ogni area dirigenziale, e per l'Azienda Speciale, almeno un indicatore",
        "dare a ciascuna un indicatore (area_dirigenziale)",
    ),
    RegolaPiani.OGNI_INDICATORE_HA_FONTE: (
        "PIANI-INDICATORE-SENZA-FONTE",
        "indicatori senza fonte",
        "per ogni indicatore fonte_tipo, suo o di tutte le misure della sua formula",
        "scrivere fonte_tipo nell'indicatore (esterna, sistema o interna)",
    ),
}
"""Rule → the code of its breach, what breaks it, what was declared, the remedy."""


def check_regole_piani(anno: Anno) -> Iterator[Problem]:
    """PIANI-STRATEGICO-SLEGATO, PIANI-AREA-SENZA-INDICATORI, PIANI-INDICATORE-SENZA-FONTE: what a year declares holds.

    Asked where nothing is an error: what could not be read is not missing.
    """
    altri = anno.altri_piani
    for regola in dict.fromkeys(altri.regole) if altri else ():
        if altri and (codici := VIOLA[regola](anno)):
            codice, che, atteso, rimedio = _ROTTA[regola]
            yield Problem(
                altri.dove("regole"),
                codice,
                f"{che}: {', '.join(codici)}",
                f"{atteso}, come «regole» di {PIANI.dove} dichiara ({regola})",
                f"{rimedio}; se per l'anno non vale, togliere la regola",
                documento=Documento.PIANO,
            )


CHECKS = (check_codici, check_legami, check_scoperte)
"""Checks that need no figures; `check_regole_piani` runs only on a year without errors."""
