"""The tables that are published, those of what was surveyed and decided; and all of them together.

The manual's dictionary, the header lines, the data package and the workbook come from here; the rows are made in
`piano` and `aperti`.
"""

from __future__ import annotations

import re

from macros.engine.previsione import Riuscita
from macros.model.regole import REGOLE
from macros.model.valori import Assenza, Causa, FonteTipo, Periodo
from macros.publish.dati import attestazioni, dei_file, evidenze, premi
from macros.publish.dati.colonne import (
    ANNO,
    PERCENTUALI,
    PUNTI,
    giorno,
    intero,
    misto,
    numero,
    parola,
    scritto,
)
from macros.publish.dati.risultati import COLONNE
from macros.publish.dati.tabella import SEGNO, RimandoTabella, Tabella
from macros.publish.dati.tabelle_piano import (
    A_UN_INDICATORE,
    A_UN_OBIETTIVO,
    FASI,
    IMPOSTAZIONI,
    INDICATORI,
    OBIETTIVI,
    PARAMETRI,
    PESI,
    PIANI,
    RISORSE_PREMIALI,
)
from macros.trail.cambiamenti import Genere

_CONTO = ("conto", "linea", "obiettivo", "area_dirigenziale", "tipo")

MISURE = Tabella(
    "misure.csv",
    "Misure",
    "un dato elementare a una data; le formule degli indicatori usano questi",
    {
        "anno": ANNO,
        "periodo": COLONNE["periodo"],
        "misura": scritto("nome, come nelle formule", piena=True),
        "valore": numero("vuoto se non è stato rilevato"),
        "fonte": scritto("registro o sistema da cui viene; vuota se non è scritta"),
        "fonte_tipo": parola("che fonte è: esterna, sistema o interna; vuoto se non è dichiarato", FonteTipo),
        "estrazione": giorno("giorno dell'estrazione da un altro sistema; vuoto se non viene da un'estrazione"),
        "sha256": scritto("impronta SHA-256 del file estratto; vuota se non viene da un'estrazione"),
        **SEGNO,
    },
    ("periodo", "misura"),
)
RISULTATI = Tabella(
    "risultati-31-12.csv",
    "Risultati",
    "un grado a un livello, alla data nel nome del file (30-06 o 31-12)",
    COLONNE,
    ("livello", "codice"),
    (A_UN_OBIETTIVO,),
)
INTERVENTI = Tabella(
    "interventi.csv",
    "Scostamenti e interventi al 30 giugno",
    "uno scostamento al 30 giugno: un indicatore sotto il risultato atteso",
    {
        "anno": ANNO,
        "codice": scritto("codice dell'indicatore", piena=True),
        "obiettivo": scritto("codice dell'obiettivo", piena=True),
        "area_dirigenziale": scritto("codice dell'area che ne risponde"),
        "grado": numero("grado stampato al 30 giugno", PERCENTUALI, piena=True),
        "causa": parola("esogena, endogena o mista; vuota dove non è scritta", Causa),
        "intervento": scritto("che cosa si fa; vuoto dove non è scritto"),
        "entro": giorno("giorno entro cui lo si fa; vuoto dove non è scritto"),
        **SEGNO,
    },
    ("codice",),
    (RimandoTabella(("codice",), "indicatori.csv", ("codice",)), A_UN_OBIETTIVO),
)
SERIE = Tabella(
    "serie-storica.csv",
    "Serie storica",
    "una figura o un indicatore, in un anno e a una data; c'è dal secondo anno",
    {
        "identita": scritto(
            "che cosa resta la stessa cosa negli anni: per obiettivi e indicatori l'anno e il codice che aveva "
            "all'inizio; cambia quando è divisa o unita, e per gli indicatori quando cambia la regola o l'unità",
            piena=True,
        ),
        "anno": ANNO,
        "periodo": COLONNE["periodo"],
        "livello": COLONNE["livello"],
        "codice": scritto("codice in quell'anno; ente per la Camera", piena=True),
        "titolo": scritto("titolo in quell'anno", piena=True),
        "unita_misura": scritto("degli indicatori: unità del valore"),
        "valore": misto("degli indicatori: risultato ottenuto; vuoto se assente"),
        "grado": COLONNE["grado"],
        "grado_esatto": COLONNE["grado_esatto"],
        "copertura": COLONNE["copertura"],
        "nota": scritto("che cosa è successo quell'anno: numero di prima, divisione o unione, perché non si confronta"),
        **SEGNO,
    },
    ("anno", "periodo", "livello", "codice"),
)
VITA = Tabella(
    "vita-ANNO-CODICE.csv",
    "Vita di un indicatore",
    "un anno di un indicatore, sotto il nome che tiene; nella cartella indicatori, un file ciascuno",
    {
        "identita": SERIE.colonne["identita"],
        "anno": ANNO,
        "codice": scritto("codice in quell'anno", piena=True),
        "titolo": scritto("titolo in quell'anno", piena=True),
        "obiettivo": scritto("codice dell'obiettivo", piena=True),
        "regola": parola("regola di calcolo", REGOLE, piena=True),
        "unita_misura": scritto("unità di valori, target e differenze", piena=True),
        "promesso": misto("target al 31 dicembre nel Piano approvato; vuoto se allora non c'era, o se non ne ha"),
        "atteso": misto("target al 31 dicembre con le variazioni approvate"),
        "giugno": misto("risultato al 30 giugno; vuoto se assente"),
        "previsto": misto("risultato che a giugno si prevedeva per il 31 dicembre; vuoto se nessuno lo ha detto"),
        "dicembre": misto("risultato al 31 dicembre; vuoto se assente"),
        "differenza": numero("risultato al 31 dicembre meno il previsto; per le date i giorni"),
        "riuscita": parola("il risultato rispetto al previsto, per l'indicatore; vuota se non si può dire", Riuscita),
        "grado": COLONNE["grado"],
        "grado_esatto": COLONNE["grado_esatto"],
        "stato": scritto("stato al 31 dicembre secondo le fasce dell'anno"),
        "assenza": parola("perché al 31 dicembre non c'è un grado; vuota se c'è", Assenza),
        "causa": parola("causa dello scostamento al 31 dicembre; vuota dove non è scritta", Causa),
        "motivo": scritto("ragione dello scostamento, o dell'assenza; vuota dove non è scritta"),
        "atti": scritto("variazioni ed errata che lo hanno cambiato, con il giorno dell'atto, separate da «;»"),
        **SEGNO,
    },
    ("anno",),
)
CONFRONTO = Tabella(
    "confronto-ANNO-ANNO.csv",
    "Confronto con l'anno prima",
    "un cambiamento dal primo al secondo dei due anni nel nome del file; c'è dal secondo anno",
    {
        "anno_prima": intero("primo anno", piena=True),
        "anno_dopo": intero("secondo anno", piena=True),
        "periodo": parola(
            "data delle cifre e dei Piani confrontati, 30-06 o 31-12; vuota se si confrontano i soli Piani", Periodo
        ),
        "genere": parola(
            "che cosa è cambiato: valore, target, peso, regola, aggiunto, concluso e così via", Genere, piena=True
        ),
        "livello": scritto(
            "di che cosa: ente, area_strategica, area_dirigenziale, azienda_speciale, obiettivo, indicatore, smvp, "
            "albero, risorse, piano o anno",
            piena=True,
        ),
        "codice_prima": scritto("codice nel primo anno; vuoto se non c'era"),
        "codice_dopo": scritto("codice nel secondo anno; vuoto se non c'è più"),
        "titolo": scritto("titolo nel secondo anno, o nel primo per ciò che non c'è più"),
        "campo": scritto("dato che è cambiato"),
        "prima": scritto("com'era, come si legge nelle pagine"),
        "dopo": scritto("com'è, come si legge nelle pagine"),
        "effetto": numero("sul totale della Camera a parità di tutto il resto; vuoto se non ce n'è", PUNTI),
        "effetto_obiettivi": scritto("lo stesso sugli obiettivi: codice e punti, separati da «;»"),
        "effetto_aree": scritto("lo stesso sulle aree strategiche"),
        "effetto_responsabili": scritto("lo stesso sui responsabili e sull'Azienda Speciale"),
        "motivo": scritto("perché, dove è scritto"),
        "atto": scritto("l'atto che lo ha deciso, dove è scritto"),
        "nota": scritto("precisazioni"),
        "non_confrontabile": scritto("perché prima e dopo non si confrontano; vuoto se si confrontano"),
        "senza_effetto": scritto("perché non c'è un effetto, dove se ne attenderebbe uno"),
        **SEGNO,
    },
    (),
)
ATTESTAZIONI = Tabella(
    "attestazioni.csv",
    "Gradi attestati dall'OIV",
    "una figura che l'OIV può attestare, con il grado calcolato al 31 dicembre e quello attestato",
    attestazioni.COLONNE | SEGNO,
    ("livello", "codice"),
)
EVIDENZE = Tabella(
    "evidenze.csv",
    "Evidenze",
    "un documento che prova un indicatore al 31 dicembre; chi non ne ha è una riga sola",
    evidenze.COLONNE | SEGNO,
    ("indicatore", "documento"),
    (A_UN_INDICATORE, A_UN_OBIETTIVO),
)
BUDGET = Tabella(
    "budget.csv",
    "Budget",
    "un conto del budget, per competenza economica",
    dei_file.BUDGET | SEGNO,
    _CONTO,
    (A_UN_OBIETTIVO,),
    facoltativa=True,
)
BILANCIO = Tabella(
    "bilancio.csv",
    "Bilancio d'esercizio",
    "un conto del bilancio d'esercizio chiuso, per competenza economica",
    dei_file.BILANCIO | SEGNO,
    _CONTO,
    (A_UN_OBIETTIVO,),
    facoltativa=True,
)
CONFRONTI = Tabella(
    "confronti.csv",
    "Valori di altri enti",
    "il valore di un indicatore in un altro ente",
    dei_file.CONFRONTI | SEGNO,
    ("indicatore", "anno", "ente"),
    (A_UN_INDICATORE,),
    facoltativa=True,
)
ESTERNI = Tabella(
    "indicatori-esterni.csv",
    "Indicatori esterni",
    "un indicatore che altri calcolano per la Camera",
    dei_file.ESTERNI | SEGNO,
    ("codice", "anno"),
    facoltativa=True,
)
GENERE = Tabella(
    "genere.csv",
    "Bilancio di genere",
    "un gruppo di una tavola del bilancio di genere",
    dei_file.GENERE | SEGNO,
    ("tavola", "voce"),
    facoltativa=True,
)
PREMI = Tabella(
    "premi.csv",
    "Distribuzione dei premi",
    "un gruppo di fasce di una categoria, o una categoria con troppo poche persone; c'è quando i premi sono pubblicati",
    premi.COLONNE | SEGNO,
    ("categorie", "da_fascia"),
)
PREMI_TOTALI = Tabella(
    "premi-totali.csv",
    "Premi, i totali",
    "i premi dell'anno; c'è quando sono pubblicati",
    premi.COLONNE_TOTALI | SEGNO,
    ("anno",),
)
TABELLE = (
    *(OBIETTIVI, INDICATORI, PESI, PARAMETRI, IMPOSTAZIONI, FASI, PIANI, RISORSE_PREMIALI, MISURE),
    *(RISULTATI, INTERVENTI, ATTESTAZIONI, EVIDENZE, BUDGET, BILANCIO, CONFRONTI, ESTERNI, GENERE),
    *(PREMI_TOTALI, PREMI, SERIE, CONFRONTO, VITA),
)
"""Every published table; the manual's dictionary is made from it."""
_DI_NOME = {t.file: t for t in TABELLE}


def tabella_di(file: str) -> Tabella | None:
    """Return the table that a file is, whatever the years and the date in its name; None: it is not a table.

    >>> tabella_di("confronto-2021-2022.csv").titolo, tabella_di("risultati-30-06.csv").titolo
    ("Confronto con l'anno prima", 'Risultati')
    """
    return _DI_NOME.get(re.sub(r"\d{4}", "ANNO", file).replace(Periodo.GIUGNO, Periodo.DICEMBRE))
