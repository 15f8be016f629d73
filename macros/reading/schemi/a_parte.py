"""The schemas of what has a reader of its own: keys that are not read by their annotation, files without a class."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from decimal import Decimal

from macros.model.archivio import ALBERO, ATTI, ERRATA, OBIETTIVI, SCHEDE, SMVP, VARIAZIONI
from macros.model.atti import Atto
from macros.model.impostazioni import Componente, Profilo
from macros.model.piano import COMPOSTE, Albero, AreaDirigenziale, Indicatore, Obiettivo, Smvp
from macros.model.regola import Regola
from macros.model.regole import REGOLE, chiavi
from macros.model.schede import TestoIndicatore
from macros.model.valori import NON_PREVISTO, Intervallo, Livello, Modo, Periodo, Tipo
from macros.model.variazioni import EsitoVariazione
from macros.reading.anno.regole import DECIMALI_MASSIMI, ESATTO
from macros.reading.schemi.disegno import ChiaveLetta, LettaAParte, SchemaDiFile
from macros.reading.schemi.manuale import Percorso
from macros.reading.schemi.tipi import (
    ANNO,
    CODICE,
    DATA,
    IN_ANNI,
    INTERO,
    NUMERO,
    SI_NO,
    TESTO,
    TIPI,
    Schema,
    anche_vuoto,
    fra,
    non_vuoto,
)

PER_CODICE: Schema = {"type": ["object"], "additionalProperties": anche_vuoto(TESTO)}
"""Texts by code."""
TARGET: Mapping[type, Schema] = {Decimal: NUMERO, dt.date: DATA, bool: SI_NO}
"""How what a rule types is written."""
GIUGNO, DICEMBRE = f"^{Periodo.GIUGNO}$", f"^{Periodo.DICEMBRE}$"


def _arrotondamento(d: SchemaDiFile, percorso: Percorso) -> Schema:
    decimali = {**INTERO, "maximum": DECIMALI_MASSIMI}
    riporto: Schema = {"type": ["integer", "string"], "minimum": 0, "maximum": DECIMALI_MASSIMI}
    riporto["pattern"] = rf"^\s*({ESATTO}|[0-9]+)\s*$"
    livello = {"decimali": decimali, "modo": fra(Modo), "riporto": riporto}
    livelli = {str(nome): d.gruppo((*percorso, nome), livello) for nome in Livello}
    predefinito = d.gruppo((*percorso, "predefinito"), livello, livello)
    return d.gruppo(percorso, {"predefinito": predefinito, **livelli}, ("predefinito",))


def _profili(d: SchemaDiFile, percorso: Percorso) -> Schema:
    quote = {str(c): NUMERO for c in Componente}
    return d.gruppo(percorso, {str(p): d.gruppo((*percorso, p), quote) for p in Profilo})


def _target(_d: SchemaDiFile, _percorso: Percorso) -> Schema:
    ammesse: Schema = {chiave: {} for chiave in (GIUGNO, DICEMBRE, IN_ANNI)}
    return {"type": ["object"], "patternProperties": ammesse, "additionalProperties": False}


def _peso(_d: SchemaDiFile, _percorso: Percorso) -> Schema:
    anni = TIPI["per_anno"]
    return {**anni, **NUMERO, "type": [*NUMERO["type"], *anni["type"]]}


def _se(chiave: str, parola: str, allora: Schema) -> Schema:
    """Return what a word of a key asks of the others."""
    return {"if": {"properties": {chiave: {"const": parola}}, "required": [chiave]}, "then": {"properties": allora}}


def _di_regola(regola: Regola) -> Schema:
    """Return what a rule asks of the other keys of its indicator."""
    pieno: Schema = {"type": ["object", "array", "number", "string"], "minItems": 1}
    chieste: Schema = dict.fromkeys(regola.chiavi, pieno)
    if regola.a_fasi:
        target: Schema = {"type": ["null"]}
    else:
        estremi: Schema = {"type": ["object"], "required": ["min", "max"], "additionalProperties": False}
        estremi["properties"] = {"min": NUMERO, "max": NUMERO}
        atteso = anche_vuoto(estremi if regola.target is Intervallo else TARGET[regola.target])
        a_giugno = {"anyOf": [{"const": str(NON_PREVISTO)}, atteso]}
        target = {"patternProperties": {GIUGNO: a_giugno, DICEMBRE: atteso, IN_ANNI: atteso}}
    se = _se("regola", regola.nome, {**chieste, "target": target})
    se["then"] |= {"required": list(regola.chiavi)} if regola.chiavi else {}
    return se


def _di_tipo(tipo: Tipo) -> Schema:
    """Return what a kind of objective asks of the keys of its indicators."""
    strategico = tipo is Tipo.STRATEGICO
    date: Schema = {chiave: {} for chiave in (GIUGNO, IN_ANNI if strategico else DICEMBRE)}
    peso: Schema = {"type": ["object", "null"] if strategico else [*NUMERO["type"], "null"]}
    suoi = {"peso": peso, "target": {"patternProperties": date, "additionalProperties": False}}
    operativo = tipo is Tipo.OPERATIVO
    sopra: Schema = CODICE if operativo else {"type": ["null"]}
    se = _se("tipo", tipo, {"obiettivo_strategico": sopra, "indicatori": {"items": {"properties": suoi}}})
    se["then"] |= {"required": ["obiettivo_strategico"]} if operativo else {}
    return se


def _numeri() -> dict[str, Schema]:
    return {k: NUMERO for k in chiavi() if k not in COMPOSTE}


A_PARTE: Mapping[type, LettaAParte] = {
    Smvp: LettaAParte(
        {
            "arrotondamento": ChiaveLetta(_arrotondamento, chiesta=True),
            "stati": ChiaveLetta(lambda d, p: d.bande(p, "stato", almeno=1), chiesta=True),
            "fasce_individuali": ChiaveLetta(lambda d, p: d.bande(p, "livello")),
            "profili_individuali": ChiaveLetta(_profili),
        }
    ),
    Albero: LettaAParte(
        {
            "triennio": ChiaveLetta(lambda d, _: d.elenco(ANNO, almeno=1), chiesta=True),
            "azienda_speciale": ChiaveLetta(lambda d, p: d.record(AreaDirigenziale, p, facoltative=("responsabile",))),
        }
    ),
    Obiettivo: LettaAParte(
        {
            "codice": ChiaveLetta(lambda *_: CODICE, chiesta=True),
            "obiettivo_strategico": ChiaveLetta(lambda *_: CODICE),
            "indicatori": ChiaveLetta(lambda d, p: d.elenco(d.record(Indicatore, p))),
        },
        quando=lambda: [_di_tipo(tipo) for tipo in Tipo],
    ),
    Indicatore: LettaAParte(
        {
            "codice": ChiaveLetta(lambda *_: CODICE, chiesta=True),
            **dict.fromkeys(("obiettivo", "atteso", "numeri", "tetto_dichiarato", "peso")),
            "regola": ChiaveLetta(lambda *_: fra(REGOLE), chiesta=True),
            "target": ChiaveLetta(_target),
            "soglie": ChiaveLetta(lambda d, p: d.bande(p, "grado")),
            "pesi": ChiaveLetta(_peso),
        },
        inoltre=_numeri,
        quando=lambda: [_di_regola(regola) for regola in REGOLE.values()],
    ),
}
"""Record → what of it is not read by its annotations."""


def _scheda(d: SchemaDiFile) -> Schema:
    finali = anche_vuoto(d.record(TestoIndicatore, ("consuntivo", "indicatori")))
    testi: Schema = {"type": ["object"], "additionalProperties": finali}
    consuntivo = d.gruppo(("consuntivo",), {"azioni": PER_CODICE, "indicatori": testi})
    monitoraggio = d.gruppo(("monitoraggio",), {"indicatori": PER_CODICE})
    return d.gruppo((), {"monitoraggio": monitoraggio, "consuntivo": consuntivo})


def _cambi(d: SchemaDiFile) -> dict[str, Schema]:
    """Return the three lists of what a variation, or an errata, changes."""
    testo = non_vuoto(TESTO)
    cambio = d.gruppo(("cambi",), {"dove": testo, "campo": testo, "da": {}, "a": {}}, ("dove", "campo", "da", "a"))
    intero = {"dove": testo, "campo": TESTO, "scheda": {"not": {"type": "null"}}}
    chieste = ("dove", "scheda")
    return {
        "cambi": d.elenco(cambio),
        "aggiunge": d.elenco(d.gruppo(("aggiunge",), intero, chieste)),
        "toglie": d.elenco(d.gruppo(("toglie",), {**intero, "posto": INTERO}, chieste)),
    }


def _variazione(d: SchemaDiFile) -> Schema:
    proposta = d.gruppo(("proposta",), {"da": non_vuoto(TESTO), "data": DATA, "motivo": TESTO}, ("da",))
    suoi = {"proposta": proposta, "motivo": non_vuoto(TESTO), "atto_oiv": TESTO, "atto_giunta": TESTO}
    return d.gruppo((), {**suoi, "esito": d.record(EsitoVariazione, ("esito",)), **_cambi(d)}, ("motivo",))


def _errata(d: SchemaDiFile) -> Schema:
    testo = non_vuoto(TESTO)
    return d.gruppo((), {"motivo": testo, "atto": testo, **_cambi(d)}, ("motivo", "atto"))


LETTI: Mapping[str, Callable[[SchemaDiFile], Schema]] = {
    SMVP.dove: lambda d: d.record(Smvp),
    ALBERO.dove: lambda d: d.record(Albero),
    OBIETTIVI.dove: lambda d: d.record(Obiettivo),
    ATTI.dove: lambda d: d.record(Atto),
    SCHEDE.dove: _scheda,
    VARIAZIONI.dove: _variazione,
    ERRATA.dove: _errata,
}
"""Files of a year that have a reader of their own, by where they lie."""
