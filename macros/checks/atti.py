"""Acts and the order they come in: only what is certain of every chamber."""

from __future__ import annotations

import datetime as dt
import itertools
from collections.abc import Iterator

from macros.model.anno import Anno
from macros.model.archivio import ATTI
from macros.model.atti import COPRE, PERIODO_DI, Atto, tipi_oiv
from macros.model.comando import comando
from macros.model.formato import data_breve
from macros.model.problems import Documento, Problem, Source
from macros.model.valori import TipoAtto
from macros.model.variazioni import SISTEMA, StatoVariazione, Variazione
from macros.reading.testo.scalari import vicina

PARERI = {
    SISTEMA: TipoAtto.PARERE_OIV,
    Documento.PIANO.value: TipoAtto.VALIDAZIONE_OIV,
    Documento.RELAZIONE.value: TipoAtto.VALIDAZIONE_OIV,
}
"""What the OIV gives before the Giunta approves. Fonte: DOMAIN 1, DESIGN 5."""
APPROVAZIONI = {tipi[-1] for tipi in COPRE.values()}
SEGUONO = (TipoAtto.PUBBLICAZIONE, TipoAtto.TRASMISSIONE)


def _ordine(luogo: Source, trovato: str, atteso: str, codice: str = "ATTO-DATA-ORDINE") -> Problem:
    return Problem(luogo, codice, trovato, atteso, "controllare le date degli atti")


def _detto(atto: Atto) -> str:
    return f"{atto.organo}, {atto.numero}, del {data_breve(atto.data)}"


def check_ordine(anno: Anno) -> Iterator[Problem]:
    """ATTO-DATA-ORDINE: the OIV before the Giunta, the survey before its document, approval before publication."""
    citati = {nome for v in anno.variazioni for nome in v.nomi_atti}
    propri = [a for a in anno.atti.values() if a.nome not in citati or a.documento == SISTEMA]
    for documento in (SISTEMA, *Documento):
        suoi = [a for a in propri if a.documento == documento]
        approvati = sorted((a for a in suoi if a.tipo in APPROVAZIONI), key=lambda a: a.data)
        pareri = sorted((a for a in suoi if a.tipo is PARERI.get(documento)), key=lambda a: a.data)
        libero = documento == Documento.RELAZIONE and anno.smvp is not None and not anno.smvp.prima_oiv
        if approvati and pareri and pareri[0].data > approvati[-1].data and not libero:
            yield _ordine(
                approvati[-1].dove("data"),
                f"l'approvazione ({_detto(approvati[-1])}) prima dell'OIV ({_detto(pareri[0])})",
                "prima il parere o la validazione dell'OIV, poi l'approvazione",
            )
        for atto in (a for a in suoi if a.tipo in SEGUONO):
            if approvati and atto.data < approvati[0].data:
                yield _ordine(
                    atto.dove("data"),
                    f"{_detto(atto)}, prima dell'approvazione ({_detto(approvati[0])})",
                    "un giorno non prima di quello dell'approvazione",
                )
    for documento, periodo in PERIODO_DI.items():
        fine = periodo.data(anno.anno)
        for atto in propri:
            chiude = atto.tipo in {*APPROVAZIONI, TipoAtto.VALIDAZIONE_OIV} and atto.documento == documento
            if chiude and atto.data <= fine:
                yield _ordine(
                    atto.dove("data"),
                    f"{_detto(atto)}, su dati che si rilevano il {data_breve(fine)}",
                    f"un giorno dopo il {data_breve(fine)}",
                )


def check_numeri(anno: Anno) -> Iterator[Problem]:
    """ATTO-NUMERO-DOPPIO: a body uses a number once a year, on one day; one act may approve several documents."""
    visti: dict[tuple[str, str, int], Atto] = {}
    for atto in sorted(anno.atti.values(), key=lambda a: (a.data, a.nome)):
        chiave = (atto.organo.casefold(), atto.numero.casefold(), atto.data.year)
        prima = visti.setdefault(chiave, atto)
        uguali = (prima.tipo, prima.documento, prima.riguarda) == (atto.tipo, atto.documento, atto.riguarda)
        if prima is not atto and (prima.data != atto.data or uguali):
            yield Problem(
                atto.dove("numero"),
                "ATTO-NUMERO-DOPPIO",
                f"{atto.organo}, {atto.numero}, di nuovo nel {atto.data.year} (l'altro è in {prima.source})",
                "un numero per ogni atto di un organo nell'anno",
                "correggere il numero, o togliere l'atto registrato due volte",
            )


def check_impronte(anno: Anno) -> Iterator[Problem]:
    """ATTO-SENZA-IMPRONTA (avviso): an approval without impronta locks nothing; told once a year."""
    senza = {d: a for d in Documento if (a := anno.approvazione(d)) is not None and a.impronta is None}
    if senza:
        documenti, primo = ", ".join(senza), next(iter(senza.values()))
        yield Problem(
            primo.source,
            "ATTO-SENZA-IMPRONTA",
            f"nessuna impronta nell'atto che approva: {documenti}",
            "l'impronta dei dati approvati, perché ogni modifica successiva si veda",
            f"«{comando('approva', next(iter(senza)), anno=anno.anno)}» la scrive, e registra anche l'istantanea",
        )


def check_atti_variazioni(anno: Anno) -> Iterator[Problem]:
    """VAR-ATTO-IGNOTO, VAR-ATTO-TIPO, VAR-DATA: the acts of a variation exist, are of their kind, in order."""
    for v in (*anno.variazioni, *anno.errata):
        chiave = "atto" if v.errata else "atto_giunta"
        giusti = True
        tipo = TipoAtto.ERRATA if v.errata else TipoAtto.APPROVAZIONE_GIUNTA
        for nome, campo, attesi in ((v.atto_oiv, "atto_oiv", tipi_oiv(v)), (v.atto_giunta, chiave, (tipo,))):
            atto = anno.atti.get(nome or "")
            if nome is not None and atto is None and nome not in anno.perduti:
                giusti = False
                yield atto_ignoto(anno, v.dove(campo), "VAR-ATTO-IGNOTO", nome)
            elif atto is not None and (altro := _un_altro(anno, v, atto, attesi)):
                giusti = False
                yield Problem(
                    v.dove(campo), "VAR-ATTO-TIPO", f"l'atto «{nome}», {altro[0]}", altro[1], "citare l'atto giusto"
                )
        if giusti:  # the dates of other acts say nothing
            yield from _date(anno, v)
    yield from _sequenza(anno, anno.variazioni)


def check_esiti(anno: Anno) -> Iterator[Problem]:
    """VAR-ESITO, VAR-ATTO-IGNOTO, VAR-DATA: how a proposal ended, on which day, by an act that is there."""
    for v in anno.variazioni:
        if v.esito is None:
            continue
        if v.atto_oiv and v.atto_giunta:
            yield Problem(
                v.dove("esito"),
                "VAR-ESITO",
                f"{v.nome} «{v.esito.stato}», con gli atti che la validano e la approvano",
                "l'esito di una proposta che non è stata approvata",
                "togliere «esito», o l'atto che non la riguarda",
            )
        if v.esito.atto is None and v.esito.stato is not StatoVariazione.RITIRATA:
            yield Problem(
                v.esito.dove("stato"),
                "VAR-ESITO",
                f"{v.nome} «{v.esito.stato}» senza un atto",
                "l'atto che la respinge o non la valida; senza atto può essere soltanto ritirata",
                f"scrivere in «esito» atto: con il nome di un file di {anno.cartella}/atti",
            )
        elif v.esito.atto is not None and v.esito.atto not in {*anno.atti, *anno.perduti}:
            yield atto_ignoto(anno, v.esito.dove("atto"), "VAR-ATTO-IGNOTO", v.esito.atto)
        if v.proposta_il and v.esito.data < v.proposta_il:
            yield _ordine(
                v.esito.dove("data"),
                f"per {v.nome} l'esito del {data_breve(v.esito.data)}, prima della proposta del "
                f"{data_breve(v.proposta_il)}",
                "prima la proposta, poi il suo esito",
                "VAR-DATA",
            )


def manca_a(anno: Anno, variazione: Variazione) -> str:
    """Say which act a variation waits for."""
    if anno.stato(variazione) is StatoVariazione.APPROVATA:
        return "i suoi atti vengono prima dell'approvazione di ciò che cambia"
    if variazione.errata:
        return "manca l'atto di tipo errata"
    if variazione.esito is not None:
        return f"la proposta è chiusa: {variazione.esito.stato}"
    if anno.stato(variazione) is StatoVariazione.VALIDATA:
        return "manca l'approvazione della Giunta"
    if variazione.atto_giunta in anno.atti:
        return "manca la validazione dell'OIV"
    return "mancano la validazione dell'OIV e l'approvazione della Giunta"


def check_proposte_aperte(anno: Anno) -> Iterator[Problem]:
    """COMPLETA-ESITO: when the year is told every proposal has ended, until the Relazione is approved."""
    if not anno.aperto(Documento.RELAZIONE):
        return
    for v in anno.proposte_aperte:
        yield Problem(
            v.source,
            "COMPLETA-ESITO",
            f"{v.nome} è ancora «{anno.stato(v)}»: {manca_a(anno, v)}",
            "una variazione approvata, o un esito: respinta, non validata, ritirata",
            "registrare i suoi atti, o scrivere «esito» nel suo file",
            documento=Documento.RELAZIONE,
        )


def atto_ignoto(anno: Anno, luogo: Source, codice: str, nome: str) -> Problem:
    """Return the problem, with this code, of an act that is named and is not there."""
    return Problem(
        luogo,
        codice,
        f"l'atto «{nome}», che non c'è",
        f"il nome di un file di {anno.cartella}/{ATTI.cartella}, senza .yml",
        vicina(nome, anno.atti) if anno.atti else "registrare l'atto con ciclo atto",
    )


def _un_altro(anno: Anno, v: Variazione, atto: Atto, tipi: tuple[TipoAtto, ...]) -> tuple[str, str] | None:
    """Return found and expected of an act that is not one of this variation; None when it may be."""
    if atto.tipo not in tipi:
        return f"di tipo {atto.tipo}", f"un atto di tipo {' o '.join(tipi)}"
    di_chi = f"l'atto di {'questa errata' if v.errata else 'questa variazione'}"
    documenti = (Documento.MONITORAGGIO, Documento.RELAZIONE) if v.errata else anno.variati
    ammessi = (*documenti, SISTEMA) if v.del_sistema else documenti
    if atto.documento is not None and atto.documento not in ammessi:
        return f"con documento: {atto.documento}", f"{di_chi}, con documento: {' o '.join(ammessi)}"
    if any(atto is anno.approvazione(d) for d in documenti):
        return f"che approva il documento stesso ({atto.documento})", di_chi
    return None


def _date(anno: Anno, v: Variazione) -> Iterator[Problem]:
    """Proposal, OIV, Giunta, in this order, and none before what it changes was first approved."""
    if v.errata:
        yield from _data_errata(anno, v)
        return
    oiv, giunta = anno.atti.get(v.atto_oiv or ""), anno.atti.get(v.atto_giunta or "")
    passi: list[tuple[str, str, dt.date]] = []
    approvazioni = [
        a.data
        for a in anno.atti.values()
        if a.tipo is TipoAtto.APPROVAZIONE_GIUNTA
        and a.documento == Documento.PIANO
        and a.nome not in {altra.atto_giunta for altra in anno.variazioni}
    ]
    if approvazioni:
        passi.append(("", "l'approvazione del Piano", min(approvazioni)))
    if v.proposta_il:
        passi.append(("proposta.data", "la proposta", v.proposta_il))
    if oiv:
        passi.append(("atto_oiv", "la validazione dell'OIV", oiv.data))
    if giunta:
        passi.append(("atto_giunta", "l'approvazione della Giunta", giunta.data))
    for (_, cosa, giorno), (campo, poi, dopo) in itertools.pairwise(passi):
        if dopo < giorno:
            yield _ordine(
                v.dove(campo),
                f"per {v.nome} {poi} del {data_breve(dopo)}, prima di {cosa} del {data_breve(giorno)}".replace(
                    "di l'", "dell'"
                ).replace("di la ", "della "),
                "Piano approvato, proposta, validazione dell'OIV, approvazione della Giunta, in quest'ordine",
                "VAR-DATA",
            )
            return


def _data_errata(anno: Anno, v: Variazione) -> Iterator[Problem]:
    """A correction comes after the document that it corrects; before, a value is simply mended."""
    documento = Documento.MONITORAGGIO if v.di_giugno else Documento.RELAZIONE
    corretto, atto = anno.approvazione(documento), anno.atti.get(v.atto_giunta or "")
    atteso = "un'errata del documento già approvato"
    if corretto is None:
        trovato = f"{v.nome}, di un documento ({documento}) che nessun atto approva"
        fix = "correggere il valore direttamente e togliere l'errata, o registrare l'atto che approva il documento"
        yield Problem(v.source, "VAR-DATA", trovato, atteso, fix)
    elif atto is not None and atto.data < corretto.data:
        trovato = f"{v.nome} del {data_breve(atto.data)}, prima dell'approvazione ({_detto(corretto)})"
        yield _ordine(v.dove("atto"), trovato, atteso, "VAR-DATA")


def _sequenza(anno: Anno, variazioni: tuple[Variazione, ...]) -> Iterator[Problem]:
    """Numbers follow the days of the Giunta's acts: variations are taken back from the last one."""
    approvate = [(v, a) for v in variazioni if (a := anno.atti.get(v.atto_giunta or "")) is not None]
    for (prima, suo), (v, atto) in itertools.pairwise(approvate):
        if atto.data < suo.data:
            yield _ordine(
                v.dove("atto_giunta"),
                f"{v.nome} approvata il {data_breve(atto.data)}, prima della {prima.numero} ({data_breve(suo.data)})",
                "variazioni numerate nell'ordine in cui sono approvate",
                "VAR-DATA",
            )


def check_riguarda(anno: Anno) -> Iterator[Problem]:
    """ATTO-RIGUARDA (avviso): what an act is about is in the year, in today's plan or in one before."""
    viste = [anno, *(anno.di(documento) for documento in Documento)]
    noti = {c for v in viste for c in (*v.obiettivi, *v.indicatori)}
    noti |= {a.codice for v in viste if v.albero for _, a in v.albero.gruppi()}
    for atto in anno.atti.values():
        codice = atto.riguarda
        if codice is not None and codice not in noti:
            yield Problem(
                atto.dove("riguarda"),
                "ATTO-RIGUARDA",
                f"un atto che riguarda «{codice}»",
                "il codice di un obiettivo, di un indicatore o di un'area dell'anno",
                vicina(codice, sorted(noti)),
            )


CHECKS = (check_ordine, check_numeri, check_impronte, check_atti_variazioni, check_esiti)
"""Checks that run on any year."""
SENZA_ERRORI = (check_riguarda, check_proposte_aperte)
"""Those that run only on a year without errors."""
