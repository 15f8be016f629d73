"""`ciclo nuova-camera`: the project of another chamber, with one example of everything, that builds at once."""

from __future__ import annotations

from pathlib import Path

import click

from macros.reading.scrivi.scrittura import ATTESA, CARTELLE
from macros.reading.testo.files import cartelle_anno
from scripts.aiuto import Comando
from scripts.comandi import DA_COMINCIARE, nel_progetto, racconta_errori
from scripts.registrazione import rifiutata, scrivendo

CODICE = Path(__file__).resolve().parents[1]
ESEMPI = Path(__file__).resolve().parent / "camera"


@click.command(cls=Comando, short_help="Comincia il progetto di un'altra Camera.")
@click.argument("cartella", type=click.Path(path_type=Path))
@click.option("--anno", type=DA_COMINCIARE, required=True, metavar="ANNO", help="Il primo anno del ciclo.")
@click.option("--nome", required=True, metavar="TESTO", help="Il nome della Camera.")
def nuova_camera(*, cartella: Path, anno: int, nome: str) -> int:
    """Scrive in una cartella nuova data/ e content/ di un'altra Camera, con un esempio di ogni cosa.

    Per esempio: ciclo nuova-camera ../la-mia-camera --anno 2023 --nome "Camera di commercio di Prova"

    Le pagine senza un anno (trasparenza, privacy, manuale…) sono quelle del programma; l'anno ha un obiettivo di ogni
    tipo e un indicatore di ogni regola. Una cartella che non è vuota non si tocca.
    """
    if not nome.strip() or not nome.isprintable():
        return rifiutata("--nome: serve il nome della Camera, in una riga sola e senza caratteri invisibili")
    radice = cartella.resolve()
    if any(cartelle_anno(p) and radice.relative_to(p).parts[0] in CARTELLE for p in radice.parents):
        return rifiutata(f"«{cartella}» è fra i dati di un altro progetto: scegliere una cartella fuori")
    occupata = radice.exists() and (not radice.is_dir() or any(f != radice / "data" for f in radice.rglob("*")))
    if occupata and not (radice / "data" / ATTESA).exists():
        return rifiutata(f"«{cartella}» c'è già e non è una cartella vuota: sceglierne una nuova")
    if not (CODICE / "content").is_dir():
        return rifiutata("il programma non ha con sé le pagine comuni: usare la copia del suo archivio (git clone)")
    (radice / "data").mkdir(parents=True, exist_ok=True)
    with scrivendo(radice) as esito:
        return esito if esito is not None else _scritta(radice, cartella, anno, nome)


def _scritta(radice: Path, cartella: Path, anno: int, nome: str) -> int:
    from macros.checks.esame import esamina
    from macros.model.problems import errori
    from macros.reading.nuovo.camera import progetto_nuovo
    from macros.reading.scrivi.scrittura import scrivi

    file = progetto_nuovo(CODICE, ESEMPI, anno, nome)
    scrivi(radice, {radice / n: grezzo for n, grezzo in file.items()})
    if gravi := errori(esamina(radice)[1]):
        racconta_errori(gravi)
        return 1
    click.echo(f"{len(file)} file in {cartella}: un anno d'esempio, il {anno}, e le pagine comuni.")
    click.echo(f"Come si presenta: {nel_progetto(cartella, 'costruisci', altro='--senza-pdf')}")
    click.echo("Poi si sostituiscono gli esempi, un file alla volta:")
    for che in RESTANO:
        click.echo(f"  {che.format(anno=anno)}")
    click.echo(f"Che cosa manca, in ogni momento: {nel_progetto(cartella, 'verifica')}")
    return 0


RESTANO = (
    "data/ente.yml: codice IPA, codice fiscale, PEC, indirizzo del sito; dimostrativo si toglie con l'ultimo esempio",
    "data/trasparenza.yml: l'ufficio che risponde di ogni voce",
    "data/{anno}/smvp.yml: le scelte del Sistema della Camera",
    "data/{anno}/albero.yml: aree, uffici, pesi; azienda_speciale si toglie dove non c'è",
    "data/{anno}/obiettivi: gli obiettivi, uno per file",
    "data/{anno}/scadenze.yml: le date del Sistema e della legge, con quelle della Camera",
    "data/{anno}/piani.yml, data/{anno}/budget.csv: si tolgono, se non servono",
    "content/{anno}: i capitoli del Piano, con i soli titoli e le tabelle",
)
"""What a chamber does next, in order."""
