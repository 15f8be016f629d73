"""The premi of the body, as the law asks for them: the two amounts, the distribution, the share of the first band.

Only what `premi.yml` holds: never a total by band, nor another amount. Fonte: D.Lgs. 33/2013, art. 20.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from macros.engine.conti_premi import quota_di
from macros.model import formato
from macros.model.luoghi import file_dati
from macros.model.pagine import DOCUMENTO, RISORSE_PREMIALI
from macros.model.premi import CATEGORIE, CategoriaPremi, DistribuzionePremi, Premi, da_a
from macros.model.problems import Documento
from macros.publish.contesto.contesto import Contesto
from macros.publish.dati.tabelle import PREMI, PREMI_TOTALI
from macros.publish.disegni.quote import ParteInBarra, quote
from macros.publish.disegni.tela import Disegno
from macros.publish.html.modelli import componi

if TYPE_CHECKING:
    from markupsafe import Markup

    from macros.model.anno import Anno
    from macros.vista.vista import Vista

NON_DETTA = "non pubblicata"


@dataclass(frozen=True, slots=True, kw_only=True)
class AnnoPremi:
    """The amounts of a year."""

    anno: int
    relazione: str
    """Its address."""
    stanziati: str
    distribuiti: str
    quota: str
    """Of what was set aside, paid."""
    nota: str
    """To what they are rounded; empty: to the cent."""
    risorse: str
    """Where the resources of the year are told; empty: nowhere."""
    csv: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CategoriaDetta:
    """The distribution of some categories."""

    chiave: str
    titolo: str
    persone: str
    righe: tuple[tuple[str, str, str], ...]
    """Name of the group, persons, share; none: too few."""
    disegno: Markup | None
    quota: str
    """In a sentence; empty: not published."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DistribuzioneAnno:
    """What is published of a year."""

    anno: int
    categorie: tuple[CategoriaDetta, ...]
    riesami: str
    ricorsi: str
    csv: str


def ammontare_premi(ctx: Contesto) -> str:
    """Return the premi set aside and paid, year by year, with a chart, and what is missing.

    Example:
        {{ ammontare_premi() }}
    """
    righe = [_importi(ctx.vista, anno, premi) for anno, premi in _pubblicati(ctx.vista)]
    disegno = Disegno(
        chiave="premi-importi-d",
        titolo="Premi distribuiti, in percentuale di quelli stanziati",
        descrizione="; ".join(f"{r.anno}: {r.quota}, {r.distribuiti} euro su {r.stanziati}" for r in righe) + ".",
    )
    barre = [
        ParteInBarra(
            chiave=str(anno.anno),
            titolo=str(anno.anno),
            parte=_percento(premi.totali.distribuiti, premi.totali.stanziati),
            scritto=r.quota,
        )
        for r, (anno, premi) in zip(righe, _pubblicati(ctx.vista), strict=True)
    ]
    return componi(
        "ammontare_premi.html",
        righe=righe,
        disegno=quote(disegno, barre) if barre else None,
        mancano=_mancano(ctx.vista),
    )


def distribuzione_premi(ctx: Contesto) -> str:
    """Return how many persons are in each group of bands, year by year, the share of the first band, what is missing.

    Example:
        {{ distribuzione_premi() }}
    """
    pubblicati = _pubblicati(ctx.vista)
    anni = [
        DistribuzioneAnno(
            anno=anno.anno,
            categorie=tuple(
                _categoria(anno.anno, premi, u) for u in dict.fromkeys(premi.unione(c) for c in CategoriaPremi)
            ),
            riesami=premi.riesami,
            ricorsi=premi.ricorsi,
            csv=file_dati(anno.anno, PREMI.file),
        )
        for anno, premi in pubblicati
    ]
    quote_prime = [
        (_nome(riga), [_quota_prima(premi, riga) for _, premi in pubblicati])
        for riga in _righe_quote([premi for _, premi in pubblicati])
    ]
    return componi("distribuzione_premi.html", anni=anni, quote=quote_prime, mancano=_mancano(ctx.vista))


def _righe_quote(pubblicati: list[Premi]) -> list[tuple[CategoriaPremi, ...]]:
    """Return the categories, those together that every year counts together: their share is one."""
    righe: dict[tuple[tuple[str, ...], ...], list[CategoriaPremi]] = {}
    for categoria in CategoriaPremi:
        righe.setdefault(tuple(premi.unione(categoria) for premi in pubblicati), []).append(categoria)
    return [tuple(riga) for riga in righe.values()]


def _pubblicati(vista: Vista) -> list[tuple[Anno, Premi]]:
    """Return the years whose premi are shown, the last first."""
    anni = (vista.anno(n) for n in reversed(vista.anni))
    return [(a, a.premi) for a in anni if a.premi is not None]


def _mancano(vista: Vista) -> list[str]:
    """Say of each year without premi why, and what will bring them."""
    return [_manca(a) for n in reversed(vista.anni) if (a := vista.anno(n)).premi is None]


def _manca(anno: Anno) -> str:
    detti = f"I premi del {anno.anno} non ci sono ancora"
    if anno.non_valida:
        return f"{detti}: l'OIV ha dichiarato la Relazione non valida, e prima serve una Relazione valida."
    if anno.aperto(Documento.RELAZIONE):
        return f"{detti}: le persone si valutano dopo la Relazione, che non è ancora approvata."
    return f"{detti}: si pubblicano, in forma aggregata, quando le valutazioni, i riesami e i ricorsi sono conclusi."


def _percento(parte: formato.Numero, intero: formato.Numero) -> Fraction:
    return Fraction(parte) * 100 / Fraction(intero) if intero else Fraction(0)


def _importi(vista: Vista, anno: Anno, premi: Premi) -> AnnoPremi:
    t, n = premi.totali, anno.anno
    decimali = 0 if t.arrotondati_a else 2
    return AnnoPremi(
        anno=n,
        relazione=DOCUMENTO[Documento.RELAZIONE].indirizzo(n),
        stanziati=formato.numero(t.stanziati, decimali),
        distribuiti=formato.numero(t.distribuiti, decimali),
        quota=formato.per_cento(_percento(t.distribuiti, t.stanziati)),
        nota=f"arrotondati a {formato.numero(t.arrotondati_a, 0)} euro" if t.arrotondati_a else "",
        risorse=RISORSE_PREMIALI.indirizzo(n) if RISORSE_PREMIALI.quando(vista, n) else "",
        csv=file_dati(n, PREMI_TOTALI.file),
    )


def _categoria(anno: int, premi: Premi, unione: tuple[str, ...]) -> CategoriaDetta:
    nome = _nome(unione)
    chiave, d = f"premi-{anno}-{unione[0].replace('_', '-')}", premi.distribuzione(unione[0])
    if d is None:
        return CategoriaDetta(chiave=chiave, titolo=nome, persone="", righe=(), disegno=None, quota="")
    righe = tuple(
        (da_a(g.fasce), formato.numero(g.persone, 0), formato.per_cento(quota_di(g.persone, d.persone)))
        for g in d.gruppi
    )
    disegno = Disegno(
        chiave=f"{chiave}-d",
        titolo=f"{nome}, {anno}: persone per gruppo di fasce",
        descrizione="; ".join(f"{g}: {n} persone, {q}" for g, n, q in righe) + ".",
    )
    barre = [
        ParteInBarra(chiave=f"g{n}", titolo=r[0], parte=_percento(g.persone, d.persone), scritto=f"{r[1]} · {r[2]}")
        for n, (r, g) in enumerate(zip(righe, d.gruppi, strict=True), start=1)
    ]
    return CategoriaDetta(
        chiave=chiave,
        titolo=nome,
        persone=formato.quanti(d.persone, "persona valutata", "persone valutate"),
        righe=righe,
        disegno=quote(disegno, barre),
        quota=_quota_detta(d),
    )


def _nome(unione: tuple[str, ...]) -> str:
    """Return the name of categories counted together: «Dirigenti e posizioni organizzative»."""
    primo, *altri = (CATEGORIE[CategoriaPremi(c)] for c in unione)
    return " e ".join([primo, *(a[0].lower() + a[1:] for a in altri)])


def _quota_detta(d: DistribuzionePremi) -> str:
    """Say how many are in the highest band, where that is published."""
    if d.quota_prima_fascia is None:
        return ""
    return f"Nella fascia più alta, {d.gruppi[-1].fasce[0]}, è il {formato.per_cento(d.quota_prima_fascia)}."


def _quota_prima(premi: Premi, riga: tuple[CategoriaPremi, ...]) -> tuple[str, str]:
    """Return the share of the first band of some categories, and with which others they are counted."""
    d, con = premi.distribuzione(riga[0]), [c for c in premi.unione(riga[0]) if c not in riga]
    if d is None or d.quota_prima_fascia is None:
        return NON_DETTA, ""
    insieme = " e ".join(CATEGORIE[CategoriaPremi(c)].lower() for c in con)
    return formato.per_cento(d.quota_prima_fascia), f"con {insieme}" if con else ""
