"""The tables of a plan and of its resources: what each holds, row by row and column by column."""

from __future__ import annotations

from macros.model.piani import Copre, TipoPiano
from macros.model.regole import REGOLE
from macros.model.valori import Dimensione, FonteTipo, Livello, Rilevanza, Tipo
from macros.publish.dati import fondi
from macros.publish.dati.colonne import (
    ANNO,
    PERCENTUALI,
    Colonne,
    giorno,
    misto,
    numero,
    parola,
    scritto,
    si_no,
)
from macros.publish.dati.tabella import SEGNO, RimandoTabella, Tabella

_DEL_PIANO: Colonne = {"anno": ANNO, "periodo": fondi.PERIODO_DEL_PIANO}
_CODICI: Colonne = {
    **_DEL_PIANO,
    "codice": scritto("codice, unico nell'anno", piena=True),
    "titolo": scritto("titolo come nel Piano", piena=True),
}
GRUPPI = [livello for livello in Livello if livello is not Livello.INDICATORE]
"""What has weighed members."""
A_UN_INDICATORE = RimandoTabella(("indicatore",), "indicatori.csv", ("codice",))
A_UN_OBIETTIVO = RimandoTabella(("obiettivo",), "obiettivi.csv", ("codice",))
"""Where the column may be empty, or the table knows of no date: by code alone, in the plan of either date."""
AGLI_INDICATORI = RimandoTabella(("periodo", "indicatore"), "indicatori.csv", ("periodo", "codice"))
AGLI_OBIETTIVI = RimandoTabella(("periodo", "obiettivo"), "obiettivi.csv", ("periodo", "codice"))

OBIETTIVI = Tabella(
    "obiettivi.csv",
    "Obiettivi",
    "un obiettivo",
    {
        **_CODICI,
        "tipo": parola("strategico, operativo o azienda_speciale", Tipo, piena=True),
        "obiettivo_strategico": scritto("codice dell'obiettivo strategico da cui dipende; vuoto se non ne ha"),
        "area_strategica": scritto("codice dell'area strategica; vuoto per l'Azienda Speciale"),
        "responsabili": scritto("codici delle aree dirigenziali che ne rispondono, separati da uno spazio"),
        "rilevanza": parola("bassa, media o alta; vuota se non è dichiarata", Rilevanza),
        **SEGNO,
    },
    ("periodo", "codice"),
    (RimandoTabella(("obiettivo_strategico",), "obiettivi.csv", ("codice",)),),
)
INDICATORI = Tabella(
    "indicatori.csv",
    "Indicatori del Piano",
    "un indicatore del Piano",
    {
        **_CODICI,
        "obiettivo": scritto("codice dell'obiettivo", piena=True),
        "descrizione": scritto("che cosa conta e da quale registro o sistema"),
        "dimensione": parola("dimensione della performance (SMVP 3.1)", Dimensione),
        "regola": parola("regola di calcolo del grado", REGOLE, piena=True),
        "unita_misura": scritto("unità del valore e del target"),
        "formula": scritto("formula sulle misure; vuota se il valore è rilevato direttamente"),
        "storico": misto("valore di riferimento dell'anno prima; vuoto se non disponibile"),
        "target_30_06": misto("risultato atteso al 30 giugno; non_previsto o vuoto se non se ne attende"),
        "target_31_12": misto("risultato atteso al 31 dicembre; vuoto per gli indicatori a fasi"),
        "peso": numero("peso nell'obiettivo; vuoto se i pesi sono uguali", PERCENTUALI),
        "area_dirigenziale": scritto("codice dell'area che ne risponde"),
        "documentazione": scritto("documentazione da mostrare all'OIV"),
        "fonte_tipo": parola(
            "da dove viene il valore: esterna, sistema o interna; vuoto se non è dichiarato", FonteTipo
        ),
        **SEGNO,
    },
    ("periodo", "codice"),
    (AGLI_OBIETTIVI,),
)
PESI = Tabella(
    "pesi.csv",
    "Pesi",
    "il peso di un elemento in un gruppo",
    {
        **_DEL_PIANO,
        "gruppo": parola("ente, area_strategica, area_dirigenziale, azienda_speciale o obiettivo", GRUPPI, piena=True),
        "codice_gruppo": scritto("codice dell'area o dell'obiettivo; ente per la Camera", piena=True),
        "codice": scritto("codice dell'elemento pesato", piena=True),
        "peso": numero("quanto pesa; vuoto se i pesi del gruppo sono uguali", PERCENTUALI),
        "collegato": si_no("si se è un indicatore collegato di un obiettivo operativo, altrimenti no", piena=True),
        **SEGNO,
    },
    ("periodo", "gruppo", "codice_gruppo", "codice", "collegato"),
)
PARAMETRI = Tabella(
    "regole.csv",
    "Parametri delle regole",
    "un parametro della regola di un indicatore; chi non ne ha non c'è",
    {
        **_DEL_PIANO,
        "indicatore": scritto("codice dell'indicatore", piena=True),
        "parametro": scritto(
            "base; soglie.N, il grado da N in su; penalita.punti_al_giorno o punti_per_unita; "
            "penalita.fasce.N, il grado dal giorno N di ritardo; tetto",
            piena=True,
        ),
        "valore": misto("numero o punti percentuali; nessuno per un tetto tolto", piena=True),
        **SEGNO,
    },
    ("periodo", "indicatore", "parametro"),
    (AGLI_INDICATORI,),
)
IMPOSTAZIONI = Tabella(
    "impostazioni.csv",
    "Impostazioni del Sistema",
    "un'impostazione del Sistema, come nel file delle regole dell'anno",
    {
        **_DEL_PIANO,
        "chiave": scritto(
            "nome dell'impostazione: grado.tetto_indicatore, non_rilevati, arrotondamento.ente.decimali e così via; "
            "stati.N è lo stato da N in su",
            piena=True,
        ),
        "valore": misto(
            "parola, numero o giorno; nessuno per un tetto che non c'è, esatto per un riporto che non arrotonda",
            piena=True,
        ),
        **SEGNO,
    },
    ("periodo", "chiave"),
)
FASI = Tabella(
    "fasi.csv",
    "Fasi",
    "una fase di un indicatore a fasi",
    {
        **_DEL_PIANO,
        "indicatore": scritto("codice dell'indicatore", piena=True),
        "fase": scritto("codice della fase", piena=True),
        "titolo": scritto("che cosa deve essere fatto", piena=True),
        "entro": giorno("giorno entro il quale è dovuta", piena=True),
        "quota": numero("quota dell'indicatore", PERCENTUALI, piena=True),
        "raggiunta_il": giorno(
            "giorno in cui è stata raggiunta, entro la data della rilevazione; vuoto se non lo è stata o "
            "se i dati di quella data non sono pubblicati"
        ),
        **SEGNO,
    },
    ("periodo", "indicatore", "fase"),
    (AGLI_INDICATORI,),
)
PIANI = Tabella(
    "piani.csv",
    "Altri piani",
    "una voce di un altro piano con un obiettivo o un indicatore che la serve; chi non ne ha è una riga sola",
    {
        **_DEL_PIANO,
        "piano": scritto("codice del piano", piena=True),
        "titolo_piano": scritto("titolo del piano", piena=True),
        "tipo": parola("programma_pluriennale, rpp, ptpct, budget, pira o altro", TipoPiano, piena=True),
        "atto": scritto("atto che lo approva, come è citato; vuoto se non è scritto"),
        "copre": parola("ogni voce se tutte devono essere servite, altrimenti facoltativa", Copre, piena=True),
        "voce": scritto("codice della voce, unico nel piano", piena=True),
        "titolo": scritto("titolo della voce", piena=True),
        "obiettivo": scritto("codice dell'obiettivo che la serve; di un indicatore, il suo; vuoto se niente la serve"),
        "indicatore": scritto("codice dell'indicatore che la serve; vuoto se è l'obiettivo intero, o niente"),
        **SEGNO,
    },
    ("periodo", "piano", "voce", "obiettivo", "indicatore"),
    (A_UN_OBIETTIVO, A_UN_INDICATORE),
    facoltativa=True,
)
RISORSE_PREMIALI = Tabella(
    "risorse-premiali.csv",
    "Risorse premiali",
    "una voce delle risorse dei progetti finanziati; c'è dove l'anno dichiara i fondi",
    fondi.COLONNE | SEGNO,
    ("periodo", "fondo", "voce", "codice"),
)
