"""Problems of funds, premi and the gender report."""

from __future__ import annotations

from collections.abc import Mapping

from macros.model.tratti import ATTO_PIU_VICINO, IL_PIU_VICINO, Ambito, Senso, Tratto

QUOTE = ("area", "retribuzione_posizione", "dipendenti")
"""Keys of a row of risorse.yml."""
VALORI: Mapping[Ambito, tuple[str, ...]] = {Ambito.FILE: ("FONDI-INTERVALLO", "FONDI-VARIABILI")}
RIFARE = "rifare il file con ciclo aggrega-premi: a mano non si corregge"
RIGHE: Mapping[str, Senso] = {
    "FONDI-AREA-DOPPIA": Senso(
        "In risorse.yml la stessa area compare due volte.", "tenere la riga giusta e togliere l'altra"
    ),
    "FONDI-AREA-IGNOTA": Senso("In risorse.yml un'area non è un'area dirigenziale dell'anno.", IL_PIU_VICINO),
    "FONDI-AREA-MANCANTE": Senso(
        "In risorse.yml manca un'area dirigenziale.",
        "aggiungere la riga, con retribuzione di posizione e dipendenti",
        Tratto.DEL_GRUPPO,
        soggetti=QUOTE,
    ),
    "FONDI-ATTO": Senso(
        "L'atto che stabilisce le percentuali di risorse.yml non c'è, o è un atto che decide altro.", ATTO_PIU_VICINO
    ),
    "FONDI-IMPORTO": Senso(
        "In risorse.yml un importo è sotto 0, o ha più di due decimali.",
        "ricopiare l'importo dall'atto che costituisce il fondo",
        spiega=VALORI,
    ),
    "FONDI-INTERVALLO": Senso(
        "Il valore dei progetti finanziati non sta fra il minimo e il massimo, in percentuale dei fondi.",
        "rivedere quali obiettivi sono finanziati e la loro rilevanza, o i fondi",
        soggetti=("fondi", "percentuali", "limiti", "aree"),
    ),
    "FONDI-PERCENTUALE": Senso(
        "In risorse.yml una percentuale o un limite non è possibile.", "correggere la percentuale", spiega=VALORI
    ),
    "FONDI-PROGETTO": Senso(
        "Un progetto finanziato è dell'Azienda Speciale, o non dice la sua rilevanza.",
        "scrivere «rilevanza»",
        soggetti=("rilevanza", "progetto_finanziato"),
    ),
    "FONDI-SCARTO": Senso(
        "Il peso di un obiettivo dista più di 20 punti dalla sua rilevanza, nell'elenco di un dirigente.",
        "correggere il peso, o la rilevanza dell'obiettivo",
    ),
    "FONDI-SOMMA-ZERO": Senso(
        "In risorse.yml i due fondi, le retribuzioni di posizione o i dipendenti sommano 0.",
        "scrivere i valori delle aree",
        Tratto.DEL_GRUPPO,
        soggetti=QUOTE,
    ),
    "FONDI-VARIABILI": Senso(
        "Le risorse variabili di un fondo sono meno del valore dei progetti, che comprendono.",
        "aggiungere alle variabili il valore dei progetti, o rivedere quali sono finanziati",
        soggetti=("fondi", "percentuali"),
    ),
    "GENERE-PICCOLO": Senso(
        "Un conteggio del bilancio di genere, o ciò che ne resta fuori, potrebbe dire di una persona.",
        "unire la riga a un'altra, o toglierla, come dice il messaggio",
    ),
    "GENERE-QUANTITA": Senso(
        "In genere.csv una quantità manca, non ci va, è sotto 0 o è una media non arrotondata.",
        "scrivere la quantità dove la tavola la chiede, con i decimali che il messaggio dice",
    ),
    "GENERE-SOMMA": Senso(
        "Due tavole di genere.csv contano persone diverse, o una riga più di quante ce ne sono.",
        "controllare i conteggi delle due tavole",
    ),
    "GENERE-VOCE": Senso(
        "Una riga di genere.csv è di un gruppo che l'inquadramento non ha; o chi è a tempo pieno non si sa.",
        "usare il nome di una riga dell'inquadramento; nell'orario, «Tempo pieno» e «Tempo parziale»",
    ),
    "PREMI-CAMBIATO": Senso(
        "Premi già registrati in git sono cambiati: il confronto fra i due direbbe di una persona.", RIFARE
    ),
    "PREMI-CATEGORIA": Senso("Le categorie dei premi non sono quelle dichiarate, in ordine e una volta sola.", RIFARE),
    "PREMI-FASCE": Senso(
        "I gruppi di una categoria non sono, in ordine e uniti, le fasce dell'anno; o sono meno di due.", RIFARE
    ),
    "PREMI-PICCOLO": Senso("Un conteggio dei premi è sotto la soglia: potrebbe dire di una persona.", RIFARE),
    "PREMI-QUOTA": Senso(
        "La quota della fascia più alta non è quella del suo gruppo, o non andava pubblicata.", RIFARE
    ),
    "PREMI-RELAZIONE": Senso(
        "Ci sono i premi di un anno la cui Relazione non è approvata, o non è valida.",
        "togliere il file finché la Relazione non è approvata e valida",
    ),
    "PREMI-SOMMA": Senso(
        "Le somme dei premi non tornano: gruppi e persone, distribuiti e stanziati, arrotondamento.", RIFARE
    ),
    "PREMI-TOLTO": Senso(
        "I premi di un anno, già registrati in git, non ci sono più.", "rimettere premi.yml come è in git"
    ),
}
