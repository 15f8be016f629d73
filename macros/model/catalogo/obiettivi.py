"""Problems of objectives and indicators."""

from __future__ import annotations

from collections.abc import Mapping

from macros.model.tratti import IL_PIU_VICINO, Senso, Tratto, avviso

ELENCO = Tratto.FUORI_ELENCO
PESI = Tratto.PESI | Tratto.DEL_GRUPPO
RIGHE: Mapping[str, Senso] = {
    "CONTINUA-IGNOTO": Senso("«continua_da» indica un codice che l'anno prima non c'era.", IL_PIU_VICINO),
    "CONTINUA-MANCANTE": Senso(
        "Dove c'è l'anno prima, ogni obiettivo e indicatore dice quale continua, o «nessuno».",
        "scrivere continua_da con il codice dell'anno prima, oppure «nessuno»",
        soggetti=("continua_da",),
    ),
    "CONTINUA-NESSUNO": avviso(
        "«continua_da: nessuno» per un codice che l'anno prima c'è: forse è solo copiato.",
        "scrivere il codice che continua, o darle un codice che l'anno prima non c'è",
    ),
    "IND-AREA-AZIENDA": Senso(
        "Gli indicatori dell'Azienda Speciale non hanno area_dirigenziale.", "togliere «area_dirigenziale»"
    ),
    "IND-AREA-IGNOTA": Senso("L'area che risponde dell'indicatore non è in albero.yml.", IL_PIU_VICINO),
    "IND-AREA-MANCANTE": Senso(
        "Ogni indicatore della Camera dice quale area ne risponde.",
        "scrivere «area_dirigenziale»",
        soggetti=("area_dirigenziale",),
    ),
    "IND-BASE-FERMA": avviso(
        "La base di un indicatore è quella dell'anno prima, che è finito con un altro valore.",
        "scrivere il valore da cui parte l'anno, o tenerla se si vuole misurare da allora",
    ),
    "IND-BASE-UGUALE": Senso("Base e target uguali: la regola dividerebbe per zero.", "correggere «base» o «target»"),
    "IND-BASE-ZERO": avviso(
        "La base di un indicatore è 0 e il valore dell'anno prima no: nasconde da dove si parte.",
        "scrivere come base il valore dell'anno prima",
    ),
    "IND-CHIAVE-INUTILE": avviso(
        "Una chiave che la regola dell'indicatore non usa.", "togliere la chiave, o correggere «regola»"
    ),
    "IND-CHIAVE-MANCANTE": Senso(
        "Alla regola dell'indicatore manca una chiave (base, soglie, fasi, penalita).",
        "aggiungere la chiave, come nella pagina «Regole di calcolo»",
    ),
    "IND-CODICE-DOPPIO": Senso(
        "Due indicatori dell'anno hanno lo stesso codice.", "dare all'indicatore la lettera successiva"
    ),
    "IND-CODICE-LETTERA": Senso(
        "Il codice di un indicatore ha sempre una lettera, perché un foglio di calcolo non lo cambi.",
        "aggiungere una lettera: le sole cifre diventano una data o un numero",
    ),
    "IND-COLLEGATO-DOPPIO": Senso(
        "Lo stesso indicatore è collegato due volte allo stesso obiettivo.", "togliere la riga in più"
    ),
    "IND-COLLEGATO-ESTRANEO": Senso(
        "L'indicatore collegato non è di un obiettivo operativo di quell'obiettivo strategico.",
        "collegare un indicatore dei suoi obiettivi operativi, o togliere la riga",
    ),
    "IND-COLLEGATO-IGNOTO": Senso("L'indicatore collegato non esiste.", IL_PIU_VICINO),
    "IND-COLLEGATO-TIPO": Senso("Solo gli obiettivi strategici hanno indicatori collegati.", "togliere «collegati»"),
    "IND-FASI-ANNO": Senso(
        "Una fase scade in un altro anno.", "correggere la data, o spostare la fase nell'anno giusto"
    ),
    "IND-FASI-DOPPIA": Senso("Due fasi dell'indicatore hanno lo stesso codice.", "dare alla fase il codice successivo"),
    "IND-FASI-QUOTE": Senso(
        "Le quote delle fasi non sommano 100.",
        "correggere le quote",
        Tratto.DEL_GRUPPO,
        soggetti=("quota", "entro", "codice"),
    ),
    "IND-PENALITA": Senso(
        "La penalità non è scritta nella forma che la regola usa.",
        "scrivere la penalità come nella pagina «Regole di calcolo»",
        soggetti=("penalita",),
    ),
    "IND-SENZA-DIMENSIONE": avviso(
        "Gli indicatori di un Piano approvato non dicono tutti la loro dimensione.",
        "scrivere «dimensione» di ciascuno, con una variazione",
    ),
    "IND-STORICO-FERMO": avviso(
        "Il riferimento storico è quello dell'anno prima, che è finito con un altro valore.",
        "togliere «storico»: approvata la Relazione dell'anno prima, il valore viene da sé",
    ),
    "IND-TARGET-ANNO": Senso(
        "La data attesa non è nell'anno della sua chiave, o viene dopo la data della rilevazione.",
        "correggere la data, o l'anno",
    ),
    "IND-TARGET-AVANZAMENTO": Senso(
        "Il target di un avanzamento sta fra 0 (escluso) e 100.", "scrivere l'avanzamento atteso in punti percentuali"
    ),
    "IND-TARGET-FASI": Senso(
        "Un indicatore a fasi non ha target: l'atteso è la quota delle fasi dovute.",
        "togliere «target», o cambiare «regola»",
        Tratto.RIFIUTA,
    ),
    "IND-TARGET-GIUGNO": avviso(
        "Un indicatore entro data o a intervallo non dice che cosa si attende al 30-06: niente.",
        'se non si attende niente, scrivere "30-06": non_previsto',
        soggetti=("target",),
    ),
    "IND-TARGET-INTERVALLO": Senso("Gli estremi dell'intervallo sono invertiti.", "scambiare i due estremi"),
    "IND-TARGET-MANCANTE": Senso(
        "Manca il risultato atteso per un anno del triennio o per una data.",
        "scrivere in «target» l'anno o la data che manca",
        soggetti=("target",),
    ),
    "IND-TARGET-SI": Senso(
        "Il target di un indicatore sì/no è «si».", "scrivere si, e formulare l'indicatore come cosa da fare"
    ),
    "IND-TARGET-ZERO": Senso(
        "La regola divide per il target, che deve essere maggiore di 0.",
        "correggere il target, o usare la regola «base»",
    ),
    "IND-TETTO": Senso(
        "Il tetto di un indicatore è null o almeno 100.",
        "correggere il tetto, o togliere la riga per usare quello dell'anno",
    ),
    "OBI-CODICE-DOPPIO": Senso(
        "Due file hanno lo stesso codice di obiettivo.",
        "dare all'obiettivo, e al file, il suo codice, o togliere il file in più",
    ),
    "OBI-CODICE-DUE-TITOLI": Senso(
        "Lo stesso codice sta su due obiettivi diversi, come l'1.2.1 del testo approvato.",
        "dare all'obiettivo, e al file, il suo codice, o togliere il file in più",
    ),
    "OBI-ELENCO-DOPPIO": Senso(
        "Un obiettivo compare due volte in un elenco, o sotto due aree strategiche.",
        "togliere la riga in più, o scrivere il codice giusto",
        ELENCO,
    ),
    "OBI-IGNOTO": Senso(
        "L'albero elenca un obiettivo che non ha un file.",
        "creare il file dell'obiettivo, o correggere il codice",
        ELENCO,
    ),
    "OBI-NESSUNA-LETTURA": avviso(
        "Un obiettivo che albero.yml non elenca: non entra in nessun totale.",
        "aggiungerlo in albero.yml, o togliere il file",
        Tratto.LETTURA,
    ),
    "OBI-PESI-PARZIALI": Senso(
        "In un gruppo solo alcuni hanno il peso: o tutti, o nessuno (pesi uguali).",
        "scrivere i pesi che mancano, o toglierli tutti (pesi uguali)",
        PESI,
        soggetti=("peso",),
    ),
    "OBI-PESI-SOMMA": Senso(
        "I pesi di un gruppo non sommano 100.",
        "correggere i pesi finché la somma del gruppo è 100",
        PESI,
        soggetti=("peso",),
    ),
    "OBI-PESO-FUORI": Senso("Un peso non sta fra 0 e 100.", "correggere il peso", PESI, soggetti=("peso",)),
    "OBI-RIFERIMENTO": Senso(
        "Solo un obiettivo operativo ha un obiettivo strategico sopra di sé.",
        "scrivere obiettivo_strategico: null, o correggere «tipo»",
    ),
    "OBI-RIFERIMENTO-CIRCOLARE": Senso(
        "Risalendo di obiettivo in obiettivo si torna al punto di partenza.", "correggere «obiettivo_strategico»"
    ),
    "OBI-SENZA-INDICATORI": Senso(
        "Un obiettivo senza indicatori non si può misurare.", "aggiungere gli indicatori sotto la chiave «indicatori»"
    ),
    "OBI-STRATEGICO-IGNOTO": Senso("L'obiettivo strategico indicato non esiste o non è strategico.", IL_PIU_VICINO),
    "OBI-TIPO-GRUPPO": Senso(
        "Un obiettivo dell'Azienda Speciale è fra quelli della Camera, o viceversa.",
        "spostare la riga, o correggere «tipo» nel file dell'obiettivo",
        ELENCO,
    ),
    "OBI-UNA-LETTURA": avviso(
        "Un obiettivo sta in una lettura (aree strategiche o dirigenti) e non nell'altra.",
        "aggiungerlo in albero.yml",
        Tratto.LETTURA,
    ),
}
