"""Words of a year's texts and chapters that a reader trips over, or that cannot be true. Only warnings, few and sure.

A false alarm teaches to read none: where a word may be right it is left alone.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from macros.model.anno import Anno, Progetto
from macros.model.archivio import ISTANTANEE, OIV
from macros.model.formato import ELISI, MESI, data_breve, leggibile, minuscole
from macros.model.problems import Documento, Problem, Source
from macros.reading.pagine.scritti import CAPITOLI, DATI_CSV, Scritto, in_testo, scritti
from macros.reading.testo.files import NASCOSTI
from macros.reading.testo.lettura import Lettura
from macros.reading.testo.scalari import ANNO

DATI_YAML = (".yml", ".yaml")
DETTI_DA_ALTRI = frozenset({"atti", "errata", "variazioni", ISTANTANEE, OIV.dove})
"""Folders and files of a year whose words are of an act, of the OIV, or of what was before: they stay as they are."""
ELISIONE = re.compile(
    rf"(?<![\w'’])(?P<articolo>{'|'.join(ELISI)})\s+(?P<giorno>8|11)\s+(?P<mese>{'|'.join(MESI)})\b",
    re.IGNORECASE,
)
MIGLIAIA = re.compile(
    r"(?<![\w.,/:°'’–-])(?!(?:19|20)\d\d(?!\d))(?P<numero>[1-9]\d{3,6}) (?P<poi>€|[^\W\d_]+)(?![\w'’])"
)
"""A number without points before a word; a year of today is none."""
CONTATI = frozenset(
    re.split(
        r"\s+",
        "€ euro imprese aziende ditte società pratiche istanze domande richieste utenti ore giorni minuti persone "
        "dipendenti addetti lavoratori studenti iscritti iscrizioni associati partecipanti abitanti contributi voucher "
        "visite visitatori accessi contatti documenti atti certificati verbali fatture mandati pagamenti dispositivi "
        "firme bilanci marchi brevetti ispezioni sanzioni ordinanze visure messaggi telefonate chiamate questionari "
        "schede pagine copie incontri eventi corsi progetti kwh mwh kw metri chilometri km mq tonnellate litri",
    )
)
"""What is counted, or measured, beyond a thousand: a number before any other word may be a name."""
PRIMA_DI_UN_NOME = re.compile(
    r"(?:\bn\.|\bnn\.|\bnumero|\bnumeri|\bart\.|\barticol[oi]|\bcomm[ai]|\bc\.|\blegge|\bdecreto|\bdeliber\w+|"
    r"\bdetermin\w+|\bprot\w*\.?|\bcodic[ei]|\bcont[oi]|\blinea|\bCUP|\bCIG|\bCAP|\bATECO|\bISO|\bUNI|\bEN|\bDPR|"
    r"\bUE|\bcircolar[ei]|\bregolamento|\bmodello|\bmissione|\bprogramma|\bpunto|\bvoc[ei]|\bmastro|\bvia|\bpiazza)\s*\Z",
    re.IGNORECASE,
)
"""Before a number that is a name, not a count."""
PRIMA_DI_UN_ANNO = re.compile(r"\b(?:nel|dal|del|al|il|fino al|ann[oi]|dell['’]anno)\s*\Z", re.IGNORECASE)
"""Before a number that may be a year of other times: «fondata nel 1801»."""
ALTRI_TEMPI = range(1500, 1900)
PRIMA = 40
"""How many characters before a number are looked at."""
CITA = re.compile(
    r"\b(?:come (?:nella|nel|dalla|dal|da|in|risulta (?:dalla|dal))|secondo (?:la|il)|tratt[oaie] (?:dalla|dal)|"
    r"pres[oaie] (?:dalla|dal)|ripres[oaie] (?:dalla|dal)|fonte:?)\s+"
    r"(?P<documento>relazione|monitoraggio|piano)(?:\s+sulla\s+performance|\s+della\s+performance)?"
    r"(?:\s+del(?:l['’]anno)?)?\s+(?P<anno>20\d\d)\b",
    re.IGNORECASE,
)
"""A text that says a document is its source: «come nella Relazione 2021»."""
CODICE = re.compile(r"```.*?```|`[^`\n]*`|\{\{.*?\}\}|https?://\S+", re.DOTALL)
Giorni = Mapping[tuple[int, Documento], dt.date | None]
"""Year and document → the day it was approved; None: it is not."""


@dataclass(frozen=True, slots=True)
class Mio:
    """What a file is of."""

    anno: int
    documento: Documento | None
    giorno: dt.date | None
    """When its words were last approved; None: they are not, or no document covers them."""


def check_prosa(lettura: Lettura, progetto: Progetto, anno: int | None = None) -> Iterator[Problem]:
    """PROSA-ELISIONE, PROSA-MIGLIAIA, PROSA-FONTE-DOPO: of one year, or of all."""
    giorni = {
        (n, d): (atto.data if (atto := dati.approvazione(d)) else None)
        for n, dati in progetto.anni.items()
        for d in Documento
    }
    variati = {n: _variato(dati) for n, dati in progetto.anni.items()}
    detto = [*sorted((n, str(d), str(g)) for (n, d), g in giorni.items()), *sorted(map(str, variati.items()))]
    for cartella, suffissi in (("data", (*DATI_YAML, *DATI_CSV)), ("content", CAPITOLI)):
        for file in lettura.sotto(cartella).file:
            parti = file.relative_to(lettura.radice / cartella).parts
            if not ANNO.fullmatch(parti[0]) or (anno is not None and parti[0] != str(anno)):
                continue
            if file.suffix.lower() not in suffissi or DETTI_DA_ALTRI.intersection(parti[1:]):
                continue
            testo = None if any(p.startswith(NASCOSTI) for p in parti) else in_testo(lettura, file)
            if testo is not None:
                mio = _documento(cartella, parti)
                n = int(parti[0])
                suo = variati.get(n) if cartella == "data" else giorni.get((n, mio)) if mio else None
                trovati = _di_un_file(lettura, file, testo, Mio(n, mio, suo), giorni)
                yield from lettura.aperti.puliti.guarda(trovati, "prosa", lettura.nome(file), testo, detto)


def _documento(cartella: str, parti: tuple[str, ...]) -> Documento | None:
    """Return the document whose approval covers a file: a chapter's by its folder, the objectives' is the Piano."""
    nome = parti[1] if len(parti) > 2 else ""
    if cartella == "data":
        return Documento.PIANO if nome == "obiettivi" else None
    return Documento(nome) if nome in set(Documento) else None


def _variato(anno: Anno) -> dt.date | None:
    """Return the day when the plan became what the files say: of its approval, or of the last change of it after."""
    if (atto := anno.approvazione(Documento.PIANO)) is None:
        return None
    return max([atto.data, *(g for v in (*anno.variazioni, *anno.errata) if (g := anno.approvata_il(v)))])


def _di_un_file(lettura: Lettura, file: Path, testo: str, mio: Mio, giorni: Giorni) -> Iterator[Problem]:
    nome = lettura.nome(file)
    unito = " ".join(testo.split())  # most texts have nothing; a folded scalar may divide what is looked for
    if not any(forma.search(unito) for forma in (ELISIONE, MIGLIAIA, CITA)):
        return
    for scritto in scritti(lettura, file, testo):
        letto = CODICE.sub(lambda m: re.sub(r"[^\n]", "\0", m[0]), scritto.testo)
        yield from _elisioni(nome, scritto, letto)
        yield from _migliaia(nome, scritto, letto)
        yield from _citati(nome, scritto, letto, mio, giorni)


def _luogo(nome: str, scritto: Scritto, letto: str, posto: int) -> Source:
    return Source(nome, scritto.riga + (letto.count("\n", 0, posto) if scritto.righe else 0))


def _elisioni(nome: str, scritto: Scritto, letto: str) -> Iterator[Problem]:
    for m in ELISIONE.finditer(letto):
        articolo, giorno, mese = m["articolo"], m["giorno"], m["mese"]
        giusto = f"{ELISI[minuscole(articolo)]}{giorno} {mese}"
        yield Problem(
            _luogo(nome, scritto, letto, m.start()),
            "PROSA-ELISIONE",
            f"«{' '.join(m[0].split())}»",
            f"«{giusto}»",
            "correggere il testo; se è approvato, con un'errata",
        )


def _migliaia(nome: str, scritto: Scritto, letto: str) -> Iterator[Problem]:
    for m in MIGLIAIA.finditer(letto.replace("\n", " ")):
        numero, prima = int(m["numero"]), letto[max(0, m.start() - PRIMA) : m.start()]
        if m["poi"].lower() not in CONTATI or PRIMA_DI_UN_NOME.search(prima):
            continue
        if numero in ALTRI_TEMPI and PRIMA_DI_UN_ANNO.search(prima):
            continue
        yield Problem(
            _luogo(nome, scritto, letto, m.start()),
            "PROSA-MIGLIAIA",
            f"«{m['numero']} {m['poi']}»",
            f"«{leggibile(numero)} {m['poi']}»",
            "scrivere il punto delle migliaia; se il testo è approvato, con un'errata",
        )


def _citati(nome: str, scritto: Scritto, letto: str, mio: Mio, giorni: Giorni) -> Iterator[Problem]:
    """Look for a source that was not there yet when the text was approved."""
    approvato = mio.giorno
    if mio.documento is None or approvato is None:
        return
    for m in CITA.finditer(letto.replace("\n", " ")):
        suo = int(m["anno"]), Documento(minuscole(m["documento"]))
        if suo == (mio.anno, mio.documento) or suo not in giorni:
            continue
        quando = giorni[suo]
        if quando is None or quando > approvato:
            detto = f"del {data_breve(quando)}" if quando else "non ancora approvato"
            yield Problem(
                _luogo(nome, scritto, letto, m.start()),
                "PROSA-FONTE-DOPO",
                f"«{' '.join(m[0].split())}» ({detto}) in un testo approvato il {data_breve(approvato)}",
                "una fonte che c'era già",
                "dire da quali dati viene, per esempio «dai valori validati a gennaio»",
            )
