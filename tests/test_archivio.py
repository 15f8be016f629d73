"""The registry of a year's files: a kind invented here, one entry and its record, goes the whole way of a year.

Read by its annotations, checked for its name and its keys, sealed, compared, corrected by an errata, listed in the
iter, pruned in public. Without the entry each of these steps stops: that is tried too.
"""

from __future__ import annotations

import shutil
from dataclasses import dataclass, field, fields, replace
from decimal import Decimal
from enum import StrEnum

import pytest

from macros.checks.esame import esamina
from macros.model import archivio
from macros.model.anno import Anno
from macros.model.archivio import ARCHIVIO
from macros.model.atti import COPRE
from macros.model.dei_documenti import campi_pubblici, prefissi_iter
from macros.model.file_anno import FileAnno
from macros.model.piano import Record
from macros.model.problems import Documento
from macros.model.variazioni import Divario
from macros.reading import progetto as lettura_progetto
from macros.reading.blocco.impronta import alberi_del_piano, alberi_rilevati, impronta, in_byte, parti
from macros.reading.blocco.percorsi import dove, trova
from macros.reading.progetto import apri_approvati, impronte
from macros.reading.testo.lettura import Lettura
from macros.trail.confronto import confronta
from macros.vista import potatura
from macros.vista.potatura import IDENTITA
from tests.conftest import RADICE
from tests.progetto_copia import MINI, registra_atti

DA_CIO_CHE_SI_LEGGE = {"da_validare", "differenze", "irregolarita", "perduti"}
"""Fields of a year that its reading finds, and that nothing makes public."""
FILE = "data/2021/questionari/sportello.yml"
SCRITTO = 'titolo: Gradimento dello sportello\nmedia: "4,2"\nesito: buono\nnote: [una, due]\n'
CSV = "data/2021/presenze.csv"


class Esito(StrEnum):
    BUONO, CATTIVO = "buono", "cattivo"


@dataclass(frozen=True, slots=True, kw_only=True)
class Questionario(Record):
    codice: str = field(metadata={"dal_file": True})
    titolo: str
    media: Decimal
    esito: Esito | None
    note: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class AnnoCon(Anno):
    questionari: object = None


QUESTIONARI = FileAnno(
    dove="questionari/*.yml",
    campi=("questionari",),
    classe=Questionario,
    detto="un questionario",
    record="questionario",
    copre=(Documento.RELAZIONE,),
    pubblico_da=Documento.RELAZIONE,
)
PRESENZE = FileAnno(
    dove="presenze.csv",
    campi=("questionari",),
    record="presenza",
    colonne=("ufficio", "al_30_06", "al_31_12"),
    chiave=("ufficio",),
    copre=(Documento.MONITORAGGIO, Documento.RELAZIONE),
    colonne_di_dicembre=("al_31_12",),
)


@pytest.fixture
def radice(tmp_path):
    """Un piccolo progetto con un file di un genere che la casa non conosce."""
    copia = tmp_path / "p"
    shutil.copytree(MINI, copia)
    (copia / FILE).parent.mkdir()
    (copia / FILE).write_text(SCRITTO, encoding="utf-8")
    (copia / CSV).write_text("ufficio;al_30_06;al_31_12\nAnagrafica;80;90\nBandi;70;60\n", encoding="utf-8")
    return copia


@pytest.fixture
def con_la_voce(monkeypatch):
    """Le due voci in più, e il campo dell'anno, per la durata di una prova."""
    monkeypatch.setattr(archivio, "ARCHIVIO", (*ARCHIVIO, QUESTIONARI, PRESENZE))
    monkeypatch.setattr(lettura_progetto, "Anno", AnnoCon)


def problemi(radice):
    return [(p.source.path, p.source.line, p.code) for p in esamina(radice)[1]]


def test_senza_la_voce_ogni_passo_si_ferma(radice):
    nomi = {"data/2021/questionari", CSV}
    assert {(nome, 1, "FILE-IGNORATO") for nome in nomi} <= set(problemi(radice))
    assert not hasattr(esamina(radice)[0].anni[2021], "questionari")
    alberi = alberi_rilevati(Lettura(radice), radice / "data/2021", Documento.RELAZIONE)
    assert not {FILE, CSV} & alberi.keys()
    assert trova(alberi, "data/2021", "questionario sportello") is None
    assert "questionari/" not in prefissi_iter(Documento.RELAZIONE)


@pytest.mark.usefixtures("con_la_voce")
def test_si_legge_dalle_annotazioni(radice):
    assert not [p for p in problemi(radice) if "questionari" in p[0] or "presenze" in p[0]]
    letto = esamina(radice)[0].anni[2021].questionari["sportello"]
    assert (letto.codice, letto.media, letto.esito, letto.note) == (
        "sportello",
        Decimal("4.2"),
        "buono",
        ("una", "due"),
    )
    assert letto.dove("media").line == 2


@pytest.mark.usefixtures("con_la_voce")
@pytest.mark.parametrize(
    ("scritto", "attesi"),
    [
        ('titolo: T\nmedia: "4,2"\nesiti: buono\n', [(3, "YAML-CHIAVE-IGNOTA")]),
        ("titolo: T\nmedia: tanto\n", [(2, "VALORE-NUMERO")]),
        ('media: "4,2"\nesito: bouno\n', [(1, "YAML-CHIAVE-MANCANTE"), (2, "VALORE-SCELTA")]),
        ("- titolo\n", [(1, "VALORE-TIPO")]),
    ],
)
def test_cio_che_non_va_ha_il_suo_posto(radice, scritto, attesi):
    (radice / FILE).write_text(scritto, encoding="utf-8")
    assert problemi(radice) == [(FILE, riga, codice) for riga, codice in attesi]


@pytest.mark.usefixtures("con_la_voce")
@pytest.mark.parametrize(
    ("nome", "vicino"),
    [
        ("questionari/altro.yaml", ".yml"),
        ("questionari/vecchi/altro.yml", "spostare"),
        ("questionario", "«questionari»"),
        ("presenza.csv", "«presenze.csv»"),
    ],
)
def test_un_nome_sbagliato_si_dice_con_quello_giusto(radice, nome, vicino):
    (radice / "data/2021" / nome).parent.mkdir(exist_ok=True)
    (radice / "data/2021" / nome).write_text("x", encoding="utf-8")
    (ignorato,) = (p for p in esamina(radice)[1] if p.code == "FILE-IGNORATO")
    assert vicino in ignorato.fix


@pytest.mark.usefixtures("con_la_voce")
def test_l_impronta_lo_copre_nei_suoi_documenti(radice):
    cartella = radice / "data/2021"
    lettura = Lettura(radice)
    assert not {FILE, CSV} & alberi_del_piano(lettura, cartella).keys()
    giugno, fine = (
        parti(alberi_rilevati(lettura, cartella, d), d) for d in (Documento.MONITORAGGIO, Documento.RELAZIONE)
    )
    assert FILE not in giugno
    assert fine[FILE]["titolo"] == "Gradimento dello sportello"
    assert {"ufficio": "Anagrafica", "al_30_06": "80"} in giugno[CSV]
    assert {"ufficio": "Anagrafica", "al_30_06": "80", "al_31_12": "90"} in fine[CSV]
    prima = impronte(radice, 2021)
    (radice / FILE).write_text(SCRITTO.replace("4,2", "4,3"), encoding="utf-8")
    dopo = impronte(radice, 2021)
    assert [d for d in Documento if prima[d] != dopo[d]] == [Documento.RELAZIONE]


def approvata(radice):
    """Register the Relazione as approved, with what the files hold."""
    approvati = apri_approvati(radice, 2021)
    cartella = radice / "data/2021"
    canoniche = approvati.parti(Documento.RELAZIONE)
    (cartella / "approvati").mkdir(exist_ok=True)
    (cartella / "approvati/relazione.json").write_bytes(in_byte(canoniche))
    for nome, tipo in zip(("oiv", "giunta"), COPRE[Documento.RELAZIONE], strict=True):
        (cartella / f"atti/2022-06-2{len(nome)}-{nome}.yml").write_text(
            f'tipo: {tipo}\norgano: O\nnumero: "1 {nome}"\ndata: 2022-06-2{len(nome)}\noggetto: Relazione\n'
            "documento: relazione\n" + (f"impronta: {impronta(canoniche)}\n" if nome == "giunta" else ""),
            encoding="utf-8",
        )
    registra_atti(radice)


@pytest.mark.usefixtures("con_la_voce")
def test_si_confronta_con_cio_che_fu_approvato(radice):
    approvata(radice)
    assert esamina(radice)[0].anni[2021].differenze == ()
    (radice / FILE).write_text(SCRITTO.replace("4,2", "4,3"), encoding="utf-8")
    (radice / CSV).write_text("ufficio;al_30_06;al_31_12\nBandi;70;60\nAnagrafica;80;91\n", encoding="utf-8")
    trovate = esamina(radice)[0].anni[2021].differenze
    assert {(d.genere, d.dove, d.campo, d.approvato, d.presente) for d in trovate} == {
        (Divario.CAMBIATO, "questionario sportello", "media", "4,2", "4,3"),
        (Divario.CAMBIATO, "presenza Anagrafica", "al_31_12", "90", "91"),
    }


@pytest.mark.usefixtures("con_la_voce")
def test_fra_due_stati_dell_anno_il_suo_cambiamento_si_dice(radice):
    prima = esamina(radice)[0].anni[2021]
    (radice / FILE).write_text(SCRITTO.replace("4,2", "4,3"), encoding="utf-8")
    dopo = esamina(radice)[0].anni[2021]
    (uno,) = confronta(prima, dopo, {2021: dopo}).cambiamenti
    assert (uno.campo.passi, uno.scritto_prima, uno.scritto_dopo) == (
        ("questionari", "sportello", "media"),
        "4,2",
        "4,3",
    )
    assert uno.luogo_dopo.path == FILE


@pytest.mark.usefixtures("con_la_voce")
def test_una_variazione_e_un_errata_lo_nominano(radice):
    alberi = alberi_rilevati(Lettura(radice), radice / "data/2021", Documento.RELAZIONE)
    assert trova(alberi, "data/2021", "questionario sportello") == (FILE, ())
    assert trova(alberi, "data/2021", "presenza Bandi") == (CSV, ("Bandi",))
    assert dove("data/2021", FILE, ("media",)) == ("questionario sportello", ("media",))
    assert dove("data/2021", CSV, ("Bandi", "al_31_12")) == ("presenza Bandi", ("al_31_12",))


@pytest.mark.usefixtures("con_la_voce")
def test_l_iter_dei_suoi_documenti_lo_elenca():
    assert {d for d in Documento if "questionari/" in prefissi_iter(d)} == {Documento.RELAZIONE}
    assert {d for d in Documento if "presenze.csv" in prefissi_iter(d)} == set(PRESENZE.copre)


@pytest.mark.usefixtures("con_la_voce")
@pytest.mark.parametrize(
    ("pubblico_da", "pubblici", "resta"),
    [
        (Documento.RELAZIONE, {Documento.PIANO, Documento.MONITORAGGIO}, False),
        (Documento.RELAZIONE, set(Documento), True),
        (Documento.MONITORAGGIO, {Documento.PIANO, Documento.RELAZIONE}, True),
        (None, set(Documento), False),
    ],
)
def test_in_pubblico_resta_solo_cio_che_un_documento_rende_pubblico(radice, monkeypatch, pubblico_da, pubblici, resta):
    monkeypatch.setattr(archivio, "ARCHIVIO", (*ARCHIVIO, replace(QUESTIONARI, pubblico_da=pubblico_da)))
    anno = esamina(radice)[0].anni[2021]
    monkeypatch.setattr(Anno, "approvazione", lambda *_: next(iter(anno.atti.values())))
    potato = potatura.pota_anno(anno, frozenset(pubblici))
    assert potato.questionari == (anno.questionari if resta else {})
    assert (potato.obiettivi, potato.anno) == (anno.obiettivi, 2021)


def test_ogni_campo_dell_anno_ha_una_voce_o_una_ragione():
    """A field that comes of no file is pruned, and one that a file says it makes is there."""
    campi = {f.name for f in fields(Anno) if f.init}
    delle_voci = {c for f in ARCHIVIO for c in f.campi}
    assert delle_voci == campi - {*IDENTITA, *DA_CIO_CHE_SI_LEGGE}
    assert campi_pubblici(set(Documento)) == {c for f in ARCHIVIO if f.pubblico_da for c in f.campi}
    assert campi_pubblici(()) == set()


def test_ogni_voce_e_una_sola():
    assert len({f.dove for f in ARCHIVIO}) == len(ARCHIVIO)
    record = [f.record for f in ARCHIVIO if f.record]
    assert len(record) == len(set(record))


@pytest.mark.parametrize("tipo", ARCHIVIO, ids=lambda f: f.dove)
def test_ogni_voce_e_nel_manuale(tipo):
    """Il formato dei dati ha un capitolo per ogni genere di file, con le sue colonne."""
    testo = (RADICE / "content/manuale/formato.md").read_text(encoding="utf-8")
    capitoli = {c.partition("\n")[0]: c for c in testo.replace("&lt;", "<").replace("&gt;", ">").split("\n## ")}
    suoi = [c for titolo, c in capitoli.items() if _titolo(titolo, tipo)]
    assert len(suoi) == 1
    assert [c for c in tipo.colonne if c not in suoi[0]] == []


def _titolo(titolo, tipo):
    """True for the heading of a kind: `schede/<codice>.yml`."""
    return tipo.e_di(titolo.replace("<documento>", "piano")) or (
        titolo == "approvati/<documento>.json" and tipo in archivio.ISTANTANEA.values()
    )


@pytest.mark.parametrize("tipo", ARCHIVIO, ids=lambda f: f.dove)
def test_ogni_voce_ha_chi_la_approva(tipo):
    righe = (RADICE / ".github/CODEOWNERS.esempio").read_text(encoding="utf-8").splitlines()
    di_anno = [r.split()[0].removeprefix("/data/*/") for r in righe if r.startswith("/data/*/")]
    assert any(tipo.prefisso.startswith(nome) for nome in di_anno)
