"""The tables that are published: what each holds, row by row and column by column.

The manual's dictionary and the header lines come from here; the rows are made in `piano` and `aperti`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from macros.publish.dati import attestazioni, dei_file, evidenze, fondi, premi
from macros.publish.dati.risultati import COLONNE


@dataclass(frozen=True, slots=True)
class Tabella:
    """One published table: its file, what a row is, its columns with their meaning."""

    file: str
    riga: str
    colonne: Mapping[str, str]
    facoltativa: bool = False
    """True: it is not there where it would have no row."""


_DEL_PIANO = {
    "anno": "anno del ciclo",
    "periodo": "a quale rilevazione vale il Piano, 30-06 o 31-12: una variazione può stare in mezzo",
}
_CODICI = _DEL_PIANO | {
    "codice": "codice, unico nell'anno",
    "titolo": "titolo come nel Piano",
}
_SEGNO = {"dimostrativo": COLONNE["dimostrativo"]}

OBIETTIVI = Tabella(
    "obiettivi.csv",
    "un obiettivo",
    _CODICI
    | {
        "tipo": "strategico, operativo o azienda_speciale",
        "obiettivo_strategico": "codice dell'obiettivo strategico da cui dipende; vuoto se non ne ha",
        "area_strategica": "codice dell'area strategica; vuoto per l'Azienda Speciale",
        "responsabili": "codici delle aree dirigenziali che ne rispondono, separati da uno spazio",
        "rilevanza": "bassa, media o alta",
    }
    | _SEGNO,
)
INDICATORI = Tabella(
    "indicatori.csv",
    "un indicatore del Piano",
    _CODICI
    | {
        "obiettivo": "codice dell'obiettivo",
        "descrizione": "che cosa conta e da quale registro o sistema",
        "dimensione": "dimensione della performance (SMVP 3.1)",
        "regola": "regola di calcolo del grado",
        "unita_misura": "unità del valore e del target",
        "formula": "formula sulle misure; vuota se il valore è rilevato direttamente",
        "storico": "valore di riferimento dell'anno prima; vuoto se non disponibile",
        "target_30_06": "risultato atteso al 30 giugno; non_previsto o vuoto se non se ne attende",
        "target_31_12": "risultato atteso al 31 dicembre; vuoto per gli indicatori a fasi",
        "peso": "peso nell'obiettivo, punti percentuali; vuoto se i pesi sono uguali",
        "area_dirigenziale": "codice dell'area che ne risponde",
        "documentazione": "documentazione da mostrare all'OIV",
        "fonte_tipo": "da dove viene il valore: esterna, sistema o interna; vuoto se non è dichiarato",
    }
    | _SEGNO,
)
PESI = Tabella(
    "pesi.csv",
    "il peso di un elemento in un gruppo",
    _DEL_PIANO
    | {
        "gruppo": "ente, area_strategica, area_dirigenziale, azienda_speciale o obiettivo",
        "codice_gruppo": "codice dell'area o dell'obiettivo; ente per la Camera",
        "codice": "codice dell'elemento pesato",
        "peso": "punti percentuali; vuoto se i pesi del gruppo sono uguali",
        "collegato": "si se è un indicatore collegato di un obiettivo operativo, altrimenti no",
    }
    | _SEGNO,
)
REGOLE = Tabella(
    "regole.csv",
    "un parametro della regola di un indicatore; chi non ne ha non c'è",
    _DEL_PIANO
    | {
        "indicatore": "codice dell'indicatore",
        "parametro": "base; soglie.N, il grado da N in su; penalita.punti_al_giorno o punti_per_unita; "
        "penalita.fasce.N, il grado dal giorno N di ritardo; tetto",
        "valore": "numero o punti percentuali; nessuno per un tetto tolto",
    }
    | _SEGNO,
)
IMPOSTAZIONI = Tabella(
    "impostazioni.csv",
    "un'impostazione del Sistema, come nel file delle regole dell'anno",
    _DEL_PIANO
    | {
        "chiave": "nome dell'impostazione: grado.tetto_indicatore, non_rilevati, arrotondamento.ente.decimali e così "
        "via; stati.N è lo stato da N in su",
        "valore": "parola, numero o giorno; nessuno per un tetto che non c'è, esatto per un riporto che non arrotonda",
    }
    | _SEGNO,
)
FASI = Tabella(
    "fasi.csv",
    "una fase di un indicatore a fasi",
    _DEL_PIANO
    | {
        "indicatore": "codice dell'indicatore",
        "fase": "codice della fase",
        "titolo": "che cosa deve essere fatto",
        "entro": "giorno entro il quale è dovuta",
        "quota": "quota dell'indicatore, punti percentuali",
        "raggiunta_il": "giorno in cui è stata raggiunta, entro la data della rilevazione; vuoto se non lo è stata o "
        "se i dati di quella data non sono pubblicati",
    }
    | _SEGNO,
)
MISURE = Tabella(
    "misure.csv",
    "un dato elementare a una data; le formule degli indicatori usano questi",
    {
        "anno": "anno del ciclo",
        "periodo": COLONNE["periodo"],
        "misura": "nome, come nelle formule",
        "valore": "numero; vuoto se non è stato rilevato",
        "fonte": "registro o sistema da cui viene",
        "fonte_tipo": "che fonte è: esterna, sistema o interna; vuoto se non è dichiarato",
        "estrazione": "giorno dell'estrazione da un altro sistema; vuoto se il dato non viene da un'estrazione",
        "sha256": "impronta SHA-256 del file estratto; vuota come sopra",
    }
    | _SEGNO,
)
RISULTATI = Tabella(
    "risultati-31-12.csv",
    "un grado a un livello, alla data nel nome del file (30-06 o 31-12)",
    COLONNE,
)
INTERVENTI = Tabella(
    "interventi.csv",
    "uno scostamento al 30 giugno: un indicatore sotto il risultato atteso",
    {
        "anno": "anno del ciclo",
        "codice": "codice dell'indicatore",
        "obiettivo": "codice dell'obiettivo",
        "area_dirigenziale": "codice dell'area che ne risponde",
        "grado": "grado stampato al 30 giugno, punti percentuali",
        "causa": "esogena, endogena o mista; vuota dove non è scritta",
        "intervento": "che cosa si fa; vuoto dove non è scritto",
        "entro": "giorno entro cui lo si fa; vuoto dove non è scritto",
    }
    | _SEGNO,
)
SERIE = Tabella(
    "serie-storica.csv",
    "una figura o un indicatore, in un anno e a una data; c'è dal secondo anno",
    {
        "identita": "che cosa resta la stessa cosa negli anni: per obiettivi e indicatori l'anno e il codice che aveva "
        "all'inizio; cambia quando è divisa o unita, e per gli indicatori quando cambia la regola o l'unità",
        "anno": "anno del ciclo",
        "periodo": COLONNE["periodo"],
        "livello": COLONNE["livello"],
        "codice": "codice in quell'anno; ente per la Camera",
        "titolo": "titolo in quell'anno",
        "unita_misura": "degli indicatori: unità del valore",
        "valore": "degli indicatori: risultato ottenuto; vuoto se assente",
        "grado": COLONNE["grado"],
        "grado_esatto": COLONNE["grado_esatto"],
        "copertura": "parte del peso davvero misurata, punti percentuali; vuota per gli indicatori",
        "nota": "che cosa è successo quell'anno: numero di prima, divisione o unione, perché non si confronta",
    }
    | _SEGNO,
)
CONFRONTO = Tabella(
    "confronto-ANNO-ANNO.csv",
    "un cambiamento dal primo al secondo dei due anni nel nome del file; c'è dal secondo anno",
    {
        "anno_prima": "primo anno",
        "anno_dopo": "secondo anno",
        "periodo": "data delle cifre e dei Piani confrontati, 30-06 o 31-12; vuota se si confrontano i soli Piani",
        "genere": "che cosa è cambiato: valore, target, peso, regola, aggiunto, concluso e così via",
        "livello": "ente, area_strategica, area_dirigenziale, azienda_speciale, obiettivo, indicatore, smvp o albero",
        "codice_prima": "codice nel primo anno; vuoto se non c'era",
        "codice_dopo": "codice nel secondo anno; vuoto se non c'è più",
        "titolo": "titolo nel secondo anno, o nel primo per ciò che non c'è più",
        "campo": "dato che è cambiato",
        "prima": "com'era, come si legge nelle pagine",
        "dopo": "com'è, come si legge nelle pagine",
        "effetto": "effetto sul totale della Camera a parità di tutto il resto, punti; vuoto se non ce n'è",
        "effetto_obiettivi": "lo stesso sugli obiettivi: codice e punti, separati da «;»",
        "effetto_aree": "lo stesso sulle aree strategiche",
        "effetto_responsabili": "lo stesso sui responsabili e sull'Azienda Speciale",
        "motivo": "perché, dove è scritto",
        "atto": "l'atto che lo ha deciso, dove è scritto",
        "nota": "precisazioni",
        "non_confrontabile": "perché prima e dopo non si confrontano; vuoto se si confrontano",
        "senza_effetto": "perché non c'è un effetto, dove se ne attenderebbe uno",
    }
    | _SEGNO,
)
ATTESTAZIONI = Tabella(
    "attestazioni.csv",
    "una figura che l'OIV può attestare, con il grado calcolato al 31 dicembre e quello attestato",
    attestazioni.COLONNE | _SEGNO,
)
EVIDENZE = Tabella(
    "evidenze.csv",
    "un documento che prova un indicatore al 31 dicembre; chi non ne ha è una riga sola",
    evidenze.COLONNE | _SEGNO,
)
PIANI = Tabella(
    "piani.csv",
    "una voce di un altro piano con un obiettivo o un indicatore che la serve; chi non ne ha è una riga sola",
    _DEL_PIANO
    | {
        "piano": "codice del piano",
        "titolo_piano": "titolo del piano",
        "tipo": "programma_pluriennale, rpp, ptpct, budget, pira o altro",
        "atto": "atto che lo approva, come è citato; vuoto se non è scritto",
        "copre": "ogni voce se tutte devono essere servite, altrimenti facoltativa",
        "voce": "codice della voce, unico nel piano",
        "titolo": "titolo della voce",
        "obiettivo": "codice dell'obiettivo che la serve; di un indicatore, il suo; vuoto se niente la serve",
        "indicatore": "codice dell'indicatore che la serve; vuoto se è l'obiettivo intero, o niente",
    }
    | _SEGNO,
    facoltativa=True,
)
BUDGET = Tabella(
    "budget.csv", "un conto del budget, per competenza economica", dei_file.BUDGET | _SEGNO, facoltativa=True
)
BILANCIO = Tabella(
    "bilancio.csv",
    "un conto del bilancio d'esercizio chiuso, per competenza economica",
    dei_file.BILANCIO | _SEGNO,
    facoltativa=True,
)
CONFRONTI = Tabella(
    "confronti.csv", "il valore di un indicatore in un altro ente", dei_file.CONFRONTI | _SEGNO, facoltativa=True
)
ESTERNI = Tabella(
    "indicatori-esterni.csv",
    "un indicatore che altri calcolano per la Camera",
    dei_file.ESTERNI | _SEGNO,
    facoltativa=True,
)
GENERE = Tabella(
    "genere.csv", "un gruppo di una tavola del bilancio di genere", dei_file.GENERE | _SEGNO, facoltativa=True
)
RISORSE_PREMIALI = Tabella(
    "risorse-premiali.csv",
    "una voce delle risorse dei progetti finanziati; c'è dove l'anno dichiara i fondi",
    fondi.COLONNE | _SEGNO,
)
PREMI = Tabella(
    "premi.csv",
    "un gruppo di fasce di una categoria, o una categoria con troppo poche persone; c'è quando i premi sono pubblicati",
    premi.COLONNE | _SEGNO,
)
PREMI_TOTALI = Tabella(
    "premi-totali.csv",
    "i premi dell'anno; c'è quando sono pubblicati",
    premi.COLONNE_TOTALI | _SEGNO,
)
TABELLE = (
    *(OBIETTIVI, INDICATORI, PESI, REGOLE, IMPOSTAZIONI, FASI, PIANI, RISORSE_PREMIALI, MISURE),
    *(RISULTATI, INTERVENTI, ATTESTAZIONI, EVIDENZE, BUDGET, BILANCIO, CONFRONTI, ESTERNI, GENERE),
    *(PREMI_TOTALI, PREMI, SERIE, CONFRONTO),
)
"""Every published table; the manual's dictionary is made from it."""
