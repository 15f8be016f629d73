"""What the program finds of each criterion of the validation: counts and acts, beside what a person says of it.

Fonte: LG DFP 3/2018; RECORDS 3. Nothing here is the OIV's word, and nothing is judged that a machine cannot see.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING

from macros.engine.fonti import fonte_tipo
from macros.engine.mancanze import aree_senza_atto, obiettivi_scoperti
from macros.model import formato
from macros.model.atti import RILEVATI
from macros.model.citazioni import in_parole
from macros.model.formato import con_articolo
from macros.model.pagine import OBIETTIVO
from macros.model.precedenze import atto_che_vale, oiv_in_anticipo, sistema_dopo_il_piano, validazioni
from macros.model.problems import Documento
from macros.model.valori import Assenza, FonteTipo, TipoAtto

if TYPE_CHECKING:
    from macros.engine.result import Ciclo, IndicatoreValutato
    from macros.model.anno import Anno

SI, NO, A_META = "riscontrato", "non riscontrato", "riscontrato in parte"
DA_LEGGERE = "elementi per chi valuta"
"""Of a criterion of which a machine sees a part only."""
NON_SI_VEDE = "lo valuta una persona"
MANCA = "manca l'atto"
FONTI = {
    FonteTipo.ESTERNA: "esterna",
    FonteTipo.SISTEMA: "di un sistema",
    FonteTipo.INTERNA: "interna",
    None: "non dichiarata",
}
"""Kind of source → how it is said after «fonte»."""
SENZA_IMPRONTA = (
    "L'atto che lo approva non cita un'impronta: il programma non può dire se da allora qualcosa è cambiato "
    "senza un atto."
)
RIFARE = (
    "Ogni grado è calcolato dal programma con la regola, il risultato atteso e i pesi scritti nel Piano: nessuno è "
    "scritto a mano. Regole, pesi e dati sono fra i dati aperti, e i conti si possono rifare da lì."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class RiscontroCriterio:
    """What the program finds of a criterion."""

    esito: str
    frasi: tuple[str, ...] = ()
    mancano: tuple[tuple[str, str], ...] = ()
    """What keeps it from being met: code, address."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DaGuardare:
    """What is looked at."""

    ciclo: Ciclo
    capitoli: int
    """How many chapters the Relazione has."""

    @property
    def anno(self) -> Anno:
        """The year as the Relazione shows it."""
        return self.ciclo.anno

    def voci(self, trovati: Iterable[IndicatoreValutato]) -> tuple[tuple[str, str], ...]:
        """Return indicators as codes with the address of their objective."""
        n = self.anno.anno
        return tuple((v.indicatore.codice, OBIETTIVO.indirizzo(n, v.indicatore.obiettivo)) for v in trovati)


def riscontri(ciclo: Ciclo, capitoli: int) -> dict[str, RiscontroCriterio]:
    """Return what the program finds, criterion by criterion; of those that a person judges alone, that it is so."""
    da_guardare = DaGuardare(ciclo=ciclo, capitoli=capitoli)
    return {lettera: guarda(da_guardare) for lettera, guarda in GUARDANO.items()}


def _coerenza(d: DaGuardare) -> RiscontroCriterio:
    piano = d.anno.approvazione(Documento.PIANO)
    variate = [v for v in d.anno.variazioni if d.anno.approvata_il(v)]
    quanti = formato.quanti(len(d.anno.obiettivi), "obiettivo", "obiettivi")
    indicatori = formato.quanti(len(d.anno.indicatori), "indicatore", "indicatori")
    frasi = [f"La Relazione riporta il Piano in vigore al 31 dicembre: {quanti}, {indicatori}."]
    frasi.append(f"Piano approvato: {in_parole(piano)}." if piano else "Il Piano non ha ancora un atto che lo approva.")
    if variate:
        frasi.append(f"Variazioni approvate nell'anno: {len(variate)}.")
    if piano is None:
        return RiscontroCriterio(esito=NO, frasi=tuple(frasi))
    frasi.append(SENZA_IMPRONTA if piano.impronta is None else "Dal Piano approvato nulla è cambiato senza un atto.")
    return RiscontroCriterio(esito=DA_LEGGERE if piano.impronta is None else SI, frasi=tuple(frasi))


def _risultati(d: DaGuardare) -> RiscontroCriterio:
    previsti = [v for v in d.ciclo.indicatori.values() if v.previsto]
    senza = [v for v in previsti if v.assenza is Assenza.NON_RILEVATO]
    esclusi = [v for v in previsti if v.assenza is Assenza.NON_VALUTABILE]
    con_grado = sum(1 for s in d.ciclo.obiettivi.values() if s.esatto is not None)
    frasi = [
        f"Obiettivi con un grado: {con_grado} su {len(d.ciclo.obiettivi)}.",
        f"Indicatori con un risultato: {sum(v.misurato for v in previsti)} su {len(previsti)}.",
    ]
    if esclusi:
        frasi.append(f"Esclusi dalla media per decisione: {len(esclusi)}, elencati più sotto.")
    if senza:
        frasi.append("Senza un risultato, e senza una decisione che li escluda:")
    esito = NO if obiettivi_scoperti(d.ciclo) else A_META if senza else SI
    return RiscontroCriterio(esito=esito, frasi=tuple(frasi), mancano=d.voci(senza))


def _metodo(d: DaGuardare) -> RiscontroCriterio:
    regole = d.anno.regole
    usate = Counter(v.indicatore.regola.replace("_", " ") for v in d.ciclo.indicatori.values())
    elenco = ", ".join(f"{nome} {quante}" for nome, quante in sorted(usate.items(), key=lambda u: (-u[1], u[0])))
    return RiscontroCriterio(
        esito=SI,
        frasi=(
            f"Metodo dichiarato: {regole.titolo}, delibera {regole.delibera} {con_articolo('del', regole.data)}.",
            f"Regole degli indicatori: {elenco}.",
            RIFARE,
        ),
    )


def _fonti(d: DaGuardare) -> RiscontroCriterio:
    misure = (d.anno.misure or {}).values()
    con_prova = sum(1 for i in d.anno.indicatori.values() if i.documentazione)
    frasi = [f"Indicatori che dicono con quale documento si prova il valore: {con_prova} su {len(d.anno.indicatori)}."]
    if misure:
        frasi.append(f"Misure che dicono la loro fonte: {sum(1 for m in misure if m.fonte)} su {len(misure)}.")
    tipi = Counter(fonte_tipo(d.anno, v.indicatore) for v in d.ciclo.indicatori.values() if v.misurato)
    dette = [f"{FONTI[tipo]} {tipi[tipo]}" for tipo in (*FonteTipo, None) if tipi[tipo]]
    frasi.append(f"Fonte degli indicatori misurati: {', '.join(dette) or 'nessuno è misurato'}.")
    return RiscontroCriterio(esito=DA_LEGGERE, frasi=tuple(frasi))


def _scostamenti(d: DaGuardare) -> RiscontroCriterio:
    sotto = [v for v in d.ciclo.indicatori.values() if v.scoperto]
    senza = [v for v in sotto if v.rilevazione is None or not v.rilevazione.causa or not v.rilevazione.motivo]
    frasi = [
        f"Indicatori sotto il risultato atteso: {len(sotto)}.",
        f"Con causa e ragione: {len(sotto) - len(senza)}." if sotto else "Nessuno scostamento da spiegare.",
    ]
    if senza:
        frasi.append("Senza causa o senza ragione:")
    return RiscontroCriterio(esito=NO if senza else SI, frasi=tuple(frasi), mancano=d.voci(senza))


def _norme(d: DaGuardare) -> RiscontroCriterio:
    anno, frasi, manca = d.anno, [], False
    for che, tipo, documento, prima in (
        ("Piano approvato", TipoAtto.APPROVAZIONE_GIUNTA, Documento.PIANO, True),
        ("Monitoraggio comunicato", TipoAtto.COMUNICAZIONE_GIUNTA, Documento.MONITORAGGIO, True),
        ("Relazione validata", TipoAtto.VALIDAZIONE_OIV, Documento.RELAZIONE, False),
        ("Relazione approvata", TipoAtto.APPROVAZIONE_GIUNTA, Documento.RELAZIONE, False),
        ("Relazione pubblicata", TipoAtto.PUBBLICAZIONE, Documento.RELAZIONE, False),
    ):
        atto = atto_che_vale(anno, tipo, documento)
        frasi.append(f"{che}: {in_parole(atto) if atto else MANCA}.")
        manca |= prima and atto is None
        if documento is Documento.MONITORAGGIO:
            senza = aree_senza_atto(d.ciclo)
            frasi.append(f"Dati finali validati: {_da_chi(d, senza)}.")
            manca |= bool(senza)
    fuori = list(_fuori_ordine(anno))
    frasi += fuori or ["Gli atti registrati sono in ordine di tempo, ciascuno dopo ciò che presuppone."]
    in_ordine = SI if validazioni(anno, Documento.RELAZIONE) else DA_LEGGERE
    return RiscontroCriterio(esito=NO if manca or fuori else in_ordine, frasi=tuple(frasi))


def _fuori_ordine(anno: Anno) -> Iterator[str]:
    """Say which acts came before what they stand on."""
    for documento in RILEVATI.values():
        if trovati := oiv_in_anticipo(anno, documento):
            sua, dati = trovati
            yield (
                f"La validazione dell'organismo è {con_articolo('del', sua.data)}, prima di quella dei dati "
                f"({dati.organo}, {formato.data_lunga(dati.data)})."
            )
    if detto := sistema_dopo_il_piano(anno):
        smvp, piano = detto
        yield f"Il Sistema è {con_articolo('del', smvp.data)}, dopo l'approvazione del Piano ({in_parole(piano)})."


def _da_chi(d: DaGuardare, senza: Iterable[str]) -> str:
    if aree := ", ".join(map(d.anno.nome_area, senza)):
        return f"{MANCA} di {aree}"
    if validazioni(d.anno, Documento.RELAZIONE):
        return "da tutte le aree che ne rispondono"
    return "nessun atto è registrato"


def _lunghezza(d: DaGuardare) -> RiscontroCriterio:
    schede = formato.quanti(len(d.anno.obiettivi), "obiettivo", "obiettivi")
    return RiscontroCriterio(
        esito=DA_LEGGERE,
        frasi=(
            f"Capitoli: {d.capitoli}."
            if d.capitoli
            else "I capitoli della Relazione non sono ancora scritti: c'è la pagina di ogni obiettivo.",
            f"Schede della stessa forma: {schede}.",
        ),
    )


def _chiarezza(d: DaGuardare) -> RiscontroCriterio:
    indice = "C'è un indice dei capitoli. " if d.capitoli else ""
    return RiscontroCriterio(
        esito=DA_LEGGERE,
        frasi=(f"{indice}Ogni collegamento a un'altra pagina porta dove dice: lo controlla la costruzione del sito.",),
    )


def _di_una_persona(_: DaGuardare) -> RiscontroCriterio:
    return RiscontroCriterio(esito=NON_SI_VEDE)


GUARDANO: Mapping[str, Callable[[DaGuardare], RiscontroCriterio]] = MappingProxyType(
    {
        "a": _coerenza,
        "b": _di_una_persona,
        "c": _risultati,
        "d": _di_una_persona,
        "e": _metodo,
        "f": _fonti,
        "g": _scostamenti,
        "h": _di_una_persona,
        "i": _norme,
        "j": _lunghezza,
        "k": _chiarezza,
    }
)
"""Criterion → who looks at it."""
