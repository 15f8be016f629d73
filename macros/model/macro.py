"""The names of the macros that a page may call, and what stands for a block until Markdown has run.

Kept apart from the functions, which live in `macros.publish`, so that `ciclo verifica` checks the
chapters without loading them; a test keeps the two lists equal.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import MappingProxyType

from macros.model.problems import Documento

A_BLOCCO = frozenset(
    {
        "albero_performance",
        "altri_piani",
        "ammontare_premi",
        "attestazioni",
        "bilancio",
        "bilancio_genere",
        "budget",
        "campione_oiv",
        "certificazione_valori",
        "chi_deve_compilare",
        "codici_problema",
        "come_calcolato",
        "comunicazione_giunta",
        "confronti_enti",
        "confronto_anni",
        "conteggio_stati",
        "cruscotto",
        "dati_anno",
        "distribuzione_premi",
        "dizionario_dati",
        "documenti_anno",
        "dove_si_pubblica",
        "elenco_atti",
        "elenco_macro",
        "elenco_obblighi",
        "elenco_responsabili",
        "esclusi_dalla_media",
        "esclusioni_decise",
        "evidenze_per_area",
        "file_da_scaricare",
        "file_per_macchine",
        "grafico_distanze",
        "grafico_gradi",
        "grafico_semestre",
        "grafico_stati",
        "indicatori_esterni",
        "indice_evidenze",
        "indice_piani",
        "indirizzi_dati",
        "iter_e_versioni",
        "mappa_sito",
        "metodo",
        "obbligo",
        "pagina_obiettivo",
        "pagina_piano",
        "pagina_responsabile",
        "pagina_risorse_premiali",
        "pagina_sistema",
        "paragrafi_sistema",
        "partenza",
        "proposte_di_variazione",
        "processo_anno",
        "prossimi_passi",
        "relazione_sistema",
        "riconciliazione",
        "riepilogo_aree_dirigenziali",
        "riepilogo_aree_strategiche",
        "riepilogo_azienda_speciale",
        "risorse",
        "risorse_premiali",
        "risorse_premiali_finali",
        "risultati_per_dimensione",
        "scadenze_anno",
        "scheda_consuntivo",
        "scheda_monitoraggio",
        "scheda_programmazione",
        "schede_consuntivo",
        "schede_monitoraggio",
        "schede_programmazione",
        "sezione_piao",
        "scostamenti",
        "tabella",
        "validazione_relazione",
        "variazioni_anno",
        "variazioni_piano",
        "vita_indicatore",
    }
)
"""Alone on a line: a table, a form, a drawing."""
IN_LINEA = frozenset(
    {
        "attestato",
        "atto",
        "conta",
        "conta_indicatori",
        "conta_per_intero",
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

PERIODO: Mapping[str, int] = MappingProxyType(
    {
        "come_calcolato": 1,
        "conteggio_stati": 0,
        "conta": 1,
        "conta_indicatori": 1,
        "conta_per_intero": 0,
        "conta_per_stato": 0,
        "copertura": 1,
        "esclusi_dalla_media": 0,
        "grado": 1,
        "grafico_distanze": 0,
        "grafico_gradi": 0,
        "grafico_stati": 0,
        "riepilogo_aree_dirigenziali": 0,
        "riepilogo_aree_strategiche": 0,
        "riepilogo_azienda_speciale": 0,
        "risultati_per_dimensione": 0,
        "scostamenti": 1,
        "stato": 1,
    }
)
"""Macros that print results of a survey date, left out 31-12 → place of that argument."""
CONTANO = frozenset({"conta", "conta_indicatori"})
"""Those that count what is planned, unless they are asked for a state."""
PRIMA_DI: Mapping[str, Documento] = MappingProxyType(
    {
        "sezione_piao": Documento.PIAO,
        "grafico_semestre": Documento.MONITORAGGIO,
        "proposte_di_variazione": Documento.MONITORAGGIO,
        "scheda_monitoraggio": Documento.MONITORAGGIO,
        "schede_monitoraggio": Documento.MONITORAGGIO,
        "attestato": Documento.RELAZIONE,
        "attestazioni": Documento.RELAZIONE,
        "bilancio_genere": Documento.RELAZIONE,
        "budget": Documento.RELAZIONE,
        "confronti_enti": Documento.RELAZIONE,
        "elenco_responsabili": Documento.RELAZIONE,
        "evidenze_per_area": Documento.RELAZIONE,
        "indicatori_esterni": Documento.RELAZIONE,
        "partenza": Documento.RELAZIONE,
        "riconciliazione": Documento.RELAZIONE,
        "risorse_premiali_finali": Documento.RELAZIONE,
        "scheda_consuntivo": Documento.RELAZIONE,
        "schede_consuntivo": Documento.RELAZIONE,
        "variazioni_anno": Documento.RELAZIONE,
    }
)
"""Macro → the first document whose approval covers what it prints."""
DEL_SITO = frozenset(
    {
        "ammontare_premi",
        "bilancio",
        "campione_oiv",
        "certificazione_valori",
        "chi_deve_compilare",
        "comunicazione_giunta",
        "confronto_anni",
        "cruscotto",
        "dati_anno",
        "distribuzione_premi",
        "documenti_anno",
        "dove_si_pubblica",
        "esclusioni_decise",
        "file_da_scaricare",
        "file_per_macchine",
        "indice_evidenze",
        "indice_piani",
        "indirizzi_dati",
        "iter_e_versioni",
        "mappa_sito",
        "pagina_obiettivo",
        "pagina_piano",
        "pagina_responsabile",
        "pagina_risorse_premiali",
        "pagina_sistema",
        "paragrafi_sistema",
        "processo_anno",
        "prossimi_passi",
        "relazione_sistema",
        "scadenze_anno",
        "validazione_relazione",
        "variazioni_piano",
        "vita_indicatore",
    }
)
"""Macros of which every later act changes what they print: they are in no document."""
UNA_PAROLA = "\ue000"
"""In the place of a call inside a sentence, while a page is examined: no text of ours has it."""
SEGNO = "data-frammento"
"""What no page may write by itself."""
SEGNAPOSTO = f'<div {SEGNO}="{{numero}}"></div>'
SOLO = re.compile(rf'<div {SEGNO}="(\d+)"></div>')
"""A placeholder, wherever it stands."""
