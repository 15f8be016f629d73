"""The command `ciclo`: joins the commands and turns every refusal into Italian and an exit code.

0 done, 1 the data or the build have problems, 2 the command was written wrongly.
Each command is a thin module beside this one; nothing heavy is imported before it is needed.
"""

from __future__ import annotations

import atexit
import gc
import os
import signal
import sys
import threading
import traceback
from collections.abc import Sequence
from pathlib import Path
from types import FrameType

import click

from macros.reading.registro.conflitto import ConflittoError
from macros.reading.scrivi.modifica import ModificaImpossibileError
from macros.reading.scrivi.scrittura import ScritturaError
from macros.reading.testo.deposito import RifiutatoError
from scripts.aiuto import GruppoComandi
from scripts.codifica import in_utf8, scrive_in_utf8
from scripts.comandi import DA_COMINCIARE, del_sistema, una_riga

ERRORE, USO = 1, 2
CODICE = Path(__file__).resolve().parents[1]
TRACCIA = "CICLO_TRACCIA"
"""Environment variable that shows the whole stack of a defect."""


MODULI = {
    nome: nome.replace("-", "_")
    for nome in (
        *(
            "verifica",
            "calcola",
            "spiega",
            "confronta",
            "costruisci",
            "anteprima",
            "proponi",
            "approva",
            "varia",
            "errata",
            "atto",
        ),
        *("registro", "conferma", "campione", "scadenze", "controlla-riservati", "schede-individuali", "aggrega-premi"),
        *("modulo", "importa", "importa-misure", "anno-nuovo", "apri", "nuova-camera", "schemi", "configura"),
        *("archivia", "consegna"),
    )
} | {"modello-schede": "schede_individuali"}
"""Command → its module."""


@click.group(cls=GruppoComandi, moduli=MODULI, context_settings={"help_option_names": ["--aiuto", "--help"]})
def gruppo() -> None:
    """Il ciclo della performance: verifica i dati, calcola i gradi, costruisce sito e documenti."""


def _fermato(_segnale: int, _quadro: FrameType | None) -> None:
    raise KeyboardInterrupt


def _come_ctrl_c() -> None:
    """Make what a forge or a closed terminal sends stop the work as Ctrl-C does: temporary folders are removed."""
    if threading.current_thread() is not threading.main_thread():
        return
    for nome in ("SIGTERM", "SIGHUP"):  # Windows has one of them
        segnale = getattr(signal, nome, None)
        if segnale is not None and signal.getsignal(segnale) is signal.SIG_DFL:
            signal.signal(segnale, _fermato)


def main(argomenti: Sequence[str] | None = None) -> None:
    """Run the command line and exit."""
    if argomenti is None:
        in_utf8()
        gc.set_threshold(50_000, 20, 20)  # a command piles objects up and ends: the collector would find little
        atexit.register(gc.freeze)  # at the end the collector would go through all that a build has piled up
    _come_ctrl_c()
    scrive_in_utf8()
    try:
        esito = gruppo.main(args=argomenti, prog_name="ciclo", standalone_mode=False)
    except click.exceptions.NoArgsIsHelpError as aiuto:
        click.echo(aiuto.format_message(), err=True)
        sys.exit(USO)
    except click.UsageError as errore:
        click.echo(f"ciclo: {in_italiano(errore)}", err=True)
        comando = errore.ctx.command_path if errore.ctx else "ciclo"
        click.echo(f"Per l'uso: {comando} --aiuto", err=True)
        sys.exit(USO)
    except click.Abort:
        click.echo("ciclo: interrotto.", err=True)
        sys.exit(ERRORE)
    except BrokenPipeError:
        sys.stderr.close()
        sys.exit(ERRORE)
    except (ModificaImpossibileError, ConflittoError, ScritturaError) as errore:
        click.echo(f"ciclo: {errore}. Niente è stato scritto.", err=True)
        sys.exit(ERRORE)
    except (RifiutatoError, OSError) as errore:
        detto = una_riga(errore.problema) if isinstance(errore, RifiutatoError) else del_sistema(errore)
        click.echo(f"ciclo: {detto}", err=True)
        sys.exit(ERRORE)
    except Exception as difetto:  # the last resort: an office gets a sentence, a programmer the stack
        if os.environ.get(TRACCIA):
            raise
        click.echo(f"ciclo: {in_una_frase(difetto)}", err=True)
        sys.exit(ERRORE)
    sys.exit(esito if isinstance(esito, int) else 0)


def in_una_frase(difetto: Exception) -> str:
    """Say where the program failed: the last of our own lines in the stack."""
    chiamate = traceback.extract_tb(difetto.__traceback__)
    nostre = [c for c in chiamate if Path(c.filename).is_relative_to(CODICE) and "site-packages" not in c.filename]
    dove = f"{Path(nostre[-1].filename).relative_to(CODICE)}:{nostre[-1].lineno}" if nostre else "un componente"
    detto = " ".join(str(difetto).split())[:200]
    return (
        f"un difetto del programma, non dei dati, in {dove} ({type(difetto).__name__}: {detto}). "
        f"Rimedio: segnalarlo a chi cura il programma; con {TRACCIA}=1 davanti al comando si vede il percorso intero."
    )


def _nome(errore: click.UsageError) -> str:
    parametro = getattr(errore, "param", None)
    return parametro.opts[0] if parametro else ""


def in_italiano(errore: click.UsageError) -> str:  # noqa: PLR0911 - one case a kind of mistake
    """Return what is wrong with the command, in Italian.

    >>> in_italiano(click.NoSuchOption("--ano", possibilities=["--anno"]))
    'opzione sconosciuta «--ano»: forse si intendeva --anno'
    """
    nome = _nome(errore)
    match errore:
        case click.NoSuchOption():
            simili = ": forse si intendeva " + ", ".join(errore.possibilities) if errore.possibilities else ""
            return f"opzione sconosciuta «{errore.option_name}»{simili}"
        case click.MissingParameter():
            return f"manca «{nome}»"
        case click.BadOptionUsage():
            return f"all'opzione «{errore.option_name}» manca il valore, o ne ha uno di troppo"
        case click.BadParameter():
            if isinstance(errore.param and errore.param.type, click.Choice):
                scelte = ", ".join(str(s) for s in errore.param.type.choices)  # type: ignore[union-attr]  # a choice, see above
                return f"valore non ammesso per «{nome}»: scegliere fra {scelte}"
            if errore.param and errore.param.type is DA_COMINCIARE:
                return f"valore non ammesso per «{nome}»: un anno dal {DA_COMINCIARE.min} al {DA_COMINCIARE.max}"
            if nome == "--anno":
                return f"valore non ammesso per «{nome}»: scrivere l'anno con quattro cifre, come 2021"
            if isinstance(errore.param and errore.param.type, click.IntRange):
                return f"valore non ammesso per «{nome}»: scrivere un numero intero, da 1 in su"
            return f"valore non ammesso per «{nome}»"
    testo = errore.format_message()
    if testo.startswith("No such command"):
        return f"comando sconosciuto «{testo.split(chr(39))[1]}»: scegliere fra {', '.join(MODULI)}"
    return "argomenti di troppo" if "unexpected extra" in testo else testo
