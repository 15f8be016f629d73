"""`ciclo calcola`: the grades of a year at every level, as text, JSON or CSV."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import click

from macros.checks.esame import esamina
from macros.engine import ciclo as motore
from macros.engine.misura import rilevato_qualcosa
from macros.engine.result import Ciclo, Sintesi
from macros.engine.spiega import ASSENZE
from macros.model.anno import Progetto
from macros.model.comando import comando
from macros.model.ente import Ente
from macros.model.formato import numero, stampato
from macros.model.problems import errori
from macros.model.valori import Livello, Periodo
from macros.publish.dati.risultati import COLONNE, in_csv, in_json, righe, risultati
from macros.publish.parole.attestato import attestati, da_chi, senza_giudizio
from macros.reading.git.revisioni import RevisioneError, revisione
from macros.reading.testo.lettura import Lettura
from macros.trail.approvati import con_approvati
from scripts.aiuto import Comando
from scripts.comandi import con_anno, con_formato, con_periodo, con_radice, racconta_errori


@click.command(cls=Comando)
@con_anno(richiesto=True)
@con_periodo
@con_formato("testo", "json", "csv")
@click.option("--versione", metavar="REV", help="Con i dati di una revisione di git: ramo, etichetta o commit.")
@con_radice
def calcola(anno: int, periodo: str, formato: str, versione: str | None, radice: Path) -> int:
    """Calcola i gradi a ogni livello."""
    if versione is None:
        return _scrivi(radice, anno, Periodo(periodo), formato)
    try:
        with revisione(radice, versione) as cartella:
            return _scrivi(cartella, anno, Periodo(periodo), formato)
    except RevisioneError as errore:
        click.echo(f"ciclo: {errore}.", err=True)
        return 1


def _scrivi(radice: Path, anno: int, periodo: Periodo, formato: str) -> int:
    calcolato = ciclo_calcolato(radice, anno, periodo)
    if calcolato is None:
        return 1
    progetto, ciclo = calcolato
    assert progetto.ente is not None  # noqa: S101 - without it there are errors
    if formato == "json":
        click.echo(in_json(risultati(ciclo, progetto.ente)))
    elif formato == "csv":
        click.echo(in_csv(COLONNE, righe(ciclo, progetto.ente)), nl=False)
    else:
        click.echo(in_testo(ciclo, progetto.ente) if _misurato(ciclo) else senza_misure(ciclo))
    return 0


def _misurato(ciclo: Ciclo) -> bool:
    """True once something was reported at the date; milestones alone, recorded as they come, do not count."""
    return rilevato_qualcosa(ciclo.anno, ciclo.periodo) or any(v.misurato for v in ciclo.indicatori.values())


def senza_misure(ciclo: Ciclo) -> str:
    """Say in a sentence that nothing was reported yet, and which date has figures."""
    detto = f"{ciclo.anno.anno}: al {ciclo.periodo.in_parole} non è ancora rilevato niente, e non ci sono gradi"
    altro = Periodo.GIUGNO if ciclo.periodo is Periodo.DICEMBRE else Periodo.DICEMBRE
    if not rilevato_qualcosa(ciclo.anno, altro):
        return f"{detto}."
    come = comando("calcola", anno=ciclo.anno.anno, altro=f"--periodo {altro}")
    return f"{detto}; quelli del {altro.in_parole}: «{come}»."


def ciclo_calcolato(
    radice: Path, anno: int, periodo: Periodo, *, in_corso: bool = False
) -> tuple[Progetto, Ciclo] | None:
    """Examine and compute a year; None when errors, or the policy `blocca`, forbid it (told on standard error).

    `in_corso`: of a year that is not over, of which the values are not there yet.
    """
    progetto, problemi = esamina(radice, anno)
    if gravi := errori(problemi):
        racconta_errori(gravi)
        return None
    ciclo = con_approvati(Lettura(radice), motore.calcola(progetto.anni[anno], periodo))
    mancanti = () if in_corso else motore.bloccanti(ciclo)
    for codice in mancanti:
        area = ciclo.anno.area_che_risponde(ciclo.indicatori[codice].indicatore)
        click.echo(
            f"{ciclo.anno.cartella}/consuntivo/{area}.csv: {codice} non è rilevato: scrivere il valore. "
            "L'anno ha «non_rilevati: blocca».",
            err=True,
        )
    return None if mancanti else (progetto, ciclo)


def in_testo(ciclo: Ciclo, ente: Ente) -> str:
    """Return both readings as lines, down to the indicators: code, grade, title, state or absence, coverage."""
    letture = ciclo.anno.letture
    dimostrativi = ", valori dimostrativi" if ente.dimostrativo else ""
    testa = f"{ente.nome_breve}, {ciclo.anno.anno} al {ciclo.periodo.in_parole}{dimostrativi}"
    uscita = [testa, "", _riga(Livello.ENTE, "Performance Camera di Commercio", ciclo.ente)]
    for area in letture.aree_strategiche:
        uscita += ["", _riga(area.codice, f"Area strategica: {area.titolo}", ciclo.aree_strategiche[area.codice])]
        uscita += [riga for voce in area.obiettivi for riga in _obiettivo(ciclo, voce.codice)]
    altrove = [a for livello, a in letture.gruppi() if livello is not Livello.AREA_DIRIGENZIALE]
    elencati = {voce.codice for area in altrove for voce in area.obiettivi}
    fuori = [codice for codice in ciclo.obiettivi if codice not in elencati]
    if fuori:
        uscita += ["", "Obiettivi fuori dalle aree strategiche"]
        uscita += [riga for codice in fuori for riga in _obiettivo(ciclo, codice)]
    uscita += ["", "Per chi ne risponde"]
    uscita += [_riga(a.codice, a.responsabile, ciclo.aree_dirigenziali[a.codice]) for a in letture.aree_dirigenziali]
    if ciclo.azienda_speciale and letture.azienda_speciale:
        speciale = letture.azienda_speciale
        uscita += ["", _riga(speciale.codice, f"Azienda Speciale {speciale.titolo}", ciclo.azienda_speciale)]
        uscita += [riga for voce in speciale.obiettivi for riga in _obiettivo(ciclo, voce.codice)]
    sole = [r for r in motore.riconciliazione(ciclo.anno) if r.in_una_sola]
    if sole:
        uscita += ["", "Obiettivi in una sola delle due letture:"]
        uscita += [f"  {r.codice} {r.titolo}" for r in sole]
    return "\n".join([*uscita, *_attestati(ciclo)])


def _attestati(ciclo: Ciclo) -> list[str]:
    """Return what the OIV attests beside what is computed, or that it is not there."""
    senza = senza_giudizio(ciclo)
    if senza or not (dette := attestati(ciclo)):
        return ["", senza] if senza else []
    return [
        "",
        f"Attestato {da_chi(ciclo.anno)}, e non entra nel calcolo",
        *(f"{c:<18}{a.testo:>8}  calcolato {a.calcolato} ({a.note}), {a.atto}" for c, a in dette.items()),
    ]


def _obiettivo(ciclo: Ciclo, codice: str) -> list[str]:
    sintesi = ciclo.obiettivi[codice]
    stato = f" [{sintesi.stato}]" if sintesi.stato else ""
    righe_obiettivo = [_riga(codice, ciclo.anno.obiettivi[codice].titolo + stato, sintesi, rientro=2)]
    for indicatore in ciclo.anno.obiettivi[codice].indicatori:
        v = ciclo.indicatori[indicatore.codice]
        detto = v.stato or (ASSENZE[v.assenza] if v.assenza else "")
        righe_obiettivo.append(_colonne(indicatore.codice, v.stampato, f"{indicatore.titolo} [{detto}]", 4))
    return righe_obiettivo


def _riga(codice: str, titolo: str, sintesi: Sintesi, rientro: int = 0) -> str:
    coda = f" (copertura {numero(sintesi.copertura_esatta)})" if sintesi.parziale else ""
    return _colonne(codice, sintesi.stampato, titolo + coda, rientro)


def _colonne(codice: str, grado: Decimal | None, titolo: str, rientro: int) -> str:
    return f"{' ' * rientro + codice:<18}{stampato(grado):>8}  {titolo}"
