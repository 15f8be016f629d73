"""`ciclo atto`: records an act with its row of the register, or puts right a slip in one recorded already."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import click

from macros.model.archivio import ATTI
from macros.model.atti import CHIAVI, COPRE
from macros.model.comando import comando
from macros.model.problems import Documento
from macros.model.registro import RETTIFICABILI
from macros.model.valori import TipoAtto
from macros.model.variazioni import SISTEMA
from macros.reading.blocco.blocco import Approvati
from macros.reading.blocco.impronta import sha256_di
from macros.reading.progetto import apri_approvati
from macros.reading.registro.accoda import NIENTE, Chiesto
from macros.reading.testo.files import cartelle_anno, leggi_byte
from scripts.aiuto import Comando
from scripts.comandi import con_anno, con_radice
from scripts.domande import DOMANDE, chiesto, con_atto, conferma, interroga
from scripts.registrazione import registra, rifiutata, scrivendo

DOCUMENTI = (SISTEMA, *map(str, Documento))
IN_ATTESA = frozenset({"VAR-NON-APPLICATA"})


@click.command(cls=Comando, short_help="Registra un atto, o rettifica quello che ha un errore.")
@click.option("--tipo", type=click.Choice([str(t) for t in TipoAtto]), help="Che atto è.")
@con_atto
@click.option("--documento", type=click.Choice(DOCUMENTI), help="Il documento di cui parla.")
@click.option("--riguarda", metavar="CODICE", help="L'area, l'obiettivo o l'indicatore di cui parla.")
@click.option("--file", metavar="NOME", help="Il documento dell'atto, già nella cartella atti.")
@click.option("--albo", metavar="INDIRIZZO", help="L'indirizzo sull'albo.")
@click.option(
    "--variazione", "variazioni", type=click.IntRange(1, 9999), multiple=True, metavar="N",
    help="La variazione che valida o approva; si può ripetere.",
)  # fmt: skip
@click.option(
    "--accoglie", multiple=True, metavar="ATTO",
    help="L'esclusione dell'OIV che la Giunta accoglie: il nome del suo atto, senza .yml; si può ripetere.",
)  # fmt: skip
@click.option(
    "--pubblica", multiple=True, metavar="ATTO",
    help="L'atto dell'OIV che una pubblicazione mette in linea: il suo nome, senza .yml; si può ripetere.",
)  # fmt: skip
@click.option("--rettifica", metavar="ATTO", help="Corregge un atto già registrato: il suo nome, senza .yml.")
@click.option("--motivo", metavar="TESTO", help="Perché si rettifica.")
@click.option("--prova", is_flag=True, help="Mostra soltanto: non scrive niente.")
@con_anno(richiesto=False)
@con_radice
def atto(  # noqa: PLR0913 - the options of a command
    *,
    accoglie: tuple[str, ...],
    pubblica: tuple[str, ...],
    rettifica: str | None,
    motivo: str | None,
    prova: bool,
    anno: int | None,
    radice: Path,
    **dati: Any,  # noqa: ANN401 - the act
) -> int:
    """Registra un atto dell'anno: il suo file, ciò che approva, la riga del registro.

    Per esempio: ciclo atto --anno 2022 --tipo validazione_oiv --organo OIV --atto "verbale 9" --data 11/10/2022
    --oggetto "Validazione della variazione 4" --documento piano --variazione 4

    Ciò che approva un documento si registra con ciclo approva, ciò che corregge un valore con ciclo errata.
    Quello che manca viene chiesto. Con --rettifica si correggono organo, numero, oggetto, protocollo e gli altri dati
    che non dicono che cosa fu deciso e quando; serve il motivo, che resta nel registro.
    """
    scelto = anno or max(cartelle_anno(radice), default=0)
    elenchi = {"accoglie": accoglie, "pubblica": pubblica}
    if rettifica is not None and (dati["variazioni"] or any(elenchi.values())):
        msg = "--rettifica corregge un atto e non decide niente: senza --variazione, senza --accoglie, senza --pubblica"
        raise click.UsageError(msg)
    if rettifica is None and motivo is not None:
        msg = "--motivo dice perché si rettifica un atto: serve --rettifica ATTO"
        raise click.UsageError(msg)
    with scrivendo(radice, scelto) as esito:
        if esito is not None:
            return esito
        valori = _valori(dati)
        if rettifica is not None:
            return _rettifica(radice, scelto, rettifica, valori, motivo, prova=prova)
        return _nuovo(radice, scelto, valori, dati["variazioni"], elenchi, prova=prova)


def _valori(dati: Mapping[str, Any]) -> dict[str, str]:
    """Return the keys that were given, as an act writes them."""
    giorno = dati["giorno"]
    scritti = {**dati, "data": giorno.isoformat() if isinstance(giorno, dt.date) else None}
    return {k: " ".join(str(scritti[k]).split()) for k in CHIAVI if scritti.get(k)}


def _nuovo(
    radice: Path,
    anno: int,
    valori: dict[str, str],
    variazioni: tuple[int, ...],
    elenchi: Mapping[str, tuple[str, ...]],
    *,
    prova: bool,
) -> int:
    from macros.reading.scrivi.registra_atti import approvate, nuovo_atto

    valori |= {k: chiesto(k, valori.get(k)) for k in CHIAVI if k in DOMANDE}
    tipo, documento = TipoAtto(valori["tipo"]), valori.get("documento")
    approvati = apri_approvati(radice, anno)
    if variazioni and documento is None:
        del_sistema = [v.del_sistema for v in approvati.variazioni if v.numero in variazioni]
        documento = valori["documento"] = SISTEMA if any(del_sistema) and all(del_sistema) else Documento.PIANO.value
    if altro := _altro_comando(tipo, documento, variazioni, anno):
        return rifiutata(altro)
    valori |= _sha256(approvati, valori)
    nome, file = nuovo_atto(approvati, valori, elenchi)
    if variazioni:
        file |= approvate(approvati, variazioni, tipo, nome)
    return scritto(radice, anno, file, NIENTE, prova=prova)


def _sha256(approvati: Approvati, valori: Mapping[str, str]) -> dict[str, str]:
    """Return the fingerprint of the act's document, where one is named and is there."""
    nome = valori.get("file")
    grezzo = leggi_byte(approvati.lettura, approvati.cartella / ATTI.cartella / nome) if nome else None
    return {"sha256": sha256_di(grezzo)} if grezzo is not None else {}


def _altro_comando(tipo: TipoAtto, documento: str | None, variazioni: tuple[int, ...], anno: int) -> str:
    """Return which command records such an act; «»: this one."""
    if tipo is TipoAtto.ERRATA:
        return f"un'errata si registra con ciò che corregge: «{comando('errata', anno=anno)}»"
    if documento in {d for d, tipi in COPRE.items() if tipi[-1] is tipo} and not variazioni:
        return (
            "un atto che approva il documento si registra con la sua impronta: "
            f"«{comando('approva', documento, anno=anno)}»"
            + ("; se approva una variazione, aggiungere --variazione N" if documento == "piano" else "")
        )
    return ""


def _rettifica(radice: Path, anno: int, nome: str, valori: dict[str, str], motivo: str | None, *, prova: bool) -> int:
    from macros.reading.scrivi.registra_atti import rettificato

    motivo = chiesto("motivo", motivo)
    approvati = apri_approvati(radice, anno)
    if not valori and nome in approvati.atti:
        if not interroga():
            msg = "manca ciò che si corregge: " + ", ".join(
                f"--{'atto' if k == 'numero' else k}" for k in RETTIFICABILI
            )
            raise click.UsageError(msg)
        chiave = click.prompt("Che cosa si corregge", type=click.Choice(RETTIFICABILI), err=True)
        valori = {chiave: click.prompt("Come va scritto", err=True)}
    valori |= _sha256(approvati, valori)
    file = rettificato(approvati, nome, valori)
    sapute = Chiesto(motivi={nome: motivo}, rettificate={nome: frozenset(valori)})
    return scritto(radice, anno, file, sapute, prova=prova)


def scritto(radice: Path, anno: int, file: Mapping[Path, bytes], sapute: Chiesto, *, prova: bool) -> int:
    """Show what would be written; ask, where somebody answers; write."""
    if prova or not interroga():
        return registra(radice, anno, file, sapute, solo_prova=prova, in_attesa=IN_ATTESA)
    esito = registra(radice, anno, file, sapute, solo_prova=True, in_attesa=IN_ATTESA)
    if esito or not conferma():
        return esito
    return registra(radice, anno, file, sapute, solo_prova=False, in_attesa=IN_ATTESA)
