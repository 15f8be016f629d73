"""`ciclo campione`: draws the indicators that the OIV inspects, from its seed, and gives the lines to copy."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path

import click

from macros.engine.campione import estratti, misurati_per_area, si_estrae_dal
from macros.model.formato import con_articolo, pulita, quanti
from macros.model.valori import Periodo
from macros.reading.testo.scalari import unica
from scripts.aiuto import Comando
from scripts.calcola import ciclo_calcolato
from scripts.comandi import con_anno, con_radice
from scripts.domande import giorno


@click.command(cls=Comando, short_help="Estrae gli indicatori che l'OIV verifica.")
@con_anno(richiesto=True)
@click.option(
    "--numero", type=click.IntRange(1, 9999), required=True, metavar="N", help="Quanti indicatori verificare."
)
@click.option("--seme", required=True, metavar="TESTO", help="Il testo che l'OIV sceglie dopo la validazione dei dati.")
@click.option("--data", "il", callback=giorno, metavar="DATA", help="Il giorno dell'estrazione, se non è oggi.")
@con_radice
def campione(*, anno: int, numero: int, seme: str, il: dt.date | None, radice: Path) -> int:
    """Estrae il campione di indicatori che l'OIV verifica, e scrive le righe da copiare in oiv.yml.

    Per esempio: ciclo campione --anno 2021 --numero 12 --seme "verbale 1 del 3 febbraio 2022"

    Ogni area che ha indicatori misurati ne ha almeno uno, se il numero basta; gli altri vanno in proporzione. Con lo
    stesso seme e gli stessi dati chiunque rifà la stessa estrazione. Non scrive nessun file.
    """
    seme, il = unica(seme), il or dt.datetime.now().astimezone().date()
    calcolato = ciclo_calcolato(radice, anno, Periodo.DICEMBRE)
    if calcolato is None:
        return 1
    ciclo = calcolato[1]
    aree, dal = misurati_per_area(ciclo), si_estrae_dal(ciclo.anno)
    perche = ""
    if not seme:
        perche = "il seme è vuoto: lo sceglie l'OIV"
    elif pulita(seme) != seme:
        perche = f"il seme ha segni che non si vedono e che oiv.yml non conserva: riscriverlo a mano, «{pulita(seme)}»"
    elif not aree:
        perche = f"nel {anno} nessun indicatore è misurato al 31 dicembre: non c'è da che cosa estrarre"
    elif dal and il < dal:
        perche = (
            f"l'ultima area ha validato i suoi dati finali {con_articolo('il', dal)}: l'OIV sceglie il seme da quel "
            f"giorno, e qui l'estrazione è {con_articolo('del', il)}"
        )
    if perche:
        click.echo(f"ciclo: {perche}.", err=True)
        return 1
    presi = estratti(ciclo, numero, seme)
    for area, codici in presi.items():
        click.echo(f"{ciclo.anno.nome_area(area)}: {len(codici)} di {quanti(len(aree[area]), *MISURATI)}", err=True)
    scritti = ", ".join(f'"{codice}"' for codici in presi.values() for codice in codici)
    click.echo(
        f"campione:\n  seme: {json.dumps(seme, ensure_ascii=False)}\n  numero: {numero}\n"
        f"  estratto_il: {il.isoformat()}\n  indicatori: [{scritti}]"
    )
    return 0


MISURATI = ("indicatore misurato", "indicatori misurati")
