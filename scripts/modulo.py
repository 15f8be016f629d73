"""`ciclo modulo`: writes the workbooks that the areas fill in."""

from __future__ import annotations

from collections.abc import Sequence
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
@click.option(
    "--da",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Un modulo dell'area, di qualunque anno, di cui tenere l'aspetto: fogli, colonne, titoli.",
)
@con_radice
def modulo(*, area: str, anno: int, periodo: str, uscita: Path, da: Path | None, radice: Path) -> int:
    """Scrive per ogni area il foglio di calcolo con cui comunica valori, misure, fasi, testi ed evidenze.

    Per esempio: ciclo modulo tutte --anno 2022 --periodo 31-12

    Con --da FILE il modulo di un'area ha l'aspetto che l'ufficio ha dato a uno di prima, che resta com'è.

    Nel foglio c'è già ciò che i dati dicono; si compilano le celle con il bordo, con qualsiasi programma. Quando torna
    si legge con ciclo importa. Un modulo che c'è già, e non è uguale, non si tocca: potrebbe essere compilato.
    """
    from macros.ufficio.posta import diverso, spedisci

    if da is not None and area == TUTTE:
        msg = "con --da serve il codice di un'area: ognuna ha il suo modulo"
        raise click.UsageError(msg)
    scelti = _scelti(radice, area, anno, Periodo(periodo), uscita)
    pronti = scelti if isinstance(scelti, str) else _pronti(scelti, da)
    if isinstance(scelti, str) or isinstance(pronti, str):
        return rifiutata(str(pronti))
    altri = [nome for nome, grezzo in pronti.items() if diverso(uscita / nome, grezzo)]
    if altri:
        rimedio = "Spostarlo, o scegliere un'altra cartella con --uscita"
        return rifiutata(f"«{uscita / altri[0]}» c'è già e non è uguale: forse è compilato. {rimedio}")
    for nome, grezzo in pronti.items():
        spedisci(uscita / nome, grezzo)
        click.echo(pulita(str(uscita / nome)))
    for m in scelti:
        if not m.da_compilare:
            click.echo(f"{m.nome}: è tutto approvato, non c'è niente da compilare.", err=True)
    return 0


def _scelti(radice: Path, area: str, anno: int, periodo: Periodo, uscita: Path) -> list[Modulo] | str:
    """Return the forms that are asked for; in words why there are none."""
    from macros.reading.testo.files import cartelle_anno
    from macros.reading.testo.scalari import vicina

    if anno not in cartelle_anno(radice):
        return f"non c'è la cartella data/{anno}"
    if any(uscita.resolve().is_relative_to(radice / nome) for nome in ("data", "content")):
        return "in data e content stanno solo i file del ciclo: scegliere un'altra cartella con --uscita"
    tutti = moduli_di_oggi(radice, anno, periodo)
    if tutti is None:
        return f"senza il Piano del {anno} e senza l'ente non si sa che cosa chiedere"
    if area not in {TUTTE, *tutti}:
        return f"nel {anno} nessuna area di codice «{area}» ha dati da comunicare: {vicina(area, tutti)}"
    return [m for m in tutti.values() if area in {TUTTE, m.area}]


def _pronti(scelti: Sequence[Modulo], da: Path | None) -> dict[str, bytes] | str:
    """Return the workbooks by the names of their files; in words why they cannot be made."""
    from macros.reading.testo.deposito import RifiutatoError
    from macros.ufficio.compilabile import modulo_in_xlsx
    from macros.ufficio.consegne import consegna
    from macros.ufficio.impaginato import modulo_impaginato
    from macros.ufficio.posta import ricevuto

    if da is None:
        return {f"{m.nome}.xlsx": modulo_in_xlsx(m) for m in scelti}
    try:
        fatto = modulo_impaginato(scelti[0], consegna(str(da), ricevuto(da)))
    except RifiutatoError as rifiutato:
        return f"«{da}» è {rifiutato.problema.found}: {rifiutato.problema.fix}"
    if isinstance(fatto, bytes):
        return {f"{scelti[0].nome}.xlsx": fatto}
    for r in fatto:
        click.echo(pulita(f"{da}: {r}"), err=True)
    return f"da «{da}» non si può prendere l'aspetto"


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
