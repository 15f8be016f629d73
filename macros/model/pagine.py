"""The registry of pages: each kind of page once, where it lies, what it is called, what writes it, when it is there.

From it come the generated pages, the side navigation, the breadcrumb, the labels of the search, the map of the
site, the places of `content/` that nobody may take, and every address, which starts from the root of the site:
only `macros/publish/html/frammenti.py`, and for the frame `scripts/sito/rami.py`, makes it relative.
"""

from __future__ import annotations

from macros.model import archivio
from macros.model.pagine_albero import ALBERI
from macros.model.pagine_documento import di_documento
from macros.model.pagine_oiv import CAMPIONE, EVIDENZE, RELAZIONE_SISTEMA, VALIDAZIONE
from macros.model.problems import Documento
from macros.model.tipi_pagina import TipoPagina, degli_obiettivi, dei_piani, dei_responsabili, dei_sistemi

OBIETTIVI = TipoPagina(
    percorso="$anno/obiettivi/index.md",
    titolo="Obiettivi $anno",
    macro="Gli obiettivi sono nell'albero della performance: [per aree strategiche](../albero/aree-strategiche.md) o "
    "[per aree dirigenziali](../albero/aree-dirigenziali.md).",
    parte="Obiettivi",
    sezione="Obiettivi",
    solo_titoli=True,
)
"""Where the list was: who comes there is sent to the tree."""
OBIETTIVO = TipoPagina(
    percorso="$anno/obiettivi/$codice.md",
    titolo="$codice $nome",
    intestazione="$nome",
    etichetta="Obiettivo $codice",
    occhiello="$occhiello",
    macro="{{ pagina_obiettivo($codice) }}",
    per=degli_obiettivi,
    voce="$codice $nome",
    sotto=ALBERI["strategica"].percorso,
    sezione="$breve",
)
RESPONSABILI = TipoPagina(
    percorso="$anno/responsabili/index.md",
    titolo="Chi risponde degli obiettivi $anno",
    macro="{{ elenco_responsabili() }}",
    voce="Responsabili",
    parte="Responsabili",
    sezione="Responsabili",
)
RESPONSABILE = TipoPagina(
    percorso="$anno/responsabili/$codice.md",
    titolo="$nome",
    etichetta="Responsabile $codice",
    occhiello="Chi risponde degli obiettivi",
    macro="{{ pagina_responsabile($codice) }}",
    per=dei_responsabili,
    voce="$nome",
    sotto=RESPONSABILI.percorso,
)
ALTRI_PIANI = TipoPagina(
    percorso="$anno/piani/index.md",
    titolo="Il Piano $anno e gli altri piani",
    etichetta="Gli altri piani",
    occhiello="A che cosa servono gli obiettivi",
    macro="{{ indice_piani() }}",
    quando=lambda mostrato, anno: mostrato.ha(anno, archivio.PIANI),
    voce="Altri piani",
    parte="Altri piani",
    sezione="Altri piani",
)
ALTRO_PIANO = TipoPagina(
    percorso="$anno/piani/$codice.md",
    titolo="$nome",
    occhiello="$occhiello",
    macro="{{ pagina_piano($codice) }}",
    per=dei_piani,
    voce="$nome",
    sotto=ALTRI_PIANI.percorso,
)
BUDGET = TipoPagina(
    percorso="$anno/budget.md",
    titolo="Budget e preconsuntivo $anno",
    etichetta="Budget e preconsuntivo",
    occhiello="Quanto era previsto, quanto si è speso e incassato",
    macro="{{ budget() }}",
    quando=lambda mostrato, anno: mostrato.ha(anno, archivio.BUDGET),
    documento=Documento.RELAZIONE,
    voce="Budget",
    sezione="Budget",
)
BILANCIO = TipoPagina(
    percorso="$anno/bilancio.md",
    titolo="Bilancio d’esercizio $anno",
    etichetta="Bilancio d’esercizio",
    occhiello="I conti chiusi, dopo la Relazione",
    macro="{{ bilancio() }}",
    quando=lambda mostrato, anno: mostrato.ha(anno, archivio.BILANCIO),
    documento=Documento.RELAZIONE,
    voce="Bilancio",
    sezione="Bilancio",
)
CONTESTO = TipoPagina(
    percorso="$anno/contesto.md",
    titolo="I risultati nel loro contesto $anno",
    etichetta="I risultati nel loro contesto",
    occhiello="Altri enti, altre misure",
    macro="## Accanto ad altri enti\n\n{{ confronti_enti() }}\n\n## Indicatori esterni\n\n{{ indicatori_esterni() }}"
    "\n\n## Già al punto di partenza\n\n{{ partenza() }}",
    quando=lambda mostrato, anno: mostrato.ha(anno, archivio.CONFRONTI) or mostrato.ha(anno, archivio.ESTERNI),
    documento=Documento.RELAZIONE,
    voce="Contesto",
    sezione="Contesto",
)
FOGLIO = TipoPagina(
    percorso="$anno/foglio.md",
    titolo="Il $anno in un foglio",
    etichetta="L’anno in un foglio",
    occhiello="Quanto, che cosa è mancato, che cosa si è ottenuto",
    macro="{{ anno_in_un_foglio() }}",
    quando=lambda mostrato, anno: mostrato.ha_figura(anno),
    documento=Documento.RELAZIONE,
    voce="L’anno in un foglio",
    sezione="In un foglio",
    solo_titoli=True,
)
VARIAZIONI = TipoPagina(
    percorso="$anno/variazioni.md",
    titolo="Variazioni del Piano",
    intestazione="Variazioni del Piano $anno: dal Piano approvato a oggi",
    occhiello="Ciclo $anno",
    macro="{{ variazioni_piano() }}",
    voce="Variazioni del Piano",
)
CONFRONTO = TipoPagina(
    percorso="$anno/confronto.md",
    titolo="Dal $prima al $anno: che cosa è cambiato",
    etichetta="Confronto con il $prima",
    macro="{{ confronto_anni() }}",
    quando=lambda mostrato, anno: anno - 1 in mostrato.anni,
    voce="Confronto con il $prima",
)
COMUNICAZIONE = TipoPagina(
    percorso="$anno/comunicazione.md",
    titolo="Comunicazione alla Giunta $anno",
    etichetta="Comunicazione alla Giunta",
    occhiello="Il primo semestre, per chi decide",
    macro="{{ comunicazione_giunta() }}",
    quando=lambda mostrato, anno: mostrato.visibile(anno, Documento.MONITORAGGIO),
    documento=Documento.MONITORAGGIO,
    voce="Comunicazione alla Giunta",
    sezione="Comunicazione",
)
SCADENZE = TipoPagina(
    percorso="$anno/scadenze.md",
    titolo="Scadenze $anno",
    etichetta="Scadenze",
    occhiello="Che cosa è dovuto, entro quando e da chi",
    macro="{{ scadenze_anno() }}",
    voce="Scadenze",
    sezione="Scadenze",
)
COMPILAZIONE = TipoPagina(
    percorso="$anno/compilazione.md",
    titolo="Chi deve ancora compilare, $anno",
    etichetta="Chi deve ancora compilare",
    occhiello="Che cosa è chiesto, che cosa è arrivato, che cosa manca",
    macro="{{ chi_deve_compilare() }}",
    quando=lambda mostrato, _: not mostrato.pubblico,
    voce="Chi deve ancora compilare",
    sotto=SCADENZE.percorso,
    sezione="Compilazione",
)
PROCESSO_ANNO = TipoPagina(
    percorso="$anno/processo.md",
    titolo="Il processo $anno",
    etichetta="Processo",
    occhiello="Fasi, attori e tempi del ciclo",
    macro="{{ processo_anno() }}",
    voce="Processo",
    sotto=SCADENZE.percorso,
    sezione="Processo",
)
SISTEMA_ANNO = TipoPagina(
    percorso="$anno/sistema/$codice.md",
    titolo="Il Sistema nel $anno, $nome",
    macro="{{ pagina_sistema($codice) }}",
    per=dei_sistemi,
    voce="Sistema, $nome",
    parte="Sistema",
    sezione="Sistema",
    solo_titoli=True,
)
RISORSE_PREMIALI = TipoPagina(
    percorso="$anno/risorse-premiali.md",
    titolo="Risorse premiali $anno",
    etichetta="Risorse premiali",
    occhiello="Quanto valgono i progetti finanziati",
    macro="{{ pagina_risorse_premiali() }}",
    voce="Risorse premiali",
    sezione="Risorse premiali",
)
CERTIFICAZIONE = TipoPagina(
    percorso="$anno/certificazione.md",
    titolo="Certificazione dei valori $anno",
    etichetta="Certificazione dei valori",
    occhiello="Il foglio per chi certifica",
    macro="{{ certificazione_valori() }}",
    quando=lambda mostrato, anno: mostrato.ha(anno, archivio.RISORSE),
    voce="Certificazione",
    sotto=RISORSE_PREMIALI.percorso,
    sezione="Certificazione",
    solo_titoli=True,
)
DATI_ANNO = TipoPagina(
    percorso="$anno/dati.md",
    titolo="Dati aperti $anno",
    etichetta="Dati aperti",
    occhiello="File, colonne, prime righe",
    macro="{{ dati_anno() }}",
    voce="Dati aperti",
    sezione="Dati aperti",
    solo_titoli=True,
)
CORREZIONI = TipoPagina(percorso="$anno/correzioni.md", voce="Correzioni al testo approvato")
PRIMA_DELL_ANNO = TipoPagina(
    percorso="$anno/index.md",
    titolo="Anno $anno",
    macro="{{ cruscotto() }}\n\n## Gli atti\n\n{{ elenco_atti() }}",
    di_riserva=True,
    voce="$titolo",
    sezione="Anno",
)
VITA = TipoPagina(
    percorso="indicatori/$codice.md",
    titolo="$breve $nome",
    intestazione="$nome",
    occhiello="La vita dell'indicatore $breve",
    macro="{{ vita_indicatore($codice) }}",
    parte="La vita degli indicatori",
    sezione="Vita di un indicatore",
    solo_titoli=True,
)
"""Its code is the name that an indicator keeps: first year and first code (`macros/vista/vite.py`)."""
_DI = {
    documento: di_documento(documento, parte)
    for documento, parte in (
        (Documento.PIANO, "Piano"),
        (Documento.PIAO, "PIAO"),
        (Documento.MONITORAGGIO, "Monitoraggio al 30 giugno"),
        (Documento.RELAZIONE, "Relazione"),
    )
}
DOCUMENTO, ITER_DI, METODO = ({documento: tipi[n] for documento, tipi in _DI.items()} for n in range(3))
"""Of each document: its first page, what led to it, its chapter on the method."""
INIZIO = TipoPagina(percorso="index.md", voce="Cruscotto")
DATI_APERTI = TipoPagina(percorso="dati.md", voce="Dati aperti")
COME_SI_LEGGE = TipoPagina(percorso="come-si-legge.md", voce="Come si legge")
MAPPA = TipoPagina(percorso="mappa.md", voce="Mappa del sito", solo_titoli=True)
TRASPARENZA = TipoPagina(percorso="trasparenza/index.md", voce="Amministrazione Trasparente")
OBBLIGO = TipoPagina(percorso="trasparenza/$codice.md")
MANUALE = TipoPagina(percorso="manuale/index.md", voce="Manuale")
(
    MANUALE_REGOLE,
    MANUALE_APPROVAZIONI,
    MANUALE_REGISTRO,
    MANUALE_CONFRONTI,
    MANUALE_MODULI,
    MANUALE_DA_COMPILARE,
    MANUALE_FOGLIO,
) = (
    TipoPagina(percorso=f"manuale/{nome}.md")
    for nome in ("regole", "approvazioni", "registro", "confronti", "moduli", "moduli-da-compilare", "foglio")
)
ACCESSIBILITA = TipoPagina(percorso="accessibilita.md", voce="Dichiarazione di accessibilità")
NOTE_LEGALI = TipoPagina(percorso="note-legali.md", voce="Note legali")
PRIVACY = TipoPagina(percorso="privacy.md", voce="Privacy")
PRIMA_DI_CARTELLA = TipoPagina(percorso="$codice/index.md")
CERCA = TipoPagina(percorso="cerca.md", voce="Cerca")

SEZIONI = {t.cartella: t.voce for t in (TRASPARENZA, MANUALE)}
"""Folders outside the years that have a side navigation of their own → what they are called."""
INDICE: tuple[tuple[str, tuple[TipoPagina, ...]], ...] = (
    ("", (PRIMA_DELL_ANNO, FOGLIO)),
    (
        "Piano e obiettivi",
        (
            *(*_DI[Documento.PIANO], *ALBERI.values(), OBIETTIVI, OBIETTIVO, RESPONSABILI, RESPONSABILE),
            *(*_DI[Documento.PIAO][:2], ALTRI_PIANI, ALTRO_PIANO, VARIAZIONI),
        ),
    ),
    (
        "Risultati",
        (*_DI[Documento.MONITORAGGIO], COMUNICAZIONE, *_DI[Documento.RELAZIONE], CONTESTO, EVIDENZE, CONFRONTO),
    ),
    ("Conti e premi", (RISORSE_PREMIALI, CERTIFICAZIONE, BUDGET, BILANCIO)),
    ("Verifiche dell’OIV", (VALIDAZIONE, CAMPIONE, RELAZIONE_SISTEMA)),
    ("Regole, tempi e dati", (SCADENZE, PROCESSO_ANNO, COMPILAZIONE, SISTEMA_ANNO, DATI_ANNO, CORREZIONI)),
)
"""The side navigation of a year: what each fold is called, and the kinds of page that it holds, in order."""
PAGINE: tuple[TipoPagina, ...] = tuple(tipo for _, tipi in INDICE for tipo in tipi)
"""The kinds of page of a year."""
DI_SEMPRE: tuple[TipoPagina, ...] = (VITA,)
"""The kinds of page of no year, one for each thing that goes on through them: its address never changes."""
