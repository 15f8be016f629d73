"""The fingerprint of what is approved: SHA-256 over a canonical form of the data files.

Canonical form (specified in the manual): each file as nested keys with text leaves;
empty values dropped, keys sorted, numbers and dates in one spelling, JSON without
spaces. Formatting, comments and the order of keys do not change it.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import lru_cache
from pathlib import Path

from macros.model import archivio
from macros.model.archivio import file_anno
from macros.model.file_anno import FileAnno
from macros.model.formato import decimale
from macros.model.problems import Documento, Source
from macros.model.valori import Periodo
from macros.reading.testo.files import file_di
from macros.reading.testo.lettura import Lettura, Located, RigaCsv
from macros.reading.testo.nodi import leggi_yaml
from macros.reading.testo.scalari import Rifiuto, legge_data, legge_numero, unica
from macros.reading.testo.tabelle import leggi_csv, nome_riga

Canonica = str | list["Canonica"] | dict[str, "Canonica"]
Alberi = dict[str, Located]
"""The files that an approval covers, by path. The rows of a CSV are a mapping by what names them."""

NUMERI = frozenset(
    {
        *("a", "a_rischio", "aggiornamento", "al_30_06", "al_31_12", "assestato", "base", "budget", "da"),
        *("dal_giorno", "data", "decimali", "dipendenti", "dirigenti", "donne", "entro", "estratto_il", "formato"),
        *(
            "grado",
            "in_linea",
            "massimo",
            "max",
            "media_nazionale",
            "min",
            "minimo",
            "nuova_previsione",
            "personale",
            "peso",
        ),
        *("posto", "preconsuntivo", "previsto", "punti_al_giorno", "punti_per_unita", "quantita_donne"),
        *(
            "quantita_uomini",
            "quota",
            "raggiunta_il",
            "retribuzione_posizione",
            "soglia",
            "stabili",
            "stati_copertura_minima",
            "stima",
            "storico",
            "tetto",
        ),
        *("tetto_indicatore", "tetto_obiettivo", "tolleranza", "triennio", "uomini", "valore", "variabili"),
    }
)
"""Keys and columns, beside years and survey dates, with numbers and days. Elsewhere 2.10 is not 2.1, nor 007 7."""
_DATATA = re.compile(r"[12]\d{3}|30-06|31-12", re.ASCII)
"""A year or a survey date, as a key."""
PER_CODICE = frozenset({"azioni", "capitoli", "indicatori"})
"""Groups whose keys are codes, under which texts stand, whatever the code looks like."""
NULLI = frozenset({"tetto"})
"""Keys whose null says something that their absence does not: it stays, as an empty text."""


def canonica(nodo: Located, chiave: str = "", foglia: Callable[[str, str], str] | None = None) -> Canonica | None:
    """Return the canonical form of a YAML node; None when it is empty.

    `foglia`: the form of a text under a key; None: with numbers and days in one spelling.
    """
    if isinstance(nodo.valore, dict):
        figli = {
            nome: canonica(figlio, "" if chiave in PER_CODICE else nome, foglia) for nome, figlio in nodo.valore.items()
        }
        return {nome: figlio for nome, figlio in sorted(figli.items()) if figlio is not None} or None
    if isinstance(nodo.valore, list):
        forme = [
            _elemento(figlio, canonica(figlio, "" if isinstance(figlio.valore, dict) else chiave, foglia))
            for figlio in nodo.valore
        ]
        return [forma for forma in forme if forma is not None] or None
    forma = (foglia or _foglia)(nodo.valore, chiave) if nodo.valore is not None else ""
    return forma if forma or chiave in NULLI else None


def _elemento(nodo: Located, forma: Canonica | None) -> Canonica | None:
    """Return the form of an item of a list: a record with nothing in it is a record, and is printed as such."""
    return {} if forma is None and isinstance(nodo.valore, dict) else forma


def canonica_righe(righe: Iterable[Mapping[str, str]]) -> Canonica | None:
    """Return the canonical form of CSV rows: filled cells only, in the order of their content."""
    forme: list[Canonica] = [{c: _foglia(v, c) for c, v in sorted(riga.items()) if v} for riga in righe]
    return sorted((f for f in forme if f), key=lambda f: json.dumps(f, sort_keys=True)) or None


@lru_cache(maxsize=10_000)
def _foglia(testo: str, chiave: str) -> str:
    """One spelling for numbers and dates; other texts with single spaces, and the paragraphs that they have."""
    pulito = unica(testo)
    if not (chiave in NUMERI or _DATATA.fullmatch(chiave)) or pulito[:1] not in {*"+-0123456789"}:
        return pulito
    try:
        return decimale(legge_numero(pulito))
    except Rifiuto:
        pass
    try:
        return legge_data(pulito).isoformat()
    except Rifiuto:
        return pulito


def in_json(forma: Canonica | None) -> bytes:
    """Return a canonical form as JSON, always the same for the same form."""
    return json.dumps(forma, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode("utf-8")


def sha256_di(grezzo: bytes) -> str:
    """Return the fingerprint of some bytes, 64 hex digits."""
    return hashlib.sha256(grezzo).hexdigest()


def in_byte(parti: Mapping[str, Canonica | None]) -> bytes:
    """Return the bytes that the fingerprint is of: named parts (file path → canonical form) as JSON."""
    return in_json({nome: forma for nome, forma in parti.items() if forma is not None})


def da_byte(grezzo: bytes) -> dict[str, Canonica] | None:
    """Return the named parts that some bytes are made of; None when they are not in the form of `in_byte`."""
    try:
        letto = json.loads(grezzo)
    except ValueError:  # also bytes that are no text
        return None
    return letto if isinstance(letto, dict) and in_byte(letto) == grezzo else None


def impronta(parti: Mapping[str, Canonica | None]) -> str:
    """Return the SHA-256, 64 hex digits, of named parts (file path → canonical form)."""
    return sha256_di(in_byte(parti))


def parti(
    alberi: Alberi, documento: Documento, gia: dict[int, tuple[Located, Canonica | None]] | None = None
) -> dict[str, Canonica | None]:
    """Return the canonical form of each file that an approval covers.

    `gia`: the forms of whole YAML files already made, by identity of their node, which they keep alive.
    """
    forme = {}
    gia = {} if gia is None else gia
    for nome, nodo in alberi.items():
        di = file_anno(nome)
        if di is not None and not di.sotto(documento):
            continue
        tipo = di if documento is Documento.MONITORAGGIO else None
        if nome.endswith(".csv"):
            righe = (_celle(riga) for riga in _figli(nodo).values())
            forme[nome] = canonica_righe(_di_giugno(tipo, nome, righe) if tipo else righe)
        elif tipo and tipo.ramo_di_giugno:
            giugno = _figli(nodo).get(tipo.ramo_di_giugno)
            forme[nome] = canonica(giugno, tipo.ramo_di_giugno) if giugno else None
        else:
            if id(nodo) not in gia:
                gia[id(nodo)] = (nodo, canonica(nodo))
            forme[nome] = gia[id(nodo)][1]
    return forme


def _figli(nodo: Located) -> dict[str, Located]:
    return nodo.valore if isinstance(nodo.valore, dict) else {}


def _celle(riga: Located) -> dict[str, str]:
    return {c: n.valore for c, n in _figli(riga).items() if isinstance(n.valore, str)}


def alberi_del_piano(lettura: Lettura, cartella: Path) -> Alberi:
    """Return the files that variations change: rules, tree, objectives, resources, what the PIAO adds to them."""
    return _alberi(lettura, cartella, lambda tipo: tipo.del_piano)


def alberi_rilevati(lettura: Lettura, cartella: Path, documento: Documento) -> Alberi:
    """Return the files that the approval of a document covers beside the plan, whole; `parti` leaves out the rest.

    Monitoraggio: 30/6 values and texts. Relazione: all values and texts, the OIV's file, variations. Fonte: DESIGN 5.
    """
    return _alberi(lettura, cartella, lambda tipo: documento in tipo.copre and not tipo.del_piano)


def _alberi(lettura: Lettura, cartella: Path, quali: Callable[[FileAnno], bool]) -> Alberi:
    alberi = {}
    for tipo in filter(quali, archivio.ARCHIVIO):
        for file in file_di(cartella, tipo):
            nome = lettura.nome(file)
            if tipo.chiave:
                alberi[nome] = _in_albero(nome, leggi_csv(lettura, file, tipo.colonne, tipo.chiave), tipo.chiave)
            elif (nodo := leggi_yaml(lettura, file)) is not None:
                alberi[nome] = nodo
    return alberi


def _in_albero(nome: str, righe: Iterable[RigaCsv], chiavi: tuple[str, ...]) -> Located:
    """Return the rows of a CSV as a mapping by what names them."""
    albero: dict[str, Located] = {}
    luoghi = {}
    for riga in righe:
        codice = nome_riga(riga, chiavi)
        while codice in albero:  # a double, reported as such
            codice += " (doppia)"
        celle = {c: Located(v or None, riga.source) for c, v in riga.celle.items()}
        albero[codice] = Located(celle, riga.source, chiavi=dict.fromkeys(celle, riga.source))
        luoghi[codice] = riga.source
    return Located(albero, Source(nome), chiavi=luoghi)


def righe_di(nodo: Located) -> list[RigaCsv]:
    """Return the rows of a CSV from their mapping: what `_in_albero` made of them."""
    righe = _figli(nodo).values()
    return [RigaCsv({c: str(n.valore or "") for c, n in _figli(riga).items()}, riga.source) for riga in righe]


def _di_giugno(tipo: FileAnno, nome: str, righe: Iterable[Mapping[str, str]]) -> Iterator[Mapping[str, str]]:
    """Yield what the Monitoraggio covers of the files that go on to the end of the year. Fonte: DESIGN 5."""
    fine = Periodo.GIUGNO.data(int(nome.split("/")[1]))
    for riga in righe:
        if not tipo.giorno or _entro(riga.get(tipo.giorno, ""), fine):
            yield {c: v for c, v in riga.items() if c not in tipo.colonne_di_dicembre}


def _entro(testo: str, giorno: dt.date) -> bool:
    try:
        return legge_data(testo) <= giorno
    except Rifiuto:
        return False
