"""Which kind of change each field of the records makes; what is not here is compared too, as `Genere.ALTRO`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import fields

from macros.model.piano import Albero, AreaDirigenziale, AreaStrategica, Indicatore, Obiettivo, Record, Smvp
from macros.trail.cambiamenti import Genere

LUOGO = None
"""Kind of the fields that only say where a record was written."""
STRUTTURA = None
"""Kind of the fields that hold other records, compared one by one."""

CAMPI: Mapping[type, Mapping[str, Genere | None]] = {
    Obiettivo: {
        "source": LUOGO,
        "luoghi": LUOGO,
        "codice": Genere.RINUMERATO,
        "tipo": Genere.TESTO,
        "titolo": Genere.TITOLO,
        "obiettivo_strategico": Genere.TESTO,
        "etichetta": Genere.TITOLO,
        "continua_da": Genere.CONTINUATO,
        "rilevanza": Genere.RISORSE,
        "progetto_finanziato": Genere.RISORSE,
        "bilancio": Genere.RISORSE,
        "descrizione": Genere.TESTO,
        "azioni": Genere.TESTO,
        "sintesi": Genere.TESTO,
        "aree_coinvolte": Genere.RESPONSABILE,
        "uffici": Genere.UFFICIO,
        "impegno_richiesto": Genere.RISORSE,
        "indicatori": STRUTTURA,
        "collegati": STRUTTURA,
        "risorse": Genere.RISORSE,
    },
    Indicatore: {
        "source": LUOGO,
        "luoghi": LUOGO,
        "codice": Genere.RINUMERATO,
        "obiettivo": STRUTTURA,
        "titolo": Genere.TITOLO,
        "descrizione": Genere.TESTO,
        "dimensione": Genere.TESTO,
        "regola": Genere.REGOLA,
        "unita_misura": Genere.REGOLA,
        "formula": Genere.REGOLA,
        "storico": Genere.TESTO,
        "target": Genere.TARGET,
        "atteso": Genere.TARGET,
        "base": Genere.REGOLA,
        "soglie": Genere.REGOLA,
        "fasi": Genere.REGOLA,
        "penalita": Genere.REGOLA,
        "tetto": Genere.REGOLA,
        "tetto_dichiarato": Genere.REGOLA,
        "peso": Genere.PESO,
        "pesi": Genere.PESO,
        "area_dirigenziale": Genere.RESPONSABILE,
        "documentazione": Genere.DOCUMENTAZIONE,
        "continua_da": Genere.CONTINUATO,
    },
    AreaStrategica: {
        "source": LUOGO,
        "luoghi": LUOGO,
        "codice": STRUTTURA,
        "titolo": Genere.TITOLO,
        "peso": Genere.PESO,
        "obiettivi": STRUTTURA,
    },
    AreaDirigenziale: {
        "source": LUOGO,
        "luoghi": LUOGO,
        "codice": STRUTTURA,
        "titolo": Genere.TITOLO,
        "responsabile": Genere.RESPONSABILE,
        "uffici": Genere.UFFICIO,
        "obiettivi": STRUTTURA,
    },
    Albero: {
        "source": LUOGO,
        "luoghi": LUOGO,
        "triennio": Genere.TESTO,
        "aree_strategiche": STRUTTURA,
        "aree_dirigenziali": STRUTTURA,
        "azienda_speciale": STRUTTURA,
    },
    Smvp: {
        "source": LUOGO,
        "luoghi": LUOGO,
        "titolo": Genere.TESTO,
        "delibera": Genere.TESTO,
        "data": Genere.TESTO,
        "decrescente": Genere.REGOLA,
        "tetto_indicatore": Genere.REGOLA,
        "tetto_obiettivo": Genere.REGOLA,
        "non_rilevati": Genere.REGOLA,
        "arrotondamento": Genere.REGOLA,
        "stati": Genere.REGOLA,
        "fasce_individuali": Genere.REGOLA,
    },
}
"""Field of each record of the plan → the kind of change it makes."""

SMVP_DOVE = {
    "titolo": ("sistema", "titolo"),
    "delibera": ("sistema", "delibera"),
    "data": ("sistema", "data"),
    "decrescente": ("grado", "decrescente"),
    "tetto_indicatore": ("grado", "tetto_indicatore"),
    "tetto_obiettivo": ("grado", "tetto_obiettivo"),
    "fasce_individuali": ("valutazione_individuale", "fasce"),
}
"""Field of `Smvp` → key in `smvp.yml`, where they differ."""


def generi(record: Record) -> Iterator[tuple[str, Genere | None]]:
    """Yield each field of a record with the kind of change it makes."""
    noti = next((CAMPI[tipo] for tipo in type(record).__mro__ if tipo in CAMPI), {})
    return ((f.name, noti.get(f.name, Genere.ALTRO)) for f in fields(record))
