"""What goes at the end of the register: the acts that have no row yet, each with what it seals as the files stand."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from macros.model.comando import comando
from macros.model.problems import Documento
from macros.model.registro import Registro, RigaRegistro, Sigillo, nome_testi
from macros.reading.blocco.blocco import Approvati
from macros.reading.blocco.impronta import in_byte as in_byte_di
from macros.reading.blocco.impronta import sha256_di
from macros.reading.registro.forma import FILE, in_byte, in_coda
from macros.reading.registro.portate import Proprie, portate
from macros.reading.registro.sigilli import custodita, custodito, sigilli_di
from macros.reading.scrivi.modifica import ModificaImpossibileError
from macros.reading.testo.deposito import esiste


@dataclass(frozen=True, slots=True, kw_only=True)
class Accodati:
    """Rows to be added, and the files that they need."""

    righe: tuple[RigaRegistro, ...]
    """The new ones."""
    file: Mapping[str, bytes]
    """Path from the project folder → what it must hold."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Chiesto:
    """What a command knows of the acts that it registers, by the act's name."""

    motivi: Mapping[str, str] = field(default_factory=dict)
    """Acts put right, and why."""
    rettificate: Mapping[str, frozenset[str]] = field(default_factory=dict)
    """Of an act put right, the keys that are; nothing else of it may be other than it was registered."""
    inizia: bool = False
    """True where a register is to begin although there are acts that approve something."""
    testi: Mapping[str, Documento] = field(default_factory=dict)
    """Acts that correct the chapters of a document."""
    con_impronta: frozenset[str] = frozenset()
    """Acts, registered before, that get their impronta now."""
    proprie: Proprie | None = None
    """Of a conflict, one's own rows; None: there is none."""


NIENTE = Chiesto()


def accodati(anni: Sequence[Approvati], registro: Registro, chiesto: Chiesto = NIENTE) -> Accodati:
    """Return the rows of the acts of some years that the register does not have, by day.

    Raises: ModificaImpossibileError, in Italian: an act is no more as it was registered, seals already, or there
        was a register.
    """
    if not registro.presente and not chiesto.inizia:
        _mai_stato(anni, chiesto)
    portati = [] if chiesto.proprie is None else portate(anni, registro, chiesto.proprie)
    prima, registro = registro, replace(registro, righe=in_coda(registro.righe, [(s, m) for _, s, m in portati]))
    nuovi: list[tuple[dt.date, Approvati, Sigillo, str]] = []
    for approvati in anni:
        for atto in sorted(approvati.atti.values(), key=lambda a: (a.data, a.nome)):
            suoi = sigilli_di(approvati, atto, chiesto.testi.get(atto.nome))
            for sigillo, motivo in _da_scrivere(approvati, suoi, registro.di(approvati.anno), chiesto):
                nuovi.append((atto.data, approvati, sigillo, motivo))
    nuovi.sort(key=lambda n: (n[0], n[2].atto))
    righe = in_coda(registro.righe, [(sigillo, motivo) for _, _, sigillo, motivo in nuovi])
    file = {FILE: in_byte(righe)} if nuovi or portati or not registro.presente else {}
    for approvati, sigillo in [*((a, s) for a, s, _ in portati), *((a, s) for _, a, s, _ in nuovi)]:
        for sha, grezzo in sigillo.contenuti.items():
            file[_nome(approvati, sha)] = grezzo
    return Accodati(righe=righe[len(prima.righe) :], file={**_riscritti(anni, registro), **file})


def _mai_stato(anni: Sequence[Approvati], chiesto: Chiesto) -> None:
    """Refuse to begin a register where there was one: acts approve something, or what they sealed is kept."""
    for approvati in anni:
        approva = any(a.impronta and a.nome not in chiesto.con_impronta for a in approvati.atti.values())
        if approva or esiste(custodito(approvati.cartella, "").parent):
            inizia = comando("registro", altro="--inizia")
            msg = f"manca {FILE}: se c'era, git restore {FILE}; se non c'è mai stato, «{inizia}»"
            raise ModificaImpossibileError(msg)


def _da_scrivere(
    approvati: Approvati, suoi: Sequence[Sigillo], righe: Sequence[RigaRegistro], chiesto: Chiesto
) -> Iterator[tuple[Sigillo, str]]:
    """Yield what of an act has no row; an act changed by hand, or that seals already, is refused."""
    atto = suoi[0].atto
    sue = [r for r in righe if r.atto == atto]
    motivo = chiesto.motivi.get(atto, "")
    if sue and sue[-1].sha256_atto != suoi[0].sha256_atto and not motivo and atto not in chiesto.con_impronta:
        msg = f"l'atto «{atto}» non è più come fu registrato alla riga {sue[-1].riga}: prima ciclo verifica"
        raise ModificaImpossibileError(msg)
    note = {r.sigilla for r in sue} | {s.sigilla for s in suoi if s.impronta in {r.impronta for r in sue if r.impronta}}
    if motivo and sue:
        _solo_quelle(approvati, suoi[0], sue[-1], chiesto.rettificate.get(atto))
    if motivo:
        vuoto = Sigillo(
            anno=suoi[0].anno, atto=atto, sigilla="", impronta="", impronta_testi="",
            sha256_atto=suoi[0].sha256_atto, source=suoi[0].source, contenuti=suoi[0].contenuti,
        )  # fmt: skip
        yield vuoto, motivo
        return
    nuove = [s for s in suoi if s.sigilla not in note and not (s.sigilla == "" and sue)]
    gia = next((r for r in sue if r.sigilla), None)
    if nuove and gia is not None:
        msg = (
            f"l'atto «{atto}» ha già sigillato «{gia.sigilla}» alla riga {gia.riga}: per «{nuove[0].sigilla}» serve "
            "il suo atto. Un atto che approva più cose si registra una volta sola, con tutte"
        )
        raise ModificaImpossibileError(msg)
    yield from ((s, "") for s in nuove)


def _solo_quelle(approvati: Approvati, oggi: Sigillo, riga: RigaRegistro, chiavi: frozenset[str] | None) -> None:
    """Refuse a rettifica of an act of which something else was changed by hand; None: what is put right is known."""
    if chiavi is None:
        return
    prima = custodita(approvati.lettura, approvati.cartella, riga.sha256_atto)
    if prima is None:
        msg = f"manca la copia dell'atto «{oggi.atto}» com'era alla riga {riga.riga}: prima ciclo verifica"
        raise ModificaImpossibileError(msg)
    dopo = json.loads(oggi.contenuti[oggi.sha256_atto])
    altre = sorted({k for k in {*prima, *dopo} if prima.get(k) != dopo.get(k)} - chiavi)
    if altre:
        msg = (
            f"nell'atto «{oggi.atto}» è cambiata anche la chiave «{altre[0]}», che non si sta rettificando: rimetterla"
        )
        raise ModificaImpossibileError(msg)


def _nome(approvati: Approvati, sha256: str) -> str:
    return approvati.lettura.nome(custodito(approvati.cartella, sha256))


def _riscritti(anni: Sequence[Approvati], registro: Registro) -> dict[str, bytes]:
    """Return the copies that rows need and that are not there, where the files are still what was sealed."""
    file: dict[str, bytes] = {}
    for approvati in anni:
        righe = registro.di(approvati.anno)
        servono = {sha for r in righe for sha in (r.sha256_atto, r.impronta, r.impronta_testi) if sha}
        mancano = {sha for sha in servono if custodita(approvati.lettura, approvati.cartella, sha) is None}
        testi = {r.atto: d for r in righe for d in Documento if r.sigilla == nome_testi(d)}
        for atto in approvati.atti.values() if mancano else ():
            for s in sigilli_di(approvati, atto, testi.get(atto.nome)):
                file |= {_nome(approvati, sha): grezzo for sha, grezzo in s.contenuti.items() if sha in mancano}
        istantanee = {d: r.impronta for d in Documento for r in righe if r.sigilla == d}
        for documento, impronta in istantanee.items():
            grezzo = in_byte_di(approvati.parti(documento))
            if not esiste(approvati.istantanea(documento)) and sha256_di(grezzo) == impronta:
                file[approvati.lettura.nome(approvati.istantanea(documento))] = grezzo
    return file
