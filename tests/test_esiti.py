"""A proposal that ends without becoming a variation: its outcome is told, the plan and what was sealed stay."""

from __future__ import annotations

import shutil

import pytest

from macros.checks.esame import esamina
from macros.model.catalogo import Gravita
from macros.model.problems import Documento
from macros.model.valori import TipoAtto
from macros.model.variazioni import StatoVariazione
from macros.publish.contesto.contesto import Contesto
from macros.publish.iter.variazioni import variazioni_anno, variazioni_piano
from macros.publish.pagine.obiettivo import pagina_obiettivo
from macros.reading.blocco.impronta import impronta
from macros.reading.progetto import apri_approvati
from macros.reading.registro.forma import leggi_registro
from macros.reading.scrivi.modifica import ModificaImpossibileError
from macros.reading.scrivi.registra_atti import approvate
from macros.reading.testo.lettura import Lettura
from macros.vista.vista import carica_vista
from tests.lettura_uscite import in_parole
from tests.progetto_copia import RADICE, registra_atti

RITIRATA = "esito: {stato: ritirata, data: 2022-11-08, motivo: L'inverter è arrivato in tempo}\n"
RESPINTA = "esito: {stato: respinta, data: 2022-11-10, motivo: La causa era prevedibile, atto: giunta-respinta}\n"
ATTO = (
    "tipo: comunicazione_giunta\norgano: Giunta\nnumero: verbale 21\ndata: 2022-11-10\noggetto: Esame delle proposte\n"
)


@pytest.fixture
def chiuso(tmp_path):
    """The demonstration, with the two open proposals of 2022 ended: one after the OIV had validated it."""
    for nome in ("data", "content"):
        shutil.copytree(RADICE / nome, tmp_path / nome)
    variazioni = tmp_path / "data/2022/variazioni"
    for numero, esito in ((3, RITIRATA), (4, RESPINTA)):
        file = variazioni / f"{numero}.yml"
        file.write_text(file.read_text(encoding="utf-8") + esito, encoding="utf-8")
    (tmp_path / "data/2022/atti/giunta-respinta.yml").write_text(ATTO, encoding="utf-8")
    registra_atti(tmp_path)
    return tmp_path


@pytest.mark.slow
def test_l_esito_non_tocca_ne_il_piano_ne_cio_che_il_registro_ha_sigillato(chiuso):
    """The OIV's validation of variation 3 is sealed: what comes later is not in it."""
    _, problemi = esamina(chiuso)
    assert [str(p) for p in problemi if p.gravita is Gravita.ERRORE] == []
    prima = leggi_registro(Lettura(RADICE)).righe
    assert leggi_registro(Lettura(chiuso)).righe[: len(prima)] == prima
    for documento in (Documento.PIANO, Documento.MONITORAGGIO):
        assert _impronta(chiuso, documento) == _impronta(RADICE, documento)
    assert _impronta(chiuso, Documento.RELAZIONE) != _impronta(RADICE, Documento.RELAZIONE)


def _impronta(radice, documento):
    return impronta(apri_approvati(radice, 2022).parti(documento))


@pytest.mark.slow
def test_una_proposta_chiusa_non_e_piu_da_completare_e_una_aperta_si_finche_la_relazione_non_e_approvata(chiuso):
    aperte = [(p.source.path, p.documento) for p in esamina(RADICE)[1] if p.code == "COMPLETA-ESITO"]
    assert aperte == [(f"data/2022/variazioni/{n}.yml", Documento.RELAZIONE) for n in (3, 4)]  # not those of 2021
    assert not [p for p in esamina(chiuso)[1] if p.code == "COMPLETA-ESITO"]


@pytest.mark.slow
def test_le_pagine_dicono_come_e_finita(chiuso):
    vista = carica_vista(chiuso)
    stati = {v.numero: vista.anno(2022).stato(v) for v in vista.anno(2022).variazioni}
    assert (stati[3], stati[4]) == (StatoVariazione.RITIRATA, StatoVariazione.RESPINTA)
    pagina = in_parole(variazioni_piano(Contesto(vista=vista, pagina="2022/variazioni.html")))
    ritirata = "Ritirata, 8 novembre 2022: L'inverter è arrivato in tempo. Il Piano non la contiene"
    respinta = "Respinta, 10 novembre 2022 (Giunta, verbale 21 del 10 novembre 2022): La causa era prevedibile."
    assert ritirata in pagina
    assert respinta in pagina
    obiettivo = in_parole(pagina_obiettivo(Contesto(vista=vista, pagina="2022/obiettivi/2.3.html"), "2.3"))
    assert respinta in obiettivo
    assert "il risultato atteso è rimasto quello di prima" in obiettivo
    capitolo = in_parole(variazioni_anno(Contesto(vista=vista, pagina="2022/relazione/variazioni.html")))
    assert "Proposte che non sono diventate variazioni" in capitolo
    assert respinta in capitolo


def test_nessun_atto_valida_o_approva_una_proposta_chiusa(chiuso):
    with pytest.raises(ModificaImpossibileError, match="la variazione 3 è chiusa, ritirata"):
        approvate(apri_approvati(chiuso, 2022), [3], TipoAtto.APPROVAZIONE_GIUNTA, "2022-11-10-giunta-variazione")
