"""A comparison is never silent: a key that no one has sorted into a kind of change is compared, and said by name."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from typing import Any

import pytest

from macros.model import schede
from macros.model.anno import Anno
from macros.model.impostazioni import Arrotondamento, Banda, FasceSemestre
from macros.model.piano import (
    Albero,
    AreaDirigenziale,
    AreaStrategica,
    BandaGiorni,
    Collegato,
    Fase,
    Indicatore,
    Obiettivo,
    Penalita,
    Risorsa,
    Smvp,
    Voce,
)
from macros.model.rilevati import Misura, Rilevazione
from macros.publish.confronto.gruppi import GRUPPI, gruppi
from macros.publish.confronto.parole import Sezione
from macros.publish.confronto.testo import in_testo
from macros.reading.progetto import leggi_progetto
from macros.reading.testo.lettura import Lettura
from macros.trail.cambiamenti import Cambiamento, Genere, ToccaIndicatore
from macros.trail.campi import CAMPI
from macros.trail.confronto import Confronto, confronta
from tests.progetto_copia import MINI

PRESENTI = (
    Anno,
    Smvp,
    Albero,
    AreaStrategica,
    AreaDirigenziale,
    Voce,
    Obiettivo,
    Indicatore,
    Collegato,
    Rilevazione,
    schede.Scheda,
    schede.TestoIndicatore,
    Misura,
)
"""Records whose new key is a change by itself."""
DENTRO = (Risorsa, Fase, Penalita, Arrotondamento, Banda, FasceSemestre)
"""Records that stand in a key: theirs is a change of that key, or of the item."""


def con_chiave(tipo: type, contenuto: object) -> type:
    """Return a record as it would be with a key more, that nobody has heard of."""
    return dataclasses.make_dataclass(
        f"{tipo.__name__}Nuovo",
        [("colore", object, dataclasses.field(default_factory=lambda: contenuto, kw_only=True))],
        bases=(tipo,),
        frozen=True,
        slots=True,
    )


def rifatto(cosa: Any, tipo: type, nuovo: type) -> Any:
    """Return a part of a year where each record of a kind has the key more."""
    if isinstance(cosa, Mapping):
        return {chiave: rifatto(v, tipo, nuovo) for chiave, v in cosa.items()}
    if isinstance(cosa, tuple):
        return tuple(rifatto(v, tipo, nuovo) for v in cosa)
    if not dataclasses.is_dataclass(cosa) or isinstance(cosa, type):
        return cosa
    parti = {f.name: rifatto(getattr(cosa, f.name), tipo, nuovo) for f in dataclasses.fields(cosa) if f.init}
    return (nuovo if type(cosa) is tipo else type(cosa))(**parti)


def due_colori(tipo: type, prima: object = "rosso", dopo: object = "verde") -> Confronto:
    anno = leggi_progetto(Lettura(MINI)).anni[2021]
    return confronta(*(rifatto(anno, tipo, con_chiave(tipo, x)) for x in (prima, dopo)))


def dette(c: Confronto) -> list[Cambiamento]:
    return [x for x in c.cambiamenti if "rosso" in x.scritto_prima and "verde" in x.scritto_dopo]


@pytest.mark.parametrize("tipo", PRESENTI, ids=lambda t: t.__name__)
def test_una_chiave_mai_sentita_e_un_cambiamento_con_il_suo_nome_e_i_due_valori(tipo: type) -> None:
    trovati = dette(due_colori(tipo))
    assert trovati
    for c in trovati:
        assert c.campo.passi[-1] == "colore"
        assert (c.prima, c.dopo, c.scritto_prima, c.scritto_dopo) == ("rosso", "verde", "rosso", "verde")
        assert c.genere is (Genere.TESTO if tipo is schede.TestoIndicatore else Genere.ALTRO)


@pytest.mark.parametrize("tipo", DENTRO, ids=lambda t: t.__name__)
def test_una_chiave_mai_sentita_di_un_record_dentro_una_chiave_si_dice_con_lui(tipo: type) -> None:
    assert dette(due_colori(tipo))


def test_ogni_record_dei_dati_e_provato() -> None:
    """A band of days is written one by one in its penalty, and a plan is a year's: all the others are above."""
    assert {*PRESENTI, *DENTRO, BandaGiorni} == CAMPI.keys()


@pytest.mark.slow
def test_fra_due_anni_uguali_non_c_e_niente_da_dire() -> None:
    for tipo in (*PRESENTI, *DENTRO):
        assert due_colori(tipo, "rosso", "rosso").cambiamenti == ()


def test_un_file_nuovo_dell_anno_si_confronta_voce_per_voce() -> None:
    """A kind of file that the comparison never heard of: a mapping of records, or of anything, name by name."""
    prima, dopo = {"r1": "basso", "r2": "alto"}, {"r1": "medio", "r3": "alto"}
    trovati = [(str(c.campo), c.scritto_prima, c.scritto_dopo) for c in due_colori(Anno, prima, dopo).cambiamenti]
    assert trovati == [
        ("colore.r1", "basso", "medio"),
        ("colore.r3", "vuoto", "alto"),
        ("colore.r2", "alto", "vuoto"),
    ]


def test_un_record_nuovo_dell_anno_si_confronta_campo_per_campo() -> None:
    """A kind of record that the comparison never heard of, and one that it knows, in a file that it does not."""
    rischio = dataclasses.make_dataclass("Rischio", ["codice", "misura"], frozen=True)
    prima = {"r1": rischio("r1", "basso"), "f": schede.TestoIndicatore("uno", None)}
    dopo = {"r1": rischio("r1", "medio"), "f": schede.TestoIndicatore("due", None)}
    trovati = [(str(c.campo), c.scritto_prima, c.scritto_dopo) for c in due_colori(Anno, prima, dopo).cambiamenti]
    assert trovati == [("colore.r1.misura", "basso", "medio"), ("colore.f", "risultati: uno", "risultati: due")]


def test_una_chiave_nuova_detta_regola_si_confronta_con_il_suo_effetto(monkeypatch: pytest.MonkeyPatch) -> None:
    """Sorted as a rule it is undone alone, like any other key of the rule, with nothing more to write."""
    sorti = {**CAMPI[Indicatore], "colore": Genere.REGOLA}
    monkeypatch.setitem(CAMPI, Indicatore, sorti)  # type: ignore[arg-type] - a test sorts what the program does not
    trovati = dette(due_colori(Indicatore))
    assert trovati
    for c in trovati:
        assert c.genere is Genere.REGOLA
        assert isinstance(c.tocco, ToccaIndicatore)
        assert c.tocco.campi == ("colore",)
        assert c.effetto is not None
        assert c.effetto.ente == 0


def test_una_regola_che_nessuno_conosce_si_confronta_anche_dove_non_ci_sono_regole(monkeypatch) -> None:
    monkeypatch.setitem(CAMPI, Obiettivo, {**CAMPI[Obiettivo], "colore": Genere.REGOLA})
    assert {c.genere for c in dette(due_colori(Obiettivo))} == {Genere.REGOLA}


def test_ogni_genere_ha_la_sua_tabella() -> None:
    """A kind without a table would be found and never shown."""
    assert {g for _, _, generi in GRUPPI for g in generi} == set(Genere)


def test_cio_che_nessuno_ha_classificato_si_mostra() -> None:
    c = due_colori(Albero)
    (gruppo,) = [g for g in gruppi(Sezione(c, "A", "B")) if g.id == "altri"]
    assert [(r.codice, r.che, r.prima, r.dopo) for r in gruppo.prime] == [("albero", "altro, colore", "rosso", "verde")]
    assert "altro, colore: rosso → verde" in in_testo([Sezione(c, "A", "B")])
