"""Which kind of change each field of the records makes; what is not here is compared too, as `Genere.ALTRO`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields
from functools import cache
from typing import Any

from macros.model.anno import Anno
from macros.model.impostazioni import Arrotondamento, Banda, FasceSemestre
from macros.model.piano import (
    Albero,
    AreaDirigenziale,
    AreaStrategica,
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
from macros.model.rilevati import Misura, Rilevazione
from macros.model.schede import Scheda, TestoIndicatore
from macros.trail.cambiamenti import Genere

LUOGHI = frozenset({"source", "luoghi", "luogo_peso"})
"""The fields that only say where a record was written."""


def _noti(a_parte: str = "", **generi: str) -> dict[str, Genere | None]:
    """Return fields by name: those that are compared and written in their own way, then those of each kind."""
    di_genere = {campo: Genere(genere) for genere, nomi in generi.items() for campo in nomi.split()}
    return {**dict.fromkeys(a_parte.split()), **di_genere}


CAMPI: Mapping[type, Mapping[str, Genere | None]] = {
    Obiettivo: _noti(
        "indicatori collegati",
        rinumerato="codice",
        testo="tipo obiettivo_strategico descrizione azioni sintesi",
        titolo="titolo etichetta",
        continuato="continua_da",
        risorse="rilevanza progetto_finanziato bilancio impegno_richiesto risorse",
        responsabile="aree_coinvolte",
        ufficio="uffici",
    ),
    Indicatore: _noti(
        "obiettivo",
        rinumerato="codice",
        titolo="titolo",
        testo="descrizione dimensione storico",
        regola="regola unita_misura formula numeri soglie fasi penalita tetto tetto_dichiarato",
        target="target atteso",
        peso="peso pesi",
        responsabile="area_dirigenziale",
        documentazione="documentazione fonte_tipo",
        continuato="continua_da",
    ),
    AreaStrategica: _noti("codice obiettivi", titolo="titolo", peso="peso"),
    AreaDirigenziale: _noti("codice obiettivi", titolo="titolo", responsabile="responsabile", ufficio="uffici"),
    Albero: _noti("aree_strategiche aree_dirigenziali azienda_speciale", testo="triennio"),
    Smvp: _noti(
        testo="titolo delibera data",
        regola="decrescente tetto_indicatore tetto_obiettivo non_rilevati arrotondamento stati "
        "stati_copertura_minima semestre tolleranza prima_oiv soglia_riservatezza "
        "fasce_individuali formula_individuale figura_individuale profili_individuali",
    ),
    Rilevazione: _noti(
        "indicatore area valore assenza", testo="causa intervento entro motivo atto stima nuova_previsione"
    ),
    Scheda: _noti("codice monitoraggio azioni consuntivo"),
    TestoIndicatore: _noti(testo="risultati criticita_opportunita"),
    Misura: _noti("nome valori", altro="fonte fonte_tipo"),
    Anno: _noti(
        "anno cartella smvp albero risorse obiettivi indicatori rilevazioni misure fasi luoghi_fasi schede "
        "atti variazioni errata da_validare piani differenze irregolarita conferme evidenze scadenze perduti "
        "altri_piani piao budget bilancio confronti esterni genere"
    ),
    Voce: _noti("codice peso"),
    Collegato: _noti("indicatore peso"),
    Fase: _noti("codice titolo entro quota"),
    Banda: _noti("da a esito"),
    FasceSemestre: _noti("in_linea a_rischio"),
    BandaGiorni: _noti("dal_giorno grado"),
    Penalita: _noti("punti_al_giorno punti_per_unita fasce"),
    Arrotondamento: _noti("decimali modo riporto"),
    Risorsa: _noti("conto linea punto progetto tipo budget importi"),
}
"""Field of each record → the kind of change it makes; None: it is compared and written in its own way."""

SMVP_DOVE = {
    f.name: (f.metadata["dentro"], f.metadata.get("chiave", f.name)) for f in fields(Smvp) if "dentro" in f.metadata
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
