"""The list of the macros. The manual's table is made from it.

Each entry is the function (its signature and, in the docstring, its example) and what it prints, in Italian.
Its name stands also in `macros.model.macro`, which says whether it is a block.
"""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable
from dataclasses import dataclass

from macros.model.macro import A_BLOCCO
from macros.publish.contesto.contesto import Contesto
from macros.publish.html.modelli import componi
from macros.publish.iter import atti, variazioni, versioni
from macros.publish.pagine import (
    albero,
    attestazioni,
    budget,
    calcolo,
    campione,
    compilazione,
    comunicazione,
    confronto,
    cruscotto,
    dati_aperti,
    dove,
    elenchi,
    esclusi,
    evidenze,
    foglio,
    fondi,
    genere,
    grafici,
    in_linea,
    mappa,
    metodo,
    obiettivo,
    paragoni,
    paragrafi,
    piani,
    piao,
    premi,
    processo,
    punti,
    relazione_sistema,
    scadenze,
    scostamenti,
    sistema,
    tappe,
    trasparenza,
    validazione,
    vita,
)
from macros.publish.pezzi import conteggi
from macros.publish.schede import consuntivo, monitoraggio, programmazione, riepiloghi, risorse

_ESEMPIO = re.compile(r"Example:\s+(\{\{.*?\}\})")


@dataclass(frozen=True, slots=True)
class Macro:
    """A macro as it is documented."""

    funzione: Callable[..., str]
    """Takes the page's `Contesto` first; whoever writes pages does not see it."""
    descrizione: str
    """One line, in Italian."""

    @property
    def nome(self) -> str:
        """The name used in the pages."""
        return self.funzione.__name__

    @property
    def blocco(self) -> bool:
        """True: alone on its line; False: inside a sentence."""
        return self.nome in A_BLOCCO

    @property
    def firma(self) -> str:
        """The call with its arguments and their defaults."""
        parametri = list(inspect.signature(self.funzione).parameters.values())[1:]
        return f"{self.nome}({', '.join(map(_parametro, parametri))})"

    @property
    def esempio(self) -> str:
        """The example of the docstring."""
        trovato = _ESEMPIO.search(inspect.getdoc(self.funzione) or "")
        if trovato is None:
            msg = f"{self.nome}: the docstring has no example"
            raise ValueError(msg)
        return trovato[1]


def _parametro(p: inspect.Parameter) -> str:
    if p.default is p.empty:
        return p.name
    scritto = f'"{p.default}"' if isinstance(p.default, str) else repr(p.default)
    return f"{p.name}={scritto}"


def elenco_macro(ctx: Contesto) -> str:
    """Return the table of all macros, for the manual.

    Example:
        {{ elenco_macro() }}
    """
    del ctx
    gruppi = [
        ("macro-a-blocco", "Macro a blocco, da sole su una riga", [m for m in MACRO if m.blocco]),
        ("macro-in-linea", "Macro in linea, dentro una frase", [m for m in MACRO if not m.blocco]),
    ]
    return componi("elenco_macro.html", gruppi=gruppi)


MACRO: tuple[Macro, ...] = (
    Macro(cruscotto.cruscotto, "Il cruscotto dell'anno: cifra della Camera, aree, stati, scostamenti, documenti."),
    Macro(albero.albero_performance, "L'albero della performance nelle sue due letture."),
    Macro(programmazione.scheda_programmazione, "La scheda di programmazione di un obiettivo."),
    Macro(programmazione.schede_programmazione, "Tutte le schede di programmazione di un tipo, o di un'area."),
    Macro(monitoraggio.scheda_monitoraggio, "La scheda al 30 giugno di un obiettivo."),
    Macro(monitoraggio.schede_monitoraggio, "Le schede al 30 giugno degli obiettivi di un'area dirigenziale."),
    Macro(monitoraggio.proposte_di_variazione, "Le proposte di variazione dei valori attesi al 31 dicembre."),
    Macro(foglio.anno_in_un_foglio, "L'anno in un foglio: la cifra, cinque mancanze, cinque risultati, l'anno dopo."),
    Macro(comunicazione.comunicazione_giunta, "Il semestre per la Giunta: la risposta, le decisioni, gli scostamenti."),
    Macro(
        variazioni.variazioni_piano, "Le variazioni del Piano, proposte e approvate, e il confronto con l'approvato."
    ),
    Macro(variazioni.variazioni_anno, "Le variazioni approvate nell'anno, con motivo, atti ed effetto; le correzioni."),
    Macro(consuntivo.scheda_consuntivo, "La scheda finale a) o b) di un obiettivo."),
    Macro(consuntivo.schede_consuntivo, "Tutte le schede finali di un tipo, o di un'area."),
    Macro(riepiloghi.riepilogo_aree_strategiche, "La scheda c): riepilogo per aree strategiche."),
    Macro(riepiloghi.riepilogo_aree_dirigenziali, "La scheda d): riepilogo per aree dirigenziali."),
    Macro(riepiloghi.riepilogo_azienda_speciale, "Il riepilogo dell'Azienda Speciale."),
    Macro(riepiloghi.riconciliazione, "Il confronto tra le due letture, obiettivo per obiettivo."),
    Macro(calcolo.come_calcolato, "Come è calcolata una cifra: regola, dati con file e riga, pesi fino al totale."),
    Macro(scostamenti.scostamenti, "Gli scostamenti, dal più ampio, con causa e ragione."),
    Macro(esclusi.esclusi_dalla_media, "Che cosa è rimasto fuori dalle medie, perché, e che cosa sarebbe stato."),
    Macro(esclusi.esclusioni_decise, "Gli indicatori esclusi dalla media con un atto, anno per anno."),
    Macro(conteggi.conteggio_stati, "Quanti obiettivi della Camera sono in ciascuno stato."),
    Macro(conteggi.risultati_per_dimensione, "Gli indicatori per dimensione e stato."),
    Macro(punti.dove_i_punti, "Disegno: da 100 al grado, un gradino per ogni indicatore che toglie punti."),
    Macro(grafici.grafico_gradi, "Disegno: il grado degli obiettivi, area per area, con target e soglia."),
    Macro(grafici.grafico_stati, "Disegno: un segno per obiettivo, per stato."),
    Macro(grafici.grafico_semestre, "Disegno: i gradi al 30 giugno e al 31 dicembre, della Camera o di un'area."),
    Macro(grafici.grafico_distanze, "Disegno: quanto lontano dal target sono finiti gli indicatori."),
    Macro(attestazioni.attestazioni, "I gradi calcolati accanto a quelli che l'OIV attesta, con atto e motivazione."),
    Macro(validazione.validazione_relazione, "Il dossier della validazione: criteri, riscontri, esiti, verifiche."),
    Macro(
        relazione_sistema.relazione_sistema,
        "La relazione dell'OIV sul Sistema: atto, termine, dove si legge.",
    ),
    Macro(campione.campione_oiv, "Il foglio del campione: gli indicatori estratti, con lo spazio per le verifiche."),
    Macro(riepiloghi.elenco_responsabili, "Chi risponde degli obiettivi, con grado e copertura."),
    Macro(evidenze.evidenze_per_area, "Quante evidenze ha ogni area, con quale accesso, quante viste, quante mancano."),
    Macro(
        evidenze.indice_evidenze,
        "L'indice delle evidenze dell'anno: documento, custode, accesso, se l'OIV lo ha visto.",
    ),
    Macro(piani.altri_piani, "Gli altri piani che il Piano serve, voce per voce, con obiettivi e indicatori."),
    Macro(piani.indice_piani, "L'elenco degli altri piani, le regole che l'anno dichiara, gli obiettivi senza piano."),
    Macro(
        piao.sezione_piao, "La sezione del PIAO: valore pubblico e performance, le nove domande, la mappa dal Piano."
    ),
    Macro(budget.budget, "Budget e preconsuntivo, per obiettivo e per area, accanto alle risorse del Piano."),
    Macro(budget.bilancio, "Il bilancio chiuso accanto al budget, per obiettivo e per area."),
    Macro(paragoni.confronti_enti, "Gli indicatori accanto agli stessi di altri enti: mediana e posizione."),
    Macro(paragoni.indicatori_esterni, "Gli indicatori che altri calcolano per la Camera, con la media nazionale."),
    Macro(paragoni.partenza, "Che grado avrebbe la Camera se gli indicatori fossero rimasti al valore di partenza."),
    Macro(genere.bilancio_genere, "Il bilancio di genere: donne e uomini fra organi e personale, con le quote."),
    Macro(atti.elenco_atti, "Gli atti dell'anno, in ordine di data."),
    Macro(versioni.iter_e_versioni, "L'iter di un documento: atti, impronta, stati nella storia, variazioni."),
    Macro(metodo.metodo, "Le impostazioni dell'anno (smvp.yml) in parole."),
    Macro(risorse.risorse, "Le risorse finanziarie di un obiettivo, o di tutti."),
    Macro(fondi.risorse_premiali, "Le risorse del capitolo 5: valore dei progetti, totali, quote delle aree."),
    Macro(fondi.risorse_premiali_finali, "Le stesse nella Relazione, ridotte secondo il grado attestato dall'OIV."),
    Macro(
        fondi.pagina_risorse_premiali,
        "Le risorse premiali dell'anno, con la certificazione e la riduzione.",
    ),
    Macro(fondi.certificazione_valori, "Il foglio con cui l'OIV certifica il valore dei progetti."),
    Macro(confronto.confronto_anni, "Il confronto con l'anno prima, e le serie negli anni."),
    Macro(tappe.documenti_anno, "I documenti dell'anno: pagine, PDF, dati."),
    Macro(tappe.prossimi_passi, "A che punto è il ciclo e che cosa manca ancora."),
    Macro(scadenze.scadenze_anno, "Le scadenze dell'anno, con chi ne risponde e l'atto che le adempie; il calendario."),
    Macro(processo.processo_anno, "Il processo: fasi, attori, tempi e atti dell'anno; il Sistema in vigore ogni anno."),
    Macro(sistema.pagina_sistema, "Un Sistema dell'anno: atti, che cosa ha cambiato, regole, fasi, persone, risorse."),
    Macro(compilazione.chi_deve_compilare, "Chi deve ancora compilare: attesi, validati, mancanti, area per area."),
    Macro(trasparenza.obbligo, "Una voce di Amministrazione trasparente, con i documenti in linea."),
    Macro(trasparenza.elenco_obblighi, "L'elenco delle voci di Amministrazione trasparente, o di una sua sezione."),
    Macro(trasparenza.file_per_macchine, "I file per ANAC e la mappa dei collegamenti, o perché non ci sono."),
    Macro(dove.dove_si_pubblica, "L'indirizzo del sito, e dove stanno pagina, file e frammento di ogni voce."),
    Macro(premi.ammontare_premi, "I premi stanziati e distribuiti, anno per anno, in tabella e in figura."),
    Macro(
        premi.distribuzione_premi, "Quante persone in ogni gruppo di fasce, anno per anno, e la quota della più alta."
    ),
    Macro(mappa.mappa_sito, "La mappa del sito."),
    Macro(elenchi.file_da_scaricare, "I documenti e i dati aperti di ogni anno, da scaricare."),
    Macro(dati_aperti.dati_anno, "I dati aperti di un anno: ogni file con le sue colonne e le prime righe."),
    Macro(dati_aperti.indirizzi_dati, "Gli indirizzi dei dati aperti che non cambiano, e il catalogo."),
    Macro(elenchi.dizionario_dati, "Il dizionario dei dati aperti."),
    Macro(elenchi.codici_problema, "I codici dei controlli: gravità, significato, rimedio."),
    Macro(elenchi.sigle, "Le sigle delle pagine, e che cosa vuol dire ciascuna."),
    Macro(paragrafi.paragrafi_sistema, "Il testo del Sistema, paragrafo per paragrafo, e dove vive."),
    Macro(elenchi.tabella, "Una tabella del manuale scritta a mano: le prove a mano, i moduli."),
    Macro(elenco_macro, "Questa tabella."),
    Macro(obiettivo.pagina_obiettivo, "Tutto ciò che si sa di un obiettivo."),
    Macro(piani.pagina_piano, "Un altro piano: ogni voce con ciò che la serve, gradi e stati."),
    Macro(vita.vita_indicatore, "La vita di un indicatore negli anni: promesso, previsto, ottenuto, con quali atti."),
    Macro(obiettivo.pagina_responsabile, "Gli obiettivi di cui un dirigente risponde."),
    Macro(in_linea.grado, "Il grado della Camera, di un'area o di un obiettivo."),
    Macro(attestazioni.attestato, "Il grado che l'OIV attesta, da chi e con quale atto; o che ancora non c'è."),
    Macro(in_linea.copertura, "La parte del peso misurata, in percentuale."),
    Macro(in_linea.stato, "Lo stato di un obiettivo, in parole."),
    Macro(in_linea.titolo, "Il titolo di un obiettivo, di un indicatore o di un'area."),
    Macro(in_linea.responsabile, "Chi risponde di un'area, per ruolo."),
    Macro(in_linea.conta, "Quanti sono gli obiettivi della Camera: di un tipo, di un'area, in uno stato."),
    Macro(in_linea.conta_per_stato, "Quanti obiettivi della Camera sono in ciascuno stato, in parole."),
    Macro(in_linea.conta_per_intero, "Quanti indicatori hanno ottenuto per intero il risultato, o solo uno stato."),
    Macro(in_linea.conta_indicatori, "Quanti sono gli indicatori della Camera, o quanti in uno stato."),
    Macro(in_linea.nome_ente, "Il nome della Camera, per esteso o breve."),
    Macro(in_linea.recapito, "Un recapito o un indirizzo della Camera, da `ente.yml`."),
    Macro(in_linea.atto, "L'atto che approva un documento, o che è una bozza."),
)
"""Every macro, in the order of the manual."""
