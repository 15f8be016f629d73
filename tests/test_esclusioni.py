"""Exclusions are decisions: who took them, and what the figures would be without. Fonte: SMVP 3.2; RECORDS 4."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import pytest

from macros.checks.esame import esamina
from macros.engine.ciclo import calcola
from macros.engine.esclusione import Ipotesi, se_non_escluso
from macros.model.esclusioni import esclusioni
from macros.model.valori import Livello, Periodo
from macros.publish.contesto.contesto import Contesto
from macros.publish.pagine.esclusi import (
    NON_RICHIESTO,
    PROPOSTA,
    accoglienza,
    esclusi_dalla_media,
    esclusioni_decise,
)
from macros.reading.progetto import leggi_progetto
from macros.reading.testo.lettura import Lettura
from macros.vista.vista import Vista, carica_vista
from tests.conftest import ESCLUSIONE, obiettivo, scrivi_progetto, scrivi_yml
from tests.lettura_uscite import in_parole
from tests.progetto_copia import ciclo

ACCOGLIE = {
    "tipo": "approvazione_giunta",
    "organo": "Giunta",
    "numero": 80,
    "data": dt.date(2021, 10, 20),
    "oggetto": "Esclusione accolta",
    "accoglie": ["esclusione"],
}


@pytest.fixture
def progetto(tmp_path: Path) -> Path:
    """One objective: 1.1.a excluded (peso 60; 30 at 30/6, stima 75, target 100), 1.1.b at 90 of 100 (peso 40)."""
    radice = scrivi_progetto(
        tmp_path / "p",
        obiettivi=[
            obiettivo(
                "1.1",
                {"target": {"30-06": 50, "2021": 100, "2022": 100, "2023": 100}, "peso": {"2021": 60}},
                {"target": {"30-06": 50, "2021": 100, "2022": 100, "2023": 100}, "peso": {"2021": 40}},
            )
        ],
        monitoraggio={"1.1.a": {"valore": 30, "stima": 75}, "1.1.b": 50},
        consuntivo={"1.1.a": {"assenza": "non_valutabile", "atto": "esclusione", "motivo": "Sospeso"}, "1.1.b": 90},
    )
    scrivi_yml(radice / "data/2021/atti/esclusione.yml", ESCLUSIONE)
    return radice


def anno_di(radice: Path):
    return leggi_progetto(Lettura(radice)).anni[2021]


def test_i_tre_casi_rifatti_a_mano(progetto: Path) -> None:
    anno = anno_di(progetto)
    finale, giugno = calcola(anno, Periodo.DICEMBRE), calcola(anno, Periodo.GIUGNO)
    assert finale.obiettivi["1.1"].esatto == 90
    casi = se_non_escluso(finale, "1.1.a", giugno)
    assert [(c.ipotesi, c.valore) for c in casi] == [(Ipotesi.ULTIMO, 30), (Ipotesi.STIMA, 75), (Ipotesi.ZERO, None)]
    attesi = [Fraction(30 * 60 + 90 * 40, 100), Fraction(75 * 60 + 90 * 40, 100), Fraction(90 * 40, 100)]
    for livello, codice in ((Livello.OBIETTIVO, "1.1"), (Livello.AREA_DIRIGENZIALE, "sola"), (Livello.ENTE, "ente")):
        assert [c.ciclo.figure[livello][codice].esatto for c in casi if c.ciclo] == attesi
    assert finale.ente.copertura == 40, "nothing of the year itself has moved"


def test_cio_che_non_si_sa_e_non_noto(progetto: Path) -> None:
    anno = anno_di(progetto)
    casi = se_non_escluso(calcola(anno, Periodo.DICEMBRE), "1.1.a", None)
    assert [(c.ipotesi, c.ciclo is None) for c in casi] == [
        (Ipotesi.ULTIMO, True),
        (Ipotesi.STIMA, True),
        (Ipotesi.ZERO, False),
    ]
    assert [c.ipotesi for c in se_non_escluso(calcola(anno, Periodo.GIUGNO), "1.1.a", None)] == [Ipotesi.ZERO]


def codici(radice: Path) -> set[str]:
    return {p.code for p in esamina(radice)[1] if p.code.startswith(("ESCLUSIONE", "RIL-ATTO", "ATTO-ACC"))}


def test_finche_la_giunta_non_l_accoglie_e_proposta(progetto: Path) -> None:
    (decisa,) = esclusioni(anno_di(progetto), Periodo.DICEMBRE)
    assert decisa.proposta
    assert codici(progetto) == {"ESCLUSIONE-PROPOSTA"}
    testo = in_parole(esclusi_dalla_media(Contesto(vista=carica_vista(progetto), pagina="2021/x.html")))
    assert PROPOSTA in testo
    assert "Escluso, com'è Con il valore al 30/6 30 % Con la stima di giugno 75 % Con grado 0" in testo
    assert "Obiettivo 1.1 90,00 54,00 81,00 36,00" in testo
    scrivi_yml(progetto / "data/2021/atti/accolta.yml", ACCOGLIE)
    assert codici(progetto) == set()
    testo = in_parole(esclusi_dalla_media(Contesto(vista=carica_vista(progetto), pagina="2021/x.html")))
    assert "Accolta: Giunta, n. 80 del 20 ottobre 2021" in testo
    assert PROPOSTA not in testo


def test_al_30_giugno_basta_l_atto_dell_oiv(progetto: Path) -> None:
    file = progetto / "data/2021/monitoraggio/sola.csv"
    righe = file.read_text(encoding="utf-8").splitlines()
    posto = righe[0].split(";").index("assenza"), righe[0].split(";").index("atto"), righe[0].split(";").index("motivo")
    celle = next(r for r in righe if r.startswith("1.1.a")).split(";")
    nuove = [*celle]
    nuove[1], nuove[posto[0]], nuove[posto[1]], nuove[posto[2]] = "", "non_valutabile", "esclusione", "Sospeso"
    file.write_text("\n".join(r.replace(";".join(celle), ";".join(nuove)) for r in righe) + "\n", encoding="utf-8")
    scrivi_yml(progetto / "data/2021/atti/accolta.yml", ACCOGLIE)
    assert codici(progetto) == set()
    (decisa,) = esclusioni(anno_di(progetto), Periodo.GIUGNO)
    assert not decisa.proposta


def test_a_una_relazione_gia_approvata_non_si_chiede(vista: Vista) -> None:
    anno = vista.anno(2021)
    senza = replace(anno, atti={nome: atto for nome, atto in anno.atti.items() if not atto.accoglie})
    (decisa,) = esclusioni(senza, Periodo.DICEMBRE)
    assert (decisa.accolta, decisa.proposta) == (None, False)
    assert accoglienza(decisa) == NON_RICHIESTO


def test_la_dimostrazione_dice_con_quale_atto_la_giunta_ha_accolto_l_esclusione(vista: Vista) -> None:
    (decisa,) = esclusioni(vista.anno(2021), Periodo.DICEMBRE)
    assert decisa.accolta is not None
    assert decisa.accolta.data < dt.date(2021, 12, 31)
    testo = in_parole(esclusioni_decise(Contesto(vista=vista, pagina="trasparenza/14-01.html")))
    assert accoglienza(decisa) in testo
    assert "2.2.3.b" in testo


@pytest.mark.slow
def test_l_atto_della_giunta_si_registra_con_un_comando(progetto: Path) -> None:
    comando = (
        *("atto", "--anno", "2021", "--tipo", "approvazione_giunta", "--organo", "Giunta", "--atto", "delibera 80"),
        *("--data", "20/10/2021", "--oggetto", "Esclusione accolta", "--accoglie", "esclusione"),
    )
    esito = ciclo(*comando, radice=progetto)
    assert esito.returncode == 0, esito.stderr
    scritto = (progetto / "data/2021/atti/2021-10-20-giunta-esclusione-accolta.yml").read_text(encoding="utf-8")
    assert 'accoglie: ["esclusione"]' in scritto
    assert codici(progetto) == set()
    assert (
        "senza --accoglie" in ciclo("atto", "--rettifica", "x", "--motivo", "y", *comando[-2:], radice=progetto).stderr
    )
