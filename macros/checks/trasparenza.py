"""Amministrazione trasparente: a label has one address, and what is on line of the OIV's has one too."""

from __future__ import annotations

from collections.abc import Iterator

from macros.model.anno import Anno, Progetto
from macros.model.atti import DELL_OIV
from macros.model.comando import comando
from macros.model.formato import data_breve
from macros.model.problems import Problem
from macros.model.pubblicati import con_il_dossier, pubblicati
from macros.model.trasparenza import Trasparenza
from macros.reading.testo.scalari import vicina


def check_trasparenza(progetto: Progetto) -> Iterator[Problem]:
    """TRASPARENZA-…, ATTO-SENZA-ALBO: one page a label, sections that are there, an address for what is on line."""
    if progetto.trasparenza is None:
        return
    yield from _etichette(progetto.trasparenza)
    if progetto.trasparenza.anac is not None:
        for anno in progetto.anni.values():
            yield from _senza_indirizzo(anno)


def _etichette(trasparenza: Trasparenza) -> Iterator[Problem]:
    visti: set[tuple[str, str]] = set()
    sezioni = [s.codice for s in trasparenza.sezioni]
    for voce in trasparenza.voci:
        for chiave, detto in (("codice", voce.codice), ("titolo", voce.titolo)):
            if (chiave, detto.casefold()) in visti:
                yield Problem(
                    voce.dove(chiave),
                    "TRASPARENZA-DOPPIA",
                    f"«{detto}» due volte",
                    "un codice e un titolo per ogni voce e sezione",
                    "togliere una delle due, o correggerla",
                )
            visti.add((chiave, detto.casefold()))
    for obbligo in trasparenza.obblighi:
        if obbligo.sezione is not None and obbligo.sezione not in sezioni:
            yield Problem(
                obbligo.dove("sezione"),
                "TRASPARENZA-SEZIONE",
                f"la sezione «{obbligo.sezione}»",
                "il codice di una voce di «sezioni»",
                vicina(obbligo.sezione, sezioni) if sezioni else "aggiungere la sezione a «sezioni»",
            )


def _senza_indirizzo(anno: Anno) -> Iterator[Problem]:
    """ATTO-SENZA-ALBO (avviso): ANAC asks for the address of each act on line; only the dossier has one of ours."""
    for atto, giorno in pubblicati(anno):
        if atto.tipo in DELL_OIV and atto.albo is None and not con_il_dossier(atto):
            yield Problem(
                atto.source,
                "ATTO-SENZA-ALBO",
                f"un atto dell'OIV in linea dal {data_breve(giorno)}, senza l'indirizzo a cui si legge",
                "l'indirizzo in «albo»: senza, l'atto non entra nei file per ANAC",
                f"«{comando('atto', anno=anno.anno, altro=f'--rettifica {atto.nome} --albo INDIRIZZO')}»",
            )
