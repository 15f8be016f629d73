"""The calendar that one subscribes to: read back by a parser, the same bytes each time, nothing that is not public."""

from __future__ import annotations

import datetime as dt
import shutil
from pathlib import Path

import pytest
from icalendar import Calendar

from macros.engine.scadenze import valutate
from macros.publish.pezzi.calendario import calendario
from macros.vista.vista import Vista, carica_vista
from tests.progetto_copia import MINI, sostituisci
from tests.test_vista import approva

SCADENZE = """\
scadenze:
  - codice: piano
    titolo: "Approvazione del Piano; con i pesi, gli obiettivi e \\\\ le note"
    entro: 2021-01-31
    chi: Giunta
    fonte: D.Lgs. 150/2009, art. 10 c. 1 lett. a)
    adempie: {tipo: approvazione_giunta, documento: piano}
  - codice: invio
    titolo: Invio
    entro: 2022-06-30
    chi: "Segretario Generale è «qui»"
    adempie: {tipo: trasmissione, documento: relazione}
  - {codice: libera, titolo: Bilancio, entro: 2022-04-30, chi: Consiglio}
"""
INVIO = """\
tipo: trasmissione
organo: Segretario Generale
numero: comunicazione riservata 24
data: 2022-06-14
oggetto: Trasmissione
documento: relazione
"""


@pytest.fixture
def progetto(tmp_path: Path) -> Path:
    """The small project, its Piano and its Relazione with acts, deadlines of its own."""
    copia = tmp_path / "p"
    shutil.copytree(MINI, copia)
    (copia / "data/2021/scadenze.yml").write_text(SCADENZE, encoding="utf-8")
    (copia / "data/2021/atti/invio.yml").write_text(INVIO, encoding="utf-8")
    return copia


def eventi(vista: Vista) -> dict[str, object]:
    """Return the events by name, as a parser reads them."""
    letto = Calendar.from_ical(calendario(vista))
    return {str(e["uid"]): e for e in letto.walk("VEVENT")}


def test_ogni_scadenza_mostrata_si_rilegge_con_un_vero_lettore(vista: Vista) -> None:
    letti = eventi(vista)
    attesi = {
        f"{n}-{v.scadenza.codice}@{vista.ente.codice_ipa}": (v.scadenza.entro, v.scadenza.titolo, v.atto is None)
        for n in vista.anni
        for v in valutate(vista.anno(n))
    }
    assert letti.keys() == attesi.keys()
    for nome, (entro, titolo, da_fare) in attesi.items():
        e = letti[nome]
        assert (e["dtstart"].dt, "dtend" in e, "duration" in e) == (entro, False, False)
        assert str(e["summary"]).startswith(titolo)
        assert str(e["summary"]).endswith(": fatta") != da_fare
        assert (len(e.walk("VALARM")) == 1) == da_fare


def test_testi_con_ogni_segno_tornano_uguali(progetto: Path) -> None:
    letti = eventi(carica_vista(progetto))
    assert str(letti["2021-piano@cciaa_pr"]["summary"]).startswith(
        "Approvazione del Piano; con i pesi, gli obiettivi e \\ le note (ciclo 2021)"
    )
    righe = str(letti["2021-invio@cciaa_pr"]["description"]).split("\n")
    assert righe[:2] == [
        "Chi: Segretario Generale è «qui»",
        "Stato: fatta il 14 giugno 2022, 16\N{NO-BREAK SPACE}giorni prima",
    ]
    assert righe[2] == "Atto: Segretario Generale, comunicazione riservata 24 del 14 giugno 2022"


def test_le_righe_sono_corte_e_finiscono_come_vuole_la_norma(vista: Vista) -> None:
    grezzo = calendario(vista)
    assert grezzo.endswith(b"END:VCALENDAR\r\n")
    assert b"\n" not in grezzo.replace(b"\r\n", b"")
    assert max(map(len, grezzo.split(b"\r\n"))) <= 75


def test_gli_stessi_dati_danno_gli_stessi_byte(progetto: Path) -> None:
    assert calendario(carica_vista(progetto)) == calendario(carica_vista(progetto))


def test_il_giorno_di_un_evento_viene_dai_dati(progetto: Path) -> None:
    """Of what is done that of the act; until then that of the Piano, or the first of the year."""
    detti = {nome: e["dtstamp"].dt for nome, e in eventi(carica_vista(progetto)).items()}
    assert detti["2021-invio@cciaa_pr"] == dt.datetime(2022, 6, 14, tzinfo=dt.UTC)
    assert detti["2021-libera@cciaa_pr"] == dt.datetime(2021, 1, 1, tzinfo=dt.UTC)
    approva(progetto, 2021, "piano")
    assert eventi(carica_vista(progetto))["2021-libera@cciaa_pr"]["dtstamp"].dt == dt.datetime(
        2022, 2, 1, tzinfo=dt.UTC
    )


def test_suona_alle_nove_di_una_settimana_prima(progetto: Path) -> None:
    (avviso,) = eventi(carica_vista(progetto))["2021-libera@cciaa_pr"].walk("VALARM")
    suona = dt.datetime(2022, 4, 30) + avviso["trigger"].dt  # noqa: DTZ001 - a day that floats: nine where one is
    assert (suona, str(avviso["action"])) == (dt.datetime(2022, 4, 23, 9), "DISPLAY")  # noqa: DTZ001 - the same


def test_il_nome_resta_lo_stesso_quando_la_scadenza_si_sposta(progetto: Path) -> None:
    prima = eventi(carica_vista(progetto)).keys()
    sostituisci(progetto / "data/2021/scadenze.yml", "entro: 2022-04-30", "entro: 2022-05-31")
    assert eventi(carica_vista(progetto)).keys() == prima


def test_la_versione_pubblica_non_dice_atti_di_cio_che_non_e_pubblico(progetto: Path) -> None:
    approva(progetto, 2021, "piano")
    bozza, pubblica = carica_vista(progetto), carica_vista(progetto, pubblico=True)
    assert b"riservata" in calendario(bozza).replace(b"\r\n ", b"")
    assert b"riservata" not in calendario(pubblica).replace(b"\r\n ", b"")
    letti = eventi(pubblica)
    assert "Stato: da fare" in str(letti["2021-invio@cciaa_pr"]["description"])
    assert str(letti["2021-piano@cciaa_pr"]["summary"]).endswith(": fatta")


def test_di_un_anno_non_pubblico_non_c_e_niente(progetto: Path) -> None:
    assert eventi(carica_vista(progetto, pubblico=True)) == {}


def test_l_indirizzo_della_pagina_c_e_quando_si_sa(progetto: Path) -> None:
    assert "url" not in eventi(carica_vista(progetto))["2021-piano@cciaa_pr"]
    with (progetto / "data/ente.yml").open("a", encoding="utf-8") as ente:
        ente.write("indirizzo_sito: https://esempio.it/performance/\n")
    url = eventi(carica_vista(progetto))["2021-piano@cciaa_pr"]["url"]
    assert str(url) == "https://esempio.it/performance/2021/scadenze.html#scadenza-piano"
