"""`ciclo aggrega-premi`: from the private folder to `premi.yml`, which holds nothing of a person."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

import click

from macros.checks.esame import esamina
from macros.checks.premi import CHECKS
from macros.engine.ciclo import calcola
from macros.engine.conti_premi import conti_vicini, gruppi_cambiati
from macros.engine.premi import Aggregato, Deciso, PerchePremi, RifiutoPremi, aggregato
from macros.model.anno import Anno, Progetto
from macros.model.archivio import PREMI
from macros.model.formato import numero
from macros.model.impostazioni import SOGLIA
from macros.model.premi import CATEGORIE, CategoriaPremi, Premi, da_a
from macros.model.problems import Source, errori
from macros.model.valori import Periodo
from macros.reading.anno.premi import anni_registrati, premi_registrati
from macros.reading.scrivi.premi import in_yaml
from macros.reading.scrivi.scrittura import scrivi
from macros.reading.testo.lettura import Lettura
from macros.riservato.annata import Annata, annata
from macros.riservato.cartella import CartellaRiservata
from macros.riservato.valutati import SchedeRifiutate, valutati
from macros.trail.approvati import con_approvati
from scripts.comandi import con_anno, con_radice, racconta_errori
from scripts.registrazione import rifiutata, scrivendo
from scripts.riservati import ComandoRiservato, con_riservati, racconta_avvisi

RIFIUTI = {
    RifiutoPremi.NESSUNO: "nessuna persona è valutata",
    RifiutoPremi.RIESAME_APERTO: "un riesame non ha ancora un esito: i premi si pubblicano a procedimento concluso",
    RifiutoPremi.RICORSO_APERTO: "un ricorso non ha ancora un esito: i premi si pubblicano a procedimento concluso",
    RifiutoPremi.IMPORTI: "le persone sono così poche che gli importi, comunque arrotondati, direbbero quanto ha avuto "
    "qualcuno",
}
MOTIVI = {
    PerchePremi.CATEGORIE_UNITE: "{categorie}: contati insieme, perché i primi da soli non avrebbero due gruppi di "
    "almeno {soglia} persone",
    PerchePremi.POCHI: "{categorie}: nessuna distribuzione, perché non ci sono due gruppi di almeno {soglia} persone",
    PerchePremi.FASCE_UNITE: "{categorie}: unite le fasce {gruppi}, perché ogni gruppo abbia almeno {soglia} persone",
    PerchePremi.PIU_UNITE: "{categorie}: unite altre fasce, che i compensi dei dirigenti o un altro anno pubblicato "
    "farebbero scoprire",
    PerchePremi.TACIUTA: "{categorie}: nessuna distribuzione, perché con ciò che è già noto si scoprirebbe una fascia",
    PerchePremi.IMPORTI: "importi arrotondati a {passo} euro, perché al centesimo direbbero di più di una fascia o di "
    "una persona",
}


@click.command("aggrega-premi", cls=ComandoRiservato, short_help="Scrive i premi dell'anno in forma aggregata.")
@con_riservati
@con_anno(richiesto=True)
@click.option("--prova", is_flag=True, help="Mostra soltanto: non scrive niente.")
@con_radice
def aggrega_premi(*, riservati: Path, anno: int, prova: bool, radice: Path) -> int:
    """Scrive in premi.yml ciò che la legge chiede dei premi, senza niente di una persona.

    Per esempio: ciclo aggrega-premi --riservati ~/schede --anno 2021 --prova

    Unisce le fasce e le categorie finché nessun gruppo è piccolo, prova a scoprire ciò che ha coperto e, se ci
    riesce, unisce o arrotonda ancora. Mostra il file, e dice in parole che cosa ha unito e perché. Si ferma se la
    Relazione non è approvata e valida, o se un riesame o un ricorso è aperto.
    """
    with scrivendo(radice, anno) as esito:
        return esito if esito is not None else _aggrega(riservati, anno, radice, prova=prova)


def _aggrega(riservati: Path, anno: int, radice: Path, *, prova: bool) -> int:
    progetto, problemi = esamina(radice)
    letto = progetto.anni[anno]
    file = letto.file(PREMI)
    suoi = [p for p in errori(problemi) if _impedisce(p.source.path, letto, file)]
    if suoi:
        racconta_errori(suoi)
        return rifiutata("i dati hanno errori")
    di = annata(con_approvati(Lettura(radice), calcola(letto, Periodo.DICEMBRE)))
    if not isinstance(di, Annata):
        return rifiutata("; ".join(fatto.value for fatto in di))
    with CartellaRiservata.aperta(riservati, radice, scrivere=False) as cartella:
        try:
            persone = valutati(cartella, di)
        except SchedeRifiutate as rifiutate:
            for fatto in rifiutate.anno:
                click.echo(f"ciclo: {fatto.value}.", err=True)
            if rifiutate.errori:
                racconta_avvisi(rifiutate.errori)
            return rifiutata("le schede non sono definitive")
    registrati = premi_registrati(radice, anno)
    trovato = aggregato(
        persone,
        fasce=[str(b.esito) for b in letto.regole.fasce_individuali],
        soglia=max(SOGLIA, letto.regole.soglia_riservatezza),
        altri=[*_di_altri_anni(radice, progetto, anno), *registrati[1:]],
        prima=registrati[0] if registrati else None,
        dove=Source(file),
    )
    if isinstance(trovato, RifiutoPremi):
        return rifiutata(RIFIUTI[trovato])
    return _scrivi(radice, letto, trovato, registrati, prova=prova)


def _impedisce(dove: str, letto: Anno, file: str) -> bool:
    """True for a place whose error stops the command: its own file is about to be written anew."""
    altri_anni = dove.startswith("data/") and dove.split("/")[1].isdigit() and not dove.startswith(f"{letto.cartella}/")
    return dove != file and not altri_anni


def _di_altri_anni(radice: Path, progetto: Progetto, anno: int) -> Iterable[Premi]:
    """Yield what was published of other years, as it is in the folder and as it was: of one that is gone too."""
    for n in sorted({*progetto.anni, *anni_registrati(radice)} - {anno}):
        if (altro := progetto.anni.get(n)) and altro.premi:
            yield altro.premi
        yield from premi_registrati(radice, n)


def _scrivi(radice: Path, letto: Anno, trovato: Aggregato, registrati: tuple[Premi, ...], *, prova: bool) -> int:
    """Show what was joined and the file, and write it where, beside each version kept, it tells nobody who changed."""
    soglia = max(SOGLIA, letto.regole.soglia_riservatezza)
    testo = in_yaml(trovato.premi)
    click.echo(testo.decode(), nl=False)
    for deciso in trovato.deciso:
        click.echo(_in_parole(deciso, soglia), err=True)
    problemi = [p for check in CHECKS for p in check(replace(letto, premi=trovato.premi))]
    if problemi:
        return rifiutata("così il file avrebbe errori", problemi)
    for registrato in registrati:
        if gruppi_cambiati(registrato, trovato.premi):
            return rifiutata("il file già registrato ha altri gruppi: il confronto fra i due direbbe chi è cambiato")
        if conti_vicini(registrato, trovato.premi, soglia):
            return rifiutata(
                f"rispetto al file già registrato un conteggio cambia di meno di {soglia}: il confronto fra i due "
                "direbbe chi è cambiato"
            )
    if prova:
        click.echo("prova: niente è stato scritto.", err=True)
        return 0
    scrivi(radice, {radice / letto.file(PREMI): testo})
    click.echo(letto.file(PREMI), err=True)
    return 0


def _in_parole(deciso: Deciso, soglia: int) -> str:
    """Say what was joined, rounded or withheld, and why: nothing finer than the file.

    >>> _in_parole(Deciso(perche=PerchePremi.POCHI, categorie=("dirigenti", "posizioni_organizzative")), 3)
    'Dirigenti e Posizioni organizzative: nessuna distribuzione, perché non ci sono due gruppi di almeno 3 persone'
    """
    return MOTIVI[deciso.perche].format(
        categorie=" e ".join(CATEGORIE[CategoriaPremi(c)] for c in deciso.categorie),
        soglia=soglia,
        gruppi=", ".join(da_a(g) for g in deciso.gruppi if len(g) > 1),
        passo=numero(deciso.passo, 0) if deciso.passo else "",
    )
