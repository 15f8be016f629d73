"""CSV text to rows, each with its line; cells are the text that was typed."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator
from itertools import pairwise
from pathlib import Path

from macros.model.foglio import com_era
from macros.model.problems import Source
from macros.reading.testo.files import leggi_testo
from macros.reading.testo.lettura import Lettura, RigaCsv
from macros.reading.testo.scalari import spoglia, unica, vicina


def leggi_csv(lettura: Lettura, file: Path, colonne: tuple[str, ...], richieste: tuple[str, ...]) -> list[RigaCsv]:
    """Return the rows of a CSV file (semicolons, or commas when the header has no semicolon).

    Rows too long and open quotes are problems; so are unknown columns, and where one may be a
    column renamed the rows are not read. Blank rows are skipped. Where there is none, who reads it again has that list.
    """
    nome = lettura.nome(file)
    if nome not in lettura.righe:
        lettura.righe[nome] = _righe(lettura, file, nome, colonne, richieste)
    return lettura.righe[nome]


def _righe(
    lettura: Lettura, file: Path, nome: str, colonne: tuple[str, ...], richieste: tuple[str, ...]
) -> list[RigaCsv]:
    """Return the rows of a file; those of one that told of no problem are kept for who reads it again."""
    if (file, colonne) in lettura.aperti.righe:
        return lettura.aperti.righe[file, colonne]
    detti = len(lettura.problemi)
    testo = leggi_testo(lettura, file)
    righe = [] if testo is None else list(righe_di_testo(lettura, nome, testo, colonne, richieste))
    if len(lettura.problemi) == detti:
        lettura.aperti.righe[file, colonne] = righe
    return righe


def nome_riga(riga: RigaCsv, chiavi: Iterable[str]) -> str:
    """Return what names a row: the cells of these columns, but for the empty ones."""
    return " ".join(riga.celle[chiave] for chiave in chiavi if riga.celle[chiave])


def cella_letta(scritta: str) -> str:
    """Return what a cell says: its text in the one spelling, without the mark of `foglio`."""
    return unica(com_era(spoglia(scritta)))


def separatore(testo: str) -> str:
    """Return what divides the cells of a CSV file: a comma where its header has no semicolon."""
    intestazione = testo.partition("\n")[0]
    return "," if "," in intestazione and ";" not in intestazione else ";"


def righe_di_testo(
    lettura: Lettura, nome: str, testo: str, colonne: tuple[str, ...], richieste: tuple[str, ...]
) -> Iterator[RigaCsv]:
    """Yield the rows of the text of a CSV file, as `leggi_csv`."""
    divisore = separatore(testo)
    lettore = csv.reader(io.StringIO(testo, newline=""), delimiter=divisore, strict=True)
    titoli: list[str] | None = None
    virgole_di_troppo = False
    prima = 1
    try:
        for celle in lettore:
            source = Source(nome, prima)
            prima = lettore.line_num + 1
            valori = [cella_letta(cella) for cella in celle]
            if titoli is None:
                titoli = valori
                if not _colonne_giuste(lettura, source, titoli, colonne, richieste):
                    return
            elif any(valori):
                if divisore == "," and len(valori) > len(titoli) and (spezzato := _spezzato(valori)):
                    if not virgole_di_troppo:
                        lettura.segnala(source, "CSV-COLONNE", *_due_virgole(spezzato, titoli))
                    virgole_di_troppo = True
                    lettura.perduti.add(valori[0])
                    continue
                senza_titolo = [v for n, v in enumerate(valori) if v and (n >= len(titoli) or not titoli[n])]
                if senza_titolo:
                    lettura.segnala(
                        source,
                        "CSV-COLONNE",
                        f"«{senza_titolo[0]}» in una cella senza titolo di colonna",
                        f"{len([t for t in titoli if t])} celle, una per colonna",
                        f"mettere tra virgolette doppie i testi con «{divisore}», o togliere la cella in più",
                    )
                    lettura.perduti.add(valori[0])
                    continue
                completi = dict.fromkeys(colonne, "") | {t: v for t, v in zip(titoli, valori, strict=False) if t}
                yield RigaCsv(completi, source, divisore == ",")
    except csv.Error:
        lettura.segnala(
            Source(nome, prima),
            "CSV-SINTASSI",
            "virgolette doppie aperte e mai chiuse, o nel mezzo di una cella",
            "celle separate e virgolette in coppia",
            "chiudere le virgolette della riga, o raddoppiarle se fanno parte del testo",
        )
    if titoli is None:
        _colonne_giuste(lettura, Source(nome), [], colonne, richieste)


def _spezzato(valori: list[str]) -> str:
    """Return the first number that its decimal comma has split over two cells; «» when there is none.

    >>> _spezzato(["1.1.a", "90", "7", ""]), _spezzato(["1.1.a", "90", "", "7"])
    ('90,7', '')
    """
    for intero, decimali in pairwise(valori):
        if re.fullmatch(r"[+-]?\d+", intero) and re.fullmatch(r"\d+", decimali):
            return f"{intero},{decimali}"
    return ""


def _due_virgole(numero: str, titoli: list[str]) -> tuple[str, str, str]:
    """Return found, expected and repair of a file whose decimal commas split its cells; told at its first such row."""
    return (
        f"«{numero}»: in questo file la virgola divide le celle, e qui anche i decimali",
        f"{len([t for t in titoli if t])} celle divise da «;», e i decimali con la virgola",
        "salvare di nuovo il file con «;» fra le celle, o mettere tra virgolette doppie ogni numero con la virgola",
    )


def _colonne_giuste(
    lettura: Lettura, source: Source, titoli: list[str], colonne: tuple[str, ...], richieste: tuple[str, ...]
) -> bool:
    """Report what is wrong in a header; True when the rows below can be read all the same."""
    formato = "le colonne " + ";".join(colonne)
    if not set(titoli) & set(colonne):
        trovata = ";".join(titoli)
        lettura.segnala(
            source,
            "CSV-COLONNA-MANCANTE",
            f"«{trovata}» come intestazione" if trovata else "nessuna intestazione",
            formato,
            "copiare la prima riga da un file dello stesso tipo, con le celle divise da «;»",
        )
        return False
    ignote = [titolo for titolo in dict.fromkeys(titoli) if titolo and titolo not in colonne]
    mancanti = [colonna for colonna in colonne if colonna not in titoli]
    for titolo in ignote:
        lettura.segnala(
            source,
            "CSV-COLONNA-IGNOTA",
            f"la colonna «{titolo}»",
            formato,
            vicina(titolo, mancanti).replace("scegliere fra:", "se è il titolo di una colonna che manca, scrivere")
            if mancanti
            else "togliere la colonna",
        )
    doppie = [titolo for titolo in dict.fromkeys(titoli) if titolo and titoli.count(titolo) > 1]
    for titolo in doppie:
        lettura.segnala(
            source,
            "CSV-COLONNA-DOPPIA",
            f"la colonna «{titolo}» più di una volta",
            "ogni colonna una volta sola",
            "togliere la colonna ripetuta",
        )
    senza = [colonna for colonna in richieste if colonna in mancanti]
    if senza and not ignote:
        lettura.segnala(
            source,
            "CSV-COLONNA-MANCANTE",
            "un'intestazione senza " + ", ".join(f"«{c}»" for c in senza),
            formato,
            "aggiungere la colonna, o copiare la prima riga da un file dello stesso tipo",
        )
    return not doppie and not senza and not (ignote and mancanti)
