"""What the commands that record a decision share: they try it on a copy, register it, and write all or nothing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import click

from macros.checks.esame import esamina
from macros.model.anno import Anno
from macros.model.archivio import SIGILLI, file_anno
from macros.model.formato import pulita
from macros.model.problems import Problem, errori
from macros.model.registro import VALIDA, Irregolare, RigaRegistro
from macros.reading.git.provvisorie import provvisoria
from macros.reading.progetto import apri_approvati
from macros.reading.registro.accoda import NIENTE, Chiesto, accodati
from macros.reading.registro.forma import integro
from macros.reading.scrivi.modifica import ModificaImpossibileError
from macros.reading.scrivi.scrittura import interrotta, scrivi, uno_alla_volta
from macros.reading.testo.deposito import censisci, leggi
from macros.reading.testo.files import cartelle_anno
from macros.reading.testo.lettura import Lettura
from scripts.comandi import una_riga

DaScrivere = Mapping[Path, bytes]


@dataclass(frozen=True, slots=True, kw_only=True)
class Provata:
    """What a command would write, and what would be wrong then."""

    file: DaScrivere
    righe: tuple[RigaRegistro, ...]
    """The rows that the register would get."""
    problemi: tuple[Problem, ...]
    """Errors that are not there now."""
    effetti: tuple[str, ...]
    """What each change of a value moves, in words; none where the data have errors."""


@contextmanager
def in_copia(radice: Path) -> Iterator[Path]:
    """Give a copy of the data and chapters of a project: of regular files alone. It is removed on leaving."""
    with provvisoria() as copia:
        for cartella in ("data", "content"):
            for file in censisci(radice, cartella).file:
                nuovo = copia / file.relative_to(radice)
                nuovo.parent.mkdir(parents=True, exist_ok=True)
                nuovo.write_bytes(leggi(radice, file))
        yield copia


def metti(copia: Path, radice: Path, file: DaScrivere) -> None:
    """Write the files of a project into its copy.

    Raises: ModificaImpossibileError: in the project a file has the name of a folder that one of them needs.
    """
    for dove, grezzo in file.items():
        if al_posto := next((c for c in dove.parents if c.is_file()), None):
            nome = al_posto.relative_to(radice).as_posix()
            msg = f"«{nome}» è un file, e lì serve una cartella: spostarlo, o dargli un altro nome"
            raise ModificaImpossibileError(msg)
        nuovo = copia / dove.relative_to(radice)
        nuovo.parent.mkdir(parents=True, exist_ok=True)
        nuovo.write_bytes(grezzo)


def errori_nuovi(radice: Path, anno: int, file: DaScrivere) -> tuple[Problem, ...]:
    """Return the errors that a year would have with some files, and has not now: tried on a copy."""
    with in_copia(radice) as copia:
        metti(copia, radice, file)
        dopo = errori(esamina(copia, anno)[1])
    return _nuovi(esamina(radice, anno)[1], dopo) if dopo else ()


def _nuovi(prima: Iterable[Problem], dopo: Sequence[Problem]) -> tuple[Problem, ...]:
    """Return the problems of which a file has more than it had."""
    c_erano, quanti = (Counter((p.source.path, p.code) for p in quali) for quali in (prima, dopo))
    return tuple(p for p in dopo if quanti[p.source.path, p.code] > c_erano[p.source.path, p.code])


def prova(radice: Path, anno: int, file: DaScrivere, chiesto: Chiesto = NIENTE) -> Provata:
    """Return what would be written, the rows of the register included, tried on a copy.

    With no register yet, the acts of all years get their rows.

    Raises: ModificaImpossibileError.
    """
    di_prima, trovati = esamina(radice, anno)
    with in_copia(radice) as copia:
        metti(copia, radice, file)
        registro = integro(Lettura(copia))
        anni = [anno] if registro.presente else list(cartelle_anno(copia))
        nuovi = accodati([apri_approvati(copia, a) for a in anni], registro, chiesto)
        tutti = {**file, **{radice / nome: grezzo for nome, grezzo in nuovi.file.items()}}
        metti(copia, radice, tutti)
        di_dopo, trovati_dopo = esamina(copia, anno)
        _solo_cio_che_si_approva(di_dopo.anni[anno], nuovi.righe)
    dopo = errori(trovati_dopo)
    effetti = () if dopo or errori(trovati) else _effetti(di_prima.anni[anno], di_dopo.anni[anno])
    return Provata(file=tutti, righe=nuovi.righe, problemi=_nuovi(trovati, dopo), effetti=effetti)


def _solo_cio_che_si_approva(anno: Anno, righe: Sequence[RigaRegistro]) -> None:
    """Refuse to seal a variation or an errata while the data hold something else that is not approved.

    What is sealed with her is the plan, or the document, after her: it must be what was approved and nothing more.

    Raises: ModificaImpossibileError.
    """
    sigilla = next((r.sigilla for r in righe if r.sigilla.startswith(("variazione ", "errata "))), "")
    if sigilla and anno.differenze:
        d = anno.differenze[0]
        msg = (
            f"«{sigilla}» non si può registrare finché nei dati c'è altro che nessun atto approva: {d.source}: "
            f"{d.percorso}. Prima si rimette com'era, o si approva insieme (ciclo verifica dice tutto)"
        )
        raise ModificaImpossibileError(msg)
    nuove = {r.sigilla for r in righe if r.sigilla}
    for i in anno.irregolarita:
        if i.che is Irregolare.CAMBIATA and i.sigilla.removeprefix(VALIDA) in nuove:
            msg = f"«{i.sigilla}» non è più come fu registrata alla riga {i.riga}: ciclo verifica dice che cosa cambia"
            raise ModificaImpossibileError(msg)


def _effetti(prima: Anno, dopo: Anno) -> tuple[str, ...]:
    """Return what each change of a value moves, one a line."""
    from macros.publish.iter.effetti import effetti_in_righe
    from macros.trail.confronto import confronta

    return tuple(effetti_in_righe(confronta(prima, dopo), "Effetto"))


def registra(  # noqa: PLR0913 - what the commands differ in
    radice: Path,
    anno: int,
    file: DaScrivere,
    chiesto: Chiesto = NIENTE,
    *,
    solo_prova: bool,
    in_attesa: frozenset[str] = frozenset(),
    titolo: str = "",
) -> int:
    """Try some files with their rows of the register, write them and say so; or say why not.

    `in_attesa`: the codes that may be left for a while. `titolo`: what was done, in one line.

    Raises: ModificaImpossibileError, ScritturaError.
    """
    provata = prova(radice, anno, file, chiesto)
    gravi = [p for p in provata.problemi if p.code not in in_attesa]
    if gravi:
        return rifiutata("così i dati avrebbero errori", gravi)
    if not solo_prova:
        scrivi(radice, provata.file)
    _racconta(radice, provata, titolo, solo_prova=solo_prova)
    return 0


def _racconta(radice: Path, provata: Provata, titolo: str, *, solo_prova: bool) -> None:
    """Say what was written, or would be: files, rows, effects, what still is to be done."""
    if titolo:
        click.echo(pulita(titolo))
    for nome in sorted(f.relative_to(radice).as_posix() for f in provata.file):
        if file_anno(nome) is not SIGILLI:
            click.echo(("si scriverebbe " if solo_prova else "") + nome)
    for riga in provata.righe:
        click.echo(in_una_riga(riga))
    for effetto in provata.effetti:
        click.echo(pulita(effetto))
    for problema in provata.problemi:
        click.echo(una_riga(problema), err=True)


def rifiutata(perche: str, problemi: Iterable[Problem] = ()) -> int:
    """Say why nothing was written, after the problems that it is for; returns the exit code."""
    for problema in problemi:
        click.echo(una_riga(problema), err=True)
    click.echo(f"ciclo: {perche}. Niente è stato scritto.", err=True)
    return 1


def in_una_riga(riga: RigaRegistro) -> str:
    """Return a row of the register as the commands show it."""
    cosa = riga.sigilla or ("rettifica" if riga.motivo else "non sigilla altro")
    return pulita(f"registro, riga {riga.riga}: {riga.anno}, {riga.atto}: {cosa}")


@contextmanager
def scrivendo(radice: Path, anno: int | None = None) -> Iterator[int | None]:
    """Let one command write at a time; gives the exit code where it must not go on, having said why.

    What a killed command had begun is finished first: whoever calls the same one again has it done. `--prova` only
    says that one was killed.
    """
    if anno is not None and anno not in cartelle_anno(radice):
        click.echo(f"ciclo: non c'è la cartella data/{anno}", err=True)
        yield 1
        return
    contesto = click.get_current_context(silent=True)
    if contesto and contesto.params.get("prova") and interrotta(radice):
        yield rifiutata("un comando è stato interrotto mentre scriveva: prima si ripete quello, senza --prova")
        return
    with uno_alla_volta(radice) as ripresi:
        yield racconta_ripresa(ripresi)


def racconta_ripresa(ripresi: Sequence[str]) -> int | None:
    """Say that a killed command was finished, and return the exit code; None: there was nothing to finish.

    Whether it is the one called now is not known: what was asked may not have been done, and 0 would say that it was.
    """
    if not ripresi:
        return None
    click.echo("Un comando era stato interrotto mentre scriveva: ora è completo.", err=True)
    for nome in ripresi:
        if file_anno(nome) is not SIGILLI:
            click.echo(nome)
    click.echo("Non è stato fatto altro: se il comando interrotto non era questo, ripeterlo.", err=True)
    return 1
