"""`ciclo confronta`: what changed between two years, two git revisions or two folders, and what it moved."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

import click

from macros.checks.completezza import non_cominciati
from macros.checks.esame import esamina
from macros.engine.pertinenza import conti_per_area
from macros.model.anno import Anno, Progetto
from macros.model.archivio import ISTANTANEE
from macros.model.problems import Problem, errori
from macros.model.tratti import Tratto
from macros.model.valori import Periodo
from macros.publish.confronto.dati import in_dati
from macros.publish.confronto.markdown import in_markdown
from macros.publish.confronto.parole import Sezione
from macros.publish.confronto.proposta import PropostaLetta, dopo_il_confronto, prima_del_confronto
from macros.publish.confronto.testo import in_testo
from macros.reading.git.revisioni import RevisioneError, nome_breve, revisione
from macros.reading.registro.forma import FILE as REGISTRO
from macros.reading.testo.deposito import censisci, leggi
from macros.reading.testo.scalari import ANNO
from macros.trail.confronto import confronta as motore
from macros.trail.file_mossi import altri_mossi, capitoli_mossi
from macros.trail.novita import Novita, novita
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


@click.command(cls=Comando, short_help="Dice che cosa è cambiato, e con quale effetto.")
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
                proposta = None
            else:
                sezioni, note, proposta = _versioni(pila, radice, lati, scelto, in_commento=formato == "markdown")
    except RevisioneError as errore:
        click.echo(f"ciclo: {errore}.", err=True)
        return 1
    except DatiError as errore:
        click.echo(f"ciclo: errori nei dati di {errore.lato}:", err=True)
        racconta_errori(errore.problemi)
        return 1
    if not sezioni and proposta is None:
        click.echo(f"ciclo: nessun anno è in entrambe le parti. {' '.join(note)}".strip(), err=True)
        return 1
    testo = _scritto(formato, sezioni, note, proposta, tutto=tutto).rstrip("\n")
    if uscita is None:
        click.echo(testo)
    else:
        uscita.write_text(testo + "\n", encoding="utf-8")
    return 0


def _scritto(
    formato: str, sezioni: list[Sezione], note: list[str], proposta: PropostaLetta | None, *, tutto: bool
) -> str:
    if formato == "html":  # the only one that needs the library of the pages
        from macros.publish.confronto.frammento import in_html

        return in_html(sezioni, note)
    if formato == "testo":
        return in_testo(sezioni, note, tutto=tutto)
    if formato == "json":
        return in_dati(sezioni, note)
    prima = prima_del_confronto(sezioni, proposta) if proposta else []
    return in_markdown(sezioni, note, prima, dopo_il_confronto(proposta) if proposta else [])


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
    pila: ExitStack, radice: Path, lati: list[Lato], periodo: Periodo | None, *, in_commento: bool
) -> tuple[list[Sezione], list[str], PropostaLetta | None]:
    """Compare the years that two versions of the project have in common; for a comment, say all that comes with B.

    What is changed of what an act approved does not stop the comparison: what it would move is the question.
    """
    lette: list[tuple[str, Path, Progetto, tuple[Problem, ...]]] = []
    for lato in [*lati, Lato(QUI, None, radice)][:2]:
        cartella, nome = lato.cartella, lato.scritto
        if cartella is None:
            cartella = pila.enter_context(revisione(radice, nome, anche="content" if in_commento else ""))
            breve = nome_breve(radice, nome)
            nome = nome if len(nome) > TRONCO or breve.startswith(nome) else f"{nome} ({breve})"
        progetto, problemi = esamina(cartella)
        lette.append((nome, cartella, _senza_errori(progetto, problemi, f"«{nome}»", tuple(progetto.anni)), problemi))
    (nome_a, da, prima, _), (nome_b, verso, dopo, problemi) = lette
    note = _note(dopo)
    for nome, di_qui, di_la in ((nome_a, prima, dopo), (nome_b, dopo, prima)):
        soli = [str(n) for n in di_qui.anni if n not in di_la.anni]
        if soli:
            note.append(f"Solo in {nome}: {', '.join(soli)}.")
    comuni: list[tuple[Anno, Anno]] = [(prima.anni[n], dopo.anni[n]) for n in dopo.anni if n in prima.anni]
    sezioni = [Sezione(motore(x, y, {}, periodo), nome_a, nome_b) for x, y in comuni]
    if in_commento:
        return sezioni, note, _proposta((da, prima), (verso, dopo), sezioni, problemi)
    if toccati := [str(n) for n, anno in dopo.anni.items() if anno.differenze]:
        note.append(f"In {nome_b} ciò che un atto ha approvato è cambiato senza un atto: {', '.join(toccati)}.")
    return sezioni, note, None


def _proposta(
    da: tuple[Path, Progetto], verso: tuple[Path, Progetto], sezioni: list[Sezione], problemi: tuple[Problem, ...]
) -> PropostaLetta:
    """Return all that comes with the second version; what is missing of documents not begun is not told."""
    (vecchia, prima), (nuova, dopo) = da, verso
    cambiati = {s.confronto.dopo.anno: s.confronto.cambiamenti for s in sezioni}
    arrivi = tuple(novita(prima.anni.get(n), anno, cambiati.get(n, ())) for n, anno in dopo.anni.items())
    intatti = dict(non_cominciati(dopo.anni.values()))
    conti = {}
    for n, anno in dopo.anni.items():
        dell_anno = [p for p in problemi if p.source.path.startswith(f"{anno.cartella}/")]
        chiesti = [p for p in dell_anno if p.documento not in intatti.get(anno.cartella, ())]
        conti[n] = conti_per_area(anno, chiesti)
    return PropostaLetta(
        novita=arrivi,
        tolti=tuple(n for n in prima.anni if n not in dopo.anni),
        capitoli=capitoli_mossi(_testi(vecchia, "content", ".md"), _testi(nuova, "content", ".md")),
        altri=altri_mossi(_testi(vecchia, "data"), _testi(nuova, "data"), set(_detti(sezioni, arrivi, (prima, dopo)))),
        conti=conti,
        errori=len(errori(problemi)),
    )


def _detti(sezioni: list[Sezione], arrivi: tuple[Novita, ...], due: tuple[Progetto, Progetto]) -> Iterator[str]:
    """Yield the data files of which the comment tells otherwise: changes, acts and what they seal, whole years."""
    for c in (c for s in sezioni for c in s.confronto.cambiamenti):
        yield from (luogo.path for luogo in (c.luogo_prima, c.luogo_dopo) if luogo)
    yield from (d.source.path for n in arrivi for d in n.dopo.differenze)
    yield from (m.atto.source.path for n in arrivi for m in n.atti)
    if any(n.atti for n in arrivi):
        yield REGISTRO
    comuni = due[0].anni.keys() & due[1].anni.keys()
    yield from (f"data/{n}/" for p in due for n in p.anni if n not in comuni)
    yield from (f"{n.dopo.cartella}/{ISTANTANEE}/" for n in arrivi if n.atti)


def _testi(cartella: Path, sotto: str, suffisso: str = "") -> dict[str, str]:
    """Return the files below a folder of a version, as texts, by path from the project's."""
    file = [f for f in censisci(cartella, sotto).file if f.name.endswith(suffisso)]
    return {f.relative_to(cartella).as_posix(): leggi(cartella, f).decode(errors="replace") for f in file}


def _senza_errori(progetto: Progetto, problemi: tuple[Problem, ...], lato: str, anni: tuple[int, ...]) -> Progetto:
    """Return the project when no error but the lock's touches those years; raise with the errors otherwise."""
    gravi = [p for p in errori(problemi) if not p.ha(Tratto.DEL_BLOCCO)]
    suoi = [p for p in gravi if (trovato := DEL_FILE.match(p.source.path)) is None or int(trovato[1]) in anni]
    if suoi:
        raise DatiError(lato, tuple(suoi))
    return progetto


def _note(progetto: Progetto) -> list[str]:
    assert progetto.ente is not None  # noqa: S101 - without it there are errors
    return ["Valori dimostrativi."] if progetto.ente.dimostrativo else []
