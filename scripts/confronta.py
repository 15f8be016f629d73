"""`ciclo confronta`: what changed between two years, two git revisions or two folders, and what it moved."""

from __future__ import annotations

import re
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

import click

from macros.checks.esame import esamina
from macros.model.anno import Anno, Progetto
from macros.model.problems import Problem, errori
from macros.model.valori import Periodo
from macros.publish.confronto.dati import in_dati
from macros.publish.confronto.markdown import in_markdown
from macros.publish.confronto.parole import Sezione
from macros.publish.confronto.testo import in_testo
from macros.reading.git.revisioni import RevisioneError, nome_breve, revisione
from macros.reading.testo.scalari import ANNO
from macros.trail.confronto import confronta as motore
from scripts.aiuto import Comando
from scripts.comandi import con_formato, con_radice, racconta_errori

FORME = ("testo", "markdown", "html", "json")
QUI = "cartella di lavoro"
DEL_FILE = re.compile(r"data/(\d{4})/", re.ASCII)
TRONCO = 20
"""Characters of a revision's name beside which its short commit is worth printing."""


class DatiError(Exception):
    """Errors in the data of one side: they are told, and the command ends."""

    def __init__(self, lato: str, problemi: tuple[Problem, ...]) -> None:
        self.lato, self.problemi = lato, problemi
        super().__init__(lato)


@dataclass(frozen=True, slots=True)
class Lato:
    """One side as it was written: a year, a folder or a revision."""

    scritto: str
    anno: int | None
    cartella: Path | None
    """None, and no year: a revision."""


@click.command(cls=Comando)
@click.argument("a", metavar="A")
@click.argument("b", metavar="[B]", required=False)
@click.option(
    "--periodo",
    type=click.Choice([str(p) for p in Periodo]),
    help="La data delle cifre (se non si dice, l'ultima che hanno entrambi).",
)
@con_formato(*FORME)
@click.option("--tutto", is_flag=True, help="Nel testo, ogni cambiamento con i suoi effetti e le righe dei file.")
@click.option("--uscita", type=click.Path(path_type=Path), metavar="FILE", help="Dove scrivere, invece che a schermo.")
@con_radice
def confronta(  # noqa: PLR0913 - one for each option
    *, a: str, b: str | None, periodo: str | None, formato: str, tutto: bool, uscita: Path | None, radice: Path
) -> int:
    """Dice che cosa è cambiato da A a B, e con quale effetto sulle cifre.

    A e B sono due anni di questo progetto (2021 2022), due revisioni di git (ramo, etichetta o commit) o due
    cartelle di progetto. Di due versioni si confrontano gli anni che hanno entrambe; senza B si confronta A
    con la cartella di lavoro.

    Quattro cifre che sono una cartella di data/ sono un anno; il nome di una cartella che c'è è una cartella;
    tutto il resto è una revisione. «./nome» è sempre una cartella.
    """
    lati = [_lato(scritto, radice) for scritto in (a, b) if scritto is not None]
    if any(x.anno for x in lati) and not (len(lati) == 2 and all(x.anno for x in lati)):
        ignoti = [x.scritto for x in lati if ANNO.fullmatch(x.scritto) and not x.anno]
        perche = f"; non c'è la cartella data/{ignoti[0]}" if ignoti else ""
        msg = f"un anno si confronta con un altro anno: scriverne due, o due versioni{perche}"
        raise click.UsageError(msg)
    try:
        with ExitStack() as pila:
            scelto = Periodo(periodo) if periodo else None
            if all(x.anno for x in lati):
                sezioni, note = _anni(radice, [x.anno for x in lati if x.anno], scelto)
            else:
                sezioni, note = _versioni(pila, radice, lati, scelto)
    except RevisioneError as errore:
        click.echo(f"ciclo: {errore}.", err=True)
        return 1
    except DatiError as errore:
        click.echo(f"ciclo: errori nei dati di {errore.lato}:", err=True)
        racconta_errori(errore.problemi)
        return 1
    if not sezioni:
        click.echo(f"ciclo: nessun anno è in entrambe le parti. {' '.join(note)}".strip(), err=True)
        return 1
    testo = _scritto(formato, sezioni, note, tutto=tutto).rstrip("\n")
    if uscita is None:
        click.echo(testo)
    else:
        uscita.write_text(testo + "\n", encoding="utf-8")
    return 0


def _scritto(formato: str, sezioni: list[Sezione], note: list[str], *, tutto: bool) -> str:
    if formato == "html":  # the only one that needs the library of the pages
        from macros.publish.confronto.frammento import in_html

        return in_html(sezioni, note)
    if formato == "testo":
        return in_testo(sezioni, note, tutto=tutto)
    forme = {"markdown": in_markdown, "json": in_dati}
    return forme[formato](sezioni, note)


def _lato(scritto: str, radice: Path) -> Lato:
    """Say what a word stands for. Fonte: the rules written in the help."""
    if ANNO.fullmatch(scritto) and (radice / "data" / scritto).is_dir():
        return Lato(scritto, int(scritto), None)
    forzata = scritto.startswith(("./", "../", "/", "~"))
    cartella = Path(scritto).expanduser()
    if not forzata and not cartella.is_dir():
        return Lato(scritto, None, None)
    if not (cartella / "data").is_dir():
        msg = f"«{scritto}» non è la cartella di un progetto: non contiene «data»"
        raise click.UsageError(msg)
    return Lato(scritto, None, cartella.resolve())


def _anni(radice: Path, anni: list[int], periodo: Periodo | None) -> tuple[list[Sezione], list[str]]:
    """Compare two years of the project."""
    prima, dopo = anni
    progetto, problemi = esamina(radice)
    coinvolti = range(min(anni), max(anni) + 1)
    progetto = _senza_errori(progetto, problemi, f"{prima} e {dopo}", tuple(n for n in coinvolti if n in progetto.anni))
    trovato = motore(progetto.anni[prima], progetto.anni[dopo], progetto.anni, periodo)
    return [Sezione(trovato, str(prima), str(dopo))], _note(progetto)


def _versioni(
    pila: ExitStack, radice: Path, lati: list[Lato], periodo: Periodo | None
) -> tuple[list[Sezione], list[str]]:
    """Compare the years that two versions of the project have in common."""
    lette: list[tuple[str, Progetto]] = []
    for lato in [*lati, Lato(QUI, None, radice)][:2]:
        cartella, nome = lato.cartella, lato.scritto
        if cartella is None:
            cartella = pila.enter_context(revisione(radice, nome))
            breve = nome_breve(radice, nome)
            nome = nome if len(nome) > TRONCO or breve.startswith(nome) else f"{nome} ({breve})"
        progetto, problemi = esamina(cartella)
        lette.append((nome, _senza_errori(progetto, problemi, f"«{nome}»", tuple(progetto.anni))))
    (nome_a, prima), (nome_b, dopo) = lette
    note = _note(dopo)
    for nome, di_qui, di_la in ((nome_a, prima, dopo), (nome_b, dopo, prima)):
        soli = [str(n) for n in di_qui.anni if n not in di_la.anni]
        if soli:
            note.append(f"Solo in {nome}: {', '.join(soli)}.")
    comuni: list[tuple[Anno, Anno]] = [(prima.anni[n], dopo.anni[n]) for n in dopo.anni if n in prima.anni]
    return [Sezione(motore(x, y, {}, periodo), nome_a, nome_b) for x, y in comuni], note


def _senza_errori(progetto: Progetto, problemi: tuple[Problem, ...], lato: str, anni: tuple[int, ...]) -> Progetto:
    """Return the project when no error touches those years; raise with the errors otherwise."""
    suoi = [
        p for p in errori(problemi) if (trovato := DEL_FILE.match(p.source.path)) is None or int(trovato[1]) in anni
    ]
    if suoi:
        raise DatiError(lato, tuple(suoi))
    return progetto


def _note(progetto: Progetto) -> list[str]:
    assert progetto.ente is not None  # noqa: S101 - without it there are errors
    return ["Valori dimostrativi."] if progetto.ente.dimostrativo else []
