"""The rows of the catalogue that stop no computation: what is still to be completed, and what is only told."""

from __future__ import annotations

from collections.abc import Mapping

from macros.model.tratti import CheManca, Senso, Tratto

TESTI, RILETTURE = CheManca.TESTI, CheManca.RILETTURE

DA_COMPLETARE: Mapping[str, str | Senso] = {
    "COMPLETA-ATTESTAZIONE": Senso(
        "Manca un grado attestato dall'OIV, il suo giudizio o la motivazione di una differenza.",
        manca=CheManca.ATTESTAZIONI,
    ),
    "COMPLETA-CAMPO": Senso("Un campo della scheda di programmazione è vuoto.", manca=TESTI),
    "COMPLETA-ESITO": Senso(
        "Una proposta di variazione non è né approvata né chiusa con un esito.", manca=CheManca.VARIAZIONI
    ),
    "COMPLETA-EVIDENZA": Senso(
        "Un indicatore misurato al 31 dicembre non ha una riga in evidenze.csv.", manca=CheManca.EVIDENZE
    ),
    "COMPLETA-FONDI": "In un anno con i fondi un obiettivo non dice la rilevanza, o una percentuale non ha un atto.",
    "COMPLETA-IMPOSTAZIONE": "In smvp.yml manca un'impostazione che un documento non ancora approvato stampa.",
    "COMPLETA-INTERVENTO": "Uno scostamento al 30 giugno non ha causa o intervento.",
    "COMPLETA-MISURA": Senso("A una formula manca il dato di una misura.", Tratto.RILEVATO, manca=CheManca.VALORI),
    "COMPLETA-MOTIVO": Senso("Uno scostamento, un'assenza o una proposta non ha causa o motivo.", Tratto.RILEVATO),
    "COMPLETA-TESTO": Senso("Manca un testo della scheda di monitoraggio o di rendicontazione.", manca=TESTI),
    "COMPLETA-VALORE": Senso("Un indicatore non ha ancora il suo valore.", Tratto.RILEVATO, manca=CheManca.VALORI),
    "ESCLUSIONE-PROPOSTA": "Un'esclusione al 31 dicembre è decisa dall'OIV e la Giunta non l'ha ancora accolta.",
    "PIANI-AREA-SENZA-INDICATORI": "L'anno dichiara che ogni area ha indicatori, e qualcuna non ne ha.",
    "PIANI-INDICATORE-SENZA-FONTE": "L'anno dichiara che ogni indicatore ha una fonte, e qualcuno non la dice.",
    "PIANI-STRATEGICO-SLEGATO": "L'anno dichiara che ogni obiettivo strategico serve un piano, e qualcuno no.",
}

AVVISI: Mapping[str, str | Senso] = {
    "ALBERO-TRIENNIO-FERMO": "Il triennio di un Piano non approvato è quello dell'anno prima: forse è solo copiato.",
    "ATTO-DATI-MANCANTE": "Un'area ha valori rilevati e nessun atto che li valida.",
    "ATTO-OIV-ANTICIPO": "L'OIV ha validato un documento prima che un'area ne validasse i dati.",
    "ATTO-RIGUARDA": "Un atto dice di riguardare qualcosa che nell'anno non c'è.",
    "ATTO-SENZA-ALBO": "Un atto dell'OIV è pubblicato e nessun indirizzo dice dove: manca dai file per ANAC.",
    "ATTO-SENZA-IMPRONTA": "Un documento approvato ha un atto senza impronta: le modifiche successive non si vedono.",
    "BUDGET-RISORSE": "Il budget dà a un obiettivo più o meno delle risorse che il Piano approvato dice.",
    "CONTINUA-NESSUNO": "«continua_da: nessuno» per un codice che l'anno prima c'è: forse è solo copiato.",
    "EVIDENZA-CUSTODE": "Chi custodisce un'evidenza è detto con il nome di una persona: va scritto l'ufficio.",
    "EVIDENZA-VERIFICA": "Una verifica dell'OIV cita un documento che non è fra le evidenze del suo indicatore.",
    "FILE-IGNORATO": "Un file o una cartella che nessuno legge: l'estensione o il nome non è quello giusto.",
    "IND-BASE-FERMA": "La base di un indicatore è quella dell'anno prima, che è finito con un altro valore.",
    "IND-BASE-ZERO": "La base di un indicatore è 0 e il valore dell'anno prima no: nasconde da dove si parte.",
    "IND-CHIAVE-INUTILE": "Una chiave che la regola dell'indicatore non usa.",
    "IND-SENZA-DIMENSIONE": "Gli indicatori di un Piano approvato non dicono tutti la loro dimensione.",
    "IND-STORICO-FERMO": "Il riferimento storico è quello dell'anno prima, che è finito con un altro valore.",
    "IND-TARGET-GIUGNO": Senso(
        "Un indicatore entro data o a intervallo non dice che cosa si attende al 30-06: niente.", soggetti=("target",)
    ),
    "MISURA-FONTE-DATA": "La fonte di una cifra è di prima della rilevazione, o di dopo che il documento fu approvato.",
    "OBI-NESSUNA-LETTURA": Senso("Un obiettivo che albero.yml non elenca: non entra in nessun totale.", Tratto.LETTURA),
    "OBI-UNA-LETTURA": Senso(
        "Un obiettivo sta in una lettura (aree strategiche o dirigenti) e non nell'altra.", Tratto.LETTURA
    ),
    "OIV-CAMPIONE-ALTRO": "Il numero e il seme del campione, con i dati di oggi, estrarrebbero altri indicatori.",
    "OIV-DISTANZA": "Un grado attestato dista dal calcolato più dei punti che il Sistema dell'anno dichiara lievi.",
    "PIAO-SENZA-RISPOSTA": "Il PIAO lascia senza risposta domande che il piano-tipo fa di ogni obiettivo.",
    "PROSA-DATA-CICLO": "Un testo nomina la data di rilevazione di un altro anno.",
    "PROSA-ELISIONE": "Una data ha l'articolo sbagliato, come «del 11 ottobre».",
    "PROSA-FONTE-DOPO": "Un testo approvato dice come sua fonte un documento approvato dopo.",
    "PROSA-MIGLIAIA": "In un testo un numero di quattro cifre o più è senza il punto delle migliaia.",
    "PROSA-PERSONA": "Un testo può far riconoscere la salute o la condotta di una persona: va detto in altre parole.",
    "REGISTRO-PARZIALE": "Questa copia non ha tutta la storia: non sa dire se il registro è stato riscritto prima.",
    "REGISTRO-RIFATTO": "Il registro della dimostrazione è stato rifatto: per un ente vero sarebbe un errore.",
    "REGISTRO-TARDIVO": "Un atto che un documento approvato nomina è entrato nel registro dopo la sua approvazione.",
    "RIL-VALORE-ARROTONDATO": "Una percentuale è scritta arrotondata, e il testo accanto dice la frazione esatta.",
    "RISORSE-IMPORTI-FERMI": "Le risorse di un Piano non approvato hanno importi di anni passati.",
    "SMVP-DOPO-CHIUSO": "In un anno chiuso il Sistema è di un giorno dopo il Piano: nessuna variazione lo ha portato.",
    "SMVP-SCHEDA-PREVALENZA": "Nella scheda di un dirigente il risultato della sua area non ha la quota maggiore.",
    "TESTO-CAMBIATO": Senso(
        "Un testo confermato con le sue cifre è stato cambiato o tolto: va confermato di nuovo.", manca=RILETTURE
    ),
    "TESTO-DA-RILEGGERE": Senso(
        "Le cifre che un testo commenta sono cambiate dopo che qualcuno lo aveva confermato.", manca=RILETTURE
    ),
    "VALORE-INSOLITO": "Una cifra ammessa ma improbabile: oltre 100 %, negativa, fuori scala, una virgola spostata.",
    "VAR-SENZA-ESITO": "Una proposta di variazione è senza esito in un anno con la Relazione approvata.",
    "YAML-CODICE-VIRGOLETTE": "Un codice senza virgolette: altri programmi lo leggono come numero.",
}
