"""The registry of a year's files: one entry for each kind, and whoever must know which files there are asks here.

From it derive what is read and under which names, what an impronta covers, what names a row, what variations and
errata may touch, what the iter of a document lists, what a public build shows, and what a new year begins with.
"""

from __future__ import annotations

from macros.model.budget import RigaBilancio, RigaBudget
from macros.model.contesto import AltroEnte, Esterno
from macros.model.file_anno import FileAnno
from macros.model.fondi import RisorsePremiali
from macros.model.genere import RigaGenere
from macros.model.nuovo_anno import NIENTE, TESTATA, TUTTO, Eredita, Resta
from macros.model.oiv import Oiv
from macros.model.piani import AltriPiani
from macros.model.piano import Albero, Obiettivo
from macros.model.piao import Piao
from macros.model.premi import Premi
from macros.model.problems import Documento
from macros.model.rilevati import AL, ESTRAZIONE_AL, SHA256_AL
from macros.model.scadenze import Calendario
from macros.model.valori import Periodo

PIANO, PIAO, MONITORAGGIO, RELAZIONE = Documento


SMVP = FileAnno(
    dove="smvp.yml",
    campi=("smvp",),
    record="smvp",
    copre=(PIANO,),
    pubblico_da=PIANO,
    indispensabile=True,
    nuovo_anno=TUTTO,
)
ALBERO = FileAnno(
    dove="albero.yml",
    campi=("albero",),
    record="albero",
    copre=(PIANO,),
    pubblico_da=PIANO,
    indispensabile=True,
    nuovo_anno=Eredita(Resta.TUTTO, Albero),
)
RISORSE = FileAnno(
    dove="risorse.yml",
    campi=("risorse",),
    classe=RisorsePremiali,
    detto="ciò che si dichiara dei fondi",
    record="risorse",
    copre=(PIANO,),
    pubblico_da=PIANO,
    nuovo_anno=Eredita(
        Resta.NIENTE, poi="i fondi dell'anno: da scrivere quando sono costituiti, come nel file dell'anno prima"
    ),
)
OBIETTIVI = FileAnno(
    dove="obiettivi/*.yml",
    campi=("obiettivi",),
    record="obiettivo",
    copre=(PIANO,),
    pubblico_da=PIANO,
    nuovo_anno=Eredita(Resta.TUTTO, Obiettivo),
)
PIANI = FileAnno(
    dove="piani.yml",
    campi=("altri_piani",),
    classe=AltriPiani,
    detto="gli altri piani",
    record="piani",
    copre=(PIANO,),
    pubblico_da=PIANO,
    nuovo_anno=TUTTO,
)
INTEGRATO = FileAnno(
    dove="piao.yml",
    campi=("piao",),
    classe=Piao,
    detto="il PIAO",
    record="piao",
    copre=(PIAO,),
    pubblico_da=PIAO,
    facoltativo=PIAO,
    nuovo_anno=TUTTO,
)
SCHEDE = FileAnno(
    dove="schede/*.yml",
    campi=("schede",),
    record="scheda",
    copre=(MONITORAGGIO, RELAZIONE),
    ramo_di_giugno="monitoraggio",
    pubblico_da=MONITORAGGIO,
    nuovo_anno=NIENTE,
)
OIV = FileAnno(
    dove="oiv.yml",
    campi=("oiv",),
    classe=Oiv,
    detto="ciò che dice l'OIV",
    record="oiv",
    copre=(RELAZIONE,),
    pubblico_da=RELAZIONE,
    nuovo_anno=NIENTE,
)
PREMI = FileAnno(
    dove="premi.yml",
    campi=("premi",),
    classe=Premi,
    detto="ciò che si pubblica dei premi",
    nell_iter_di=(),
    pubblico_da=RELAZIONE,
    nuovo_anno=NIENTE,
)
VARIAZIONI = FileAnno(
    dove="variazioni/*.yml",
    campi=("variazioni",),
    record="variazione",
    copre=(RELAZIONE,),
    nell_iter_di=(PIANO, RELAZIONE),
    pubblico_da=PIANO,
    nuovo_anno=NIENTE,
)
DI_GIUGNO = FileAnno(
    dove="monitoraggio/*.csv",
    campi=("rilevazioni",),
    record="monitoraggio",
    colonne=(
        *("indicatore", "valore", "assenza", "causa", "intervento", "entro"),
        *("stima", "nuova_previsione", "motivo", "atto"),
    ),
    chiave=("indicatore",),
    periodo=Periodo.GIUGNO,
    copre=(MONITORAGGIO, RELAZIONE),
    nell_iter_di=(MONITORAGGIO,),
    pubblico_da=MONITORAGGIO,
    nuovo_anno=TESTATA,
)
DI_DICEMBRE = FileAnno(
    dove="consuntivo/*.csv",
    campi=("rilevazioni",),
    record="consuntivo",
    colonne=("indicatore", "valore", "assenza", "causa", "motivo", "atto"),
    chiave=("indicatore",),
    periodo=Periodo.DICEMBRE,
    copre=(RELAZIONE,),
    pubblico_da=RELAZIONE,
    nuovo_anno=TESTATA,
)
MISURE = FileAnno(
    dove="misure.csv",
    campi=("misure",),
    record="misura",
    colonne=("misura", *AL.values(), "fonte", "fonte_tipo", *ESTRAZIONE_AL.values(), *SHA256_AL.values()),
    chiave=("misura",),
    copre=(MONITORAGGIO, RELAZIONE),
    colonne_di_dicembre=tuple(di[Periodo.DICEMBRE] for di in (AL, ESTRAZIONE_AL, SHA256_AL)),
    pubblico_da=MONITORAGGIO,
    nuovo_anno=Eredita(Resta.RIGHE, colonne=("fonte", "fonte_tipo")),
)
FASI = FileAnno(
    dove="fasi.csv",
    campi=("fasi", "luoghi_fasi"),
    record="fase",
    colonne=("indicatore", "fase", "raggiunta_il"),
    chiave=("indicatore", "fase"),
    copre=(MONITORAGGIO, RELAZIONE),
    giorno="raggiunta_il",
    pubblico_da=MONITORAGGIO,
    nuovo_anno=TESTATA,
)
EVIDENZE = FileAnno(
    dove="evidenze.csv",
    campi=("evidenze",),
    record="evidenza",
    colonne=("indicatore", "documento", "luogo", "protocollo", "data", "custode", "accesso", "file", "sha256"),
    chiave=("indicatore", "documento"),
    copre=(RELAZIONE,),
    pubblico_da=RELAZIONE,
    allegati="evidenze",
    nuovo_anno=NIENTE,
)
_CONTO = ("conto", "linea", "obiettivo", "area_dirigenziale", "tipo")
BUDGET = FileAnno(
    dove="budget.csv",
    campi=("budget",),
    classe=RigaBudget,
    record="budget",
    colonne=(*_CONTO, "previsto", "assestato", "preconsuntivo"),
    chiave=_CONTO,
    copre=(RELAZIONE,),
    pubblico_da=RELAZIONE,
    nuovo_anno=Eredita(Resta.RIGHE, poi="le cifre del nuovo preventivo: da scrivere"),
)
BILANCIO = FileAnno(
    dove="bilancio.csv",
    campi=("bilancio",),
    classe=RigaBilancio,
    colonne=(*_CONTO, "consuntivo"),
    chiave=_CONTO,
    nell_iter_di=(),
    pubblico_da=RELAZIONE,
    nuovo_anno=NIENTE,
)
"""It comes when the accounts close, after the Relazione: no act seals it."""
CONFRONTI = FileAnno(
    dove="confronti.csv",
    campi=("confronti",),
    classe=AltroEnte,
    record="confronti",
    colonne=("indicatore", "anno", "ente", "valore", "fonte"),
    chiave=("indicatore", "anno", "ente"),
    copre=(RELAZIONE,),
    pubblico_da=RELAZIONE,
    nuovo_anno=NIENTE,
)
ESTERNI = FileAnno(
    dove="indicatori_esterni.csv",
    campi=("esterni",),
    classe=Esterno,
    record="esterni",
    colonne=("codice", "titolo", "valore", "media_nazionale", "anno", "fonte"),
    chiave=("codice", "anno"),
    copre=(RELAZIONE,),
    pubblico_da=RELAZIONE,
    nuovo_anno=NIENTE,
)
ATTI = FileAnno(
    dove="atti/*.yml", detto="un atto", campi=("atti",), allegati="atti", pubblico_da=PIANO, nuovo_anno=NIENTE
)
ERRATA = FileAnno(
    dove="errata/*.yml", campi=("errata",), nell_iter_di=(RELAZIONE,), pubblico_da=MONITORAGGIO, nuovo_anno=NIENTE
)
GENERE = FileAnno(
    dove="genere.csv",
    campi=("genere",),
    classe=RigaGenere,
    record="genere",
    colonne=("tavola", "voce", "donne", "uomini", "quantita_donne", "quantita_uomini", "fonte"),
    chiave=("tavola", "voce"),
    copre=(RELAZIONE,),
    pubblico_da=RELAZIONE,
    nuovo_anno=NIENTE,
)
SCADENZE = FileAnno(
    dove="scadenze.yml",
    campi=("scadenze",),
    classe=Calendario,
    detto="le scadenze dell'anno",
    pubblico_da=PIANO,
    nuovo_anno=TUTTO,
)
CONFERME = FileAnno(
    dove="conferme.csv",
    campi=("conferme",),
    colonne=("testo", "impronta", "data", "chi"),
    chiave=("testo",),
    nuovo_anno=NIENTE,
)
ISTANTANEE = "approvati"
"""Folder of what was approved, byte by byte."""
ISTANTANEA = {d: FileAnno(dove=f"{ISTANTANEE}/{d}.json", nell_iter_di=(d,), nuovo_anno=NIENTE) for d in Documento}
COPIE = FileAnno(dove=f"{ISTANTANEE}/*.pdf", nell_iter_di=(), nuovo_anno=NIENTE)
"""The archive copies: the PDF of each document as it was approved, of which its act has the SHA-256."""
FIRMATI = tuple(
    FileAnno(dove=f"{ISTANTANEE}/firmati/*{suffisso}", nell_iter_di=(), nuovo_anno=NIENTE)
    for suffisso in (".pdf", ".p7m")
)
"""The archive copies as they came back signed, in the PDF itself or in an envelope: the act has the SHA-256."""
SIGILLI = FileAnno(dove=f"{ISTANTANEE}/sigilli/*.json", nuovo_anno=NIENTE)
"""The bytes that the rows of the register are fingerprints of, by fingerprint."""

ARCHIVIO: tuple[FileAnno, ...] = (
    *(SMVP, ALBERO, RISORSE, OBIETTIVI, PIANI, INTEGRATO, SCHEDE, OIV, PREMI, VARIAZIONI, DI_GIUGNO, DI_DICEMBRE),
    *(MISURE, FASI, EVIDENZE, BUDGET, BILANCIO, CONFRONTI, ESTERNI, GENERE, ATTI, ERRATA, SCADENZE, CONFERME),
    *(*ISTANTANEA.values(), COPIE, *FIRMATI, SIGILLI),
)
RILEVAZIONI = {Periodo.GIUGNO: DI_GIUGNO, Periodo.DICEMBRE: DI_DICEMBRE}
"""Survey date → its files."""


def file_anno(nome: str) -> FileAnno | None:
    """Return the kind of a file, by its path below the year's folder or from the project's; None: nobody knows it.

    >>> file_anno("data/2021/fasi.csv") is FASI, file_anno("schede/2.2.yml") is SCHEDE, file_anno("schede/smvp.yml.x")
    (True, True, None)
    """
    sotto = nome.split("/", 2)[-1] if nome.startswith("data/") else nome
    return next((f for f in ARCHIVIO if f.e_di(sotto)), None)


def file_del_record(record: str) -> FileAnno | None:
    """Return the kind of file that holds the records of a name."""
    return next((f for f in ARCHIVIO if record and f.record == record), None)
