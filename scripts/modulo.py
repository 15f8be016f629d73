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
    from macros.ufficio.modulo import Modulo

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
    from macros.reading.testo.files import cartelle_anno
    from macros.reading.testo.scalari import vicina
    from macros.ufficio.compilabile import modulo_in_xlsx
    from macros.ufficio.posta import spedisci

    if anno not in cartelle_anno(radice):
        return rifiutata(f"non c'è la cartella data/{anno}")
    if any(uscita.resolve().is_relative_to(radice / nome) for nome in ("data", "content")):
        return rifiutata("in data e content stanno solo i file del ciclo: scegliere un'altra cartella con --uscita")
    tutti = moduli_di_oggi(radice, anno, Periodo(periodo))
    if tutti is None:
        return rifiutata(f"senza il Piano del {anno} e senza l'ente non si sa che cosa chiedere")
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
    for m in tutti.values():
        if area in {TUTTE, m.area} and not m.da_compilare:
            click.echo(f"{m.nome}: è tutto approvato, non c'è niente da compilare.", err=True)
    return 0


def moduli_di_oggi(radice: Path, anno: int, periodo: Periodo) -> dict[str, Modulo] | None:
    """Return the forms that the data give, by area; None where the plan or the body cannot be read, having said why."""
    from macros.reading.progetto import leggi_progetto
    from macros.reading.testo.lettura import Lettura
    from macros.ufficio.costruzione import moduli

    lettura = Lettura(radice)
    progetto = leggi_progetto(lettura)
    letto = progetto.anni.get(anno)
    gravi = [p for p in errori(lettura.problemi) if p.source.path == ENTE or _del_piano(p.source.path, anno)]
    if gravi or progetto.ente is None or letto is None or letto.albero is None:
        if gravi:
            racconta_errori(gravi)
        return None
    return moduli(lettura, progetto.ente, letto, progetto.anni.get(anno - 1), periodo)


def _del_piano(file: str, anno: int) -> bool:
    tipo = file_anno(file) if file.startswith(f"data/{anno}/") else None
    return tipo is not None and Documento.PIANO in tipo.copre
