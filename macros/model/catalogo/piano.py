"""Problems of what a year and the organisation declare: areas, System, plans, budget, terms."""

from __future__ import annotations

from collections.abc import Mapping

from macros.model.tratti import ATTO_PIU_VICINO, IL_PIU_VICINO, Ambito, Senso, Tratto, avviso, da_completare

FASCE = Tratto.DEL_GRUPPO | Tratto.DELL_ELEMENTO
RIGHE: Mapping[str, Senso] = {
    "ALBERO-TRIENNIO": Senso(
        "Il triennio di albero.yml non comprende l'anno della cartella.", "correggere «triennio» in albero.yml"
    ),
    "ALBERO-TRIENNIO-FERMO": avviso(
        "Il triennio di un Piano non approvato è quello dell'anno prima: forse è solo copiato.",
        "scrivere il triennio nuovo, con i risultati attesi e i pesi dell'anno in più",
    ),
    "ANNO-COPIATO": Senso(
        "La cartella di un anno è la copia di quella di un altro, con i suoi atti.",
        "togliere la cartella, e cominciare l'anno con ciclo anno-nuovo",
        Tratto.CARTELLA | Tratto.DEPOSITO,
    ),
    "AREA-CODICE-DOPPIO": Senso(
        "Due aree dello stesso elenco hanno lo stesso codice.", "dare all'area un codice suo", Tratto.FUORI_ELENCO
    ),
    "AREA-SENZA-OBIETTIVI": Senso(
        "Un'area o un responsabile ha un peso ma nessun obiettivo che conti: non avrebbe un grado.",
        "elencare un obiettivo, o dare un peso a uno di quelli elencati",
        Tratto.PESI | Tratto.DEL_GRUPPO,
        soggetti=("obiettivi", "codice", "peso"),
        spiega={Ambito.PUNTO: ("OBI-PESI-SOMMA",)},
    ),
    "BANDE-CONFINI": Senso(
        "Le fasce (soglie, stati, livelli) lasciano un vuoto o si sovrappongono, come «56–70» e «51–85».",
        "correggere gli inizi: ogni fascia comincia dove finisce quella prima",
        FASCE,
        soggetti=("da", "a", "grado", "stato", "livello"),
    ),
    "BANDE-GRADO": Senso("Il grado di una fascia non sta fra 0 e 100.", "correggere il grado"),
    "BUDGET-AREA-IGNOTA": Senso(
        "Una riga di budget.csv o bilancio.csv è di un'area che nell'anno non c'è.", IL_PIU_VICINO
    ),
    "BUDGET-OBIETTIVO-IGNOTO": Senso(
        "Una riga di budget.csv o bilancio.csv è di un obiettivo che nell'anno non c'è.", IL_PIU_VICINO
    ),
    "BUDGET-RISORSE": avviso(
        "Il budget dà a un obiettivo più o meno delle risorse che il Piano approvato dice.",
        "nulla, se si è deciso così; altrimenti correggere la riga, o variare il Piano",
    ),
    "CONFRONTI-INDICATORE": Senso(
        "Una riga di confronti.csv è di un indicatore che non c'è, o che non è in numeri.", "togliere la riga"
    ),
    "ENTE-CODICE-FISCALE": Senso(
        "Il codice fiscale dell'ente non ha 11 cifre, o l'ultima non torna con le altre.",
        "ricopiarlo fra virgolette, con gli zeri davanti",
    ),
    "ENTE-ESEMPIO": Senso(
        "Un ente non dimostrativo ha l'indirizzo o il codice fiscale di esempio, che non è di nessuno.",
        "scrivere l'indirizzo e il codice fiscale veri, o togliere la riga",
    ),
    "ENTE-FORMATO": Senso(
        "Il formato dei dati non è quello che questa versione del programma conosce.",
        "usare la versione del programma che conosce questo formato",
    ),
    "PIANI-AREA-SENZA-INDICATORI": da_completare(
        "L'anno dichiara che ogni area ha indicatori, e qualcuna non ne ha.",
        "dare a ciascuna un indicatore, o togliere la regola",
    ),
    "PIANI-DOPPIO": Senso(
        "Due piani di piani.yml, o due voci dello stesso piano, hanno lo stesso codice.",
        "dare un altro codice, o togliere la ripetizione",
    ),
    "PIANI-INDICATORE-IGNOTO": Senso(
        "Una voce di piani.yml nomina un indicatore che nell'anno non c'è.", IL_PIU_VICINO
    ),
    "PIANI-INDICATORE-SENZA-FONTE": da_completare(
        "L'anno dichiara che ogni indicatore ha una fonte, e qualcuno non la dice.",
        "scrivere fonte_tipo, o togliere la regola",
    ),
    "PIANI-OBIETTIVO-IGNOTO": Senso("Una voce di piani.yml nomina un obiettivo che nell'anno non c'è.", IL_PIU_VICINO),
    "PIANI-STRATEGICO-SLEGATO": da_completare(
        "L'anno dichiara che ogni obiettivo strategico serve un piano, e qualcuno no.",
        "aggiungerlo alla voce che serve, o togliere la regola",
    ),
    "PIANI-VOCE-SCOPERTA": Senso(
        "Di un piano si copre ogni voce, e una non è servita da nessun obiettivo o indicatore.",
        "scrivere obiettivi o indicatori, o «copre: facoltativa» se non tutte si servono",
        soggetti=("obiettivi", "indicatori"),
    ),
    "PIAO-ANNO": Senso(
        "C'è un PIAO di un anno in cui la legge non lo prevedeva.",
        "togliere piao.yml: la legge prevede il PIAO dal 2022",
    ),
    "PIAO-CAPITOLO-IGNOTO": Senso(
        "Il PIAO dice dove sta un capitolo che il Piano non ha.",
        "scrivere il nome di un capitolo del Piano, o togliere la riga",
    ),
    "PIAO-NUMERO-DOPPIO": Senso(
        "Due sottosezioni del PIAO hanno lo stesso numero.", "dare a ogni sottosezione il suo numero"
    ),
    "PIAO-OBIETTIVO-IGNOTO": Senso("Il PIAO parla di un obiettivo che nell'anno non c'è.", IL_PIU_VICINO),
    "PIAO-SENZA-RISPOSTA": avviso(
        "Il PIAO lascia senza risposta domande che il piano-tipo fa di ogni obiettivo.",
        "scrivere in piao.yml, o nel Piano, la chiave che il messaggio nomina",
    ),
    "RISORSE-IMPORTI-FERMI": avviso(
        "Le risorse di un Piano non approvato hanno importi di anni passati.",
        "togliere gli anni passati, e rivedere l'importo dell'anno",
    ),
    "SCADENZA-ATTO": Senso("Una scadenza nomina un atto che non è registrato.", ATTO_PIU_VICINO),
    "SCADENZA-DATA": Senso(
        "Una scadenza ha un giorno fuori dal ciclo del suo anno: il file viene da un altro anno.",
        "correggere la data, se il file è stato copiato da un altro anno",
    ),
    "SCADENZA-DOPPIA": Senso(
        "Due scadenze dell'anno hanno lo stesso codice.", "darle un altro codice, o togliere quella ripetuta"
    ),
    "SMVP-COPERTURA": Senso(
        "La copertura che uno stato richiede («stati_copertura_minima») sta fra 0 e 100.",
        "scrivere punti percentuali fra 0 e 100, o togliere la riga",
    ),
    "SMVP-DOPO-CHIUSO": avviso(
        "In un anno chiuso il Sistema è di un giorno dopo il Piano: nessuna variazione lo ha portato.",
        "nulla, se fu così; altrimenti correggere la data con una variazione",
    ),
    "SMVP-DOPO-PIANO": Senso(
        "Il Sistema è di un giorno dopo il Piano che regola, e nessuna variazione lo ha portato.",
        "rimettere il Sistema di prima, poi variare «smvp» con ciclo varia",
    ),
    "SMVP-SCHEDA-FORMULA": Senso(
        "La formula delle schede individuali dà il peso con tutti i punti e 0 senza nessuno.",
        "scrivere una formula che dia il peso con tutti i punti e 0 senza",
    ),
    "SMVP-SCHEDA-PREVALENZA": avviso(
        "Nella scheda di un dirigente il risultato della sua area non ha la quota maggiore.",
        "alzare «area», o tenerla se il Sistema dice così",
    ),
    "SMVP-SCHEDA-QUOTE": Senso(
        "Le quote di un profilo delle schede individuali non sommano 100.",
        "correggere le quote finché sommano 100",
        soggetti=("valutazione_individuale",),
    ),
    "SMVP-SEMESTRE": Senso(
        "Le fasce del semestre sono due gradi fra 0 e 100, «a_rischio» minore di «in_linea».",
        "correggere i due gradi, per esempio 95 e 80",
    ),
    "SMVP-SOGLIA": Senso(
        "La soglia di riservatezza dei premi è almeno 3.", "scrivere 3 o di più, oppure togliere la riga"
    ),
    "SMVP-STATI": Senso(
        "Le fasce degli stati cominciano da 0.", "scrivere da: 0 nella prima fascia", FASCE, soggetti=("da", "stato")
    ),
    "SMVP-STATI-PAROLA": Senso(
        "Uno stato ha una parola che dice altro, come «non rilevato» o «valutato in parte».",
        "chiamare lo stato con un'altra parola",
    ),
    "SMVP-TETTO": Senso(
        "I tetti sono null o almeno 100; senza tetto sull'obiettivo nessun indicatore può superare 100.",
        "correggere il tetto",
    ),
    "TRASPARENZA-DOPPIA": Senso(
        "Due voci o sezioni di Amministrazione trasparente hanno lo stesso codice o titolo.",
        "togliere una delle due, o correggerla",
    ),
    "TRASPARENZA-SEZIONE": Senso(
        "Una voce di Amministrazione trasparente sta in una sezione che non c'è.", IL_PIU_VICINO
    ),
}
