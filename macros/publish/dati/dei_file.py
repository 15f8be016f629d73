"""Columns of the open data that are the rows of a file as written: accounts, other bodies, outside figures, genders."""

from __future__ import annotations

_CONTO = {
    "anno": "anno del ciclo",
    "conto": "conto del preventivo economico",
    "linea": "linea del preventivo; vuota se non ne ha",
    "obiettivo": "codice dell'obiettivo; vuoto se il conto non è di un obiettivo",
    "area_dirigenziale": "codice dell'area, o dell'Azienda Speciale, che ne risponde",
    "tipo": "costo o ricavo",
}
BUDGET = _CONTO | {
    "previsto": "importo del preventivo, euro; vuoto se non è scritto",
    "assestato": "importo dopo gli aggiornamenti dell'anno, euro; vuoto se non è scritto",
    "preconsuntivo": "importo atteso alla chiusura, euro; vuoto se non è scritto",
}
BILANCIO = _CONTO | {"consuntivo": "importo del bilancio d'esercizio, euro; vuoto se non è scritto"}
CONFRONTI = {
    "indicatore": "codice dell'indicatore nel ciclo dell'anno",
    "anno": "anno del valore dell'altro ente",
    "ente": "nome dell'altro ente",
    "valore": "numero, nell'unità dell'indicatore",
    "fonte": "da dove viene; vuota se non è scritta",
}
ESTERNI = {
    "codice": "codice che gli dà chi lo calcola",
    "titolo": "che cosa misura",
    "valore": "valore della Camera; vuoto se non è disponibile",
    "media_nazionale": "media nazionale; vuota se non è disponibile",
    "anno": "anno del valore",
    "fonte": "chi lo calcola; vuota se non è scritta",
}
GENERE = {
    "anno": "anno del ciclo",
    "tavola": "che cosa si conta: organi, inquadramento, eta, titolo_studio, contratto, orario, incarichi, "
    "conciliazione, formazione o retribuzione",
    "voce": "il gruppo contato; i gruppi con poche persone sono uniti in uno",
    "donne": "quante donne",
    "uomini": "quanti uomini",
    "quantita_donne": "formazione: ore di tutte; retribuzione: media in euro lordi l'anno; vuota nelle altre tavole",
    "quantita_uomini": "lo stesso, degli uomini",
    "fonte": "da dove viene; vuota se non è scritta",
}
