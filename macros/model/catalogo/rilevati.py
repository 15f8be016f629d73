"""Problems of what is measured, and of what is still to be written."""

from __future__ import annotations

from collections.abc import Mapping

from macros.model.tratti import ATTO_PIU_VICINO, IL_PIU_VICINO, CheManca, Senso, Tratto, avviso, da_completare

RIGHE: Mapping[str, Senso] = {
    "COMPLETA-ATTESTAZIONE": da_completare(
        "Manca un grado attestato dall'OIV, il suo giudizio o la motivazione di una differenza.",
        "scrivere in oiv.yml ciò che l'OIV attesta, con il suo atto",
        manca=CheManca.ATTESTAZIONI,
    ),
    "COMPLETA-CAMPO": da_completare(
        "Un campo della scheda di programmazione è vuoto.", "scrivere il campo", manca=CheManca.TESTI
    ),
    "COMPLETA-ESITO": da_completare(
        "Una proposta di variazione non è né approvata né chiusa con un esito.",
        "registrare i suoi atti, o scrivere «esito» nel suo file",
        manca=CheManca.VARIAZIONI,
    ),
    "COMPLETA-EVIDENZA": da_completare(
        "Un indicatore misurato al 31 dicembre non ha una riga in evidenze.csv.",
        "aggiungere la riga con documento, custode e accesso",
        manca=CheManca.EVIDENZE,
    ),
    "COMPLETA-FONDI": da_completare(
        "In un anno con i fondi un obiettivo non dice la rilevanza, o una percentuale non ha un atto.",
        "scrivere la rilevanza; registrare l'atto e scriverne il nome",
    ),
    "COMPLETA-IMPOSTAZIONE": da_completare(
        "In smvp.yml manca un'impostazione che un documento non ancora approvato stampa.",
        "scriverla in smvp.yml; dopo l'approvazione, con una variazione",
    ),
    "COMPLETA-INTERVENTO": da_completare(
        "Uno scostamento al 30 giugno non ha causa o intervento.", "scrivere «causa» e «intervento»"
    ),
    "COMPLETA-MISURA": da_completare(
        "A una formula manca il dato di una misura.",
        "scrivere il dato in misure.csv",
        Tratto.RILEVATO,
        manca=CheManca.VALORI,
    ),
    "COMPLETA-MOTIVO": da_completare(
        "Uno scostamento, un'assenza o una proposta non ha causa o motivo.",
        "scrivere «causa» e «motivo»",
        Tratto.RILEVATO,
    ),
    "COMPLETA-TESTO": da_completare(
        "Manca un testo della scheda di monitoraggio o di rendicontazione.",
        "scriverlo nella scheda",
        manca=CheManca.TESTI,
    ),
    "COMPLETA-VALORE": da_completare(
        "Un indicatore non ha ancora il suo valore.",
        "aggiungere la riga con il valore, o con l'assenza e il motivo",
        Tratto.RILEVATO,
        manca=CheManca.VALORI,
    ),
    "FASI-DATA": Senso(
        "Una fase risulta raggiunta in un giorno di un altro anno.",
        "correggere la data, o lasciarla vuota se la fase non è raggiunta",
    ),
    "FASI-DOPPIA": Senso("La stessa fase compare due volte in fasi.csv.", "tenere una delle due righe"),
    "FASI-IGNOTA": Senso(
        "La fase non è fra quelle dichiarate per l'indicatore.",
        "scrivere il codice di una fase dell'indicatore",
        Tratto.PERDE_RIGHE | Tratto.ESTRANEO,
    ),
    "FORMULA-MISURA": Senso(
        "La formula nomina una misura che non ha una riga in misure.csv.",
        "correggere il nome, o aggiungere la riga in misure.csv",
    ),
    "FORMULA-REGOLA": Senso(
        "La formula sta su un indicatore il cui valore non è un numero.", "togliere la formula, o cambiare regola"
    ),
    "FORMULA-SINTASSI": Senso(
        "La formula non si può leggere: sono ammessi misure, numeri, + - * / e parentesi.",
        "scrivere per esempio pratiche_5gg / pratiche_totali * 100",
    ),
    "FORMULA-ZERO": Senso(
        "Con le misure scritte la formula divide per zero.",
        "correggere la misura; se non c'era niente da misurare, scrivere l'assenza",
    ),
    "MIS-DOPPIA": Senso("La stessa misura ha due righe in misure.csv.", "tenere una delle due righe"),
    "MIS-NOME": Senso(
        "Il nome di una misura ha solo lettere minuscole, cifre e _.",
        "scrivere un nome come pratiche_totali",
        Tratto.PERDE_RIGHE,
    ),
    "MISURA-FONTE-DATA": avviso(
        "La fonte di una cifra è di prima della rilevazione, o di dopo che il documento fu approvato.",
        "scrivere quando si è estratto il dato, o soltanto da quale sistema",
    ),
    "RIL-AREA": Senso(
        "Il valore è nel file di un'area che non risponde dell'indicatore.",
        "spostare la riga, o correggere «area_dirigenziale» dell'indicatore",
    ),
    "RIL-ATTO-ALTRO": Senso(
        "L'atto citato esclude un altro indicatore.", "indicare l'atto giusto, o registrarlo con ciclo atto"
    ),
    "RIL-ATTO-IGNOTO": Senso("L'atto citato non ha un file nella cartella atti.", ATTO_PIU_VICINO),
    "RIL-ATTO-MANCANTE": Senso(
        "Un indicatore è «non valutabile» solo per decisione: serve l'atto.",
        "scrivere l'atto di esclusione nella colonna «atto»",
    ),
    "RIL-ATTO-TIPO": Senso(
        "L'atto citato non è un'esclusione.", "indicare l'atto che esclude l'indicatore, o correggerne il «tipo»"
    ),
    "RIL-AVANZAMENTO": Senso("Un avanzamento sta fra 0 e 100.", "scrivere l'avanzamento in punti percentuali"),
    "RIL-CODICE-DATA": Senso(
        "Il foglio di calcolo ha cambiato un codice in una data.",
        "riscrivere il codice, e dare alla colonna il formato «Testo»",
        Tratto.PERDE_RIGHE,
    ),
    "RIL-CODICE-VUOTO": Senso(
        "Una riga non dice di quale indicatore parla.", "scrivere il codice, o togliere la riga", Tratto.PERDE_RIGHE
    ),
    "RIL-DATA": Senso(
        "Il giorno di completamento è fuori dall'anno o dopo la data della rilevazione.",
        "correggere la data, o scrivere no se non era fatto",
    ),
    "RIL-DOPPIA": Senso(
        "Lo stesso indicatore ha due righe alla stessa data.", "tenere la riga giusta e togliere l'altra"
    ),
    "RIL-FILE-IGNOTO": Senso(
        "Il nome del file non è il codice di un'area.", "rinominare il file con il codice dell'area", Tratto.ESTRANEO
    ),
    "RIL-INDICATORE-IGNOTO": Senso(
        "Il codice non è di un indicatore del Piano.", IL_PIU_VICINO, Tratto.PERDE_RIGHE | Tratto.ESTRANEO
    ),
    "RIL-SOGLIA-SOTTO": Senso(
        "Il valore sta sotto la prima soglia: la regola non dice che grado abbia.",
        "correggere il valore, o far cominciare più in basso la prima fascia",
    ),
    "RIL-VALORE-ARROTONDATO": avviso(
        "Una percentuale è scritta arrotondata, e il testo accanto dice la frazione esatta.",
        "scrivere le due misure in misure.csv, e la formula dell'indicatore",
    ),
    "RIL-VALORE-E-ASSENZA": Senso("La riga dice insieme un valore e un'assenza.", "togliere il valore o l'assenza"),
    "RIL-VALORE-TIPO": Senso(
        "Il valore non è del genere che la regola vuole (numero, data, sì/no), o non va scritto qui.",
        "scrivere un valore del genere giusto; fasi e misure hanno un loro file",
    ),
    "SCHEDA-AREA-IGNOTA": Senso("La scheda descrive le azioni di un'area che non c'è.", IL_PIU_VICINO, Tratto.ESTRANEO),
    "SCHEDA-INDICATORE-IGNOTO": Senso(
        "La scheda ha il testo di un indicatore che non è dell'obiettivo.",
        IL_PIU_VICINO,
        Tratto.PERDE_RIGHE | Tratto.ESTRANEO,
    ),
    "SCHEDA-OBIETTIVO-IGNOTO": Senso("La scheda è di un obiettivo che non c'è.", IL_PIU_VICINO, Tratto.ESTRANEO),
}
