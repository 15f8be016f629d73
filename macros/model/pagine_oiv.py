"""The pages of a year that are about what the OIV does: its dossier, its sample, what proves results, its report."""

from __future__ import annotations

from macros.model.problems import Documento
from macros.model.tipi_pagina import TipoPagina
from macros.model.valori import TipoAtto

VALIDAZIONE = TipoPagina(
    percorso="$anno/validazione.md",
    titolo="Validazione della Relazione $anno",
    etichetta="Validazione della Relazione",
    occhiello="Il dossier dell’OIV",
    macro="{{ validazione_relazione() }}",
    # In public what the OIV says is there with the Relazione, or when it refuses it.
    quando=lambda mostrato, anno: mostrato.visibile(anno, Documento.RELAZIONE) or mostrato.oiv(anno) is not None,
    documento=Documento.RELAZIONE,
    voce="Validazione",
    sezione="Validazione",
    solo_titoli=True,
)
CAMPIONE = TipoPagina(
    percorso="$anno/campione.md",
    titolo="Campione da verificare $anno",
    etichetta="Campione da verificare",
    occhiello="Gli indicatori che l’OIV controlla",
    macro="{{ campione_oiv() }}",
    quando=lambda mostrato, anno: (oiv := mostrato.oiv(anno)) is not None and oiv.campione is not None,
    documento=Documento.RELAZIONE,
    voce="Campione",
    sotto=VALIDAZIONE.percorso,
    sezione="Campione",
)
EVIDENZE = TipoPagina(
    percorso="$anno/evidenze.md",
    titolo="Evidenze $anno",
    etichetta="Evidenze dei risultati",
    occhiello="Che cosa prova i risultati, chi lo custodisce",
    macro="{{ indice_evidenze() }}",
    quando=lambda mostrato, anno: mostrato.visibile(anno, Documento.RELAZIONE),
    documento=Documento.RELAZIONE,
    voce="Evidenze",
    sezione="Evidenze",
)
RELAZIONE_SISTEMA = TipoPagina(
    percorso="$anno/relazione-sistema.md",
    titolo="Relazione dell’OIV sul Sistema $anno",
    etichetta="Relazione dell’OIV sul Sistema",
    occhiello="Come ha funzionato il Sistema di valutazione",
    macro="{{ relazione_sistema() }}",
    di_riserva=True,
    quando=lambda mostrato, anno: mostrato.ha_atto(anno, TipoAtto.RELAZIONE_SISTEMA),
    voce="Relazione sul Sistema",
    sezione="Relazione sul Sistema",
)
"""Its text may be written in `content/`; else the page says where the signed one is read."""
