"""`ciclo modulo`: writes the workbooks that the areas fill in."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from macros.model.archivio import file_anno
from macros.model.formato import pulita
from macros.model.problems import Documento, errori
from macros.model.valori import Periodo
from scripts.aiuto import Comando
from scripts.comandi import con_anno, con_radice, racconta_errori
from scripts.registrazione import rifiutata

if TYPE_CHECKING:
    from macros.model.anno import Progetto
    from macros.model.problems import Problem

TUTTE = "tutte"
ENTE = "data/ente.yml"


@click.command(cls=Comando, short_help="Scrive i fogli di calcolo che le aree compilano.")
@click.argument("area", metavar=f"AREA|{TUTTE}")
@con_anno(richiesto=True)
@click.option("--periodo", type=click.Choice([str(p) for p in Periodo]), required=True, help="La data dei valori.")
@click.option(
    "--uscita",
    type=click.Path(path_type=Path, file_okay=False),
    default=Path("moduli"),
    metavar="CARTELLA",
    help="Dove scriverli (moduli, se non si dice altro).",
)
@con_radice
def modulo(*, area: str, anno: int, periodo: str, uscita: Path, radice: Path) -> int:
    """Scrive per ogni area il foglio di calcolo con cui comunica valori, misure, fasi, testi ed evidenze.

    Per esempio: ciclo modulo tutte --anno 2022 --periodo 31-12

    Nel foglio c'è già ciò che i dati dicono; si compilano le celle con il bordo, con qualsiasi programma. Quando torna
    si legge con ciclo importa. Un modulo che c'è già, e non è uguale, non si tocca: potrebbe essere compilato.
    """
    from macros.reading.progetto import leggi_progetto
    from macros.reading.testo.lettura import Lettura
    from macros.reading.testo.scalari import vicina
    from macros.ufficio.compilabile import modulo_in_xlsx
    from macros.ufficio.costruzione import moduli
    from macros.ufficio.posta import spedisci

    if any(uscita.resolve().is_relative_to(radice / nome) for nome in ("data", "content")):
        return rifiutata("in data e content stanno solo i file del ciclo: scegliere un'altra cartella con --uscita")
    lettura = Lettura(radice)
    progetto = leggi_progetto(lettura)
    if gravi := impediscono(progetto, lettura.problemi, anno):
        racconta_errori(gravi)
        return rifiutata("senza il Piano e senza l'ente non si sa che cosa chiedere")
    assert progetto.ente is not None  # noqa: S101 - without it there are errors
    tutti = moduli(lettura, progetto.ente, progetto.anni[anno], progetto.anni.get(anno - 1), Periodo(periodo))
    if area not in {TUTTE, *tutti}:
        return rifiutata(f"nel {anno} nessuna area di codice «{area}» ha dati da comunicare: {vicina(area, tutti)}")
    pronti = {uscita / f"{m.nome}.xlsx": modulo_in_xlsx(m) for m in tutti.values() if area in {TUTTE, m.area}}
    altri = [file for file, grezzo in pronti.items() if file.exists() and file.read_bytes() != grezzo]
    if altri:
        rimedio = "Spostarlo, o scegliere un'altra cartella con --uscita"
        return rifiutata(f"«{altri[0]}» c'è già e non è uguale: forse è compilato. {rimedio}")
    for file, grezzo in pronti.items():
        spedisci(file, grezzo)
        click.echo(pulita(str(file)))
    return 0


def impediscono(progetto: Progetto, problemi: list[Problem], anno: int) -> tuple[Problem, ...]:
    """Return the errors without whose repair nobody knows what a form asks: of the year's plan, of the body."""
    cartella = f"data/{anno}"
    suoi = []
    for p in errori(problemi):
        tipo = file_anno(p.source.path) if p.source.path.startswith(f"{cartella}/") else None
        if p.source.path in {cartella, ENTE} or (tipo is not None and Documento.PIANO in tipo.copre):
            suoi.append(p)
    mancano = anno not in progetto.anni or progetto.ente is None or progetto.anni[anno].albero is None
    return tuple(suoi or (errori(problemi) if mancano else ()))
