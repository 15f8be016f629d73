"""The catalogue of problems: every code once, how grave it is, and what it means for an office.

The manual's page is made from it; a test keeps it equal to the codes that are raised.
A code never changes once published.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType

from macros.model.catalogo_avvisi import AVVISI, DA_COMPLETARE
from macros.model.catalogo_premi import DEI_PREMI
from macros.model.catalogo_scritti import RIFIUTA, SCRITTI
from macros.model.tratti import Ambito, Gravita, Senso, Tratto

SENZA_IMPRONTA: Mapping[Ambito, tuple[str, ...]] = {
    Ambito.ANNO: ("ATTO-SENZA-IMPRONTA", "BLOCCO-IMPRONTA", "BLOCCO-SENZA-ISTANTANEA")
}
"""Of an act that is not the registered one: that its document then has no impronta, or another, is the same mistake."""
ALTRO_ATTO: Mapping[Ambito, tuple[str, ...]] = {Ambito.FILE: ("REGISTRO-ATTO-CAMBIATO",)}
BLOCCO, ELENCO = Tratto.DEL_BLOCCO, Tratto.FUORI_ELENCO
PESI, FASCE = Tratto.PESI | Tratto.DEL_GRUPPO, Tratto.DEL_GRUPPO | Tratto.DELL_ELEMENTO
APPROVATO = BLOCCO | Tratto.NON_APPROVATO

_ERRORI: dict[str, str | Senso] = {
    "ALBERO-TRIENNIO": "Il triennio di albero.yml non comprende l'anno della cartella.",
    "ANNO-COPIATO": Senso(
        "La cartella di un anno è la copia di quella di un altro, con i suoi atti.", Tratto.CARTELLA | Tratto.DEPOSITO
    ),
    "AREA-CODICE-DOPPIO": Senso("Due aree dello stesso elenco hanno lo stesso codice.", ELENCO),
    "AREA-SENZA-OBIETTIVI": Senso(
        "Un'area o un responsabile ha un peso ma nessun obiettivo che conti: non avrebbe un grado.",
        PESI,
        ("obiettivi", "codice", "peso"),
        spiega={Ambito.PUNTO: ("OBI-PESI-SOMMA",)},
    ),
    "ATTO-ACCOGLIE": "Solo un atto della Giunta accoglie un'esclusione, e solo una che l'OIV ha già deciso.",
    "ATTO-DATA-ORDINE": Senso(
        "Un atto viene prima di ciò che presuppone: i dati, il parere dell'OIV o l'approvazione.",
        spiega={Ambito.PROGETTO: ("REGISTRO-ORDINE",)},
    ),
    "ATTO-FILE": Senso(
        "Il documento di un atto non è nella cartella atti, o il suo nome non è un nome di file.", spiega=ALTRO_ATTO
    ),
    "ATTO-FILE-IMPRONTA": Senso(
        "Il documento di un atto non è quello di cui l'atto dice l'impronta SHA-256.", spiega=ALTRO_ATTO
    ),
    "ATTO-IMPRONTA": Senso(
        "Un'impronta SHA-256 ha 64 cifre esadecimali: questa è incompleta o alterata.",
        spiega={Ambito.ANNO: ("ATTO-SENZA-IMPRONTA",), Ambito.FILE: ("REGISTRO-ATTO-CAMBIATO",)},
    ),
    "ATTO-NUMERO-DOPPIO": "Lo stesso organo ha due atti con lo stesso numero nello stesso anno.",
    "ATTO-PUBBLICA": "Solo un atto di pubblicazione mette in linea atti dell'OIV, e solo di prima di lui.",
    "BANDE-CONFINI": Senso(
        "Le fasce (soglie, stati, livelli) lasciano un vuoto o si sovrappongono, come «56–70» e «51–85».",
        FASCE,
        ("da", "a", "grado", "stato", "livello"),
    ),
    "BANDE-GRADO": "Il grado di una fascia non sta fra 0 e 100.",
    "BLOCCO-CAMBIATO": Senso(
        "Ciò che un organo ha approvato è stato cambiato senza una variazione o un'errata registrata.",
        APPROVATO | Tratto.ASSORBE,
    ),
    "BLOCCO-IMPRONTA": Senso(
        "L'istantanea di un documento approvato e l'atto che lo approva hanno impronte diverse.",
        BLOCCO,
        spiega={Ambito.ANNO: ("ATTO-SENZA-IMPRONTA",)},
    ),
    "BLOCCO-SENZA-ISTANTANEA": Senso(
        "I dati non sono quelli approvati e manca l'istantanea che direbbe che cosa è cambiato.", BLOCCO
    ),
    "BUDGET-AREA-IGNOTA": "Una riga di budget.csv o bilancio.csv è di un'area che nell'anno non c'è.",
    "BUDGET-OBIETTIVO-IGNOTO": "Una riga di budget.csv o bilancio.csv è di un obiettivo che nell'anno non c'è.",
    "CONFRONTI-INDICATORE": "Una riga di confronti.csv è di un indicatore che non c'è, o che non è in numeri.",
    "CONTINUA-IGNOTO": "«continua_da» indica un codice che l'anno prima non c'era.",
    "CONTINUA-MANCANTE": Senso(
        "Dove c'è l'anno prima, ogni obiettivo e indicatore dice quale continua, o «nessuno».",
        soggetti=("continua_da",),
    ),
    "COPIA-CAMBIATA": "La copia d'archivio di un documento approvato non è il PDF che fu approvato.",
    "COPIA-ESTRANEA": "Un PDF fra i documenti approvati, o la sua impronta in un atto, non è di ciò che si approva.",
    "COPIA-MANCANTE": "Manca la copia d'archivio di un documento approvato, di cui l'atto dice l'impronta.",
    "ENTE-CODICE-FISCALE": "Il codice fiscale dell'ente non ha 11 cifre, o l'ultima non torna con le altre.",
    "ENTE-ESEMPIO": "Un ente non dimostrativo ha l'indirizzo o il codice fiscale di esempio, che non è di nessuno.",
    "ENTE-FORMATO": "Il formato dei dati non è quello che questa versione del programma conosce.",
    "EVIDENZA-ACCESSO": "Un documento che non è pubblico ha un file nel deposito: git lo pubblica.",
    "EVIDENZA-DATA": "Un'evidenza ha una data dopo l'atto che approva la Relazione.",
    "EVIDENZA-DOPPIA": "Lo stesso documento prova due volte lo stesso indicatore.",
    "EVIDENZA-FILE": "Il file di un'evidenza pubblica non c'è, o ha un nome che non va in un sito.",
    "EVIDENZA-IMPRONTA": "L'impronta SHA-256 di un'evidenza è incompleta, manca accanto al file o è di un altro file.",
    "EVIDENZA-SENZA-RIGA": "Nella cartella evidenze c'è un file che nessuna riga di evidenze.csv nomina.",
    "EVIDENZA-VUOTA": "Una riga di evidenze.csv non dice il documento, chi lo custodisce o chi può vederlo.",
    "FASI-DATA": "Una fase risulta raggiunta in un giorno di un altro anno.",
    "FASI-DOPPIA": "La stessa fase compare due volte in fasi.csv.",
    "FASI-IGNOTA": Senso("La fase non è fra quelle dichiarate per l'indicatore.", Tratto.PERDE_RIGHE | Tratto.ESTRANEO),
    "FILE-CODIFICA": Senso(
        "Il file non è testo UTF-8: di solito un foglio di calcolo l'ha salvato in un'altra codifica.", Tratto.NON_LETTO
    ),
    "FILE-CONFLITTO": Senso(
        "Nel file sono rimasti i segni di un conflitto di git: due versioni delle stesse righe.", Tratto.NON_LETTO
    ),
    "FILE-GRANDE": Senso(
        "Un file supera i 16 MiB: nessun dato, capitolo o allegato arriva a tanto.", Tratto.NON_LETTO | Tratto.DEPOSITO
    ),
    "FILE-LETTURA": Senso("Il file c'è ma non si apre.", Tratto.NON_LETTO | Tratto.DEPOSITO | Tratto.CARTELLA),
    "FILE-MANCANTE": Senso("Manca un file indispensabile.", Tratto.NON_LETTO),
    "FILE-NOME": Senso(
        "Il nome di un file o di una cartella ha lettere o segni che altrove si leggono diversi.", Tratto.DEPOSITO
    ),
    "FILE-NOME-CODICE": "Il file di un obiettivo si chiama con il suo codice.",
    "FILE-SPECIALE": Senso(
        "Al posto di un file c'è un collegamento, una pipe o un dispositivo: si legge solo il progetto.",
        Tratto.NON_LETTO | Tratto.DEPOSITO | Tratto.CARTELLA,
    ),
    "FIRMATO-CAMBIATO": "La copia firmata di un documento approvato non è il file che fu registrato.",
    "FIRMATO-ESTRANEO": "Un file fra le copie firmate, o la sua impronta in un atto, non è di ciò che si approva.",
    "FIRMATO-MANCANTE": "Manca la copia firmata di un documento approvato, di cui l'atto dice l'impronta.",
    "FORMULA-MISURA": "La formula nomina una misura che non ha una riga in misure.csv.",
    "FORMULA-REGOLA": "La formula sta su un indicatore il cui valore non è un numero.",
    "FORMULA-SINTASSI": "La formula non si può leggere: sono ammessi misure, numeri, + - * / e parentesi.",
    "FORMULA-ZERO": "Con le misure scritte la formula divide per zero.",
    "IND-AREA-AZIENDA": "Gli indicatori dell'Azienda Speciale non hanno area_dirigenziale.",
    "IND-AREA-IGNOTA": "L'area che risponde dell'indicatore non è in albero.yml.",
    "IND-AREA-MANCANTE": Senso(
        "Ogni indicatore della Camera dice quale area ne risponde.", soggetti=("area_dirigenziale",)
    ),
    "IND-BASE-UGUALE": "Base e target uguali: la regola dividerebbe per zero.",
    "IND-CHIAVE-MANCANTE": "Alla regola dell'indicatore manca una chiave (base, soglie, fasi, penalita).",
    "IND-CODICE-DOPPIO": "Due indicatori dell'anno hanno lo stesso codice.",
    "IND-CODICE-LETTERA": "Il codice di un indicatore ha sempre una lettera, perché un foglio di calcolo non lo cambi.",
    "IND-COLLEGATO-DOPPIO": "Lo stesso indicatore è collegato due volte allo stesso obiettivo.",
    "IND-COLLEGATO-ESTRANEO": "L'indicatore collegato non è di un obiettivo operativo di quell'obiettivo strategico.",
    "IND-COLLEGATO-IGNOTO": "L'indicatore collegato non esiste.",
    "IND-COLLEGATO-TIPO": "Solo gli obiettivi strategici hanno indicatori collegati.",
    "IND-FASI-ANNO": "Una fase scade in un altro anno.",
    "IND-FASI-DOPPIA": "Due fasi dell'indicatore hanno lo stesso codice.",
    "IND-FASI-QUOTE": Senso("Le quote delle fasi non sommano 100.", Tratto.DEL_GRUPPO, ("quota", "entro", "codice")),
    "IND-PENALITA": Senso("La penalità non è scritta nella forma che la regola usa.", soggetti=("penalita",)),
    "IND-TARGET-ANNO": "La data attesa non è nell'anno della sua chiave, o viene dopo la data della rilevazione.",
    "IND-TARGET-AVANZAMENTO": "Il target di un avanzamento sta fra 0 (escluso) e 100.",
    "IND-TARGET-FASI": Senso("Un indicatore a fasi non ha target: l'atteso è la quota delle fasi dovute.", RIFIUTA),
    "IND-TARGET-INTERVALLO": "Gli estremi dell'intervallo sono invertiti.",
    "IND-TARGET-MANCANTE": Senso(
        "Manca il risultato atteso per un anno del triennio o per una data.", soggetti=("target",)
    ),
    "IND-TARGET-SI": "Il target di un indicatore sì/no è «si».",
    "IND-TARGET-ZERO": "La regola divide per il target, che deve essere maggiore di 0.",
    "IND-TETTO": "Il tetto di un indicatore è null o almeno 100.",
    "MIS-DOPPIA": "La stessa misura ha due righe in misure.csv.",
    "MIS-NOME": Senso("Il nome di una misura ha solo lettere minuscole, cifre e _.", Tratto.PERDE_RIGHE),
    "OBI-CODICE-DOPPIO": "Due file hanno lo stesso codice di obiettivo.",
    "OBI-CODICE-DUE-TITOLI": "Lo stesso codice sta su due obiettivi diversi, come l'1.2.1 del testo approvato.",
    "OBI-ELENCO-DOPPIO": Senso("Un obiettivo compare due volte in un elenco, o sotto due aree strategiche.", ELENCO),
    "OBI-IGNOTO": Senso("L'albero elenca un obiettivo che non ha un file.", ELENCO),
    "OBI-PESI-PARZIALI": Senso(
        "In un gruppo solo alcuni hanno il peso: o tutti, o nessuno (pesi uguali).", PESI, ("peso",)
    ),
    "OBI-PESI-SOMMA": Senso("I pesi di un gruppo non sommano 100.", PESI, ("peso",)),
    "OBI-PESO-FUORI": Senso("Un peso non sta fra 0 e 100.", PESI, ("peso",)),
    "OBI-RIFERIMENTO": "Solo un obiettivo operativo ha un obiettivo strategico sopra di sé.",
    "OBI-RIFERIMENTO-CIRCOLARE": "Risalendo di obiettivo in obiettivo si torna al punto di partenza.",
    "OBI-SENZA-INDICATORI": "Un obiettivo senza indicatori non si può misurare.",
    "OBI-STRATEGICO-IGNOTO": "L'obiettivo strategico indicato non esiste o non è strategico.",
    "OBI-TIPO-GRUPPO": Senso("Un obiettivo dell'Azienda Speciale è fra quelli della Camera, o viceversa.", ELENCO),
    "OIV-ATTO": "Un'attestazione o la validazione non cita l'atto dell'OIV sulla Relazione, registrato fra gli atti.",
    "OIV-CAMPIONE-PRESTO": "Il campione dell'OIV è estratto prima che l'ultima area validi i suoi dati finali.",
    "OIV-DATI-CAMBIATI": "I dati non sono più quelli che l'OIV ha validato: serve una nuova validazione.",
    "OIV-DOPPIO": "In oiv.yml la stessa figura, lo stesso criterio o lo stesso indicatore compare due volte.",
    "OIV-FIGURA": "L'OIV attesta la Camera (ente), un'area dirigenziale, l'Azienda Speciale o un obiettivo: non altro.",
    "OIV-GRADO": "Il grado attestato non sta fra 0 e 100, o ha più decimali di quanti se ne stampano.",
    "OIV-INDICATORE": "Il campione o una verifica nomina un indicatore che nell'anno non c'è.",
    "OIV-NON-VALIDA": "La Giunta ha approvato una Relazione che l'OIV aveva dichiarato non valida.",
    "OIV-SENZA-GRADO": "Un'attestazione riguarda qualcosa che al 31 dicembre non ha un grado calcolato.",
    "PAGINA-ATTRIBUTO": "Una pagina di content dà a un elemento un attributo: può avere solo il nome di un punto (#…).",
    "PAGINA-CAPITOLO": "L'elenco dei capitoli di un documento nomina una pagina che non c'è, o due volte la stessa.",
    "PAGINA-HTML": "Una pagina di content contiene HTML: i capitoli si scrivono in Markdown, le tabelle con le macro.",
    "PAGINA-INDIRIZZO": "Un collegamento porta a un indirizzo non ammesso, o un'immagine sta fuori da questo sito.",
    "PAGINA-INTESTAZIONE": "L'intestazione di una pagina, fra due righe «---», non si legge o andrebbe perduta.",
    "PAGINA-LIMITE": "Una pagina, una sua riga o i suoi elenchi superano i limiti entro cui si costruisce in fretta.",
    "PAGINA-MACRO": "Fra graffe c'è qualcosa che non è la chiamata di una macro con valori scritti per esteso.",
    "PAGINA-RISERVATA": "Una pagina o una figura sta dove la costruzione scrive il sito: ne prenderebbe il posto.",
    "PAGINA-TIPO": "Nella cartella content stanno solo pagine e figure: documenti e dati li scrive la costruzione.",
    "PIANI-DOPPIO": "Due piani di piani.yml, o due voci dello stesso piano, hanno lo stesso codice.",
    "PIANI-INDICATORE-IGNOTO": "Una voce di piani.yml nomina un indicatore che nell'anno non c'è.",
    "PIANI-OBIETTIVO-IGNOTO": "Una voce di piani.yml nomina un obiettivo che nell'anno non c'è.",
    "PIANI-VOCE-SCOPERTA": Senso(
        "Di un piano si copre ogni voce, e una non è servita da nessun obiettivo o indicatore.",
        soggetti=("obiettivi", "indicatori"),
    ),
    "PIAO-ANNO": "C'è un PIAO di un anno in cui la legge non lo prevedeva.",
    "PIAO-CAPITOLO-IGNOTO": "Il PIAO dice dove sta un capitolo che il Piano non ha.",
    "PIAO-NUMERO-DOPPIO": "Due sottosezioni del PIAO hanno lo stesso numero.",
    "PIAO-OBIETTIVO-IGNOTO": "Il PIAO parla di un obiettivo che nell'anno non c'è.",
    "REGISTRO-ALTRO-ATTO": "Una variazione o un'errata cita un atto che nel registro ne approva un'altra, o nessuna.",
    "REGISTRO-ANNO": "Un anno che il registro conosce non ha più la sua cartella.",
    "REGISTRO-ATTO-CAMBIATO": Senso("Un atto non è più come fu registrato.", spiega=SENZA_IMPRONTA),
    "REGISTRO-ATTO-NUOVO": "Un atto non è ancora nel registro: lo registra ciclo registro --accoda.",
    "REGISTRO-ATTO-TOLTO": Senso("Un atto registrato non ha più il suo file.", spiega=SENZA_IMPRONTA),
    "REGISTRO-BASE": "In questa copia manca la revisione con cui confrontare il registro.",
    "REGISTRO-CAMBIATO": "Una variazione o un'errata approvata non è più come l'atto l'ha sigillata.",
    "REGISTRO-CATENA": "Una riga del registro è stata cambiata, tolta o spostata a mano.",
    "REGISTRO-DOPPIO": Senso("Due atti approvano la stessa cosa.", spiega=SENZA_IMPRONTA),
    "REGISTRO-FORMA": "Una riga del registro sigilla una cosa che nessun atto approva.",
    "REGISTRO-MANCANTE": "Ci sono atti con un'impronta e manca il registro di ciò che hanno approvato.",
    "REGISTRO-ORDINE": "Il registro sigilla una cosa prima di quella che presuppone.",
    "REGISTRO-RETTIFICA": "Una rettifica cambia di un atto ciò che non si può rettificare.",
    "REGISTRO-SIGILLO": "Manca la copia di ciò che una riga del registro sigilla.",
    "REGISTRO-STORIA": "Il registro non continua quello dei commit precedenti: è stato riscritto.",
    "REGISTRO-TESTI": "Un capitolo di un documento approvato è stato cambiato.",
    "REGISTRO-VERSIONE": "Una riga del registro è di una forma che questa versione del programma non conosce.",
    "RIL-AREA": "Il valore è nel file di un'area che non risponde dell'indicatore.",
    "RIL-ATTO-ALTRO": "L'atto citato esclude un altro indicatore.",
    "RIL-ATTO-IGNOTO": "L'atto citato non ha un file nella cartella atti.",
    "RIL-ATTO-MANCANTE": "Un indicatore è «non valutabile» solo per decisione: serve l'atto.",
    "RIL-ATTO-TIPO": "L'atto citato non è un'esclusione.",
    "RIL-AVANZAMENTO": "Un avanzamento sta fra 0 e 100.",
    "RIL-CODICE-DATA": Senso("Il foglio di calcolo ha cambiato un codice in una data.", Tratto.PERDE_RIGHE),
    "RIL-CODICE-VUOTO": Senso("Una riga non dice di quale indicatore parla.", Tratto.PERDE_RIGHE),
    "RIL-DATA": "Il giorno di completamento è fuori dall'anno o dopo la data della rilevazione.",
    "RIL-DOPPIA": "Lo stesso indicatore ha due righe alla stessa data.",
    "RIL-FILE-IGNOTO": Senso("Il nome del file non è il codice di un'area.", Tratto.ESTRANEO),
    "RIL-INDICATORE-IGNOTO": Senso("Il codice non è di un indicatore del Piano.", Tratto.PERDE_RIGHE | Tratto.ESTRANEO),
    "RIL-SOGLIA-SOTTO": "Il valore sta sotto la prima soglia: la regola non dice che grado abbia.",
    "RIL-VALORE-E-ASSENZA": "La riga dice insieme un valore e un'assenza.",
    "RIL-VALORE-TIPO": "Il valore non è del genere che la regola vuole (numero, data, sì/no), o non va scritto qui.",
    "SCADENZA-ATTO": "Una scadenza nomina un atto che non è registrato.",
    "SCADENZA-DATA": "Una scadenza ha un giorno fuori dal ciclo del suo anno: il file viene da un altro anno.",
    "SCADENZA-DOPPIA": "Due scadenze dell'anno hanno lo stesso codice.",
    "SCHEDA-AREA-IGNOTA": Senso("La scheda descrive le azioni di un'area che non c'è.", Tratto.ESTRANEO),
    "SCHEDA-INDICATORE-IGNOTO": Senso(
        "La scheda ha il testo di un indicatore che non è dell'obiettivo.", Tratto.PERDE_RIGHE | Tratto.ESTRANEO
    ),
    "SCHEDA-OBIETTIVO-IGNOTO": Senso("La scheda è di un obiettivo che non c'è.", Tratto.ESTRANEO),
    "SCRITTURA-INTERROTTA": "Un comando è stato interrotto mentre scriveva: va ripetuto.",
    "SMVP-COPERTURA": "La copertura che uno stato richiede («stati_copertura_minima») sta fra 0 e 100.",
    "SMVP-DOPO-PIANO": "Il Sistema è di un giorno dopo il Piano che regola, e nessuna variazione lo ha portato.",
    "SMVP-SEMESTRE": "Le fasce del semestre sono due gradi fra 0 e 100, «a_rischio» minore di «in_linea».",
    "SMVP-STATI": Senso("Le fasce degli stati cominciano da 0.", FASCE, ("da", "stato")),
    "SMVP-STATI-PAROLA": "Uno stato ha una parola che dice altro, come «non rilevato» o «valutato in parte».",
    "SMVP-TETTO": "I tetti sono null o almeno 100; senza tetto sull'obiettivo nessun indicatore può superare 100.",
    "TRASPARENZA-DOPPIA": "Due voci o sezioni di Amministrazione trasparente hanno lo stesso codice o titolo.",
    "TRASPARENZA-SEZIONE": "Una voce di Amministrazione trasparente sta in una sezione che non c'è.",
    "VAR-ATTO-IGNOTO": Senso("Una variazione o un'errata cita un atto che non ha un file.", BLOCCO),
    "VAR-ATTO-TIPO": Senso("L'atto citato da una variazione non è del tipo che serve.", BLOCCO),
    "VAR-DA": Senso("Una variazione parte da un valore che il campo non aveva.", BLOCCO),
    "VAR-DATA": Senso(
        "Le date di una variazione non seguono il percorso: proposta, OIV, Giunta, in ordine di numero.",
        BLOCCO,
        spiega={Ambito.PROGETTO: ("REGISTRO-ORDINE",)},
    ),
    "VAR-ESITO": Senso("L'esito di una variazione non va con i suoi atti, o non cita l'atto che serve.", BLOCCO),
    "VAR-NOME": Senso("Il file di una variazione o di un'errata si chiama con il suo numero progressivo.", BLOCCO),
    "VAR-NON-APPLICATA": Senso("Una variazione approvata non è stata riportata nel Piano.", APPROVATO | Tratto.ASSORBE),
    "VAR-NON-APPROVATA": Senso("Il Piano contiene già il cambio di una variazione non approvata.", APPROVATO),
    "VAR-PERCORSO": Senso("Una variazione cambia un posto che nei dati non c'è.", BLOCCO),
    "VAR-VUOTA": Senso("Una variazione non cambia niente.", BLOCCO),
}

CATALOGO: Mapping[str, Senso] = MappingProxyType(
    {
        codice: replace(voce if isinstance(voce, Senso) else Senso(voce), gravita=gravita)
        for gravita, voci in zip(Gravita, (_ERRORI | SCRITTI | DEI_PREMI, DA_COMPLETARE, AVVISI), strict=True)
        for codice, voce in sorted(voci.items())
    }
)
