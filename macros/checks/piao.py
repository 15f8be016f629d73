"""The PIAO: there is one from 2022 on, each section has its number, what it names is there."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from macros.engine.piao import senza_risposta
from macros.model.anno import Anno, Progetto
from macros.model.archivio import INTEGRATO
from macros.model.formato import quanti
from macros.model.piao import PRIMO_ANNO
from macros.model.problems import Documento, Problem
from macros.reading.testo.files import elenco
from macros.reading.testo.lettura import Lettura
from macros.reading.testo.scalari import vicina


def check_piao(anno: Anno) -> Iterator[Problem]:
    """PIAO-ANNO, PIAO-NUMERO-DOPPIO, PIAO-OBIETTIVO-IGNOTO: what is true of every PIAO."""
    piao = anno.piao
    if piao is None:
        return
    if anno.anno < PRIMO_ANNO:
        yield Problem(
            piao.source,
            "PIAO-ANNO",
            f"un PIAO del {anno.anno}",
            f"un PIAO dal {PRIMO_ANNO} in poi: prima la legge non lo prevedeva",
            f"togliere {anno.file(INTEGRATO)}, o metterlo nella cartella del suo anno",
        )
    visti: dict[str, str] = {}
    for chiave, numero in piao.struttura.numeri():
        if (prima := visti.setdefault(numero, chiave)) != chiave:
            yield Problem(
                piao.struttura.dove(chiave),
                "PIAO-NUMERO-DOPPIO",
                f"il numero {numero} per «{chiave}», che è già quello di «{prima}»",
                "un numero per ogni sottosezione",
                "scrivere i numeri come nell'indice del PIAO",
            )
    noti = {**anno.obiettivi, **anno.di(Documento.PIAO).obiettivi}  # what a variation took away since stays told
    for codice in piao.obiettivi:
        if codice not in noti and not anno.perduto(codice):
            yield Problem(
                piao.dove(f"obiettivi.{codice}"),
                "PIAO-OBIETTIVO-IGNOTO",
                f"l'obiettivo «{codice}»",
                "il codice di un obiettivo dell'anno",
                vicina(codice, tuple(anno.obiettivi)) if anno.obiettivi else f"togliere «{codice}»",
            )


def check_risposte(anno: Anno) -> Iterator[Problem]:
    """PIAO-SENZA-RISPOSTA (avviso): questions of the piano-tipo without an answer, until the PIAO is approved."""
    aperte = senza_risposta(anno) if anno.aperto(Documento.PIAO) else ()
    if anno.piao is None or not aperte:
        return
    conto = Counter(s.lettera for s in aperte)
    per_lettera = ", ".join(f"{lettera}) {conto[lettera]}" for lettera in sorted(conto))
    obiettivi = quanti(len({s.obiettivo for s in aperte}), "obiettivo", "obiettivi")
    yield Problem(
        anno.piao.source,
        "PIAO-SENZA-RISPOSTA",
        f"{quanti(len(aperte), 'domanda', 'domande')} del piano-tipo senza risposta, in {obiettivi}: {per_lettera}",
        "una risposta a ogni domanda, da a) a i)",
        f"la pagina del PIAO dice di ciascuna la chiave da riempire; la prima: {aperte[0].chiave} in {aperte[0].file}",
    )


def check_capitoli(lettura: Lettura, progetto: Progetto) -> Iterator[Problem]:
    """PIAO-CAPITOLO-IGNOTO: a chapter that the PIAO places is a chapter of the Piano."""
    for anno, piao in ((a, a.piao) for a in progetto.anni.values() if a.piao):
        scritti = [f.stem for f in elenco(lettura.radice / "content" / str(anno.anno) / Documento.PIANO, ".md")]
        for capitolo in piao.capitoli if scritti else ():
            if capitolo not in scritti:
                yield Problem(
                    piao.dove(f"capitoli.{capitolo}"),
                    "PIAO-CAPITOLO-IGNOTO",
                    f"il capitolo «{capitolo}»",
                    f"il nome di un file di content/{anno.anno}/{Documento.PIANO}, senza .md",
                    vicina(capitolo, scritti),
                )


CHECKS = (check_piao,)
"""Checks that need no figures; `check_risposte` runs only on a year without errors, `check_capitoli` once."""
