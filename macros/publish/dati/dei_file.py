"""Columns of the open data that are the rows of a file as written: accounts, other bodies, outside figures, genders."""

from __future__ import annotations

from macros.model.genere import TavolaGenere
from macros.model.valori import TipoRisorsa
from macros.publish.dati.colonne import ANNO, EURO, Colonne, intero, numero, parola, scritto

_CONTO: Colonne = {
    "anno": ANNO,
    "conto": scritto("conto del preventivo economico", piena=True),
    "linea": scritto("linea del preventivo; vuota se non ne ha"),
    "obiettivo": scritto("codice dell'obiettivo; vuoto se il conto non è di un obiettivo"),
    "area_dirigenziale": scritto("codice dell'area, o dell'Azienda Speciale, che ne risponde"),
    "tipo": parola("costo o ricavo", TipoRisorsa, piena=True),
}
BUDGET: Colonne = {
    **_CONTO,
    "previsto": numero("importo del preventivo; vuoto se non è scritto", EURO),
    "assestato": numero("importo dopo gli aggiornamenti dell'anno; vuoto se non è scritto", EURO),
    "preconsuntivo": numero("importo atteso alla chiusura; vuoto se non è scritto", EURO),
}
BILANCIO: Colonne = {
    **_CONTO,
    "consuntivo": numero("importo del bilancio d'esercizio; vuoto se non è scritto", EURO),
}
CONFRONTI: Colonne = {
    "indicatore": scritto("codice dell'indicatore nel ciclo dell'anno", piena=True),
    "anno": intero("anno del valore dell'altro ente", piena=True),
    "ente": scritto("nome dell'altro ente", piena=True),
    "valore": numero("nell'unità dell'indicatore", piena=True),
    "fonte": scritto("da dove viene; vuota se non è scritta"),
}
ESTERNI: Colonne = {
    "codice": scritto("codice che gli dà chi lo calcola", piena=True),
    "titolo": scritto("che cosa misura", piena=True),
    "valore": numero("valore della Camera; vuoto se non è disponibile"),
    "media_nazionale": numero("media nazionale; vuota se non è disponibile"),
    "anno": intero("anno del valore", piena=True),
    "fonte": scritto("chi lo calcola; vuota se non è scritta"),
}
GENERE: Colonne = {
    "anno": ANNO,
    "tavola": parola(
        "che cosa si conta: organi, inquadramento, eta, titolo_studio, contratto, orario, incarichi, "
        "conciliazione, formazione o retribuzione",
        TavolaGenere,
        piena=True,
    ),
    "voce": scritto("il gruppo contato; i gruppi con poche persone sono uniti in uno", piena=True),
    "donne": intero("quante donne", "persone"),
    "uomini": intero("quanti uomini", "persone"),
    "quantita_donne": numero(
        "formazione: ore di tutte; retribuzione: media in euro lordi l'anno; vuota nelle altre tavole"
    ),
    "quantita_uomini": numero("lo stesso, degli uomini"),
    "fonte": scritto("da dove viene; vuota se non è scritta"),
}
