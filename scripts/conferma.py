"""`ciclo conferma`: records that somebody has read again the texts that comment some figures, beside those figures."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING

import click

from macros.model.archivio import CONFERME
from macros.model.problems import errori
from macros.reading.testo.scalari import vicina
from scripts.aiuto import Comando
from scripts.comandi import con_anno, con_radice, racconta_errori
from scripts.registrazione import rifiutata, scrivendo

if TYPE_CHECKING:
    from macros.model.conferme import Conferma


@click.command(cls=Comando, short_help="Conferma i testi che commentano una cifra.")
@click.argument("codici", nargs=-1, required=True, metavar="CODICE...")
@con_anno(richiesto=True)
@click.option("--chi", required=True, metavar="RUOLO", help="Chi ha riletto: un ruolo o un ufficio, non un nome.")
@click.option("--prova", is_flag=True, help="Mostra soltanto: non scrive niente.")
@con_radice
def conferma(*, codici: tuple[str, ...], anno: int, chi: str, prova: bool, radice: Path) -> int:
    """Registra che i testi su un indicatore, o su quelli di un obiettivo, sono stati riletti con le cifre davanti.

    Per esempio: ciclo conferma 2.2.2.a --anno 2021 --chi "Ufficio Promozione e Bandi"

    Con «ente», o con il codice di un'area, conferma la motivazione con cui l'OIV ne attesta il grado; di un obiettivo
    la si conferma con il suo nome, come "attestazione 2.2".

    Da quel momento, se il valore, il risultato atteso, il grado o lo stato cambiano, ciclo verifica avvisa che il
    testo va riletto. Vale per i testi delle schede, per i motivi degli scostamenti e per le motivazioni dell'OIV.
    """
    with scrivendo(radice, anno) as esito:
        return esito if esito is not None else _conferma(radice, anno, codici, " ".join(chi.split()), prova=prova)


def _conferma(radice: Path, anno: int, codici: tuple[str, ...], chi: str, *, prova: bool) -> int:
    from macros.checks.esame import cicli_di, esamina
    from macros.engine.commenti import commenti
    from macros.reading.scrivi.modifica_csv import in_csv
    from macros.reading.scrivi.scrittura import scrivi

    progetto, problemi = esamina(radice, anno)
    if gravi := errori(problemi):
        racconta_errori(gravi)
        return rifiutata("con errori nei dati non ci sono cifre da confermare")
    letto = progetto.anni[anno]
    trovati = commenti(cicli_di(letto))
    scelti = [c for c in trovati.values() if any(map(c.chiesto_da, codici))]
    if ignoti := [scritto for scritto in codici if not any(c.chiesto_da(scritto) for c in scelti)]:
        noti = {scritto for c in trovati.values() for scritto in (c.detto, c.obiettivo) if scritto}
        return rifiutata(f"nessun testo commenta «{ignoti[0]}»: {vicina(ignoti[0], sorted(noti))}")
    for commento in scelti:
        click.echo(commento.nome)
    if prova:
        return 0
    oggi = dt.datetime.now().astimezone().date().isoformat()
    righe = {nome: _campi(c) for nome, c in letto.conferme.items()}
    righe |= {c.nome: (c.nome, c.impronta, oggi, chi) for c in scelti}
    file = radice / "data" / str(anno) / CONFERME.dove
    scrivi(radice, {file: in_csv(CONFERME.colonne, righe.values())})
    return 0


def _campi(conferma: Conferma) -> tuple[str, ...]:
    giorno = conferma.data.isoformat() if conferma.data else ""
    return conferma.testo, conferma.impronta, giorno, conferma.chi
