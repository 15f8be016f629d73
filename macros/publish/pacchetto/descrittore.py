"""The description of a year's tables for programs: `datapackage.json`. Fonte: Data Package 2.0, datapackage.org."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping

from macros.model.luoghi import assoluto
from macros.model.valori import Periodo
from macros.publish.dati.colonne import Colonna, TipoColonna
from macros.publish.dati.risultati import Json, in_json
from macros.publish.dati.tabella import RimandoTabella, Tabella
from macros.publish.dati.tabelle import tabella_di
from macros.publish.pacchetto.fatti import LICENZA, NOME_LICENZA, PAROLE_CHIAVE, TESTO_LICENZA, DatiAnno
from macros.publish.pacchetto.xlsx import MEDIATYPE

PROFILI = "https://datapackage.org/profiles/2.0"
DIALETTO: Json = {"delimiter": ",", "lineTerminator": "\n", "quoteChar": '"', "doubleQuote": True, "header": True}
SI_NO: dict[str, Json] = {"trueValues": ["si"], "falseValues": ["no"]}


def nome_risorsa(file: str) -> str:
    """Return what a file is called in the description: a table without its extension."""
    return file.removesuffix(".csv").replace(".", "-")


def descrittore(dati: DatiAnno, file: Mapping[str, bytes]) -> bytes:
    """Return the description of some files of a year, with their size and fingerprint."""
    ente = dati.ente
    sito = assoluto(ente.indirizzo_sito, "")
    di_qui: dict[str, Json] = {"path": sito} if sito else {}
    detto: dict[str, Json] = {
        "$schema": f"{PROFILI}/datapackage.json",
        "name": dati.nome,
        **({"id": dati.file("datapackage.json"), "homepage": dati.pagina} if sito else {}),
        "title": dati.titolo,
        "description": dati.descrizione,
        "version": dati.versione,
        "created": f"{dati.ultimo.isoformat()}T00:00:00Z",
        "keywords": [*PAROLE_CHIAVE, str(dati.anno)],
        "licenses": [{"name": LICENZA, "title": NOME_LICENZA, "path": TESTO_LICENZA}],
        "contributors": [{"title": ente.nome, "roles": ["creator", "publisher", "rightsHolder"], **di_qui}],
        "sources": [{"title": f"Archivio del ciclo della performance, {ente.nome}", **di_qui}],
        "dimostrativo": ente.dimostrativo,
        "resources": [_risorsa(nome, contenuto) for nome, contenuto in file.items()],
    }
    return in_json(detto).encode() + b"\n"


def che_cosa(file: str) -> tuple[str, str]:
    """Return title and description of a file of a year."""
    tabella = tabella_di(file)
    if tabella:
        quando = next((f" al {p.in_parole}" for p in Periodo if p in file), "")
        return f"{tabella.titolo}{quando}", f"Ogni riga è {tabella.riga}."
    if file.endswith(".xlsx"):
        return (
            "Tutte le tabelle in un foglio di calcolo",
            "Un foglio per tabella, dopo il dizionario delle colonne.",
        )
    if file.startswith("confronto"):
        return (
            "Confronto con l'anno prima, completo",
            "Ogni cambiamento con i suoi luoghi nei dati e tutti gli effetti.",
        )
    if file.startswith("risultati"):
        return "Risultati alla data più recente", "I gradi a ogni livello, come li scrive «ciclo calcola»."
    return "Descrizione per i programmi", "Di ogni tabella colonne, chiavi, dimensione e impronta (Data Package 2.0)."


def formato(file: str) -> tuple[str, str]:
    """Return the format of a file, and its media type."""
    nome = file.rpartition(".")[2]
    return nome, {"csv": "text/csv", "xlsx": MEDIATYPE}.get(nome, "application/json")


def _risorsa(file: str, contenuto: bytes) -> Json:
    tabella = tabella_di(file)
    titolo, descrizione = che_cosa(file)
    nome_formato, mediatype = formato(file)
    detta: dict[str, Json] = {
        "name": nome_risorsa(file),
        "path": file,
        "title": titolo,
        "description": descrizione,
        "format": nome_formato,
        "mediatype": mediatype,
        "encoding": "utf-8",
        "bytes": len(contenuto),
        "hash": f"sha256:{hashlib.sha256(contenuto).hexdigest()}",
    }
    if tabella:
        detta |= {"type": "table", "dialect": DIALETTO, "schema": dict(_schema(tabella))}
    return detta


def _schema(t: Tabella) -> Iterator[tuple[str, Json]]:
    yield "$schema", f"{PROFILI}/tableschema.json"
    yield "fields", [_campo(nome, colonna) for nome, colonna in t.colonne.items()]
    yield "missingValues", [""]
    if t.chiave:
        chiave: Json = [*t.chiave]
        if all(t.colonne[c].piena for c in t.chiave):
            yield "primaryKey", chiave
        else:
            yield "uniqueKeys", [chiave]
    if t.rimandi:
        yield "foreignKeys", [_rimando(t, r) for r in t.rimandi]


def _campo(nome: str, c: Colonna) -> Json:
    detto: dict[str, Json] = {"name": nome, "type": str(c.tipo), "description": c.significato}
    if c.tipo is TipoColonna.SI_NO:
        detto |= SI_NO
    if c.unita:
        detto["unit"] = c.unita
    vincoli: dict[str, Json] = ({"required": True} if c.piena else {}) | ({"enum": [*c.parole]} if c.parole else {})
    return detto | ({"constraints": vincoli} if vincoli else {})


def _rimando(t: Tabella, r: RimandoTabella) -> Json:
    """Write what some columns refer to; a table that refers to itself does not name itself."""
    dove: dict[str, Json] = {} if r.tabella == t.file else {"resource": nome_risorsa(r.tabella)}
    return {"fields": [*r.colonne], "reference": {**dove, "fields": [*r.di_la]}}
