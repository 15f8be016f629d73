"""The funds of chapter 5: what `risorse.yml` says, the projects that it values, the range, the weights of managers.

Nothing is asked of a year without that file. Fonte: SMVP 5; DOMAIN 4; RECORDS 7.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction
from math import ceil, floor

from macros.checks.atti import atto_ignoto
from macros.engine.fondi import EsameLimiti, RisorseCalcolate, finanziati, risorse_calcolate
from macros.engine.rilevanza import PesoRelativo, pesi_relativi
from macros.model.anno import Anno
from macros.model.fondi import PERCENTUALE, SCARTO, AreaFondi, QualeFondo, RisorsePremiali
from macros.model.formato import decimale, esatto, euro, in_euro, leggibile, numero, segno
from macros.model.piano import AreaDirigenziale, Record
from macros.model.problems import Documento, Problem
from macros.model.valori import Tipo, TipoAtto
from macros.reading.testo.scalari import vicina

DEL_FONDO = {
    None: "i due fondi insieme",
    QualeFondo.DIRIGENTI: "il fondo dei dirigenti",
    QualeFondo.PERSONALE: "il fondo del personale",
}
CENTESIMI = 2


def check_importi(anno: Anno) -> Iterator[Problem]:
    """FONDI-IMPORTO, FONDI-SOMMA-ZERO: amounts are euro and cents, none under 0; two empty funds declare nothing."""
    r = anno.risorse
    if r is None:
        return
    importi: list[tuple[Record, str, Decimal]] = [
        (fondo, chiave, getattr(fondo, chiave))
        for fondo in (r.fondi.dirigenti, r.fondi.personale)
        for chiave in ("stabili", "variabili")
    ]
    if not any(importo for _, _, importo in importi):
        yield Problem(
            r.dove("fondi"),
            "FONDI-SOMMA-ZERO",
            "0 euro in tutti e due i fondi",
            "almeno un fondo con più di 0: da quelli viene il valore dei progetti",
            "ricopiare gli importi dall'atto che li costituisce; finché non c'è, togliere il file",
        )
    importi += [(a, "retribuzione_posizione", a.retribuzione_posizione) for a in r.aree]
    for record, chiave, importo in importi:
        if importo < 0 or len(decimale(importo).partition(".")[2]) > CENTESIMI:
            yield Problem(
                record.dove(chiave),
                "FONDI-IMPORTO",
                f"{esatto(importo)} in «{chiave}»",
                "euro da 0 in su, al centesimo",
                "ricopiare l'importo dall'atto che costituisce il fondo",
            )


def check_percentuali(anno: Anno) -> Iterator[Problem]:
    """FONDI-PERCENTUALE, FONDI-ATTO: percentages and ends of the range are possible; the act that sets them is there.

    COMPLETA-FONDI: percentages that are not the System's own are set by an act, of a Piano not approved yet.
    """
    r = anno.risorse
    if r is None:
        return
    if r.percentuali:
        for quale in QualeFondo:
            if not 0 < r.percentuale(quale) <= 100:
                yield _percentuale(r.percentuali, quale, r.percentuale(quale), "più di 0 e al più 100")
    if r.limiti and not 0 <= r.minimo <= 100:
        yield _percentuale(r.limiti, "minimo", r.minimo, "da 0 a 100")
    if r.limiti and not r.minimo <= r.massimo <= 100:
        yield _percentuale(r.limiti, "massimo", r.massimo, f"dal minimo ({leggibile(r.minimo)}) a 100")
    yield from _atto(anno, r)


def _percentuale(record: Record, chiave: str, trovata: Decimal, attesa: str) -> Problem:
    trovato = f"{leggibile(trovata)} per cento in «{chiave}»"
    return Problem(record.dove(chiave), "FONDI-PERCENTUALE", trovato, attesa, "correggere la percentuale")


def _atto(anno: Anno, r: RisorsePremiali) -> Iterator[Problem]:
    detta = r.percentuali
    if detta is None:
        return
    if detta.atto is not None and detta.atto not in {*anno.atti, *anno.perduti}:
        yield atto_ignoto(anno, detta.dove("atto"), "FONDI-ATTO", detta.atto)
    atto = anno.atti.get(detta.atto or "")
    if atto is not None and (atto.tipo is not TipoAtto.APPROVAZIONE_GIUNTA or atto.documento not in {None, "piano"}):
        sul = f", sul documento {atto.documento}" if atto.documento else ""
        yield Problem(
            detta.dove("atto"),
            "FONDI-ATTO",
            f"l'atto «{atto.nome}», di tipo {atto.tipo}{sul}",
            f"un atto di tipo {TipoAtto.APPROVAZIONE_GIUNTA}, senza documento o sul Piano",
            "scrivere il nome dell'atto giusto, o registrarlo con ciclo atto",
        )
    altre = [q for q in QualeFondo if r.percentuale(q) != PERCENTUALE[q]]
    if detta.atto is None and altre and anno.aperto(Documento.PIANO):
        yield Problem(
            detta.dove(altre[0]),
            "COMPLETA-FONDI",
            f"{leggibile(r.percentuale(altre[0]))} per cento per ogni punto del fondo «{altre[0]}», senza un atto",
            f"{leggibile(PERCENTUALE[altre[0]])} per cento, come nel Sistema, o l'atto che ne stabilisce un'altra",
            "registrare l'atto con ciclo atto, e scriverne il nome in «atto»",
            documento=Documento.PIANO,
        )


def check_aree(anno: Anno) -> Iterator[Problem]:
    """FONDI-AREA-MANCANTE, FONDI-AREA-IGNOTA, FONDI-AREA-DOPPIA, FONDI-SOMMA-ZERO: a row for every managerial area."""
    r, albero = anno.risorse, anno.albero
    if r is None or albero is None:
        return
    codici = [a.codice for a in albero.aree_dirigenziali]
    viste: dict[str, AreaFondi] = {}
    ignote = [riga for riga in r.aree if riga.area not in codici]
    for riga in r.aree:
        if riga.area in viste:
            yield Problem(
                riga.dove("area"),
                "FONDI-AREA-DOPPIA",
                f"l'area «{riga.area}» due volte (l'altra è in {viste[riga.area].source})",
                "una riga per ogni area dirigenziale",
                "tenere la riga giusta e togliere l'altra",
            )
        elif riga.area not in codici:
            yield Problem(
                riga.dove("area"),
                "FONDI-AREA-IGNOTA",
                f"l'area «{riga.area}»",
                "il codice di un'area dirigenziale di albero.yml; l'Azienda Speciale non ne fa parte",
                vicina(riga.area, codici),
            )
        viste.setdefault(riga.area, riga)
    if (mancano := [c for c in codici if c not in viste]) and not ignote:
        yield Problem(
            r.dove("aree"),
            "FONDI-AREA-MANCANTE",
            f"nessuna riga per {', '.join(f'«{c}»' for c in mancano)}",
            "una riga per ogni area dirigenziale, anche con 0",
            "aggiungere la riga, con retribuzione di posizione e dipendenti",
        )
    if mancano or ignote:
        return
    for chiave in ("retribuzione_posizione", "dipendenti"):
        if r.aree and not any(getattr(riga, chiave) for riga in r.aree):
            yield Problem(
                r.dove("aree"),
                "FONDI-SOMMA-ZERO",
                f"0 come somma di «{chiave}»",
                "almeno un'area con più di 0: su questa somma si ripartisce un fondo",
                "scrivere i valori delle aree",
            )


def check_progetti(anno: Anno) -> Iterator[Problem]:
    """FONDI-PROGETTO: a financed project is the chamber's and says its relevance."""
    for o in anno.obiettivi.values() if anno.risorse else ():
        if not o.progetto_finanziato:
            continue
        if o.tipo is Tipo.AZIENDA_SPECIALE:
            yield Problem(
                o.dove("progetto_finanziato"),
                "FONDI-PROGETTO",
                f"l'obiettivo {o.codice} dell'Azienda Speciale come progetto finanziato",
                "un obiettivo della Camera: i due fondi sono i suoi",
                "scrivere progetto_finanziato: false",
            )
        elif o.rilevanza is None:
            yield Problem(
                o.dove("rilevanza") if "rilevanza" in o.luoghi else o.dove("progetto_finanziato"),
                "FONDI-PROGETTO",
                f"il progetto finanziato {o.codice} senza «rilevanza»",
                "bassa, media o alta: dal coefficiente viene il valore",
                "scrivere «rilevanza»",
            )


def check_valori(anno: Anno) -> Iterator[Problem]:
    """FONDI-VARIABILI, FONDI-INTERVALLO: the variable part holds the projects, which lie within the range."""
    calcolate = _calcolate(anno)
    if calcolate is None:
        return
    for f in calcolate.fondi.values():
        if f.fondo.variabili < f.totale:
            yield Problem(
                f.fondo.dove("variabili"),
                "FONDI-VARIABILI",
                f"{euro(f.fondo.variabili)} euro di risorse variabili, e progetti per {euro(f.totale)}",
                "risorse variabili che comprendono il valore dei progetti: "
                f"mancano {euro(f.totale - f.fondo.variabili)} euro",
                "aggiungere alle variabili il valore dei progetti, o rivedere quali obiettivi sono finanziati",
            )
    for esame in calcolate.limiti():
        if not esame.rispettati:
            yield _fuori(calcolate, esame)


def _calcolate(anno: Anno) -> RisorseCalcolate | None:
    """Return the resources of a year of which every project is known; None: another problem says why not."""
    elencati = {v.codice for _, area in (anno.albero.gruppi() if anno.albero else ()) for v in area.obiettivi}
    if elencati - anno.obiettivi.keys() or any(o.rilevanza is None for o in finanziati(anno)):
        return None
    return risorse_calcolate(anno)


def _fuori(r: RisorseCalcolate, esame: EsameLimiti) -> Problem:
    luogo = r.dichiarate.fondo(esame.quale) if esame.quale else r.dichiarate.fondi
    estremi = f"fra {leggibile(r.dichiarate.minimo)} e {leggibile(r.dichiarate.massimo)} per cento"
    quanto = f"{in_euro(esame.manca)} in meno" if esame.manca else f"{in_euro(esame.eccede)} in più"
    return Problem(
        luogo.source,
        "FONDI-INTERVALLO",
        f"progetti per {euro(esame.totale)} euro: {quanto} di quanto il Sistema ammette",
        f"{estremi} di {euro(esame.fondo)} euro ({DEL_FONDO[esame.quale]}): da {euro(esame.minimo)} a "
        f"{euro(esame.massimo)}",
        "rivedere quali obiettivi sono progetti finanziati e la loro rilevanza, o i fondi",
    )


def check_pesi_e_rilevanza(anno: Anno) -> Iterator[Problem]:
    """FONDI-SCARTO: a manager's weights lie within 20 points of the relevance of their objectives, ends included.

    COMPLETA-FONDI: an objective of the list that weighs says its relevance, of a Piano not approved yet.
    """
    if anno.risorse is None or anno.albero is None:
        return
    for area in anno.albero.aree_dirigenziali:
        yield from _senza_rilevanza(anno, area)
        for p in pesi_relativi(anno, area) or ():
            if not p.ammesso:
                yield _scarto(area, p)


def _scarto(area: AreaDirigenziale, p: PesoRelativo) -> Problem:
    entro = Fraction(SCARTO)
    da = max(Fraction(ceil((p.rilevanza - entro) * 100), 100), Fraction(0))
    a = min(Fraction(floor((p.rilevanza + entro) * 100), 100), Fraction(100))
    return Problem(
        p.voce.luogo_peso,
        "FONDI-SCARTO",
        f"peso {numero(p.peso)} per {p.voce.codice} in «{area.codice}», e rilevanza {numero(p.rilevanza)} punti "
        f"({p.coefficiente} su {p.somma}): uno scarto di {segno(p.scarto, 2)}",
        f"un peso da {numero(da)} a {numero(a)}, entro {leggibile(SCARTO)} punti dalla rilevanza",
        "correggere il peso, o la rilevanza dell'obiettivo",
    )


def _senza_rilevanza(anno: Anno, area: AreaDirigenziale) -> Iterator[Problem]:
    for v in area.obiettivi if anno.aperto(Documento.PIANO) else ():
        o = anno.obiettivi.get(v.codice)
        if o is not None and o.rilevanza is None and not o.progetto_finanziato and (v.peso is None or v.peso > 0):
            yield Problem(
                o.dove("rilevanza") if "rilevanza" in o.luoghi else o.source,
                "COMPLETA-FONDI",
                f"l'obiettivo {o.codice} senza «rilevanza»",
                f"bassa, media o alta: il suo peso per «{area.codice}» sta entro {leggibile(SCARTO)} punti da quella",
                "scrivere «rilevanza»",
                area.codice,
                Documento.PIANO,
            )


CHECKS = (check_importi, check_percentuali, check_aree, check_progetti, check_valori, check_pesi_e_rilevanza)
