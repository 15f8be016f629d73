"""The names of the macros that a page may call, and what stands for a block until Markdown has run.

Kept apart from the functions, which live in `macros.publish`, so that `ciclo verifica` checks the
chapters without loading them; a test keeps the two lists equal.
"""

from __future__ import annotations

import re

A_BLOCCO = frozenset(
    {
        "albero_performance",
        "codici_problema",
        "come_calcolato",
        "confronto_anni",
        "conteggio_stati",
        "cruscotto",
        "dizionario_dati",
        "documentazione_oiv",
        "documenti_anno",
        "elenco_atti",
        "elenco_macro",
        "elenco_obblighi",
        "elenco_responsabili",
        "esclusi_dalla_media",
        "file_da_scaricare",
        "grafico_distanze",
        "grafico_gradi",
        "grafico_semestre",
        "grafico_stati",
        "iter_e_versioni",
        "mappa_sito",
        "metodo",
        "obbligo",
        "pagina_obiettivo",
        "pagina_responsabile",
        "proposte_di_variazione",
        "prossimi_passi",
        "riconciliazione",
        "riepilogo_aree_dirigenziali",
        "riepilogo_aree_strategiche",
        "riepilogo_azienda_speciale",
        "risorse",
        "risultati_per_dimensione",
        "scheda_consuntivo",
        "scheda_monitoraggio",
        "scheda_programmazione",
        "schede_consuntivo",
        "schede_monitoraggio",
        "schede_programmazione",
        "scostamenti",
        "tabella",
        "variazioni_anno",
        "variazioni_piano",
    }
)
"""Alone on a line: a table, a form, a drawing."""
IN_LINEA = frozenset(
    {
        "atto",
        "conta",
        "conta_indicatori",
        "conta_per_stato",
        "copertura",
        "grado",
        "nome_ente",
        "recapito",
        "responsabile",
        "stato",
        "titolo",
    }
)
"""Inside a sentence: a word, a figure."""
NOMI = A_BLOCCO | IN_LINEA
"""Every macro."""

UNA_PAROLA = "\ue000"
"""In the place of a call inside a sentence, while a page is examined: no text of ours has it."""
SEGNO = "data-frammento"
"""What no page may write by itself."""
SEGNAPOSTO = f'<div {SEGNO}="{{numero}}"></div>'
SOLO = re.compile(rf'<div {SEGNO}="(\d+)"></div>')
"""A placeholder, wherever it stands."""
