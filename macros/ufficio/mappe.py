"""Reads the map of an extract, with what of it cannot be followed."""

from __future__ import annotations

import re

from macros.model.estratti import CalcoloMisura, MappaEstratto, MisuraEstratta
from macros.reading.anno.record import leggi_record
from macros.reading.testo.chiavi import Mappa
from macros.reading.testo.files import testo_di
from macros.reading.testo.lettura import Lettura
from macros.reading.testo.nodi import nodi_di

NOME = re.compile(r"[a-z][a-z0-9_]*")


def mappa_letta(lettura: Lettura, nome: str, grezzo: bytes) -> MappaEstratto | None:
    """Return the map that a file holds; None when it cannot be read. What is wrong goes into `lettura.problemi`."""
    testo = testo_di(lettura, nome, grezzo)
    nodo = nodi_di(lettura, nome, testo) if testo is not None else None
    letta = leggi_record(Mappa(lettura, nodo, "la mappa"), MappaEstratto) if nodo is not None else None
    if letta is not None:
        if not (letta.misure or lettura.problemi):
            lettura.segnala(
                letta.dove("misure"), "YAML-CHIAVE-MANCANTE", "nessuna misura", "almeno una voce in «misure»",
                "aggiungere la misura che l'estrazione deve dare",
            )  # fmt: skip
        visti: set[str] = set()
        for misura in letta.misure:
            _controlla(lettura, misura, visti)
            visti.add(misura.misura)
    return letta


def _controlla(lettura: Lettura, misura: MisuraEstratta, visti: set[str]) -> None:
    dove, nome = misura.dove("misura"), misura.misura
    if not NOME.fullmatch(nome):
        lettura.segnala(
            dove, "MIS-NOME", f"la misura «{nome}»", "un nome di lettere minuscole, cifre e _",
            "scrivere un nome come pratiche_totali",
        )  # fmt: skip
    if nome in visti:
        lettura.segnala(
            dove, "MIS-DOPPIA", f"la misura «{nome}» per la seconda volta", "ogni misura una volta sola",
            "tenerne una",
        )  # fmt: skip
    if misura.calcolo is CalcoloMisura.CONTA and misura.colonna:
        lettura.segnala(
            misura.dove("colonna"), "YAML-CHIAVE-IGNOTA", f"«colonna» in «{nome}», che conta le righe",
            "nessuna colonna", "toglierla, oppure scrivere calcolo: distinti",
        )  # fmt: skip
    if misura.calcolo is not CalcoloMisura.CONTA and not misura.colonna:
        lettura.segnala(
            misura.dove("calcolo"), "YAML-CHIAVE-MANCANTE", f"«{nome}» senza «colonna»",
            "la colonna su cui si fa il calcolo", "aggiungere colonna: e il suo titolo",
        )  # fmt: skip
    for filtro in misura.filtri:
        limiti = (filtro.almeno, filtro.al_massimo, filtro.vuota)
        if not (filtro.uguale_a or filtro.diverso_da or any(v is not None for v in limiti)):
            lettura.segnala(
                filtro.source, "YAML-CHIAVE-MANCANTE", f"un filtro su «{filtro.colonna}» che non filtra niente",
                "uguale_a, diverso_da, almeno, al_massimo oppure vuota",
                "aggiungere la condizione, o togliere il filtro",
            )  # fmt: skip
