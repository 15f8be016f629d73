"""The errors of the premi and of their threshold, for the catalogue: code → what it means for an office."""

from __future__ import annotations

from macros.model.tratti import Senso

DEI_PREMI: dict[str, str | Senso] = {
    "PREMI-CAMBIATO": "Premi già registrati in git sono cambiati: il confronto fra i due direbbe di una persona.",
    "PREMI-CATEGORIA": "Le categorie dei premi non sono quelle dichiarate, in ordine e una volta sola.",
    "PREMI-FASCE": "I gruppi di una categoria non sono, in ordine e uniti, le fasce dell'anno; o sono meno di due.",
    "PREMI-PICCOLO": "Un conteggio dei premi è sotto la soglia: potrebbe dire di una persona.",
    "PREMI-QUOTA": "La quota della fascia più alta non è quella del suo gruppo, o non andava pubblicata.",
    "PREMI-RELAZIONE": "Ci sono i premi di un anno la cui Relazione non è approvata, o non è valida.",
    "PREMI-SOMMA": "Le somme dei premi non tornano: gruppi e persone, distribuiti e stanziati, arrotondamento.",
    "SMVP-SOGLIA": "La soglia di riservatezza dei premi è almeno 3.",
}
