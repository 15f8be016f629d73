"""Reads `evidenze.csv`, and looks at the files that it publishes: each as its row says, none that no row names."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from macros.model.archivio import EVIDENZE
from macros.model.evidenze import Accesso, Evidenza
from macros.model.piano import Indicatore
from macros.model.problems import Source
from macros.model.tratti import Tratto
from macros.reading.anno.modi import legge_impronta
from macros.reading.blocco.impronta import sha256_di
from macros.reading.testo.celle import Celle, noto
from macros.reading.testo.deposito import RifiutatoError, dentro, esiste
from macros.reading.testo.files import NASCOSTI
from macros.reading.testo.lettura import Lettura
from macros.reading.testo.scalari import Rifiuto, legge_data
from macros.reading.testo.tabelle import leggi_csv

GENERI = ("csv", "jpeg", "jpg", "ods", "odt", "p7m", "pdf", "png", "txt")
"""Endings of what may be published: a browser shows these, or keeps them; it runs none of them."""
NOME = re.compile(rf"[a-z0-9][a-z0-9_.-]*\.(?:{'|'.join(GENERI)})")
"""The name is an address of the site, too."""
CHIESTE = ("documento", "custode", "accesso")


def leggi_evidenze(lettura: Lettura, cartella: Path, indicatori: Mapping[str, Indicatore]) -> dict[str, Evidenza]:
    """Return the rows by indicator and document; of two with both the same, the first. No file: nothing.

    `indicatori`: those of today's plan and of the Relazione's.
    """
    file, evidenze, nominati = cartella / EVIDENZE.dove, dict[str, Evidenza](), set[str]()
    for riga in leggi_csv(lettura, file, EVIDENZE.colonne, EVIDENZE.chiave) if esiste(file) else ():
        nominati.add(riga.celle["file"])
        letta = _evidenza(Celle(lettura, riga), cartella, indicatori)
        if letta is None:
            continue
        prima = evidenze.setdefault(f"{letta.indicatore} {letta.documento or ''}".strip(), letta)
        if prima is not letta:
            lettura.segnala(
                letta.source,
                "EVIDENZA-DOPPIA",
                f"«{letta.documento}» per {letta.indicatore} due volte (l'altra è alla riga {prima.source.line})",
                "ogni documento una volta sola per indicatore",
                "togliere una delle due righe, o dire nel nome del documento che cosa lo distingue",
            )
    if not any(p.source.path == lettura.nome(file) and p.ha(Tratto.NON_LETTO) for p in lettura.problemi):
        _senza_riga(lettura, cartella / EVIDENZE.allegati, nominati)
    return evidenze


def _evidenza(celle: Celle, cartella: Path, indicatori: Mapping[str, Indicatore]) -> Evidenza | None:
    indicatore = noto(celle, "indicatore", indicatori)
    if indicatore is None:
        return None
    for colonna in CHIESTE:
        if celle.testo(colonna) is None:
            celle.lettura.segnala(
                celle.luogo(colonna),
                "EVIDENZA-VUOTA",
                f"«{colonna}» vuoto per {indicatore.codice}",
                "in ogni riga il documento, chi lo custodisce e chi può vederlo",
                "scriverlo: " + ", ".join(Accesso) if colonna == "accesso" else "scriverlo",
            )
    evidenza = Evidenza(
        indicatore=indicatore.codice,
        documento=celle.testo("documento"),
        luogo=celle.testo("luogo"),
        protocollo=celle.testo("protocollo"),
        data=celle.leggi("data", legge_data),
        custode=celle.testo("custode"),
        accesso=celle.scelta("accesso", Accesso),
        file=celle.testo("file"),
        sha256=celle.leggi("sha256", _sha256),
        source=celle.riga.source,
        luoghi={colonna: celle.luogo(colonna) for colonna in celle.riga.celle},
    )
    return replace(evidenza, file=_file(celle, cartella, evidenza)) if evidenza.file else evidenza


def _sha256(testo: str) -> str:
    try:
        return legge_impronta(testo)
    except Rifiuto as no:
        raise Rifiuto("EVIDENZA-IMPRONTA", testo, no.expected, no.fix) from None


def _file(celle: Celle, cartella: Path, e: Evidenza) -> str | None:
    """Return the name of a published file, where it is there and is the one of the row; else None (reported)."""
    nome, sotto = e.file or "", f"{celle.lettura.nome(cartella)}/{EVIDENZE.allegati}"
    luogo = celle.luogo("file")
    if e.accesso is not Accesso.PUBBLICO:
        celle.lettura.segnala(
            luogo,
            "EVIDENZA-ACCESSO",
            f"«{nome}», il file di un documento {f'con accesso «{e.accesso}»' if e.accesso else 'senza accesso'}",
            f"un file solo dove l'accesso è «{Accesso.PUBBLICO}»: ciò che entra nel deposito è pubblicato",
            "togliere «file», e il file se è nel deposito; se era già stato registrato, avvisare chi cura il deposito",
        )
        return None
    if not NOME.fullmatch(nome):
        celle.lettura.segnala(
            luogo,
            "EVIDENZA-FILE",
            f"il nome «{nome}»",
            f"un file di {sotto}: lettere minuscole senza accenti, cifre, punti e trattini, e alla fine "
            + ", ".join(f".{g}" for g in GENERI),
            "dargli un nome così, senza cartelle, e scriverlo uguale",
        )
        return None
    try:
        grezzo = celle.lettura.aperti.leggi(celle.lettura.radice, cartella / EVIDENZE.allegati / nome)
    except RifiutatoError as rifiutato:
        celle.lettura.problemi.append(rifiutato.problema)
        return None
    except OSError:
        celle.lettura.segnala(
            luogo,
            "EVIDENZA-FILE",
            f"il file «{nome}», che in {sotto} non c'è o non si apre",
            "ogni file pubblicato nella sua cartella",
            f"copiarlo in {sotto}, o togliere «file»",
        )
        return None
    if (sua := sha256_di(grezzo)) != e.sha256:
        if e.sha256 is not None or not celle.testo("sha256"):  # else it was refused
            celle.lettura.segnala(
                celle.luogo("sha256"),
                "EVIDENZA-IMPRONTA",
                f"«{nome}» con impronta {sua[:12]}…, e nella riga {f'{e.sha256[:12]}…' if e.sha256 else 'nessuna'}",
                "l'impronta SHA-256 del file",
                f"scrivere sha256: {sua}" + ("; se il file è cambiato per sbaglio, rimetterlo" if e.sha256 else ""),
            )
        return None
    return nome


def _senza_riga(lettura: Lettura, cartella: Path, nominati: set[str]) -> None:
    """EVIDENZA-SENZA-RIGA: a file that no row names is published by git all the same, and nothing seals it."""
    for voce in dentro(cartella):
        if (
            voce.is_file()
            and not voce.is_symlink()
            and not voce.name.startswith(NASCOSTI)
            and voce.name not in nominati
        ):
            lettura.segnala(
                Source(lettura.nome(voce)),
                "EVIDENZA-SENZA-RIGA",
                f"«{voce.name}», che nessuna riga di {EVIDENZE.dove} nomina",
                "solo i file che una riga pubblica, con la loro impronta",
                f"aggiungere la sua riga in {EVIDENZE.dove}, o toglierlo",
            )
