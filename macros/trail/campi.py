"""Which kind of change each field of the records makes; what is not here is compared too, as `Genere.ALTRO`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields
from functools import cache
from typing import Any

from macros.model.anno import Anno, Misura, Rilevazione, Scheda, TestoIndicatore
from macros.model.piano import (
    Albero,
    AreaDirigenziale,
    AreaStrategica,
    Arrotondamento,
    Banda,
    BandaGiorni,
    Collegato,
    Fase,
    Indicatore,
    Obiettivo,
    Penalita,
    Risorsa,
    Smvp,
    Voce,
)
from macros.trail.cambiamenti import Genere

LUOGHI = frozenset({"source", "luoghi", "luogo_peso"})
"""The fields that only say where a record was written."""
STRUTTURA = None
"""Kind of the fields that hold other records, compared one by one."""


def _noti(nomi: str) -> dict[str, Genere | None]:
    return dict.fromkeys(nomi.split())


CAMPI: Mapping[type, Mapping[str, Genere | None]] = {
    Obiettivo: {
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
        "numeri": Genere.REGOLA,
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
        "codice": STRUTTURA,
        "titolo": Genere.TITOLO,
        "peso": Genere.PESO,
        "obiettivi": STRUTTURA,
    },
    AreaDirigenziale: {
        "codice": STRUTTURA,
        "titolo": Genere.TITOLO,
        "responsabile": Genere.RESPONSABILE,
        "uffici": Genere.UFFICIO,
        "obiettivi": STRUTTURA,
    },
    Albero: {
        "triennio": Genere.TESTO,
        "aree_strategiche": STRUTTURA,
        "aree_dirigenziali": STRUTTURA,
        "azienda_speciale": STRUTTURA,
    },
    Smvp: {
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
    Rilevazione: {
        **_noti("indicatore area valore assenza"),
        **dict.fromkeys(("causa", "motivo", "atto", "stima", "nuova_previsione"), Genere.TESTO),
    },
    Scheda: _noti("codice monitoraggio azioni consuntivo"),
    TestoIndicatore: dict.fromkeys(("risultati", "criticita_opportunita"), Genere.TESTO),
    Misura: {**_noti("nome valori"), "fonte": Genere.ALTRO},
    Anno: _noti(
        "anno cartella smvp albero obiettivi indicatori rilevazioni misure fasi luoghi_fasi schede "
        "atti variazioni errata piani differenze irregolarita perduti"
    ),
    Voce: _noti("codice peso"),
    Collegato: _noti("indicatore peso"),
    Fase: _noti("codice titolo entro quota"),
    Banda: _noti("da a esito"),
    BandaGiorni: _noti("dal_giorno grado"),
    Penalita: _noti("punti_al_giorno punti_per_unita fasce"),
    Arrotondamento: _noti("decimali modo riporto"),
    Risorsa: _noti("conto linea punto progetto tipo budget importi"),
}
"""Field of each record → the kind of change it makes; None: it is compared and written in its own way."""

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


def sorti(tipo: type) -> Mapping[str, Genere | None]:
    """Return what is known of the fields of a kind of record; nothing where no one has sorted them."""
    return next((CAMPI[sopra] for sopra in tipo.__mro__ if sopra in CAMPI), {})


def generi(record: Any) -> Mapping[str, Genere | None]:  # noqa: ANN401 - any record
    """Return each field of a record with the kind of change it makes: `ALTRO` where no one has sorted it yet."""
    tipo: Any = type(record)
    return _generi(tipo)


@cache
def _generi(tipo: Any) -> Mapping[str, Genere | None]:  # noqa: ANN401 - any kind of record
    noti = {**dict.fromkeys(LUOGHI), **sorti(tipo)}
    return {f.name: noti.get(f.name, Genere.ALTRO) for f in fields(tipo)}


def altri(record: object) -> dict[str, object]:
    """Return the fields of a record that no one has sorted yet, with what they hold."""
    return {campo: getattr(record, campo) for campo, genere in generi(record).items() if genere is Genere.ALTRO}
