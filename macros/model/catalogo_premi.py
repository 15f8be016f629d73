"""The errors of funds, premi, individual sheets and gender report, for the catalogue: code → what it means."""

from __future__ import annotations

from collections.abc import Mapping

from macros.model.tratti import Ambito, Senso, Tratto

QUOTE = ("area", "retribuzione_posizione", "dipendenti")
"""Keys of a row of risorse.yml."""
VALORI: Mapping[Ambito, tuple[str, ...]] = {Ambito.FILE: ("FONDI-INTERVALLO", "FONDI-VARIABILI")}

DEI_PREMI: dict[str, str | Senso] = {
    "FONDI-AREA-DOPPIA": "In risorse.yml la stessa area compare due volte.",
    "FONDI-AREA-IGNOTA": "In risorse.yml un'area non è un'area dirigenziale dell'anno.",
    "FONDI-AREA-MANCANTE": Senso("In risorse.yml manca un'area dirigenziale.", Tratto.DEL_GRUPPO, QUOTE),
    "FONDI-ATTO": "L'atto che stabilisce le percentuali di risorse.yml non c'è, o è un atto che decide altro.",
    "FONDI-IMPORTO": Senso("In risorse.yml un importo è sotto 0, o ha più di due decimali.", spiega=VALORI),
    "FONDI-INTERVALLO": Senso(
        "Il valore dei progetti finanziati non sta fra il minimo e il massimo, in percentuale dei fondi.",
        soggetti=("fondi", "percentuali", "limiti", "aree"),
    ),
    "FONDI-PERCENTUALE": Senso("In risorse.yml una percentuale o un limite non è possibile.", spiega=VALORI),
    "FONDI-PROGETTO": Senso(
        "Un progetto finanziato è dell'Azienda Speciale, o non dice la sua rilevanza.",
        soggetti=("rilevanza", "progetto_finanziato"),
    ),
    "FONDI-SCARTO": ("Il peso di un obiettivo dista più di 20 punti dalla sua rilevanza, nell'elenco di un dirigente."),
    "FONDI-SOMMA-ZERO": Senso(
        "In risorse.yml i due fondi, le retribuzioni di posizione o i dipendenti sommano 0.", Tratto.DEL_GRUPPO, QUOTE
    ),
    "FONDI-VARIABILI": Senso(
        "Le risorse variabili di un fondo sono meno del valore dei progetti, che comprendono.",
        soggetti=("fondi", "percentuali"),
    ),
    "GENERE-PICCOLO": "Un conteggio del bilancio di genere, o ciò che ne resta fuori, potrebbe dire di una persona.",
    "GENERE-QUANTITA": "In genere.csv una quantità manca, non ci va, è sotto 0 o è una media non arrotondata.",
    "GENERE-SOMMA": "Due tavole di genere.csv contano persone diverse, o una riga più di quante ce ne sono.",
    "GENERE-VOCE": "Una riga di genere.csv è di un gruppo che l'inquadramento non ha; o chi è a tempo pieno non si sa.",
    "PREMI-CAMBIATO": "Premi già registrati in git sono cambiati: il confronto fra i due direbbe di una persona.",
    "PREMI-CATEGORIA": "Le categorie dei premi non sono quelle dichiarate, in ordine e una volta sola.",
    "PREMI-FASCE": "I gruppi di una categoria non sono, in ordine e uniti, le fasce dell'anno; o sono meno di due.",
    "PREMI-PICCOLO": "Un conteggio dei premi è sotto la soglia: potrebbe dire di una persona.",
    "PREMI-QUOTA": "La quota della fascia più alta non è quella del suo gruppo, o non andava pubblicata.",
    "PREMI-RELAZIONE": "Ci sono i premi di un anno la cui Relazione non è approvata, o non è valida.",
    "PREMI-SOMMA": "Le somme dei premi non tornano: gruppi e persone, distribuiti e stanziati, arrotondamento.",
    "PREMI-TOLTO": "I premi di un anno, già registrati in git, non ci sono più.",
    "SMVP-SCHEDA-FORMULA": "La formula delle schede individuali dà il peso con tutti i punti e 0 senza nessuno.",
    "SMVP-SCHEDA-QUOTE": Senso(
        "Le quote di un profilo delle schede individuali non sommano 100.", soggetti=("valutazione_individuale",)
    ),
    "SMVP-SOGLIA": "La soglia di riservatezza dei premi è almeno 3.",
}
