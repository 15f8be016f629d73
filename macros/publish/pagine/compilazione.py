"""Who still has to fill in, document by document: asked, validated, missing, with a link to each gap. In drafts only.

Every gap is a problem that the checks found.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from macros.checks.completezza import non_cominciati
from macros.engine.compilazione import VARIAZIONI, DaCompilare, da_compilare, da_elencare, da_rileggere
from macros.engine.pertinenza import obiettivo_di
from macros.model.atti import PERIODO_DI
from macros.model.citazioni import titolo_documento
from macros.model.comando import comando
from macros.model.pagine import MANUALE_DA_COMPILARE, OBIETTIVO
from macros.model.pagine import VARIAZIONI as PAGINA_VARIAZIONI
from macros.model.pagine_oiv import EVIDENZE, VALIDAZIONE
from macros.model.problems import Documento, Problem
from macros.model.tratti import CheManca
from macros.model.valori import Periodo
from macros.publish.contesto.contesto import DOCUMENTI, Contesto
from macros.publish.html.modelli import componi
from macros.publish.parole import compilazione as parole

if TYPE_CHECKING:
    from macros.model.anno import Anno

EVIDENZE_MANCANTI = "evidenze-mancanti"
"""Where the index of the evidence says which is missing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Lacuna:
    """Something that is missing: what, what to do, where it is written, the page that shows it."""

    trovato: str
    rimedio: str
    luogo: str
    """File and line."""
    indirizzo: str
    """Empty: no page shows it by itself."""
    nome: str
    """Of the page."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RigaCompila:
    """What is asked of an area, and how far it is."""

    chi: str
    responsabile: str
    validati: str
    attesi: str
    mancano: str
    comando: str
    lacune: tuple[Lacuna, ...]


def chi_deve_compilare(ctx: Contesto, *, anno: int | None = None) -> str:
    """Return what each document asks of each area, what it validated, what is missing.

    Example:
        {{ chi_deve_compilare() }}
    """
    dati = ctx.anno(anno)
    problemi, finale = ctx.vista.problemi_di(dati.anno), ctx.vista.ciclo(dati.anno, Periodo.DICEMBRE)
    intatti = dict(non_cominciati([dati]))[dati.cartella]
    tutte = [(documento, da_compilare(dati, documento, problemi, finale)) for documento in DOCUMENTI]
    documenti = [
        (
            documento,
            titolo_documento(dati, documento),
            _si_comincia(dati, documento) if documento in intatti else "",
            tuple(_riga(dati, documento, d, intatto=documento in intatti) for d in sue if d.area != VARIAZIONI),
        )
        for documento, sue in tutte
    ]
    return componi(
        "compilazione.html",
        anno=dati.anno,
        documenti=[d for d in documenti if d[3]],
        aperte=[_lacuna(dati, p) for _, sue in tutte for d in sue if d.area == VARIAZIONI for p in d.mancano],
        variazioni=ctx.se_esiste(PAGINA_VARIAZIONI.indirizzo(dati.anno)),
        moduli=ctx.se_esiste(MANUALE_DA_COMPILARE.indirizzo()),
        rileggere=[_lacuna(dati, p) for p in da_rileggere(problemi)],
        comando=comando("scadenze", anno=dati.anno, altro="--mancanze"),
    )


def _si_comincia(anno: Anno, documento: Documento) -> str:
    """Return the command with which a document that nobody has begun is begun."""
    periodo = PERIODO_DI[documento]
    return comando("modulo", "tutte", anno=anno.anno, altro=f"--periodo {periodo}")


def _riga(anno: Anno, documento: Documento, d: DaCompilare, *, intatto: bool) -> RigaCompila:
    nome, responsabile = parole.chi(anno, d)
    return RigaCompila(
        chi=nome,
        responsabile=responsabile,
        validati=parole.validati(documento, d),
        attesi=parole.attesi(documento, d),
        mancano="; ".join(filter(None, (parole.mancano(documento, d) or "niente", parole.spiegati(d)))),
        comando=parole.comando(anno, documento, d) if not d.mancano else "",
        lacune=tuple(_lacuna(anno, p) for p in da_elencare(d, intatto=intatto)),
    )


def _lacuna(anno: Anno, p: Problem) -> Lacuna:
    indirizzo, nome = _pagina(anno, p)
    return Lacuna(trovato=p.found, rimedio=p.fix, luogo=str(p.source), indirizzo=indirizzo, nome=nome)


def _pagina(anno: Anno, p: Problem) -> tuple[str, str]:
    """Return where a gap is seen, and what that page is called."""
    if p.senso.manca is CheManca.EVIDENZE:
        return EVIDENZE.indirizzo(anno.anno, ancora=EVIDENZE_MANCANTI if anno.evidenze else ""), "Evidenze"
    if p.senso.manca is CheManca.ATTESTAZIONI:
        return VALIDAZIONE.indirizzo(anno.anno), "Validazione"
    if codice := obiettivo_di(anno, p):
        return OBIETTIVO.indirizzo(anno.anno, codice), f"obiettivo {codice}"
    return "", ""
