"""`ciclo controlla-riservati`: no sheet of a person is in the repository, or on its way to another.

By itself it looks at what the next commit would hold. It never says a name or a path: the name of an object, which
leads whoever has the repository to its file.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import click

from macros.model.formato import quanti
from macros.reading.git import comando as git
from macros.reading.git.oggetti import DepositoMuto, Oggetti, cima, contenuti, nell_indice, portati, uniti
from macros.riservato.avvisi import numero_scheda
from macros.riservato.riconosci import BYTE_MASSIMI, GenereScheda, chiuso, scheda_con
from scripts.agganci import agganciati, proposti, sganciati
from scripts.riservati import ERRORE, ComandoRiservato

NULLA = frozenset("0")
"""The only figure of a commit that is none, as git says it."""
BREVE = 12
FILE = ("file", "file")
MOSTRATI = 20
"""Objects that are named, of those that were not looked into."""


@dataclass(slots=True)
class Guardati:
    """What came of looking."""

    quanti: int = 0
    schede: dict[str, GenereScheda] = field(default_factory=dict)
    """Object → what it is."""
    chiusi: list[str] = field(default_factory=list)
    """Objects too large to be looked into, or of a format that is not read."""


@click.command(
    "controlla-riservati", cls=ComandoRiservato, short_help="Cerca schede di persone in ciò che git registra."
)
@click.option("--base", metavar="REV", help="Guarda anche i commit che vengono dopo questa revisione.")
@click.option("--storia", is_flag=True, help="Guarda anche tutti i commit del ramo.")
@click.option("--spinta", metavar="DEPOSITO", help="Guarda i commit che git push, su standard input, sta per mandare.")
@click.option("--aggancia", "agganci", flag_value="metti", help="Lo fa chiamare da git a ogni commit e a ogni push.")
@click.option("--sgancia", "agganci", flag_value="togli", help="Toglie ciò che --aggancia ha messo.")
@click.option("--proponi", "agganci", flag_value="proponi", hidden=True)
@click.option(
    "--radice", type=click.Path(path_type=Path), default=".", metavar="CARTELLA", help="Una cartella del deposito."
)
def controlla_riservati(
    *, base: str | None, storia: bool, spinta: str | None, agganci: str | None, radice: Path
) -> int:
    """Controlla che nessuna scheda di una persona sia nel deposito, o stia per andarvi.

    Guarda ciò che il prossimo commit registra, in tutto il deposito: YAML, CSV, fogli di calcolo con «profilo» e un
    «nome» o dei «punti», e PDF intitolati «Scheda di valutazione», anche con un altro nome o in un archivio. Con
    --base e --storia guarda anche i commit, uno per uno: un file tolto dopo è ancora nella storia.
    """
    deposito = cima(radice)
    if deposito is None:
        click.echo("Questa cartella non è in un deposito di git: non c'è niente da controllare.", err=True)
        return 0
    if agganci is not None:
        return {"metti": agganciati, "togli": sganciati, "proponi": proposti}[agganci](deposito, radice)
    if spinta is not None:
        oggetti = _spinti(deposito, spinta, sys.stdin.read().splitlines())
    else:
        indice = os.environ.get("GIT_INDEX_FILE")  # a commit of some files has one of its own
        oggetti = nell_indice(deposito, indice and str(Path.cwd() / indice))
        if oggetti is not None and (base or storia):
            commit = _commit_dopo(deposito, base)
            oggetti = None if commit is None else _con(commit, oggetti)
    try:
        guardati = _guardati(deposito, oggetti)
    except DepositoMuto:
        click.echo(
            "ciclo: git non dice che cosa c'è nel deposito, o la revisione non c'è: non è stato controllato niente. "
            "Rimedio: git fetch --unshallow, o una revisione che git log conosce.",
            err=True,
        )
        return ERRORE
    if guardati.chiusi:
        _racconta_chiusi(guardati.chiusi)
    if oggetti and guardati.schede:
        _racconta(deposito, oggetti, guardati.schede)
        return ERRORE
    click.echo(f"Nessuna scheda di persone fra {quanti(guardati.quanti, *FILE)}.", err=True)
    return 0


def _guardati(deposito: Path, oggetti: Oggetti | None) -> Guardati:
    """Return how many files were looked into, and what was found. Raises: DepositoMuto."""
    if oggetti is None:
        raise DepositoMuto
    guardati = Guardati()
    for nome, grezzo in contenuti(deposito, oggetti, BYTE_MASSIMI):
        if grezzo is None or chiuso(grezzo):
            guardati.chiusi.append(nome)
            continue
        guardati.quanti += 1
        if genere := scheda_con(oggetti[nome], grezzo):
            guardati.schede[nome] = genere
    return guardati


def _con(uni: Oggetti, altri: Oggetti) -> Oggetti:
    return uniti((oggetto, nome) for parte in (uni, altri) for oggetto, nomi in parte.items() for nome in nomi)


def _commit_dopo(deposito: Path, base: str | None) -> Oggetti | None:
    """Return what the commits of this branch bring, after a revision or all; None: git refuses, or has it not."""
    if git.testo(deposito, "rev-parse", "--verify", "--quiet", "HEAD") is None:
        return {}  # no commit yet
    if base is None:
        return portati(deposito, "HEAD")
    da = git.testo(deposito, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{base}^{{commit}}")
    return portati(deposito, "HEAD", f"^{da}") if da else None


def _spinti(deposito: Path, remoto: str, righe: Sequence[str]) -> Oggetti | None:
    """Return what a push would bring: `righe` as git gives them, local ref and commit, remote ref and commit."""
    insieme: Oggetti = {}
    noti = (git.testo(deposito, "remote") or "").splitlines()
    for riga in righe:
        _, mio, _, suo = riga.split(" ")
        if set(mio) <= NULLA:
            continue  # a branch that is being removed brings nothing
        limiti = [mio]
        if remoto in noti:  # else an address: nothing is known of what is there
            limiti += ["--not", f"--remotes={remoto}"]
        if not set(suo) <= NULLA and git.testo(deposito, "cat-file", "-t", suo):
            limiti += [f"^{suo}"] if len(limiti) == 1 else [suo]
        nuovi = portati(deposito, *limiti)
        if nuovi is None:
            return None
        insieme = _con(insieme, nuovi)
    return insieme


def _racconta_chiusi(chiusi: Sequence[str]) -> None:
    """Say how many files were not looked into, and which: by their objects."""
    non_guardati = quanti(len(chiusi), "file non è stato guardato", "file non sono stati guardati")
    perche = f"più di {BYTE_MASSIMI // 2**20} MiB, cifrati, o di Office prima del 2007 (.xls, .doc)"
    detti = ", ".join(oggetto[:BREVE] for oggetto in chiusi[:MOSTRATI])
    click.echo(f"{non_guardati} ({perche}): oggetto {detti}{', …' if len(chiusi) > MOSTRATI else ''}.", err=True)


def _racconta(deposito: Path, oggetti: Oggetti, trovati: Mapping[str, GenereScheda]) -> None:
    """Say what was found, and what to do."""
    nel_prossimo = nell_indice(deposito, None) or {}
    for oggetto, genere in trovati.items():
        numeri = (numero_scheda(nome.rpartition("/")[2]) for nome in sorted(oggetti[oggetto]))
        numero = next((n for n in numeri if n is not None), None)
        breve = oggetto[:BREVE]
        come = (
            f"git ls-files --stage | grep {breve}"
            if oggetto in nel_prossimo
            else f"git log --all --name-only --find-object={breve}"
        )
        quale = "" if numero is None else f", scheda {numero:03d}"
        click.echo(f"oggetto {breve}{quale}: {genere.value}. Per sapere dov'è: {come}", err=True)
    click.echo(
        "Il deposito si pubblica con tutta la sua storia. Rimedio: togliere il file con git rm --cached e rifare i "
        "commit che lo portano; il suo posto è la cartella riservata. Se è già stato spinto altrove, avvertire subito "
        "il responsabile della protezione dei dati.",
        err=True,
    )
