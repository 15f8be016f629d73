"""`ciclo errata`: corrects what an approved document reports, with the act that says so and its row of the register."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from macros.model.citazioni import sigla
from macros.model.problems import Documento
from macros.model.valori import TipoAtto
from macros.reading.progetto import apri_approvati
from macros.reading.registro.accoda import NIENTE, Chiesto
from macros.reading.testo.files import cartelle_anno
from scripts.aiuto import ConNegativi
from scripts.atto import scritto
from scripts.comandi import con_anno, con_radice
from scripts.domande import chiesto, con_atto
from scripts.registrazione import rifiutata, scrivendo

OGGETTO = {
    Documento.PIANO: "Errata corrige dei testi del Piano della performance {anno}",
    Documento.PIAO: "Errata corrige dei testi del Piano integrato di attività e organizzazione {anno}",
    Documento.MONITORAGGIO: "Errata corrige dello stato di realizzazione al 30 giugno {anno}",
    Documento.RELAZIONE: "Errata corrige della Relazione sulla performance {anno}",
}
TERNA = 3


@click.command(cls=ConNegativi, short_help="Corregge un valore o un testo già approvato.")
@click.argument("terne", nargs=-1, metavar="[DOVE CAMPO VALORE]…")
@click.option("--testi", type=click.Choice([str(d) for d in Documento]), help="I capitoli corretti sono di questo.")
@click.option("--motivo", metavar="TESTO", help="Perché si corregge; dei testi, va nell'oggetto dell'atto.")
@con_atto
@click.option("--prova", is_flag=True, help="Mostra soltanto: non scrive niente.")
@con_anno(richiesto=False)
@con_radice
def errata(
    *, terne: tuple[str, ...], testi: str | None, motivo: str | None, prova: bool, anno: int | None, radice: Path,
    **dati: Any,  # noqa: ANN401 - the act
) -> int:  # fmt: skip
    """Corregge valori del monitoraggio o della Relazione già approvati: l'atto, l'errata, il valore, il registro.

    Per esempio: ciclo errata "consuntivo 1.1.a" valore 304 --anno 2021 --motivo "Un'impresa contata due volte"
    --organo "Segretario Generale" --atto "determinazione 12" --data 02/05/2022

    DOVE è «consuntivo CODICE», «monitoraggio CODICE», «scheda CODICE», «misura NOME» o «fase CODICE FASE»; un VALORE
    vuoto ("") toglie ciò che c'era. Più terne sono una sola errata. Un valore già corretto nel file va bene: l'errata
    parte da quello approvato. Con --testi si registrano i capitoli del documento come sono ora.
    """
    from macros.reading.scrivi.registra_atti import Correzione, documento_corretto, nuovo_atto, registra_errata

    if len(terne) % TERNA or bool(terne) == bool(testi):
        msg = "servono DOVE, CAMPO e VALORE, anche più volte; oppure --testi DOCUMENTO"
        raise click.UsageError(msg)
    if testi and motivo and dati["oggetto"]:
        msg = "con --testi il motivo sta nell'oggetto dell'atto: --motivo, o --oggetto"
        raise click.UsageError(msg)
    scelto = anno or max(cartelle_anno(radice), default=0)
    correzioni = [Correzione(*terne[n : n + TERNA]) for n in range(0, len(terne), TERNA)]
    with scrivendo(radice, scelto) as esito:
        if esito is not None:
            return esito
        documento = Documento(testi) if testi else documento_corretto(correzioni)
        approvati = apri_approvati(radice, scelto)
        if testi and approvati.atto(documento) is None:
            return rifiutata(f"{sigla(documento)} {scelto} non è ancora approvato: i capitoli si correggono e basta")
        perche = "" if testi and dati["oggetto"] else chiesto("motivo", motivo)
        proprio = OGGETTO[documento].format(anno=scelto) + (f": {perche}" if testi else "")
        valori = {
            "tipo": TipoAtto.ERRATA.value,
            "organo": chiesto("organo", dati["organo"]),
            "numero": chiesto("numero", dati["numero"]),
            "data": chiesto("data", dati["giorno"]),
            "oggetto": " ".join((dati["oggetto"] or proprio).split()),
            "documento": documento.value,
            **({"protocollo": dati["protocollo"]} if dati["protocollo"] else {}),
        }
        nome, file = nuovo_atto(approvati, valori)
        if correzioni:
            file |= registra_errata(approvati, correzioni, perche, nome)
        sapute = Chiesto(testi={nome: documento}) if testi else NIENTE
        return scritto(radice, scelto, file, sapute, prova=prova)
