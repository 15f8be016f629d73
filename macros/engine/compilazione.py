"""Who still has to fill in: of each area what a document asks, what it validated, what is missing.

What is missing are the problems that the checks found: nothing is looked for a second time. Fonte: RECORDS 11.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from macros.engine.attestazioni import attestate
from macros.engine.ciclo import bloccanti, calcola
from macros.engine.evidenze import chieste, misurati, per_area, provati
from macros.engine.formula import misure_di
from macros.engine.mancanze import prima_area, spiegati, testi_attesi, valori_attesi
from macros.engine.misura import rilevato_qualcosa
from macros.engine.result import Ciclo
from macros.engine.scadenze import termine_dei_dati
from macros.model.anno import Anno
from macros.model.atti import PERIODO_DI, Atto
from macros.model.precedenze import validazioni
from macros.model.problems import Documento, Problem
from macros.model.scadenze import Scadenza
from macros.model.tratti import CheManca, Gravita
from macros.model.valori import Periodo, TipoAtto

OIV, VARIAZIONI, NESSUNA = "oiv", "variazioni", ""
"""In the place of an area: what the OIV must say, what variations wait for, and what no area answers for."""
DI_ALTRI: Mapping[CheManca, str] = {CheManca.ATTESTAZIONI: OIV, CheManca.VARIAZIONI: VARIAZIONI}
"""What is missing that no area answers for → in whose place it stands."""
NON_AREE = frozenset({OIV, VARIAZIONI, NESSUNA})


@dataclass(frozen=True, slots=True, kw_only=True)
class DaCompilare:
    """What a document asks of an area, of the OIV, or of none."""

    area: str
    """Code of the area; `oiv`; `variazioni`; empty: nobody's."""
    attesi: Mapping[CheManca, int] = field(default_factory=dict)
    """How many things it asks, by kind; a kind that is not there is not asked."""
    mancano: tuple[Problem, ...] = ()
    spiegati: int = 0
    """How many of the indicators asked it did not survey, saying why: it answered, and they are not missing."""
    ricevuto: Atto | None = None
    """The act by which the area validates its data; None: none does yet."""
    termine: Scadenza | None = None
    """By when it is due; None: the year has no day for it, or nothing is validated."""

    @property
    def giorni(self) -> int | None:
        """Return how many calendar days after the deadline the data were validated; None: not yet, or no deadline."""
        return (self.ricevuto.data - self.termine.entro).days if self.ricevuto and self.termine else None

    def quanti(self, che: CheManca) -> int:
        """Return how many things of a kind are missing."""
        return sum(p.senso.manca is che for p in self.mancano)


def da_compilare(
    anno: Anno, documento: Documento, problemi: Iterable[Problem], finale: Ciclo | None
) -> tuple[DaCompilare, ...]:
    """Return what a document asks and what is missing of it: areas in print order, the OIV, nobody, variations.

    Args:
        anno: the year.
        documento: the document.
        problemi: what the checks found in the year.
        finale: its results at 31/12; None: there are none.
    """
    mancano: dict[str, list[Problem]] = {}
    for p in problemi:
        if p.documento == documento and p.gravita is Gravita.DA_COMPLETARE:
            mancano.setdefault(DI_ALTRI.get(p.senso.manca, p.area), []).append(p)
    attesi, prime = _attesi(anno, documento, finale), validazioni(anno, documento)
    risposti = Counter(area for _, area in spiegati(anno, PERIODO_DI[documento])) if documento in PERIODO_DI else {}
    letture = anno.al(PERIODO_DI[documento]).letture if documento in PERIODO_DI else anno.letture
    ordine = (*(a.codice for a in letture.con_responsabile), *sorted({*mancano} - NON_AREE), OIV, NESSUNA, VARIAZIONI)
    return tuple(
        DaCompilare(
            area=area,
            attesi=attesi.get(area, {}),
            mancano=tuple(mancano.get(area, ())),
            spiegati=risposti.get(area, 0),
            ricevuto=prime.get(area) or prime.get("") if area not in NON_AREE else None,
            termine=termine_dei_dati(anno, documento) if area not in NON_AREE else None,
        )
        for area in dict.fromkeys(ordine)
        if attesi.get(area) or mancano.get(area)
    )


def da_compilare_tutti(
    anno: Anno, problemi: Collection[Problem], *, senza_errori: bool
) -> Iterator[tuple[Documento, DaCompilare]]:
    """Yield what each document asks, as `da_compilare`; `senza_errori`: the year may be computed."""
    misurato = senza_errori and rilevato_qualcosa(anno, Periodo.DICEMBRE)
    finale = calcola(anno, Periodo.DICEMBRE) if misurato else None
    finale = None if finale is None or bloccanti(finale) else finale
    for documento in Documento:
        yield from ((documento, d) for d in da_compilare(anno, documento, problemi, finale))


def da_elencare(d: DaCompilare, *, intatto: bool) -> tuple[Problem, ...]:
    """Return the gaps that are told one by one; of a document that nobody has begun not its data and texts: all."""
    return tuple(p for p in d.mancano if not intatto or p.senso.manca not in {CheManca.VALORI, CheManca.TESTI})


def da_rileggere(problemi: Iterable[Problem]) -> tuple[Problem, ...]:
    """Return the confirmed texts that are to be read again. Fonte: RECORDS 15."""
    return tuple(p for p in problemi if p.senso.manca is CheManca.RILETTURE)


def _attesi(anno: Anno, documento: Documento, finale: Ciclo | None) -> dict[str, dict[CheManca, int]]:
    """Return how many things of each kind a document asks of each area, and of the OIV."""
    conti: dict[CheManca, Counter[str]] = {}
    if documento in PERIODO_DI:
        conti[CheManca.VALORI] = Counter(area for area, _ in _dati(anno, PERIODO_DI[documento]))
        conti[CheManca.TESTI] = Counter(t.area for t in testi_attesi(anno) if t.documento is documento)
    elif documento is Documento.PIANO:  # the PIAO asks nothing more of the areas
        conti[CheManca.TESTI] = Counter(prima_area(anno, o) for o in anno.obiettivi.values())
    if documento is Documento.RELAZIONE and finale is not None:
        if chieste(anno):
            aree = per_area(finale.anno, provati(finale.anno, misurati(finale)))
            conti[CheManca.EVIDENZE] = Counter({a.codice: sum(p.misurato for p in suoi) for a, suoi in aree})
        if _si_attesta(anno):
            conti[CheManca.ATTESTAZIONI] = Counter({OIV: sum(f.dovuta for f in attestate(finale).values())})
    return _per_area(conti)


def _dati(anno: Anno, periodo: Periodo) -> set[tuple[str, str]]:
    """Return area and name of each datum that is asked at a date: an indicator, or each measure of its formula."""
    attesi = ((area, misure_di(i.formula) if i.formula else (i.codice,)) for i, area in valori_attesi(anno, periodo))
    return {(area, nome) for area, nomi in attesi for nome in nomi}


def _per_area(conti: Mapping[CheManca, Mapping[str, int]]) -> dict[str, dict[CheManca, int]]:
    aree: Collection[str] = dict.fromkeys(area for suoi in conti.values() for area in suoi)
    return {area: {che: suoi[area] for che, suoi in conti.items() if suoi.get(area)} for area in aree}


def _si_attesta(anno: Anno) -> bool:
    """True once the OIV's act is recorded, or something of hers: until then the act is what is missing."""
    detto = anno.oiv is not None and anno.oiv.espresso
    return detto or anno.ultimo_atto(TipoAtto.VALIDAZIONE_OIV, Documento.RELAZIONE) is not None
