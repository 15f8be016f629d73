"""How the resources of chapter 5 are told: act of the percentages, range, cut, certification. Fonte: SMVP 5, 3."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from macros.model import formato
from macros.model.archivio import OBIETTIVI, RISORSE
from macros.model.fondi import COEFFICIENTI, MASSIMO, MINIMO, PERCENTUALE, SCARTO, LetturaLimiti, QualeFondo
from macros.model.problems import Documento
from macros.model.valori import TipoAtto
from macros.publish.parole import voci
from macros.publish.parole.attestato import da_chi, giudizio_mancante

if TYPE_CHECKING:
    from macros.engine.fondi import EsameLimiti, RisorseCalcolate
    from macros.model.anno import Anno
    from macros.model.atti import Atto
    from macros.model.variazioni import Cambio, Variazione

NOMI = {QualeFondo.DIRIGENTI: "Dirigenti", QualeFondo.PERSONALE: "Personale"}
"""Fund → what columns and tables call it."""
DEL_FONDO = {QualeFondo.DIRIGENTI: "del fondo dei dirigenti", QualeFondo.PERSONALE: "del fondo del personale"}
TORNA_AL_BILANCIO = "Ciò che non si paga non è un'economia del fondo: torna al bilancio della Camera."
CHE = "Fondi e valore dei progetti finanziati (Sistema, capitolo 5)"
NON_RIPARTIBILI = "Ciò che l'anno dichiara dei fondi non basta ancora a ripartirli fra le aree."
NON_CERTIFICATI = "Valori non ancora certificati."
FINANZIATO = "progetto_finanziato"


def mancano(anno: Anno) -> str:
    """Say why there are no resources to show: not declared yet, or not asked for when the Piano was approved."""
    if anno.risorse is not None:
        return NON_RIPARTIBILI
    if anno.aperto(Documento.PIANO):
        return f"{CHE} non sono ancora dichiarati."
    return f"{CHE} non erano richiesti quando fu approvato il Piano."


def percentuali(anno: Anno) -> str:
    """Say who set what a point is worth."""
    dette = anno.risorse.percentuali if anno.risorse else None
    atto = anno.atti.get(dette.atto or "") if dette else None
    return f"Quanto vale un punto è stabilito da un atto: {voci.atto_in_parole(atto)}." if atto else ""


def regole(anno: Anno) -> tuple[tuple[str, str], ...]:
    """Return the rules of chapter 5 as the year declares them; where it does not, the System's own. Fonte: SMVP 5."""
    detta = anno.risorse
    coefficienti = ", ".join(f"{rilevanza} {c}" for rilevanza, c in COEFFICIENTI.items())
    quanto = {q: formato.leggibile(detta.percentuale(q) if detta else PERCENTUALE[q]) for q in QualeFondo}
    punti = " e ".join(f"{p} per cento {DEL_FONDO[q]}" for q, p in quanto.items())
    minimo, massimo = (detta.minimo, detta.massimo) if detta else (MINIMO, MASSIMO)
    insieme = detta is None or detta.lettura is LetturaLimiti.COMPLESSIVO
    di_che = "dei due fondi insieme" if insieme else "di ciascun fondo"
    estremi = f"{formato.leggibile(minimo)} e {formato.leggibile(massimo)} per cento"
    scarto = f"Il peso che un dirigente dà a un obiettivo sta entro {formato.leggibile(SCARTO)} punti"
    ridotte = "Se il grado attestato della Camera è sotto 100 le risorse si riducono in proporzione."
    return (
        ("Coefficiente", f"Dalla rilevanza di un progetto finanziato: {coefficienti}."),
        ("Quanto vale un punto", f"Delle risorse stabili, {punti}. {percentuali(anno)}".rstrip()),
        ("Intervallo", f"I progetti insieme valgono fra {estremi} {di_che}."),
        ("Quote delle aree", "Dei dirigenti per retribuzioni di posizione, del personale per numero di dipendenti."),
        ("Peso e rilevanza", f"{scarto} dalla sua rilevanza sul totale."),
        ("Certificazione", "L'OIV certifica il valore di ogni progetto."),
        ("Riduzione", f"{ridotte} {TORNA_AL_BILANCIO}"),
    )


def intervallo(r: RisorseCalcolate, esame: EsameLimiti) -> str:
    """Say where a total lies against the range, and by how many euro it misses it."""
    if esame.quale is None:
        che, quota, totale = "dei due fondi insieme", r.quota, r.totale
    else:
        fondo = r.fondi[esame.quale]
        che, quota, totale = DEL_FONDO[esame.quale], fondo.quota, fondo.totale
    estremi = f"{formato.leggibile(r.dichiarate.minimo)} e {formato.leggibile(r.dichiarate.massimo)} per cento"
    euro = f"da {formato.euro(esame.minimo)} a {formato.euro(esame.massimo)} euro"
    inizio = f"I progetti valgono {formato.euro(totale)} euro, {formato.stampato(quota)} per cento {che}"
    if esame.rispettati:
        return f"{inizio}: fra {estremi} ({euro}), come chiede il Sistema."
    quanto = f"mancano {formato.in_euro(esame.manca)}" if esame.manca else f"{formato.in_euro(esame.eccede)} in più"
    return f"{inizio}, e il Sistema chiede fra {estremi} ({euro}): {quanto}."


def riduzione(anno: Anno, r: RisorseCalcolate) -> tuple[str, ...]:
    """Say what the attested grade does to the resources; that it is not there yet, and then nothing of a cut."""
    if r.attestato is None or r.ridotto is None:
        detto = giudizio_mancante(anno)
        return (f"{detto[:1].upper()}{detto[1:]}: le cifre sono quelle del Piano.",)
    attesta = f"Il grado della Camera attestato {da_chi(anno)} è {formato.stampato(r.attestato)} su 100"
    if not r.tagliate:
        return (f"{attesta}: le risorse non si riducono.", TORNA_AL_BILANCIO)
    conti = "; ".join(
        f"{NOMI[f.quale].lower()} {formato.euro(f.totale)} × {formato.stampato(r.attestato)} / 100 = "
        f"{formato.euro(f.ridotto)}"
        for f in r.fondi.values()
    )
    meno = formato.euro(r.totale - r.ridotto)
    detto = "le risorse si riducono in proporzione, e ciò che resta si ripartisce con le stesse quote"
    return f"{attesta}: {detto} ({conti} euro). In tutto {meno} euro in meno.", TORNA_AL_BILANCIO


def certificazione(anno: Anno) -> Atto | None:
    """Return the act with which the OIV certifies the values: the latest one on the Piano; None: not yet."""
    return anno.ultimo_atto(TipoAtto.CERTIFICAZIONE_VALORI, Documento.PIANO)


def certificati(anno: Anno) -> str:
    """Say whether the values are certified, and what changed them since."""
    atto = certificazione(anno)
    if atto is None:
        return NON_CERTIFICATI
    detto = f"Valori certificati: {voci.atto_in_parole(atto)}."
    seguite = [v for v in anno.variazioni if (g := anno.approvata_il(v)) and g > atto.data]
    dopo = [str(v.numero) for v in seguite if _tocca(anno, v)]
    if not dopo:
        return f"{detto} Nessuna variazione approvata dopo quel giorno li tocca." if seguite else detto
    quali = formato.concorda(len(dopo), "la variazione", "le variazioni")
    verbo = formato.concorda(len(dopo), "tocca", "toccano")
    return f"{detto} Dopo quel giorno {quali} {', '.join(dopo)} {verbo} i valori: serve una nuova certificazione."


def _tocca(anno: Anno, v: Variazione) -> bool:
    """True for a variation that changes what a value is reckoned on, or how it is shared out."""
    return any(c.dove == RISORSE.record or _di_un_progetto(anno, c) for c in v.cambi)


def _vero(scritto: object) -> bool:
    """True for `true` however YAML lets it be written."""
    return isinstance(scritto, str) and scritto.lower() == "true"


def _di_un_progetto(anno: Anno, c: Cambio) -> bool:
    """True for a change that makes or unmakes a financed project, or of the relevance of one."""
    record, _, codice = c.dove.partition(" ")
    if record != OBIETTIVI.record:
        return False
    if not c.campo:  # the whole objective came, or left
        return any(isinstance(lato, Mapping) and _vero(lato.get(FINANZIATO)) for lato in (c.da, c.a))
    obiettivo = anno.obiettivi.get(codice)
    return c.campo == FINANZIATO or (c.campo == "rilevanza" and obiettivo is not None and obiettivo.progetto_finanziato)
