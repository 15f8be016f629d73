"""Finds the sheets and columns of a form in a workbook that came back: by their titles, wherever they now are."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from macros.model.formato import MESI
from macros.reading.blocco.impronta import sha256_di
from macros.reading.testo.scalari import senza_accenti
from macros.ufficio.celle import CellaLetta, FoglioLetto, GenereCella
from macros.ufficio.compilabile import NASCOSTO, SEGNO_MODULO
from macros.ufficio.modulo import VERSIONE, FoglioModulo, IdentitaModulo, Modulo, identita_dal_testo
from macros.ufficio.rifiuti import Rifiutata

TESTATA = 30
"""The titles stand in one of the first rows."""
SINONIMI = {
    "indicatore": "codice",
    "codice indicatore": "codice",
    "target": "risultato atteso",
    "atteso": "risultato atteso",
    "valore raggiunto": "valore",
    "valore rilevato": "valore",
    "data di raggiungimento": "raggiunta il",
}
_DATA = re.compile(rf"\b(?:al |alla data del )?(3[01]) (0?6|12|{MESI[5]}|{MESI[11]})(?: \d{{4}})?\b")


@dataclass(frozen=True, slots=True)
class TabellaLetta:
    """A sheet of the form, found: where its titles are, and which column each of them heads."""

    foglio: FoglioLetto
    testata: int
    colonne: Mapping[str, int]
    doppie: Mapping[int, str]
    """Column → the title that another one before it has."""

    def righe(self) -> Iterator[tuple[int, dict[str, CellaLetta]]]:
        """Yield the rows below the titles that hold something: their cells by title."""
        for numero, celle in self.foglio.per_riga():
            sue = {titolo: celle[colonna] for titolo, colonna in self.colonne.items() if colonna in celle}
            if numero > self.testata and sue:
                yield numero, sue


def nudo(titolo: str) -> tuple[str, str]:
    """Return a title without marks and accents, and the survey date that it names; empty: none.

    >>> nudo("Valore al 31/12 *"), nudo("VALORE  al 30 giugno 2022"), nudo("Unità")
    (('valore', '31-12'), ('valore', '30-06'), ('unita', ''))
    """
    parole = " ".join(re.findall(r"[a-z0-9]+", senza_accenti(titolo).lower()))
    trovata = _DATA.search(parole)
    data = ("30-06" if trovata[1] == "30" else "31-12") if trovata else ""
    nome = " ".join(_DATA.sub(" ", parole).split())
    return SINONIMI.get(nome, nome), data


def identita_letta(fogli: Sequence[FoglioLetto]) -> IdentitaModulo | str:
    """Return whose form a workbook is; in words why it is none."""
    nascosto = next((f for f in fogli if _testo(f, 1, 1) == SEGNO_MODULO), None)
    if nascosto is None:
        return f"manca il foglio nascosto «{NASCOSTO}», con cui ciclo modulo lo ha scritto"
    if _testo(nascosto, 1, 2) != VERSIONE:
        return "è stato scritto da un'altra versione del programma"
    righe = [(r, _testo(nascosto, r, 1), _testo(nascosto, r, 2)) for r, _ in nascosto.per_riga()]
    testo = "".join(valore for _, nome, valore in righe if nome == "dati")
    scritta = next((valore for _, nome, valore in righe if nome == "impronta"), "")
    letta = identita_dal_testo(testo) if sha256_di(testo.encode()) == scritta else None
    return letta or f"il foglio nascosto «{NASCOSTO}» non è com'era"


def _testo(foglio: FoglioLetto, riga: int, colonna: int) -> str:
    cella = foglio.celle.get((riga, colonna))
    return cella.testo if cella else ""


def tabelle(
    modulo: Modulo, base: IdentitaModulo, fogli: Sequence[FoglioLetto]
) -> tuple[dict[str, TabellaLetta], list[Rifiutata]]:
    """Return the sheets of a form as found in a workbook, by name, and what is not found of them."""
    candidate: dict[str, list[TabellaLetta]] = {}
    for letto in fogli:
        migliori = [(t, f) for f in modulo.fogli if (t := _trovata(letto, f))]
        if migliori:
            tabella, suo = max(migliori, key=lambda m: len(m[0].colonne))
            candidate.setdefault(suo.tipo.nome, []).append(tabella)
    trovate: dict[str, TabellaLetta] = {}
    rifiutate: list[Rifiutata] = []
    for foglio in modulo.fogli:
        nome = foglio.tipo.nome
        sue = candidate.get(nome, [])
        if len(sue) == 1:
            trovate[nome] = sue[0]
            rifiutate += _colonne_sbagliate(foglio, sue[0])
        elif sue:
            detti = " e ".join(f"«{t.foglio.nome}»" for t in sue)
            rifiutate.append(
                Rifiutata(sue[1].foglio.nome, None, f"due fogli per {nome} ({detti})", "uno solo", "togliere l'altro")
            )
        elif base.basi.get(nome):
            titoli = ", ".join((*foglio.tipo.chiavi, *foglio.titoli))
            rimedio = "rimettere i titoli nella prima riga, o ripartire dal modulo come era arrivato"
            rifiutate.append(Rifiutata(nome, None, f"nessun foglio con i titoli di «{nome}»", titoli, rimedio))
    return trovate, rifiutate


def _trovata(letto: FoglioLetto, foglio: FoglioModulo) -> TabellaLetta | None:
    """Return a sheet as one of the form's; None: its titles are not there."""
    if _testo(letto, 1, 1) == SEGNO_MODULO:
        return None
    cercati = {nudo(t)[0]: t for t in (*foglio.tipo.chiavi, *foglio.tipo.mostrate, *foglio.titoli)}
    for riga, celle in letto.per_riga():
        if riga > TESTATA:
            break
        colonne: dict[str, int] = {}
        doppie: dict[int, str] = {}
        for colonna, cella in celle.items():
            nome, data = nudo(cella.testo) if cella.genere is GenereCella.TESTO else ("", "")
            titolo = cercati.get(nome)
            if titolo is None or (data and nudo(titolo)[1] not in {"", data}):
                continue
            if colonne.setdefault(titolo, colonna) != colonna:
                doppie[colonna] = titolo
        if colonne.keys() >= {*foglio.tipo.chiavi} and colonne.keys() & {*foglio.titoli}:
            return TabellaLetta(letto, riga, colonne, doppie)
    return None


def _colonne_sbagliate(foglio: FoglioModulo, tabella: TabellaLetta) -> Iterator[Rifiutata]:
    for titolo in foglio.titoli:
        if titolo not in tabella.colonne:
            yield Rifiutata(
                tabella.foglio.nome,
                (tabella.testata, 1),
                f"nessuna colonna «{titolo}»",
                "le colonne del modulo, in qualunque ordine",
                "rimettere il titolo della colonna: vuota non cambia niente",
            )
    for colonna, titolo in tabella.doppie.items():
        yield Rifiutata(
            tabella.foglio.nome,
            (tabella.testata, colonna),
            f"due colonne «{titolo}»",
            "ogni colonna del modulo una volta sola",
            "dare un altro titolo alla colonna aggiunta",
        )
