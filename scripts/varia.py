"""`ciclo varia`: changes one value of an approved plan and records the variation, or gives a variation its acts."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from macros.checks.esame import esamina
from macros.model.tratti import Tratto
from macros.reading.progetto import apri_approvati
from scripts.aiuto import ConNegativi
from scripts.comandi import con_anno, con_radice, racconta_errori
from scripts.domande import anno_aperto, chiesto
from scripts.registrazione import registra, rifiutata, scrivendo

if TYPE_CHECKING:
    from macros.reading.scrivi.registra import Richiesta

IN_ATTESA = frozenset({"OBI-PESI-PARZIALI", "OBI-PESI-SOMMA", "VAR-NON-APPROVATA"})
"""Errors that a variation may leave for a while: the other weights of the group, the acts still to come."""


@click.command(cls=ConNegativi, short_help="Cambia un valore del Piano approvato e lo registra.")
@click.argument("cambio", nargs=-1, metavar="[DOVE CAMPO VALORE]")
@click.option("--motivo", metavar="TESTO", help="Perché si cambia (con DOVE CAMPO VALORE); se manca, si chiede.")
@click.option(
    "--numero", "numeri", type=click.IntRange(1, 9999), multiple=True, metavar="N",
    help="La variazione a cui aggiungerlo (una nuova); con i soli atti si può ripetere.",
)  # fmt: skip
@click.option("--atto-oiv", metavar="ATTO", help="Il nome dell'atto dell'OIV che la valida, senza .yml.")
@click.option("--atto-giunta", metavar="ATTO", help="Il nome dell'atto della Giunta che la approva, senza .yml.")
@click.option("--proposta", "solo_proposta", is_flag=True, help="Registra la proposta e lascia il Piano com'è.")
@click.option("--prova", is_flag=True, help="Mostra soltanto: non scrive niente.")
@con_anno(richiesto=False)
@con_radice
def varia(  # noqa: PLR0913 - the options of the command line
    *,
    cambio: tuple[str, ...],
    motivo: str | None,
    numeri: tuple[int, ...],
    atto_oiv: str | None,
    atto_giunta: str | None,
    solo_proposta: bool,
    prova: bool,
    anno: int | None,
    radice: Path,
) -> int:
    """Cambia un valore del Piano approvato e registra la variazione.

    DOVE è il codice di un indicatore o di un obiettivo, oppure «albero» o «smvp»; CAMPO è il percorso del valore.
    Per esempio: ciclo varia 2.2.1.a target.31-12 5700 --motivo "Sportello chiuso fino a maggio"

    Una variazione di più valori si registra con un comando per valore e lo stesso --numero, senza atti; alla fine, con
    --numero e gli atti soltanto, la si approva: un atto sigilla in una volta tutte le variazioni che approva. Da quel
    giorno ciò che cambia ancora è una variazione nuova. Per esempio:
    ciclo varia --numero 3 --numero 4 --atto-oiv NOME --atto-giunta NOME
    """
    from macros.reading.scrivi.registra import Richiesta

    if len(cambio) not in {0, 3}:
        nomi = ("DOVE", "CAMPO", "VALORE")
        msg = f"manca «{nomi[len(cambio)]}»" if len(cambio) < len(nomi) else "argomenti di troppo"
        raise click.UsageError(msg)
    if cambio and len(numeri) > 1:
        msg = "con DOVE CAMPO VALORE si scrive un --numero soltanto"
        raise click.UsageError(msg)
    if not cambio and not (numeri and (atto_oiv or atto_giunta)):
        msg = "manca «DOVE»; senza, servono --numero e un atto (--atto-oiv, --atto-giunta)"
        raise click.UsageError(msg)
    scelto = anno or anno_aperto(radice)
    perche = chiesto("motivo", motivo) if cambio else ""
    chieste = [
        Richiesta(
            cambio=(cambio[0], cambio[1], cambio[2]) if cambio else None,
            motivo=perche,
            numero=numero,
            atto_oiv=atto_oiv,
            atto_giunta=atto_giunta,
            solo_proposta=solo_proposta,
        )
        for numero in numeri or (None,)
    ]
    with scrivendo(radice, scelto) as esito:
        return esito if esito is not None else _varia(radice, scelto, chieste, prova=prova)


def _varia(radice: Path, scelto: int, chieste: Sequence[Richiesta], *, prova: bool) -> int:
    from macros.reading.scrivi.registra import registra_variazione

    illeggibili = [p for p in esamina(radice, scelto)[1] if p.ha(Tratto.NON_LETTO)]
    if illeggibili:
        racconta_errori(illeggibili)
        return rifiutata("prima si corregge ciò che non si legge")
    approvati, file = apri_approvati(radice, scelto), dict[Path, bytes]()
    for chiesta in chieste:
        fatta = registra_variazione(approvati, chiesta, file)
        file |= fatta.file
    titolo = f"variazione {fatta.numero}: {fatta.percorso}: {fatta.da} → {fatta.a}" if fatta.percorso else ""
    return registra(radice, scelto, file, solo_prova=prova, in_attesa=IN_ATTESA, titolo=titolo)
