"""Makes the forms of a year: for each area what a date asks of it, with what the data hold already."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, replace

from macros.engine.formula import FormulaNonValida, nomi
from macros.engine.mancanze import prima_area, si_attende
from macros.engine.misura import atteso
from macros.engine.scadenze import termine_dei_dati
from macros.model.anno import Anno
from macros.model.archivio import EVIDENZE, FASI, MISURE, RILEVAZIONI, SCHEDE
from macros.model.atti import RILEVATI
from macros.model.ente import Ente
from macros.model.evidenze import Accesso
from macros.model.formato import data_breve, leggibile, valore
from macros.model.piano import Indicatore, Obiettivo
from macros.model.regole import REGOLE
from macros.model.rilevati import AL
from macros.model.valori import Assenza, Causa, FonteTipo, Intervallo, Periodo
from macros.reading.testo.lettura import Lettura
from macros.ufficio import modulo as m
from macros.ufficio.modulo import Casella, FoglioModulo, GenereCasella, Modulo, RigaModulo
from macros.ufficio.scritti import Scritti, mostrato

NUMERO = GenereCasella.NUMERO
TITOLI = {
    "valore": "Valore al {}",
    **dict.fromkeys(AL.values(), "Valore al {}"),
    "assenza": "Assenza",
    "causa": "Causa",
    "intervento": "Intervento",
    "entro": "Entro il",
    "stima": "Stima al 31/12",
    "nuova_previsione": "Nuova previsione",
    "motivo": "Motivo",
    "atto": "Atto",
    "fonte": "Fonte",
    "fonte_tipo": "Tipo di fonte",
    "raggiunta_il": "Raggiunta il",
    "luogo": "Dove si trova",
    "protocollo": "Protocollo",
    "data": "Data",
    "custode": "Chi lo custodisce",
    "accesso": "Accesso",
    "testo": "Testo",
}
"""Column of the data → title of its column in a form."""
PAROLE: dict[str, tuple[str, ...]] = {
    "assenza": (Assenza.NON_RILEVATO, Assenza.NON_VALUTABILE),
    "causa": tuple(Causa),
    "fonte_tipo": tuple(FonteTipo),
    "accesso": tuple(Accesso),
}
GIORNI = frozenset({"entro", "raggiunta_il", "data"})
DOCUMENTI = ("luogo", "protocollo", "data", "custode", "accesso")
"""Columns of the evidence that an office writes: a file is put among the others by who keeps the record."""
SCRITTI_FINALI = {"risultati": "Risultati", "criticita_opportunita": "Criticità e opportunità"}
AZIONI, AL_SEMESTRE = "Azioni dell'anno", "Commento al 30 giugno"
VALE = {dt.date: GenereCasella.GIORNO_O_NO, bool: GenereCasella.SI_NO}
ATTESO = {dt.date: GenereCasella.GIORNO, bool: GenereCasella.SI_NO, Intervallo: GenereCasella.TESTO}
"""What a rule types as value, and as target → what is written in a cell; anything else is a number."""


@dataclass(frozen=True, slots=True)
class _Facitore:
    """What the sheets of an area are made from."""

    anno: Anno
    """With the plan in force at the date."""
    prima: Anno | None
    scritti: Scritti
    periodo: Periodo
    area: str

    def titolo(self, campo: str) -> str:
        """Return the title of a column where the office writes."""
        return TITOLI[campo].format(self.periodo.data(self.anno.anno).strftime("%d/%m"))

    @property
    def indicatori(self) -> tuple[Indicatore, ...]:
        """The indicators that the area answers for."""
        return tuple(i for i in self.anno.indicatori.values() if self.anno.area_che_risponde(i) == self.area)


def moduli(lettura: Lettura, ente: Ente, anno: Anno, prima: Anno | None, periodo: Periodo) -> dict[str, Modulo]:
    """Return the form of each area that answers for something, by its code, in print order.

    `prima`: the year before, for the last values; None: there is none.
    """
    allora, scritti = anno.al(periodo), Scritti(lettura, anno)
    fatti = {}
    for area in allora.letture.con_responsabile:
        f = _Facitore(allora, prima, scritti, periodo, area.codice)
        fogli = tuple(foglio(f) for foglio in (_valori, _misure, _fasi, _testi, _evidenze))
        if any(foglio.righe for foglio in fogli):
            fatti[area.codice] = Modulo(
                ente=ente,
                anno=allora,
                periodo=periodo,
                area=area.codice,
                termine=termine_dei_dati(anno, RILEVATI[periodo]),
                fogli=fogli,
            )
    return fatti


def _valori(f: _Facitore) -> FoglioModulo:
    tipo = RILEVAZIONI[f.periodo]
    campi = tuple(c for c in tipo.colonne if c not in tipo.chiave)
    righe = []
    for i in f.indicatori:
        regola = REGOLE[i.regola]
        altrove = m.MISURE.nome if i.formula and regola.numerica else m.FASI.nome if regola.a_fasi else ""
        altrove = altrove and f"si compila nel foglio {altrove}"
        generi = {c: _genere(c) for c in campi} | {
            "valore": VALE.get(regola.valore, NUMERO),
            "stima": VALE.get(regola.valore, NUMERO),
            "nuova_previsione": GenereCasella.TESTO if regola.a_fasi else ATTESO.get(regola.target, NUMERO),
        }
        caselle = tuple(
            f.scritti.casella(
                tipo, (i.codice,), c, generi[c], di=f.area, parole=_parole(c, generi[c]),
                unita=i.unita_misura if generi[c] is NUMERO else "",
                altrove=altrove if c == "valore" else "",
            )
            for c in campi
        )  # fmt: skip
        chiesto = atteso(f.anno, i, f.periodo)
        detto = "a fasi" if regola.a_fasi else "non previsto" if chiesto is None else valore(chiesto)
        righe.append(RigaModulo((i.codice,), (i.titolo, i.unita_misura, detto, _ultimo(f, i)), caselle))
    return FoglioModulo(m.VALORI, tuple(map(f.titolo, campi)), tuple(righe))


def _ultimo(f: _Facitore, i: Indicatore) -> str:
    """Return the last value that is known of an indicator, and when it was; empty: none."""
    genere = VALE.get(REGOLE[i.regola].valore, NUMERO)
    if f.periodo is Periodo.DICEMBRE:
        a_giugno = f.scritti.riga(RILEVAZIONI[Periodo.GIUGNO], (i.codice,)).get("valore", "")
        if a_giugno:
            return f"{mostrato(genere, a_giugno)} (30/06)"
    return f"{mostrato(genere, i.storico)} ({f.anno.anno - 1})" if i.storico else ""


def _misure(f: _Facitore) -> FoglioModulo:
    servono: dict[str, list[str]] = {}
    for i in f.indicatori:
        for nome in _usate(i):
            servono.setdefault(nome, []).append(i.codice)
    campi = (AL[f.periodo], "fonte", "fonte_tipo")
    righe = [
        RigaModulo(
            (nome,),
            (", ".join(codici), _ultima_misura(f, nome)),
            tuple(f.scritti.casella(MISURE, (nome,), c, _genere(c), parole=_parole(c)) for c in campi),
        )
        for nome, codici in servono.items()
    ]
    return FoglioModulo(m.MISURE, tuple(map(f.titolo, campi)), tuple(righe))


def _usate(i: Indicatore) -> tuple[str, ...]:
    try:
        return nomi(i.formula) if i.formula else ()
    except FormulaNonValida:
        return ()  # an error, FORMULA-SINTASSI


def _ultima_misura(f: _Facitore, nome: str) -> str:
    prima = f.prima.misure.get(nome) if f.prima and f.prima.misure else None
    a_giugno = f.scritti.riga(MISURE, (nome,)).get(AL[Periodo.GIUGNO], "") if f.periodo is Periodo.DICEMBRE else ""
    if a_giugno:
        return f"{mostrato(NUMERO, a_giugno)} (30/06)"
    finale = prima.valori.get(Periodo.DICEMBRE) if prima else None
    return f"{leggibile(finale)} ({f.anno.anno - 1})" if finale is not None else ""


def _fasi(f: _Facitore) -> FoglioModulo:
    righe = [
        RigaModulo(
            (i.codice, fase.codice),
            (fase.titolo, data_breve(fase.entro), f"{leggibile(fase.quota)} %"),
            (f.scritti.casella(FASI, (i.codice, fase.codice), "raggiunta_il", GenereCasella.GIORNO_O_NO),),
        )
        for i in f.indicatori
        if REGOLE[i.regola].a_fasi
        for fase in i.fasi
    ]
    return FoglioModulo(m.FASI, (f.titolo("raggiunta_il"),), tuple(righe))


def _testi(f: _Facitore) -> FoglioModulo:
    righe = [r for o in f.anno.obiettivi.values() for r in _testi_di(f, o)]
    return FoglioModulo(m.TESTI, (f.titolo("testo"),), tuple(righe))


def _testi_di(f: _Facitore, o: Obiettivo) -> Iterator[RigaModulo]:
    """Yield the texts that an objective asks of the area: it answers first for those of its indicators."""

    def testo(codice: str, che: str, titolo: str, passi: tuple[str, ...], campo: str) -> RigaModulo:
        casella = f.scritti.casella(SCHEDE, passi, campo, GenereCasella.TESTO, di=o.codice)
        return RigaModulo((codice, che), (titolo,), (casella,))

    primo = prima_area(f.anno, o) == f.area
    if f.periodo is Periodo.GIUGNO:
        for i in o.indicatori if primo else ():
            if si_attende(f.anno, i, Periodo.GIUGNO):
                yield testo(i.codice, AL_SEMESTRE, i.titolo, ("monitoraggio", "indicatori"), i.codice)
        return
    rispondono = {a.codice for a in f.anno.responsabili_di(o.codice)} | {*o.aree_coinvolte}
    if f.area in rispondono and o.indicatori:
        yield testo(o.codice, AZIONI, o.titolo, ("consuntivo", "azioni"), f.area)
    for i in o.indicatori if primo else ():
        for campo, che in SCRITTI_FINALI.items():
            yield testo(i.codice, che, i.titolo, ("consuntivo", "indicatori", i.codice), campo)


def _evidenze(f: _Facitore) -> FoglioModulo:
    suoi = tuple(i.codice for i in f.indicatori)
    righe = [
        RigaModulo(chiave, (), _prova(f, chiave))
        for tipo, chiave in f.scritti.righe
        if tipo is EVIDENZE and chiave[0] in suoi
    ]
    return FoglioModulo(m.EVIDENZE, tuple(map(f.titolo, DOCUMENTI)), tuple(righe), _prova(f, ("", "")), suoi)


def nuova_prova(foglio: FoglioModulo, chiave: tuple[str, ...]) -> RigaModulo:
    """Return the row of a document that the data do not have yet."""
    nuove = (replace(c, luogo=replace(c.luogo, chiave=chiave)) for c in foglio.vuota)
    return RigaModulo(chiave, (), tuple(nuove))


def _prova(f: _Facitore, chiave: tuple[str, ...]) -> tuple[Casella, ...]:
    return tuple(f.scritti.casella(EVIDENZE, chiave, c, _genere(c), parole=_parole(c)) for c in DOCUMENTI)


def _genere(campo: str) -> GenereCasella:
    if campo in GIORNI:
        return GenereCasella.GIORNO
    if campo in PAROLE:
        return GenereCasella.SCELTA
    return NUMERO if campo in AL.values() else GenereCasella.TESTO


def _parole(campo: str, genere: GenereCasella = GenereCasella.TESTO) -> tuple[str, ...]:
    return ("si", "no") if genere is GenereCasella.SI_NO else tuple(map(str, PAROLE.get(campo, ())))
