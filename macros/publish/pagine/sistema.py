"""The page of a System: its acts, what it changed, its rules as the program applies them. Fonte: SMVP 1–7; RECORDS 1.

The words of the System are those of the act that approves it; here are its rules, from the data of the year.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from macros.engine.formula import in_parole as formula_in_parole
from macros.engine.scadenze import valutate
from macros.model import formato
from macros.model.impostazioni import FiguraScheda
from macros.model.individuale import FATTORI
from macros.model.pagine import CONFRONTO, MANUALE_MODULI, METODO, PROCESSO_ANNO, RISORSE_PREMIALI, VARIAZIONI
from macros.model.pagine_albero import ALBERI, LETTURE
from macros.model.problems import Documento
from macros.model.processo import PERSONE, PROCESSO
from macros.model.sistemi import detto, sistemi
from macros.model.variazioni import SISTEMA, StatoVariazione
from macros.publish.contesto.contesto import Contesto, piu_vicino
from macros.publish.html.modelli import componi
from macros.publish.iter.atti import righe_atti
from macros.publish.iter.cambi import nome_regola
from macros.publish.iter.delibere import cammino, delibera, scelte
from macros.publish.iter.sistemi import come, indirizzo, sotto
from macros.publish.pagine.processo import passi
from macros.publish.parole import voci
from macros.publish.parole.attestato import GIUDIZI
from macros.publish.parole.fondi import regole as regole_dei_fondi
from macros.publish.parole.individuale import FIGURE, VALUTA
from macros.publish.pezzi.regole import in_parole
from macros.publish.pezzi.semestre import fasce_in_parole
from macros.trail.confronto import confronta_sistemi

if TYPE_CHECKING:
    from macros.model.anno import Anno
    from macros.model.sistemi import SistemaDellAnno
    from macros.publish.pagine.processo import RigaPasso
    from macros.trail.cambiamenti import Cambiamento
    from macros.vista.vista import Vista

PRIMO = "È il primo Sistema di cui questo sito ha le regole: non ce n'è uno prima con cui confrontarlo."
UGUALI = "Le regole che il programma applica sono le stesse."
NON_NEI_DATI = "non è nei dati"
SENZA_TETTO = dict.fromkeys(("tetto_indicatore", "tetto_obiettivo"), "nessun tetto")
"""Key of the rules → what it means that it holds nothing; of the others, that the data do not have them."""
INDIVIDUALE = "valutazione_individuale"
FORMULA = (INDIVIDUALE, "formula")


@dataclass(frozen=True, slots=True, kw_only=True)
class AltroSistema:
    """Another System: the one before, the one after, that of another year."""

    nome: str
    indirizzo: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RigaRegolaCambiata:
    """A rule that is not as it was in the System before."""

    che: str
    prima: str
    dopo: str
    nelle_persone: bool
    """True: it is read whole in the section on the persons."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CambiSistema:
    """What is not as in the System before."""

    prima: AltroSistema | None
    """None: there is none to compare with."""
    in_breve: str
    righe: tuple[RigaRegolaCambiata, ...]
    perche: tuple[str, ...]
    """Reason and acts, of each variation that brought something."""
    effetto: tuple[str, ...]
    """How much they move the grades, of two Systems of one year."""
    seguito: tuple[str, str] | None
    """Where that is read: what it is called, its address."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FaseDetta:
    """A phase of the year: who takes part, by when its steps are due."""

    titolo: str
    indirizzo: str
    attori: str
    entro: tuple[str, ...]
    fonte: str


def pagina_sistema(ctx: Contesto, codice: str, *, anno: int | None = None) -> str:
    """Return the rules of a System of the year, with its acts and with what it changed.

    Example:
        {{ pagina_sistema("1") }}
    """
    n = ctx.numero_anno(anno)
    dati = ctx.vista.anno(n)
    tutti = {str(s.numero): s for s in sistemi(dati)}
    if codice not in tutti:
        raise piu_vicino(codice, tutti, f"un Sistema del {n}")
    s = tutti[codice]
    seguono = [altro for altro in tutti.values() if altro.numero > s.numero]
    dopo = next(iter(seguono), None)
    con_quote = next((altro for altro in seguono if altro.smvp.profili_individuali), None)
    return componi(
        "sistema.html",
        anno=n,
        titolo=s.smvp.titolo,
        sotto=sotto(ctx.vista, n, s),
        come=come(dati, s),
        dopo=_altro(n, dopo) if dopo else None,
        con_quote=_altro(n, con_quote) if con_quote else None,
        altri=_altri(ctx.vista, n, s),
        atti=righe_atti(s.atti),
        cambi=_cambi(ctx.vista, n, s),
        aree=_aree(s.stato),
        letture=tuple((f"Per aree {LETTURE[lettura]}", t.indirizzo(n)) for lettura, t in ALBERI.items()),
        dimensioni=", ".join(voci.DIMENSIONI.values()),
        giudizi=", ".join(GIUDIZI.values()),
        r=in_parole(s.stato),
        semestre=fasce_in_parole(n, s.smvp.semestre),
        metodi=_metodi(ctx, n, s),
        fasi=_fasi(dati),
        processo=PROCESSO_ANNO.indirizzo(n),
        fattori=tuple(FATTORI.items()),
        valuta=tuple(frase for _, frase in VALUTA),
        soglia=s.smvp.soglia_riservatezza,
        fondi=regole_dei_fondi(s.stato),
        dichiarati=s.stato.risorse is not None,
        risorse=RISORSE_PREMIALI.indirizzo(n),
        moduli=ctx.se_esiste(MANUALE_MODULI.indirizzo()),
    )


def _altro(n: int, s: SistemaDellAnno) -> AltroSistema:
    return AltroSistema(nome=f"Sistema {n}, {detto(s.smvp)}", indirizzo=indirizzo(n, s))


def _altri(vista: Vista, n: int, questo: SistemaDellAnno) -> tuple[AltroSistema, ...]:
    """Return the Systems of every year shown but this one, from the last year back."""
    return tuple(
        _altro(m, s)
        for m in reversed(vista.anni)
        for s in reversed(sistemi(vista.anno(m)))
        if (m, s.numero) != (n, questo.numero)
    )


def _prima(vista: Vista, n: int, s: SistemaDellAnno) -> tuple[int, SistemaDellAnno] | None:
    """Return the System before: of the same year, else the last of the year before that is shown."""
    di_prima = [(n, altro) for altro in sistemi(vista.anno(n)) if altro.numero < s.numero]
    precedenti = [m for m in vista.anni if m < n]
    if not di_prima and precedenti:
        di_prima = [(precedenti[-1], altro) for altro in sistemi(vista.anno(precedenti[-1]))]
    return di_prima[-1] if di_prima else None


def _cambi(vista: Vista, n: int, s: SistemaDellAnno) -> CambiSistema:
    trovato = _prima(vista, n, s)
    if trovato is None:
        return CambiSistema(prima=None, in_breve=PRIMO, righe=(), perche=(), effetto=(), seguito=None)
    m, prima = trovato
    cambiati = [c for c in confronta_sistemi(prima.stato, s.stato) if c.campo.passi[0] != "sistema"]
    stesso = (prima.smvp.delibera, prima.smvp.data) == (s.smvp.delibera, s.smvp.data)
    quante = len(cambiati)
    frase = f"{formato.concorda(quante, 'Cambia', 'Cambiano')} {formato.quanti(quante, 'regola', 'regole')}."
    if not cambiati:
        frase = UGUALI if stesso else f"Cambia l'atto. {UGUALI}"
    seguito = None
    if m == n:
        seguito = ("variazioni del Piano", VARIAZIONI.indirizzo(n))
    elif cambiati and CONFRONTO.quando(vista, n) and m == n - 1:
        seguito = (f"il confronto con il {m}", CONFRONTO.indirizzo(n))
    return CambiSistema(
        prima=_altro(m, prima),
        in_breve=frase,
        righe=tuple(_riga(c) for c in cambiati),
        effetto=_effetto(vista, n, prima, s) if m == n else (),
        perche=tuple(dict.fromkeys(f"{c.motivo} ({c.atto})" for c in cambiati if c.motivo and c.atto)),
        seguito=seguito,
    )


def _effetto(vista: Vista, n: int, prima: SistemaDellAnno, dopo: SistemaDellAnno) -> tuple[str, ...]:
    """Say how much each variation between two Systems of a year moves the chamber; that nothing moves, where so."""
    anno = vista.anno(n)
    di_regole = [
        p
        for p in scelte(cammino(vista, anno, "oggi"), StatoVariazione.APPROVATA)
        if any(c.dove == SISTEMA for c in p.variazione.cambi)
    ]
    di_regole.sort(key=lambda p: anno.approvata_il(p.variazione) or dt.date.max)
    frasi = []
    for d in (delibera(anno, p) for p in di_regole[prima.numero - 1 : dopo.numero - 1]):
        mosse = [(t.su, r) for t in d.effetti for r in t.righe if r.camera]
        frasi += [f"{d.titolo}, {su}: la Camera passa da {r.prima} a {r.dopo}." for su, r in mosse] or [d.senza_effetto]
    return tuple(frasi)


def _riga(c: Cambiamento) -> RigaRegolaCambiata:
    return RigaRegolaCambiata(
        che=nome_regola(c),
        prima=_scritto(c, c.prima, c.scritto_prima),
        dopo=_scritto(c, c.dopo, c.scritto_dopo),
        nelle_persone=isinstance(c.dopo, Mapping) and c.campo.passi[0] == INDIVIDUALE,
    )


def _scritto(c: Cambiamento, contenuto: object, scritto: str) -> str:
    """Write what a key of the rules holds as the rest of the page says it."""
    match contenuto:
        case None | ():
            return SENZA_TETTO.get(c.campo.passi[-1], NON_NEI_DATI)
        case Mapping() if not contenuto:
            return NON_NEI_DATI
        case FiguraScheda():
            return f"grado {FIGURE[contenuto]}"
        case str() if c.campo.passi == FORMULA:
            return formula_in_parole(contenuto)
    return scritto


def _aree(anno: Anno) -> tuple[tuple[str, str, str, int], ...]:
    """Return the perspectives: code, title, weight, how many objectives."""
    return tuple(
        (a.codice, a.titolo, "" if a.peso is None else formato.leggibile(a.peso), len(a.obiettivi))
        for a in anno.letture.aree_strategiche
    )


def _metodi(ctx: Contesto, n: int, s: SistemaDellAnno) -> tuple[tuple[str, str], ...]:
    """Return the chapters on the method of the documents under a System: what they are of, their address."""
    nomi = {Documento.PIANO: "del Piano", Documento.RELAZIONE: "della Relazione"}
    scritti = ((nome, ctx.se_esiste(METODO[d].indirizzo(n))) for d, nome in nomi.items() if d in s.documenti)
    return tuple((nome, dove) for nome, dove in scritti if dove)


def _entro(p: RigaPasso) -> str:
    """Write by when a step is due, whether it is done or not."""
    return f"{p.nome}: entro {formato.con_articolo('il', dt.date.fromisoformat(p.giorno))}"


def _fasi(anno: Anno) -> tuple[FaseDetta, ...]:
    tutte = valutate(anno)
    entro = {f.codice: tuple(_entro(p) for p in passi(anno, f, tutte) if p.giorno) for f in PROCESSO}
    return tuple(
        FaseDetta(
            titolo=fase.titolo,
            indirizzo=PROCESSO_ANNO.indirizzo(anno.anno, ancora=f"fase-{fase.codice}"),
            attori=", ".join(fase.attori),
            entro=entro.get(fase.codice, ()),
            fonte=fase.fonte,
        )
        for fase in (*PROCESSO, PERSONE)
    )
