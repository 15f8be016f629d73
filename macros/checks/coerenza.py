"""What an approved year may say that cannot all be true: acts, sources, values beside each other. Only warnings.

Nothing here keeps a document from being approved: what is there is always checked, and what is approved is somebody's.
Fonte: RECORDS 0; SMVP 3.2, 3.2.1.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction

from macros.engine.ciclo import Cicli
from macros.engine.mancanze import aree_senza_atto
from macros.engine.partenza import storico_in_cifre
from macros.model.anno import Anno
from macros.model.archivio import RILEVAZIONI
from macros.model.atti import RILEVATI
from macros.model.comando import comando
from macros.model.formato import MESI, arrotonda, con_articolo, data_breve, leggibile, minuscole
from macros.model.precedenze import oiv_in_anticipo, validazioni
from macros.model.problems import Documento, Problem, Source
from macros.model.valori import Modo, Periodo, TipoAtto

_MESE = "|".join(MESI)
_GIORNO = (
    rf"\b\d{{1,2}}[°º]?(?:[/.-]| )(?:\d{{1,2}}|{_MESE})(?:[/.-]| )(?:19|20)\d\d\b|\b(?:{_MESE})\b(?: (?:19|20)\d\d)?"
)
_DI = r"(?:(?:d[ei]l|dell|di|il|l|al|a|all)\W+)?"
DATA = re.compile(
    rf"\b(?P<g>\d{{1,2}})[°º]?(?P<s>[/.-]| )(?P<m>\d{{1,2}}|{_MESE})(?P=s)(?P<a>(?:19|20)\d\d)\b"
    rf"|(?P<solo>\b(?:{_MESE})\b)(?: (?P<anno>(?:19|20)\d\d))?",
    re.IGNORECASE,
)
"""A day, or a month, with its year or without."""
ESTRAZIONE = re.compile(
    rf"\b(?:estratt[oaie]|estrazion[ei])\W+(?P<giorni>{_DI}(?:{_GIORNO})(?:(?:,| e|;) {_DI}(?:{_GIORNO}))*)",
    re.IGNORECASE,
)
"""The word of a figure that was taken, and the days right after it: other dates are of something else."""
PAROLE = (
    "zero", "un", "due", "tre", "quattro", "cinque", "sei", "sette", "otto", "nove", "dieci", "undici",
    "dodici", "tredici", "quattordici", "quindici", "sedici", "diciassette", "diciotto", "diciannove", "venti",
)  # fmt: skip
_QUANTI = rf"(?:\d{{1,3}}(?:\.\d{{3}})+|\d{{1,6}}|{'|'.join(sorted(PAROLE, key=len, reverse=True))}|una|uno)"
FRAZIONE = re.compile(rf"(?<![\w.,])({_QUANTI})(?: [^\W\d_]+)? su ({_QUANTI})\b(?![.,]?\d)", re.IGNORECASE)
"""«18 su 19», «diciotto azioni su diciannove», «2.001 su 3.000»."""
VALIDA = f"--tipo {TipoAtto.VALIDAZIONE_DATI} --documento {{}} --riguarda {{}}"
DETTI = 6
"""How many codes a message names."""


def check_oiv_dopo_i_dati(anno: Anno) -> Iterator[Problem]:
    """ATTO-OIV-ANTICIPO: the OIV validates data that every area has validated before; what it validates anew counts."""
    for documento in RILEVATI.values():
        if trovati := oiv_in_anticipo(anno, documento):
            atto, ultima = trovati
            yield Problem(
                atto.dove("data"),
                "ATTO-OIV-ANTICIPO",
                f"la validazione dell'OIV del {data_breve(atto.data)}, prima di quella dei dati "
                f"({ultima.organo}, {data_breve(ultima.data)})",
                "prima la validazione dei dati di ogni area, poi quella dell'OIV",
                "controllare le date degli atti; se sono giuste, l'OIV valida di nuovo",
            )


def check_dati_validati(anno: Anno, cicli: Cicli) -> Iterator[Problem]:
    """ATTO-DATI-MANCANTE: where an area validates its data, each does; a year in which none did was not asked."""
    for periodo, documento in RILEVATI.items():
        for area in aree_senza_atto(cicli(periodo)) if validazioni(anno, documento) else ():
            yield Problem(
                Source(anno.file(RILEVAZIONI[periodo], area)),
                "ATTO-DATI-MANCANTE",
                f"valori al {periodo} di {anno.nome_area(area)} e nessun atto che li valida",
                "un atto di tipo validazione_dati di chi ne risponde",
                f"registrarlo: «{comando('atto', anno=anno.anno, altro=VALIDA.format(documento, area))}»",
                area,
            )


def check_senza_esito(anno: Anno) -> Iterator[Problem]:
    """VAR-SENZA-ESITO: in a year that is told already no proposal is still open."""
    if anno.aperto(Documento.RELAZIONE):
        return  # COMPLETA-ESITO
    for v in anno.proposte_aperte:
        yield Problem(
            v.source,
            "VAR-SENZA-ESITO",
            f"{v.nome} è ancora «{anno.stato(v)}», in un anno con la Relazione approvata",
            "un esito: respinta, non validata, ritirata",
            "scrivere «esito» nel suo file, e registrarlo con un'errata della Relazione",
        )


def check_fonti(anno: Anno) -> Iterator[Problem]:
    """MISURA-FONTE-DATA: a figure is taken after its survey date, and before its document is approved."""
    for misura in (anno.misure or {}).values():
        giorni = tuple(g for t in ESTRAZIONE.finditer(misura.fonte or "") for g in _giorni(t["giorni"], anno.anno))
        for periodo in Periodo:
            if giorni and misura.valori.get(periodo) is not None and not any(_va(anno, periodo, g) for g in giorni):
                yield _fonte(misura.source, f"«{misura.nome}» al {periodo}", misura.fonte or "", anno, periodo)
        for periodo, giorno in misura.estrazioni.items():
            if not _va(anno, periodo, giorno):
                detta = f"estrazione {con_articolo('del', giorno)}"
                yield _fonte(misura.source, f"«{misura.nome}» al {periodo}", detta, anno, periodo)
    for scheda in anno.schede.values():
        for codice, testo in scheda.monitoraggio.items():
            for trovato in ESTRAZIONE.finditer(testo):
                giorni = tuple(_giorni(trovato["giorni"], anno.anno))
                if giorni and not any(_va(anno, Periodo.GIUGNO, g) for g in giorni):
                    luogo = scheda.dove("monitoraggio.indicatori")
                    yield _fonte(luogo, f"il testo di {codice} al {Periodo.GIUGNO}", trovato[0], anno, Periodo.GIUGNO)


def _fonte(luogo: Source, che: str, detto: str, anno: Anno, periodo: Periodo) -> Problem:
    """Say that a source is of another time."""
    fine, limite = _tempo(anno, periodo)
    entro = f" e non dopo il {data_breve(limite)}" if limite else ""
    return Problem(
        luogo,
        "MISURA-FONTE-DATA",
        f"per {che} una fonte di un altro tempo: «{detto}»",
        f"un dato estratto dal {data_breve(fine)} in poi{entro}",
        "scrivere quando si è estratto il dato di ciascuna data, o soltanto da quale sistema viene",
    )


def _tempo(anno: Anno, periodo: Periodo) -> tuple[dt.date, dt.date | None]:
    """Return between which days the figures of a date are taken: the approval of their document closes it."""
    approvazione = anno.approvazione(RILEVATI[periodo])
    fine_anno = Periodo.DICEMBRE.data(anno.anno) if periodo is Periodo.GIUGNO else None
    return periodo.data(anno.anno), approvazione.data if approvazione else fine_anno


def _va(anno: Anno, periodo: Periodo, giorno: dt.date) -> bool:
    fine, limite = _tempo(anno, periodo)
    return fine <= giorno and (limite is None or giorno <= limite)


def _giorni(testo: str, anno: int) -> Iterator[dt.date]:
    """Yield the days that a text names; of a month its last one, of this year and of the next where it says none."""
    for trovata in DATA.finditer(testo):
        nome = minuscole(trovata["m"] or trovata["solo"])
        mese = int(nome) if nome.isdigit() else MESI.index(nome) + 1
        anni = (int(trovata["a"] or trovata["anno"]),) if trovata["a"] or trovata["anno"] else (anno, anno + 1)
        for n in anni:
            try:
                primo = dt.date(n, mese, int(trovata["g"] or 1))
            except ValueError:  # the thirty-first of June
                continue
            yield primo if trovata["g"] else (primo + dt.timedelta(31)).replace(day=1) - dt.timedelta(1)


def check_base(anno: Anno) -> Iterator[Problem]:
    """IND-BASE-ZERO: a base of 0 hides where an indicator started, when the year before says it."""
    for i in anno.indicatori.values():
        partenza = storico_in_cifre(i)
        if i.numeri.get("base") == 0 and partenza:
            yield Problem(
                i.dove("base"),
                "IND-BASE-ZERO",
                f"base 0 per {i.codice}, che l'anno prima era {leggibile(partenza)}",
                "una base che dica da dove si parte",
                "scrivere come base il valore dell'anno prima, o una regola che non ne ha bisogno; "
                "dopo l'approvazione del Piano, con una variazione",
                i.area_dirigenziale or "",
            )


def check_arrotondati(anno: Anno) -> Iterator[Problem]:
    """RIL-VALORE-ARROTONDATO: a percentage is not typed rounded where the text beside it says of how many."""
    for periodo in Periodo:
        indicatori = anno.al(periodo).indicatori
        for codice, riga in anno.rilevazioni.get(periodo, {}).items():
            i = indicatori.get(codice)
            if i is None or i.formula or i.unita_misura != "%" or not isinstance(riga.valore, Decimal):
                continue
            scheda = anno.schede.get(i.obiettivo)
            testi = [riga.motivo or ""]
            if scheda and periodo is Periodo.GIUGNO:
                testi.append(scheda.monitoraggio.get(codice, ""))
            elif scheda and (finale := scheda.consuntivo.get(codice)):
                testi += [finale.risultati or "", finale.criticita_opportunita or ""]
            if detta := _frazione(riga.valore, " | ".join(testi)):
                yield Problem(
                    riga.luoghi.get("valore", riga.source),
                    "RIL-VALORE-ARROTONDATO",
                    f"{codice}: {leggibile(riga.valore)}, mentre il testo dice «{detta}»",
                    "il valore esatto, perché il grado non parta da una cifra arrotondata",
                    "contare le due misure in misure.csv e scriverle nella «formula» dell'indicatore; "
                    "dopo l'approvazione, con una variazione o un'errata",
                    riga.area,
                )


def _frazione(valore: Decimal, testo: str) -> str:
    """Return the words that say of which fraction a value is the rounding; «» when none does, or it is exact."""
    decimali = max(0, -int(valore.as_tuple().exponent))
    for trovata in FRAZIONE.finditer(testo):
        parte, tutto = (_numero(n) for n in trovata.groups())
        for quota in {parte, tutto - parte} if 0 <= parte <= tutto and tutto else ():
            esatto = Fraction(quota * 100, tutto)
            if esatto != valore and arrotonda(esatto, decimali, Modo.COMMERCIALE) == valore:
                return trovata[0]
    return ""


def _numero(parola: str) -> int:
    parola = minuscole(parola).replace(".", "")
    if parola.isdigit():
        return int(parola)
    return 1 if parola in {"una", "uno"} else PAROLE.index(parola)


def check_dimensioni(anno: Anno) -> Iterator[Problem]:
    """IND-SENZA-DIMENSIONE: in an approved Piano every indicator says what it describes; told once a year."""
    senza = [i for i in anno.indicatori.values() if i.dimensione is None]
    if senza and not anno.aperto(Documento.PIANO):
        quanti = "un indicatore" if len(senza) == 1 else f"{len(senza)} indicatori"
        codici = [i.codice for i in senza[:DETTI]] + (["…"] if len(senza) > DETTI else [])
        yield Problem(
            senza[0].source,
            "IND-SENZA-DIMENSIONE",
            f"{quanti} senza dimensione: {', '.join(codici)}",
            "la dimensione della performance di ogni indicatore",
            "scrivere «dimensione» di ciascuno, con una variazione",
        )


SENZA_ERRORI = (
    check_oiv_dopo_i_dati,
    check_senza_esito,
    check_fonti,
    check_base,
    check_arrotondati,
    check_dimensioni,
)
"""Checks that run only on a year without errors; and so does `check_dati_validati`, on its results."""
