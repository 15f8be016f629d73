"""What the commands share: their common options, and how problems are told."""

from __future__ import annotations

import errno
import json
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import click

from macros.model.comando import argomento, comando
from macros.model.formato import concorda, pulita
from macros.model.problems import Documento, Problem
from macros.model.tratti import Gravita
from macros.model.valori import Periodo

Funzione = Callable[..., Any]
CIFRE_IMPRONTA = 64
DA_COMINCIARE = click.IntRange(2000, 2100)
"""The years that can be begun: those of which the law and the System say the days."""


class Radice(click.ParamType[Path]):
    """A project folder: one that holds `data/`."""

    name = "cartella"

    def convert(self, value: Any, _param: click.Parameter | None, ctx: click.Context | None) -> Path:  # noqa: ANN401 - click's own
        """Return the folder, absolute."""
        try:
            cartella = Path(value).resolve()
            trovata = (cartella / "data").is_dir()
        except (OSError, ValueError):
            trovata = False
        if not trovata:
            msg = f"«{value}» non è la cartella di un progetto: non contiene «data»"
            raise click.UsageError(msg, ctx)
        return cartella


def con_radice(comando: Funzione) -> Funzione:
    """Add `--radice`."""
    return click.option(
        "--radice", type=Radice(), default=".", metavar="CARTELLA", help="La cartella del progetto, se non è questa."
    )(comando)


def nel_progetto(radice: Path, *parole: str, anno: int | None = None, altro: str = "") -> str:
    """Return a command of ours to be copied, as `comando` writes it: with `--radice` where the project is not here."""
    dove = "" if _e_qui(radice) else f"--radice {argomento(str(radice))}"
    return comando(*parole, anno=anno, altro=" ".join(filter(None, (altro, dove))))


def nome_da_qui(radice: Path, nome: str) -> str:
    """Return what is called so in a project as one word of a command line: with its folder where it is not here."""
    return nome if _e_qui(radice) else argomento(str(radice / nome))


def _e_qui(radice: Path) -> bool:
    return radice.resolve() == Path.cwd()


def con_anno(*, richiesto: bool) -> Callable[[Funzione], Funzione]:
    """Add `--anno`."""
    return click.option(
        "--anno", type=click.IntRange(1000, 9999), required=richiesto, metavar="ANNO", help="L'anno del ciclo."
    )


def con_periodo(comando: Funzione) -> Funzione:
    """Add `--periodo`; 31-12 when left out."""
    return click.option(
        "--periodo",
        type=click.Choice([str(p) for p in Periodo]),
        default=str(Periodo.DICEMBRE),
        help="La data della rilevazione (31-12 se non si dice altro).",
    )(comando)


def con_documento(comando: Funzione) -> Funzione:
    """Add the document as first argument."""
    return click.argument("documento", type=click.Choice([str(d) for d in Documento]))(comando)


def con_impronta(*, richiesta: bool, aiuto: str) -> Callable[[Funzione], Funzione]:
    """Add `--impronta`: 64 hex digits, blanks between them allowed, as a cover prints them."""

    def letta(_ctx: click.Context, _parametro: click.Parameter, valore: str | None) -> str | None:
        if valore is None:
            return None
        cifre = "".join(valore.split()).lower()
        if len(cifre) != CIFRE_IMPRONTA or set(cifre) - set("0123456789abcdef"):
            msg = "--impronta: servono le 64 cifre esadecimali per intero"
            raise click.UsageError(msg)
        return cifre

    return click.option("--impronta", required=richiesta, callback=letta, metavar="CIFRE", help=aiuto)


def con_formato(*formati: str) -> Callable[[Funzione], Funzione]:
    """Add `--formato`, the first one by default."""
    return click.option("--formato", type=click.Choice(formati), default=formati[0], help="Come scrivere la risposta.")


def in_json(problemi: Sequence[Problem]) -> str:
    """Return the problems as a JSON list, by place."""
    voci = [
        {
            "file": p.source.path,
            "riga": p.source.line,
            "chiave": p.source.key,
            "codice": p.code,
            "gravita": str(p.gravita),
            "trovato": p.found,
            "atteso": p.expected,
            "rimedio": p.fix,
            "area": p.area or None,
            "documento": p.documento or None,
        }
        for p in problemi
    ]
    return json.dumps(voci, ensure_ascii=False, indent=2)


SISTEMA = {
    errno.EACCES: "manca il permesso di leggere o scrivere",
    errno.EPERM: "manca il permesso di leggere o scrivere",
    errno.EROFS: "il disco è in sola lettura",
    errno.ENOSPC: "il disco è pieno",
    errno.EDQUOT: "lo spazio assegnato sul disco è finito",
    errno.ENAMETOOLONG: "il nome è troppo lungo",
    errno.EEXIST: "c'è già qualcosa con questo nome",
    errno.ENOTDIR: "una parte del percorso è un file e non una cartella",
    errno.EISDIR: "è una cartella, e serve un file",
    errno.ENOENT: "non c'è",
    errno.ENOTEMPTY: "la cartella è stata riempita nel frattempo: forse un'altra costruzione è in corso",
    errno.EMFILE: "troppi file aperti insieme",
}
ANNOTAZIONI = {Gravita.ERRORE: "error", Gravita.DA_COMPLETARE: "warning", Gravita.AVVISO: "notice"}


def in_github(problema: Problem) -> str:
    """Return a problem as an annotation of a pull request, on its line."""
    return (
        f"::{ANNOTAZIONI[problema.gravita]} file={_per_github(problema.source.path, valore=True)},"
        f"line={problema.source.line},title={_per_github(problema.code, valore=True)}::"
        + _per_github(f"Trovato: {problema.found}. Atteso: {problema.expected}. Rimedio: {problema.fix}.")
    )


def avviso_github(titolo: str, righe: Sequence[str]) -> str:
    """Return some lines as one notice of a pull request, on no file."""
    return f"::notice title={_per_github(titolo, valore=True)}::" + _per_github("\n".join(map(pulita, righe)))


def _per_github(testo: str, *, valore: bool = False) -> str:
    """Escape what ends a command of GitHub, or one of its properties."""
    testo = testo.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")
    return testo.replace(":", "%3A").replace(",", "%2C") if valore else testo


def una_riga(problema: Problem) -> str:
    """Return a problem on one line, whatever the data hold (no control character reaches the terminal)."""
    return pulita(str(problema))


def riassunto(problemi: Sequence[Problem]) -> str:
    """Count problems by severity, and what is da completare by area.

    >>> riassunto([])
    'Nessun problema.'
    """
    if not problemi:
        return "Nessun problema."
    conti = Counter(p.gravita for p in problemi)
    parti = []
    if errori := conti[Gravita.ERRORE]:
        parti.append(f"{errori} {concorda(errori, 'errore', 'errori')}")
    if vuoti := conti[Gravita.DA_COMPLETARE]:
        aree = Counter(p.area or "senza area" for p in problemi if p.gravita is Gravita.DA_COMPLETARE)
        parti.append(f"{vuoti} da completare (" + ", ".join(f"{area} {n}" for area, n in sorted(aree.items())) + ")")
    if avvisi := conti[Gravita.AVVISO]:
        parti.append(f"{avvisi} {concorda(avvisi, 'avviso', 'avvisi')}")
    return ", ".join(parti) + "."


def del_sistema(errore: OSError) -> str:
    """Say what the system refused, and on which file.

    >>> del_sistema(PermissionError(errno.EACCES, "Permission denied", "site"))
    '«site»: manca il permesso di leggere o scrivere'
    """
    perche = SISTEMA.get(errore.errno or 0, f"il sistema risponde «{errore.strerror or errore}»")
    return f"«{errore.filename}»: {perche}" if errore.filename else perche


def racconta_errori(problemi: Sequence[Problem]) -> None:
    """Print the errors on standard error, one a line, and how many they are."""
    for problema in problemi:
        click.echo(una_riga(problema), err=True)
    click.echo(riassunto(problemi), err=True)
