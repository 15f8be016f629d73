"""`ciclo spiega`: how one figure came about, step by step, with file and line of each input."""

from __future__ import annotations

from pathlib import Path

import click

from macros.engine import spiega as motore
from macros.engine.fondi import risorse_di
from macros.engine.mancano import mancano
from macros.engine.result import Ciclo
from macros.engine.spiega_fondi import RISORSE, spiega_risorse
from macros.model.archivio import RISORSE as FILE
from macros.model.formato import stampato
from macros.model.valori import Periodo
from macros.publish.parole.attestato import frase
from macros.publish.parole.cifre import in_una_riga
from macros.publish.parole.punti import DI_STAMPA, di_conto
from macros.publish.parole.punti import frase as frase_punti
from macros.reading.testo.scalari import vicina
from scripts.aiuto import Comando
from scripts.calcola import ciclo_calcolato
from scripts.comandi import con_anno, con_periodo, con_radice


@click.command(cls=Comando, short_help="Spiega da dove viene una cifra.")
@click.argument("codice")
@click.option("--mancano", "persi", is_flag=True, help="Dove sono finiti i punti che mancano a 100.")
@con_anno(richiesto=True)
@con_periodo
@con_radice
def spiega(codice: str, anno: int, periodo: str, radice: Path, *, persi: bool) -> int:
    """Spiega da dove viene una cifra: indicatore, obiettivo, area, responsabile, «ente», oppure «risorse»."""
    calcolato = ciclo_calcolato(radice, anno, Periodo(periodo))
    if calcolato is None:
        return 1
    _, ciclo = calcolato
    calcolate = risorse_di(ciclo)
    if codice == RISORSE and calcolate is None:
        click.echo(f"ciclo: nel {anno} non ci sono fondi dichiarati: si scrivono in {ciclo.anno.file(FILE)}.", err=True)
        return 1
    if codice == RISORSE and calcolate is not None:
        click.echo("\n".join(_righe(spiega_risorse(ciclo.anno, calcolate), ciclo)))
        return 0
    noti = (*motore.codici(ciclo), RISORSE)
    if codice not in noti:
        click.echo(f"ciclo: nessuna cifra con il codice «{codice}» nel {anno}: {vicina(codice, noti)}", err=True)
        return 2
    if persi and codice in ciclo.indicatori:
        detto = f"«{codice}» è un indicatore: ciò che gli manca è del suo grado; --mancano è di ciò che ne raccoglie"
        click.echo(f"ciclo: {detto}, fino alla Camera («ente»).", err=True)
        return 2
    click.echo("\n".join(_persi(ciclo, codice)) if persi else in_testo(ciclo, codice))
    return 0


def in_testo(ciclo: Ciclo, codice: str) -> str:
    """Return the explanation of a figure as numbered lines: what was done, its result, where it is written."""
    prima, *passi = _righe(motore.spiega(ciclo, codice), ciclo)
    in_breve = in_una_riga(ciclo.indicatori[codice]) if codice in ciclo.indicatori else ""
    return "\n".join(filter(None, (prima, in_breve, *passi, frase(ciclo, codice))))


def _persi(ciclo: Ciclo, codice: str) -> list[str]:
    """Return where the points that a roll-up lacks went, a line each; the printed ones add up to the total."""
    s = ciclo.sintesi(codice)
    titolo = f"{codice}  {motore.titolo_di(ciclo.anno, codice)} ({ciclo.anno.anno}, {ciclo.periodo})"
    m = mancano(ciclo, s)
    if m is None:
        return [f"{titolo}: non c'è un grado, e non manca niente che si possa contare."]
    voci = [(stampato(p.stampati), f"{p.codice}  {ciclo.anno.indicatori[p.codice].titolo}") for p in m.perdite]
    voci += [(stampato(m.passo(punti)), nome) for nome, punti in di_conto(m)]
    voci += [(stampato(m.di_stampa), DI_STAMPA)] if m.di_stampa else []
    totale = stampato(m.stampato)
    largo = max(len(punti) for punti, _ in [*voci, (totale, "")])
    uscita = [f"{titolo}: da 100 a {stampato(s.stampato)}", *(f"{punti:>{largo}}  {nome}" for punti, nome in voci)]
    return [*uscita, f"{totale:>{largo}}  mancano a 100", *filter(None, (frase_punti(m),))]


def _righe(spiegazione: motore.Spiegazione, ciclo: Ciclo) -> list[str]:
    uscita = [f"{spiegazione.codice}  {spiegazione.titolo} ({ciclo.anno.anno}, {ciclo.periodo})"]
    for numero, passo in enumerate((p for p in spiegazione.passi if p.testo), start=1):
        uscita += [f"{numero}. {passo.titolo}: {passo.testo}", f"   risultato: {passo.esito}"]
        uscita += [f"   scritto in: {luogo}" for luogo in dict.fromkeys(map(str, passo.luoghi))]
    return [*uscita, *filter(None, (spiegazione.nota,))]
