"""The register: what was approved does not change in silence, and an office has a command for each honest mistake.

Single edits are golden cases (`tests/casi/registro_*.yml`); here are edits of several files at once, the history of
git, two branches, the commands, and every value of the demonstration's acts changed by one letter.
"""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from macros.checks.esame import esamina
from macros.model.problems import Documento
from macros.model.registro import Irregolare
from macros.model.tratti import Gravita
from macros.reading.blocco.impronta import sha256_di
from macros.reading.pagine import chiamate
from macros.reading.progetto import impronte
from macros.reading.registro import canonico, capitoli
from macros.reading.registro.forma import da_testo, in_byte, in_coda, leggi_registro
from macros.reading.registro.sigilli import sigilli
from macros.reading.testo.lettura import Lettura
from tests.conftest import esegui
from tests.piano_variato import CAPITOLI
from tests.progetto_copia import RADICE, copia_di, sostituisci
from tests.progetto_copia import impronte as byte_di
from tests.test_casi import MINI, approva
from tests.test_revisioni import git, salva

pytestmark = pytest.mark.slow  # whole examinations; the golden cases of the register are in the quick run

REGISTRO = "data/registro.csv"
ATTI = "data/2021/atti"
PIANO = "data/2021/obiettivi/2.1.1.yml"
GIUNTA = f"{ATTI}/2021-01-28-giunta-piano.yml"
OIV = ("atto", "--tipo", "validazione_oiv", "--organo", "OIV", "--data", "14/09/2021", "--documento", "piano")
DELIBERA = (
    "atto",
    "--tipo",
    "approvazione_giunta",
    "--organo",
    "Giunta",
    "--data",
    "23/09/2021",
    "--documento",
    "piano",
)


def codici(progetto: Path, base: str | None = None) -> list[str]:
    """Return the codes of the errors."""
    return [p.code for p in esamina(progetto, None, base)[1] if p.gravita is Gravita.ERRORE]


def comando(progetto: Path, *argomenti: str) -> str:
    """Run a command that must succeed; return what it printed."""
    esito, fuori, detto = esegui(*argomenti, "--radice", progetto)
    assert esito == 0, detto
    return fuori


@pytest.fixture
def progetto(tmp_path: Path) -> Path:
    """The mini project with the chapters of its plan, approved and registered."""
    return copia_di("approvato", _approvato, tmp_path / "p")


@pytest.fixture
def variato(tmp_path: Path) -> Path:
    """The same, with a variation of two values approved by the commands alone."""
    return copia_di("approvato-e-variato", _variato, tmp_path / "p")


def _approvato(radice: Path) -> None:
    shutil.copytree(MINI, radice)
    for nome, testo in CAPITOLI.items():
        if nome.startswith("piano/"):
            (radice / "content/2021" / nome).parent.mkdir(parents=True, exist_ok=True)
            (radice / "content/2021" / nome).write_text(testo + "\nSi legge così. Ogni riga conta.\n", encoding="utf-8")
    approva(radice, "piano")


def _variato(progetto: Path) -> None:
    _approvato(progetto)
    _varia(progetto, "2.1.1.b", "target.31-12", "90")
    _varia(progetto, "AS.1.a", "target.31-12", "50", "--numero", "1")
    comando(progetto, *OIV, "--atto", "verbale 5", "--oggetto", "Validazione", "--variazione", "1", "--anno", "2021")
    comando(
        progetto, *DELIBERA, "--atto", "delibera 90", "--oggetto", "Variazione", "--variazione", "1", "--anno", "2021"
    )
    assert codici(progetto) == []


def _varia(progetto: Path, *argomenti: str) -> str:
    return comando(progetto, "varia", *argomenti, "--motivo", "Ritardo", "--anno", "2021")


def _registro(progetto: Path) -> list[str]:
    return [f"{r.atto} {r.sigilla}".strip() for r in leggi_registro(Lettura(progetto)).righe]


def _deposito(progetto: Path) -> Path:
    """Put a project under git."""
    git(progetto, "init", "-q", "-b", "main")
    salva(progetto, "Il Piano approvato")
    return progetto


# ---- the commands write it


def test_i_comandi_registrano_atti_variazioni_ed_errata(variato: Path) -> None:
    assert _registro(variato)[1:] == [
        "2021-01-28-giunta-piano piano",
        "2021-10-12-oiv-esclusione-missione",
        "2021-10-28-giunta-esclusione-missione",
        "2021-09-14-oiv-validazione validazione variazione 1",
        "2021-09-23-giunta-variazione variazione 1",
    ]
    assert '"31-12": 90}' in (variato / PIANO).read_text(encoding="utf-8")
    testo = (variato / "data/2021/variazioni/1.yml").read_text(encoding="utf-8")
    assert "atto_oiv: 2021-09-14-oiv-validazione\natto_giunta: 2021-09-23-giunta-variazione\n" in testo


def test_una_proposta_approvata_arriva_nel_piano_da_sola(progetto: Path) -> None:
    _varia(progetto, "2.1.1.b", "target.31-12", "90", "--proposta")
    comando(progetto, *OIV, "--atto", "verbale 5", "--oggetto", "V", "--variazione", "1", "--anno", "2021")
    prima = byte_di(progetto)
    fuori = comando(
        progetto, *DELIBERA, "--atto", "delibera 90", "--oggetto", "V", "--variazione", "1", "--anno", "2021", "--prova"
    )
    assert f"si scriverebbe {PIANO}" in fuori
    assert "registro, riga 6: 2021, 2021-09-23-giunta-v: variazione 1" in fuori
    assert byte_di(progetto) == prima
    comando(progetto, *DELIBERA, "--atto", "delibera 90", "--oggetto", "V", "--variazione", "1", "--anno", "2021")
    assert '"31-12": 90}' in (progetto / PIANO).read_text(encoding="utf-8")
    assert codici(progetto) == []


def test_un_errata_di_piu_valori_ha_atto_record_e_riga(progetto: Path) -> None:
    approva(progetto, "monitoraggio")
    approva(progetto, "relazione")
    csv = progetto / "data/2021/consuntivo/promozione.csv"
    prima = csv.read_bytes()
    fuori = comando(
        progetto, "errata", "consuntivo 1.1.a", "valore", "304", "consuntivo 1.1.a", "causa", "esogena",
        "consuntivo 1.1.a", "motivo", "Due bandi; rinviati", "--motivo", "Contata due volte", "--anno", "2021",
        "--organo", "Segretario Generale", "--atto", "determinazione 31", "--data", "02/05/2022",
    )  # fmt: skip
    righe = fuori.splitlines()
    assert next(r for r in righe if r.startswith("registro, riga")).endswith("errata 1")
    assert "2021: 1.1.a, valore al 31 dicembre: 321 imprese → 304 imprese. Effetto: Camera −" in fuori
    assert csv.read_bytes() == prima.replace(b"1.1.a;321;;;;", b'1.1.a;304;;esogena;"Due bandi; rinviati";')
    assert codici(progetto) == []
    esito, _, detto = esegui(
        "errata", "consuntivo 1.1.a", "valore", "304", "--motivo", "m", "--organo", "S", "--atto", "d 2",
        "--data", "03/05/2022", "--anno", "2021", "--radice", progetto,
    )  # fmt: skip
    assert (esito, "è già il valore approvato" in detto) == (1, True)
    # the value and its record edited together, and the record alone
    sostituisci(csv, "1.1.a;304;", "1.1.a;314;")
    sostituisci(progetto / "data/2021/errata/1.yml", 'a: "304"', 'a: "314"')
    (problema,) = [p for p in esamina(progetto)[1] if p.gravita is Gravita.ERRORE]
    assert (problema.code, problema.found) == ("REGISTRO-CAMBIATO", "«314» in «cambi[1].a»")
    assert problema.expected.startswith("«304», come la sigilla ")


def test_un_capitolo_si_corregge_con_il_suo_atto(progetto: Path) -> None:
    capitolo = progetto / "content/2021/piano/albero.md"
    sostituisci(capitolo, "Ogni riga conta.", "Ogni riga pesa.")
    (problema,) = [p for p in esamina(progetto)[1] if p.gravita is Gravita.ERRORE]
    assert (problema.code, problema.source.line) == ("REGISTRO-TESTI", 5)
    assert "«Si legge così. Ogni riga pesa.»" in problema.found
    assert "«Si legge così. Ogni riga conta.»" in problema.expected
    assert "ciclo errata --anno 2021 --testi piano" in problema.fix
    comando(
        progetto, "errata", "--testi", "piano", "--anno", "2021", "--motivo", "Refuso", "--data", "03/03/2021",
        "--organo", "Segretario Generale", "--atto", "determinazione 2",
    )  # fmt: skip
    assert codici(progetto) == []
    assert _registro(progetto)[-1].endswith("testi piano")
    (suo,) = (progetto / ATTI).glob("2021-03-03-*.yml")
    assert "Errata corrige dei testi del Piano della performance 2021: Refuso" in suo.read_text(encoding="utf-8")
    sostituisci(capitolo, "Ogni riga pesa.", "Ogni riga conta.")
    assert codici(progetto) == ["REGISTRO-TESTI"]


def test_una_macro_rinominata_non_e_un_cambiamento(progetto: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    capitolo = progetto / "content/2021/piano/albero.md"
    sostituisci(
        capitolo, '{{ albero_performance(lettura="strategica") }}', "{{ disegno_albero( lettura='strategica' ) }}"
    )
    assert "REGISTRO-TESTI" in codici(progetto)
    monkeypatch.setattr(capitoli, "_capitolo", capitoli._capitolo.__wrapped__)  # the names are of another program
    monkeypatch.setattr(chiamate, "NOMI", chiamate.NOMI | {"disegno_albero"})
    monkeypatch.setattr(capitoli, "RINOMINATE", {"disegno_albero": "albero_performance"})
    assert codici(progetto) == []
    sostituisci(capitolo, "'strategica'", "'dirigenziale'")
    assert codici(progetto) == ["REGISTRO-TESTI"]


@pytest.mark.parametrize(
    ("cerca", "metti"),
    [
        ("# Albero", "---\ntitle: Un altro\n---\n\n# Albero"),
        ("# Albero", "## Albero"),
        ('lettura="strategica"', 'lettura="dirigenziale"'),
        ("albero_performance(", "nome_ente("),
        ("Ogni riga conta.", "Ogni riga conta. {{ nome_ente() }}"),
        ("Si legge", "Non si legge"),
        ("Si legge così. Ogni riga conta.", ""),
    ],
)
def test_ogni_parte_di_un_capitolo_e_sigillata(progetto: Path, cerca: str, metti: str) -> None:
    sostituisci(progetto / "content/2021/piano/albero.md", cerca, metti)
    assert "REGISTRO-TESTI" in codici(progetto)


def test_capitolo_in_piu_immagine_cambiata_e_cartella_tolta(progetto: Path) -> None:
    capitoli = progetto / "content/2021/piano"
    (capitoli / "nuovo.md").write_text("# Nuovo\n\nTesto.\n", encoding="utf-8")
    assert codici(progetto) == ["REGISTRO-TESTI"]
    (capitoli / "nuovo.md").unlink()
    (progetto / "mkdocs.yml").write_text("site_name: x\n", encoding="utf-8")
    shutil.rmtree(progetto / "content")
    assert set(codici(progetto)) == {"REGISTRO-TESTI"}


def test_anche_le_immagini_dei_capitoli_sono_sigillate(tmp_path: Path) -> None:
    radice = Path(shutil.copytree(MINI, tmp_path / "p"))
    capitoli = radice / "content/2021/piano"
    capitoli.mkdir(parents=True)
    (capitoli / "albero.md").write_text("# Albero\n\n![La sede](sede.png)\n", encoding="utf-8")
    (capitoli / "sede.png").write_bytes(b"una")
    approva(radice, "piano")
    assert codici(radice) == []
    (capitoli / "sede.png").write_bytes(b"altra")
    (problema,) = [p for p in esamina(radice)[1] if p.gravita is Gravita.ERRORE]
    assert (problema.code, problema.source.path) == ("REGISTRO-TESTI", "content/2021/piano/sede.png")


def test_approvare_senza_capitoli_e_un_no(tmp_path: Path) -> None:
    radice = Path(shutil.copytree(MINI, tmp_path / "p"))
    propria = impronte(radice, 2021)[Documento.PIANO]
    esito, fuori, _ = esegui(
        "approva", "piano", "--anno", "2021", "--organo", "Giunta", "--atto", "delibera 5", "--data", "28/01/2021",
        "--impronta", propria, "--radice", radice,
    )  # fmt: skip
    assert esito == 1
    assert "no  Nessun capitolo vuoto in content/2021/piano\n      content/2021/piano: nessun capitolo\n" in fuori


# ---- what is red


def _in_tutto(progetto: Path, cambi: dict[str, tuple[str, str]]) -> None:
    for nome, (cerca, metti) in cambi.items():
        sostituisci(progetto / nome, cerca, metti)


def _righe(progetto: Path, cambia: Callable[[list[str]], list[str]]) -> None:
    file = progetto / REGISTRO
    file.write_text("".join(cambia(file.read_text(encoding="utf-8").splitlines(keepends=True))), encoding="utf-8")


def _togli_cambio(progetto: Path) -> None:
    file = progetto / VARIAZIONE
    righe = [r for r in file.read_text(encoding="utf-8").splitlines(keepends=True) if "AS.1.a" not in r]
    file.write_text("".join(righe), encoding="utf-8")
    sostituisci(progetto / "data/2021/obiettivi/AS.1.yml", '"31-12": 50}', '"31-12": 60}')


def _altra_variazione(progetto: Path) -> None:
    testo = (progetto / VARIAZIONE).read_text(encoding="utf-8").partition("cambi:")[0]
    (progetto / "data/2021/variazioni/2.yml").write_text(
        f'{testo}cambi:\n  - {{dove: indicatore 2.1.1.b, campo: target.31-12, da: "90", a: "80"}}\n', encoding="utf-8"
    )
    sostituisci(progetto / PIANO, '"31-12": 90}', '"31-12": 80}')


def _altri_atti(progetto: Path) -> None:
    for nome in ("2021-09-14-oiv-validazione", "2021-09-23-giunta-variazione"):
        testo = (progetto / ATTI / f"{nome}.yml").read_text(encoding="utf-8")
        nuovo = testo.replace("verbale 5", "verbale 6").replace("delibera 90", "delibera 91")
        (progetto / ATTI / f"{nome}-bis.yml").write_text(nuovo, encoding="utf-8")
        sostituisci(progetto / VARIAZIONE, f": {nome}\n", f": {nome}-bis\n")


def _rifai_il_piano(progetto: Path) -> None:
    """Change a target that no variation touches, with the snapshot and the act's impronta brought into line."""
    file = progetto / "data/2021/obiettivi/1.1.yml"
    testo = file.read_text(encoding="utf-8")
    file.write_text(testo.replace("titolo: ", "titolo: Nuovo ", 1), encoding="utf-8")
    propria = impronte(progetto, 2021)[Documento.PIANO]
    from macros.reading.blocco.impronta import in_byte as byte_del_piano
    from macros.reading.progetto import apri_approvati

    approvati = apri_approvati(progetto, 2021)
    approvati.istantanea(Documento.PIANO).write_bytes(byte_del_piano(approvati.parti(Documento.PIANO)))
    atto = progetto / GIUNTA
    atto.write_text(re.sub(r"impronta: \w+", f"impronta: {propria}", atto.read_text("utf-8")), encoding="utf-8")


def _senza_impronte(progetto: Path) -> None:
    for atto in (progetto / ATTI).glob("*.yml"):
        testo = atto.read_text(encoding="utf-8")
        atto.write_text("".join(r for r in testo.splitlines(True) if not r.startswith("impronta:")), encoding="utf-8")
    shutil.rmtree(progetto / "data/2021/approvati")


def _altera_un_sigillo(progetto: Path) -> None:
    file = min((progetto / "data/2021/approvati/sigilli").iterdir())
    file.write_bytes(file.read_bytes() + b" ")


VARIAZIONE, DUE = "data/2021/variazioni/1.yml", f"{ATTI}/2021-09-23-giunta-variazione.yml"
INSIEME: dict[str, tuple[Callable[[Path], object], set[str]]] = {
    "variazione e Piano": (
        lambda p: _in_tutto(p, {PIANO: ('"31-12": 90}', '"31-12": 80}'), VARIAZIONE: ('a: "90"', 'a: "80"')}),
        {"REGISTRO-CAMBIATO"},
    ),
    "motivo della variazione": (
        lambda p: sostituisci(p / VARIAZIONE, '"Ritardo"', '"Anticipo"'),
        {"REGISTRO-CAMBIATO"},
    ),
    "un cambio tolto dalla variazione e dal Piano": (
        _togli_cambio,
        {"REGISTRO-CAMBIATO"},
    ),
    "una variazione nuova con atti di un'altra": (
        _altra_variazione,
        {"REGISTRO-ALTRO-ATTO"},
    ),
    "variazione con altri atti": (
        _altri_atti,
        {"REGISTRO-CAMBIATO", "REGISTRO-DOPPIO"},
    ),
    "atto rinominato": (
        lambda p: (p / GIUNTA).rename(p / ATTI / "2021-01-28-giunta-il-piano.yml"),
        {"REGISTRO-ATTO-TOLTO", "REGISTRO-DOPPIO"},
    ),
    "atto della variazione tolto": (lambda p: (p / DUE).unlink(), {"REGISTRO-ATTO-TOLTO"}),
    "data di un atto": (lambda p: sostituisci(p / DUE, "2021-09-23", "2021-09-24"), {"REGISTRO-ATTO-CAMBIATO"}),
    "organo di un atto": (lambda p: sostituisci(p / DUE, '"Giunta"', '"Consiglio"'), {"REGISTRO-ATTO-CAMBIATO"}),
    "oggetto di un atto": (lambda p: sostituisci(p / DUE, '"Variazione"', '"Altro"'), {"REGISTRO-ATTO-CAMBIATO"}),
    "documento di un atto": (lambda p: sostituisci(p / DUE, '"piano"', '"smvp"'), {"REGISTRO-ATTO-CAMBIATO"}),
    "una chiave in più": (
        lambda p: (p / DUE).write_text((p / DUE).read_text("utf-8") + "riguarda: AS.1.a\n", "utf-8"),
        {"REGISTRO-ATTO-CAMBIATO"},
    ),
    "impronta, istantanea e Piano": (_rifai_il_piano, {"REGISTRO-ATTO-CAMBIATO", "REGISTRO-CAMBIATO"}),
    "l'anno rinominato": (lambda p: (p / "data/2021").rename(p / "data/2020"), {"REGISTRO-ANNO"}),
    "l'anno tolto": (lambda p: shutil.rmtree(p / "data/2021"), {"REGISTRO-ANNO"}),
    "una riga del registro": (lambda p: sostituisci(p / REGISTRO, ";2021-09-23", ";2021-09-22"), {"REGISTRO-CATENA"}),
    "una riga tolta": (lambda p: _righe(p, lambda r: [*r[:2], *r[3:]]), {"REGISTRO-CATENA"}),
    "due righe scambiate": (lambda p: _righe(p, lambda r: [r[0], r[2], r[1], *r[3:]]), {"REGISTRO-CATENA"}),
    "l'ultima riga tolta": (lambda p: _righe(p, lambda r: r[:-1]), {"REGISTRO-ATTO-NUOVO"}),
    "il registro tolto": (lambda p: (p / REGISTRO).unlink(), {"REGISTRO-MANCANTE"}),
    "il registro svuotato": (lambda p: _righe(p, lambda r: r[:1]), {"REGISTRO-ATTO-NUOVO"}),
    "impronte e istantanee": (_senza_impronte, {"REGISTRO-ATTO-CAMBIATO", "REGISTRO-SIGILLO"}),
    "un sigillo alterato": (_altera_un_sigillo, {"REGISTRO-SIGILLO"}),
}


@pytest.mark.parametrize("che", INSIEME)
def test_niente_di_approvato_cambia_in_silenzio(variato: Path, che: str) -> None:
    rompi, attesi = INSIEME[che]
    rompi(variato)
    trovati = [p for p in esamina(variato)[1] if p.gravita is Gravita.ERRORE]
    assert {p.code for p in trovati} >= attesi, [str(p) for p in trovati]
    assert all(p.fix for p in trovati)


@pytest.mark.parametrize("passo", [24, pytest.param(1, marks=pytest.mark.prova)])
def test_una_lettera_diversa_in_qualunque_atto_o_variazione_e_rossa(tmp_path: Path, passo: int) -> None:
    """Every line of every act and approved variation of the demonstration, one letter more each time.

    `passo`: one file in so many.
    """
    radice = tmp_path / "p"
    for nome in ("data", "content"):
        shutil.copytree(RADICE / nome, radice / nome)
    assert codici(radice) == []
    provati = 0
    for anno in (2021, 2022):
        cartella = radice / "data" / str(anno)
        for file in sorted([*(cartella / "atti").glob("*.yml"), *(cartella / "variazioni").glob("[123].yml")])[::passo]:
            testo = file.read_text(encoding="utf-8")
            if file.parent.name == "variazioni" and "atto_" not in testo:
                continue
            righe = testo.splitlines()
            for n, riga in enumerate(righe):
                if riga.lstrip().startswith("#") or riga.rstrip().endswith((">-", "cambi:")):
                    continue
                nuova = (
                    f'{riga[:-1]}x"' if riga.endswith('"') else f"{riga[:-1]}x}}" if riga.endswith("}") else riga + "x"
                )
                file.write_text("\n".join([*righe[:n], nuova, *righe[n + 1 :], ""]), encoding="utf-8")
                assert any(p.gravita is Gravita.ERRORE for p in esamina(radice, anno)[1]), (file.name, nuova)
                provati += 1
            file.write_text(testo, encoding="utf-8")
    assert provati > 200 // passo


def test_numeri_e_testi_degli_atti_sono_testi() -> None:
    """«1.10» is not «1.1», «007» is not «7»; one Unicode spelling is the other."""
    from macros.reading.testo.lettura import Located

    def forma(testo: str) -> bytes:
        luogo = leggi_registro(Lettura(RADICE)).righe[0].source
        return canonico.atto(Lettura(RADICE), Located({"numero": Located(testo, luogo)}, luogo), RADICE)

    assert len({forma(t) for t in ("1.10", "1.1", "007", "7", "7.0")}) == 5
    assert forma("Qualita\u0300 dei  servizi\n") == forma("Qualità dei servizi")


# ---- honest mistakes


def test_rettifica_corregge_il_numero_e_mai_cio_che_fu_deciso(variato: Path) -> None:
    nome = "2021-09-23-giunta-variazione"
    rettifica = ("atto", "--rettifica", nome, "--anno", "2021", "--motivo", "Numero di un'altra seduta")
    comando(variato, *rettifica, "--atto", "delibera 91")
    assert 'numero: "delibera 91"' in (variato / ATTI / f"{nome}.yml").read_text(encoding="utf-8")
    assert codici(variato) == []
    ultima = leggi_registro(Lettura(variato)).righe[-1]
    assert (ultima.atto, ultima.sigilla, ultima.motivo) == (nome, "", "Numero di un'altra seduta")
    for vietata in (("--data", "24/09/2021"), ("--tipo", "errata"), ("--documento", "smvp")):
        prima = byte_di(variato)
        esito, _, detto = esegui(*rettifica, *vietata, "--radice", variato)
        assert (esito, "non si rettifica" in detto) == (1, True)
        assert byte_di(variato) == prima


def test_una_rettifica_scritta_a_mano_non_cambia_la_data(variato: Path) -> None:
    """Also with the register brought into line, row and chain."""
    from macros.reading.progetto import apri_approvati

    sostituisci(variato / DUE, "2021-09-23", "2021-09-24")
    approvati = apri_approvati(variato, 2021)
    (suo,) = (s for s in sigilli(approvati) if s.atto == "2021-09-23-giunta-variazione")
    righe = in_coda(leggi_registro(Lettura(variato)).righe, [(suo, "Giorno sbagliato")])
    (variato / REGISTRO).write_bytes(in_byte(righe))
    for sha, grezzo in suo.contenuti.items():
        (variato / f"data/2021/approvati/sigilli/{sha}.json").write_bytes(grezzo)
    assert "REGISTRO-RETTIFICA" in codici(variato)


def test_una_variazione_approvata_non_si_allunga(variato: Path) -> None:
    prima = byte_di(variato)
    esito, _, detto = esegui(
        "varia", "2.1.1.a", "peso", "45", "--numero", "1", "--motivo", "m", "--anno", "2021", "--radice", variato
    )
    assert (esito, "ha già il suo atto" in detto) == (1, True)
    assert byte_di(variato) == prima


def test_un_atto_non_approva_una_seconda_variazione(variato: Path) -> None:
    atti = ("--atto-oiv", "2021-09-14-oiv-validazione", "--atto-giunta", "2021-09-23-giunta-variazione")
    prima = byte_di(variato)
    esito, _, detto = esegui(
        "varia", "2.1.1.b", "target.31-12", "80", "--motivo", "m", *atti, "--anno", "2021", "--radice", variato
    )
    assert (esito, "ha già sigillato «validazione variazione 1» alla riga 5" in detto) == (1, True)
    assert byte_di(variato) == prima


def test_accoda_registra_un_atto_scritto_a_mano_e_non_un_altra_approvazione(variato: Path) -> None:
    nota = variato / ATTI / "nota.yml"
    nota.write_text(
        "tipo: ordine_servizio\norgano: Segretario Generale\nnumero: 8\ndata: 2021-03-01\noggetto: Uffici\n", "utf-8"
    )
    assert codici(variato) == ["REGISTRO-ATTO-NUOVO"]
    assert "riga 7: 2021, nota" in comando(variato, "registro", "--accoda")
    assert codici(variato) == []
    assert comando(variato, "registro", "--accoda") == "Ogni atto ha già la sua riga.\n"
    altro = (variato / GIUNTA).read_text(encoding="utf-8").replace("delibera 3", "delibera 4")
    (variato / ATTI / "2021-02-01-giunta-piano.yml").write_text(altro.replace("01-28", "02-01"), encoding="utf-8")
    prima = byte_di(variato)
    esito, _, detto = esegui("registro", "--accoda", "--radice", variato)
    assert (esito, "Niente è stato scritto" in detto) == (1, True)
    assert byte_di(variato) == prima


def test_un_sigillo_perduto_si_riscrive(variato: Path) -> None:
    prima = byte_di(variato)
    shutil.rmtree(variato / "data/2021/approvati")
    assert codici(variato) == ["REGISTRO-SIGILLO"]
    comando(variato, "registro", "--accoda")
    assert byte_di(variato) == prima


def test_inizia_una_volta_sola_salvo_la_dimostrazione(variato: Path) -> None:
    sostituisci(variato / "data/ente.yml", "dimostrativo: true", "dimostrativo: false")
    esito, _, detto = esegui("registro", "--inizia", "--radice", variato)
    assert (esito, "non si comincia da capo" in detto) == (1, True)
    (variato / REGISTRO).unlink()
    assert codici(variato) == ["REGISTRO-MANCANTE"]
    fuori = comando(variato, "registro", "--inizia")
    assert [r.split(": ")[0] for r in fuori.splitlines()] == [f"registro, riga {n}" for n in range(1, 7)]
    assert codici(variato) == []


def test_la_testa_diffusa_si_ritrova(variato: Path) -> None:
    mostrato = comando(variato, "registro", "--mostra").splitlines()
    testa = mostrato[-1].removeprefix("testa ")
    assert (len(mostrato), len(testa)) == (7, 64)
    assert ", ed è l'ultima" in comando(variato, "verifica", "--testa", testa)
    prima = leggi_registro(Lettura(variato)).righe[1].catena
    assert "riga 2 (2021, 2021-01-28-giunta-piano); dopo sono venute altre 4" in comando(
        variato, "verifica", "--testa", prima[:16]
    )
    assert esegui("verifica", "--testa", "0" * 64, "--radice", variato)[0] == 1
    assert esegui("verifica", "--testa", "zz", "--radice", variato)[0] == 2


# ---- in git


def test_riscrivere_il_registro_si_vede_nella_storia(variato: Path) -> None:
    """Tail rows cut with their acts and variation: green without git, and what a commit had cannot be taken back."""
    sostituisci(variato / "data/ente.yml", "dimostrativo: true", "dimostrativo: false")
    _deposito(variato)
    assert codici(variato) == []
    _righe(variato, lambda r: r[:-2])
    shutil.rmtree(variato / "data/2021/variazioni")
    for nome in ("2021-09-14-oiv-validazione", "2021-09-23-giunta-variazione"):
        (variato / ATTI / f"{nome}.yml").unlink()
    sostituisci(variato / PIANO, '"31-12": 90}', '"31-12": 100}')
    sostituisci(variato / "data/2021/obiettivi/AS.1.yml", '"31-12": 50}', '"31-12": 60}')
    assert codici(variato) == ["REGISTRO-STORIA"]
    salva(variato, "Una riga di meno")
    (problema,) = [p for p in esamina(variato)[1] if p.gravita is Gravita.ERRORE]
    assert problema.code == "REGISTRO-STORIA"
    assert "2021-09-14-oiv-validazione validazione variazione 1" in problema.found
    shutil.rmtree(variato / ".git")
    assert codici(variato) == []


def test_nella_dimostrazione_e_un_avviso(variato: Path) -> None:
    _deposito(variato)
    (variato / REGISTRO).unlink()
    comando(variato, "registro", "--inizia")
    assert [p.code for p in esamina(variato)[1]] == ["REGISTRO-RIFATTO"]


def test_la_base_di_una_proposta_e_l_inizio_del_suo_registro(variato: Path) -> None:
    _deposito(variato)
    assert codici(variato, "main") == []
    assert codici(variato, "non-c-e") == ["REGISTRO-BASE"]
    (variato / REGISTRO).unlink()
    comando(variato, "registro", "--inizia")
    assert codici(variato, "HEAD") == ["REGISTRO-STORIA"], "also in a demonstration: nobody else's rows are touched"


def test_un_clone_a_meta_non_e_un_registro_che_manca(variato: Path, tmp_path: Path) -> None:
    _deposito(variato)
    (variato / "nota.txt").write_text("x", encoding="utf-8")
    salva(variato, "Altro")
    git(tmp_path, "clone", "-q", "--depth", "1", f"file://{variato}", "clone")
    assert codici(tmp_path / "clone", "HEAD~1") == ["REGISTRO-BASE"]
    esito, fuori, _ = esegui("verifica", "--base", "HEAD~1", "--radice", tmp_path / "clone")
    assert (esito, "git fetch --unshallow" in fuori) == (1, True)


def test_quante_unioni_ha_la_storia_non_conta_per_quante_volte_si_chiama_git(variato: Path, monkeypatch) -> None:
    """Also of a register that was made anew, whose every commit is asked whether it was of a demonstration."""
    from macros.reading.git import comando as di_git

    _deposito(variato)
    (variato / REGISTRO).unlink()
    comando(variato, "registro", "--inizia")
    salva(variato, "Il registro rifatto")
    chiamate: list[str] = []
    vera = di_git.esegui
    monkeypatch.setattr(di_git, "esegui", lambda radice, *a, **k: chiamate.append(a[0]) or vera(radice, *a, **k))
    contate = []
    for n in range(5):
        git(variato, "checkout", "-q", "-b", f"ramo-{n}")
        (variato / f"nota-{n}.txt").write_text("x", encoding="utf-8")
        salva(variato, f"Nota {n}")
        git(variato, "checkout", "-q", "main")
        git(variato, "merge", "-q", "--no-ff", "--no-edit", f"ramo-{n}")
        chiamate.clear()
        assert codici(variato) == []
        contate.append(len(chiamate))
    assert len(set(contate)) == 1, contate


def _due_rami(progetto: Path) -> None:
    """Two branches that both record an act, and the merge of main into the other stopped by the conflict."""
    shutil.copy(RADICE / ".gitattributes", progetto)
    _deposito(progetto)
    ordine = ("atto", "--tipo", "ordine_servizio", "--organo", "Segretario Generale", "--anno", "2021")
    git(progetto, "checkout", "-q", "-b", "ufficio")
    comando(progetto, *ordine, "--atto", "ordine 8", "--data", "03/03/2021", "--oggetto", "Uffici")
    salva(progetto, "Un ordine")
    git(progetto, "checkout", "-q", "main")
    comando(progetto, *ordine, "--atto", "ordine 9", "--data", "04/03/2021", "--oggetto", "Sportelli")
    salva(progetto, "Un altro ordine")


@pytest.mark.parametrize("come", ["unione", "rebase", "unione sul principale"])
def test_due_rami_che_registrano_si_accodano(variato: Path, come: str) -> None:
    _due_rami(variato)
    if come == "unione sul principale":
        arrivo, argomenti = "main", ("merge", "-q", "ufficio")
    else:
        arrivo, argomenti = "ufficio", ("merge", "-q", "main") if come == "unione" else ("rebase", "-q", "main")
    git(variato, "checkout", "-q", arrivo)
    with pytest.raises(Exception, match=r"merge|rebase"):
        git(variato, *argomenti)
    assert "Ora: git add" in esegui("registro", "--accoda", "--radice", variato)[2]
    assert [r for r in _registro(variato) if "segretario" in r] == [
        "2021-03-04-segretario-generale-sportelli",
        "2021-03-03-segretario-generale-uffici",
    ]
    git(variato, "add", "-A")
    if come == "rebase":
        git(variato, "-c", "core.editor=true", "rebase", "--continue")
    else:
        git(variato, "commit", "-q", "--no-edit")
    assert codici(variato, "main") == []


def test_chi_lascia_le_righe_dell_altro_e_rosso(variato: Path) -> None:
    """A conflict settled by taking one side: the chain holds, the other's act has no row."""
    _due_rami(variato)
    git(variato, "checkout", "-q", "ufficio")
    with pytest.raises(Exception, match="merge"):
        git(variato, "merge", "-q", "main")
    git(variato, "checkout", "--ours", "--", REGISTRO)
    git(variato, "add", "-A")
    git(variato, "commit", "-q", "--no-edit")
    assert codici(variato) == ["REGISTRO-ATTO-NUOVO"]
    assert "REGISTRO-STORIA" in codici(variato, "main")


# ---- the demonstration


def test_la_dimostrazione_e_registrata_per_intero_in_ordine_di_data() -> None:
    registro = leggi_registro(Lettura(RADICE))
    atti = esamina(RADICE)[0].anni
    date = [atti[int(r.anno)].atti[r.atto].data for r in registro.righe]
    assert date == sorted(date)
    assert {(r.anno, r.atto) for r in registro.righe} == {(str(a.anno), n) for a in atti.values() for n in a.atti}
    sigillate = {f"{r.anno} {r.sigilla}" for r in registro.righe if r.sigilla}
    assert sigillate >= {"2021 piano", "2021 monitoraggio", "2021 relazione"}
    assert sigillate >= {"2022 piano", "2022 piao", "2022 monitoraggio"}
    con_capitoli = set(Documento) - {Documento.PIAO}
    assert {r.sigilla for r in registro.righe if r.sigilla in con_capitoli and not r.impronta_testi} == set()
    assert da_testo((RADICE / REGISTRO).read_text(encoding="utf-8")) == registro.righe


def test_le_parole_di_cio_che_solo_la_storia_sa(variato: Path) -> None:
    """What the golden cases cannot have: found, expected and repair of the three codes of git."""
    _deposito(variato)
    (variato / REGISTRO).unlink()
    comando(variato, "registro", "--inizia")
    commit = git(variato, "rev-parse", "--short=7", "HEAD").strip()
    (rifatto,) = esamina(variato)[1]
    assert rifatto.found == (
        f"«2021-09-14-oiv-validazione validazione variazione 1» alla riga 3, mentre nel commit {commit} c'era "
        "«2021-10-12-oiv-esclusione-missione»: il registro è stato riscritto"
    )
    assert rifatto.expected == "il registro di prima, con le righe nuove soltanto in fondo"
    assert rifatto.fix.startswith("nulla, se la dimostrazione è stata rifatta apposta")
    (storia,) = (p for p in esamina(variato, None, "HEAD")[1] if p.code == "REGISTRO-STORIA")
    assert (storia.found, storia.expected) == (rifatto.found.replace(commit, "HEAD"), rifatto.expected)
    assert "ciclo registro --accoda" in storia.fix
    base = next(p for p in esamina(variato, None, "mai")[1] if p.code == "REGISTRO-BASE")
    assert base.found == "la revisione «mai», con cui confrontare il registro, in questa copia non c'è"
    assert base.expected == "la storia di git fino a quella revisione"
    assert base.fix.startswith("controllare come si chiama; in una copia parziale git fetch --unshallow")


def test_ogni_irregolarita_ha_le_sue_parole() -> None:
    from macros.checks.parole_registro import DETTE

    assert set(DETTE) == set(Irregolare)
    assert len({codice for codice, _ in DETTE.values()}) == len(DETTE)


def test_il_sigillo_di_una_variazione_dice_anche_il_piano_dopo_di_lei(variato: Path) -> None:
    riga = leggi_registro(Lettura(variato)).righe[-1]
    sigillo = json.loads((variato / f"data/2021/approvati/sigilli/{riga.impronta}.json").read_bytes())
    assert set(sigillo) == {"record", "dopo"}
    assert re.fullmatch(r"[0-9a-f]{64}", sigillo["dopo"])


# ---- rows made up by hand, with their chain in order


def _accoda_a_mano(progetto: Path, **campi: str) -> None:
    """Write one row more, chained as it should be."""
    from dataclasses import replace

    from macros.reading.registro.forma import lega

    righe = leggi_registro(Lettura(progetto)).righe
    nuova = replace(righe[-1], **{"riga": str(len(righe) + 1), "motivo": "", **campi})
    (progetto / REGISTRO).write_bytes(in_byte([*righe, replace(nuova, catena=lega(righe[-1].catena, nuova.campi))]))


def test_una_riga_in_piu_non_sigilla_altri_capitoli(progetto: Path) -> None:
    """The chapters as they are now, sealed again by the act that approved them, or by one that is no errata."""
    capitolo = progetto / "content/2021/piano/albero.md"
    sostituisci(capitolo, "Ogni riga conta.", "Ogni riga pesa.")
    grezzo = capitoli.forma(Lettura(progetto), progetto / "content/2021/piano")
    assert grezzo is not None
    sha = sha256_di(grezzo)
    (progetto / f"data/2021/approvati/sigilli/{sha}.json").write_bytes(grezzo)
    prima = (progetto / REGISTRO).read_bytes()
    piano = next(r for r in leggi_registro(Lettura(progetto)).righe if r.sigilla == "piano")
    comuni = {"atto": piano.atto, "sha256_atto": piano.sha256_atto, "impronta_testi": sha}
    _accoda_a_mano(progetto, sigilla="piano", impronta=piano.impronta, **comuni)
    assert "REGISTRO-DOPPIO" in codici(progetto)
    (progetto / REGISTRO).write_bytes(prima)
    _accoda_a_mano(progetto, sigilla="testi piano", impronta="", **comuni)
    assert "REGISTRO-ALTRO-ATTO" in codici(progetto)


def test_una_riga_in_piu_non_risigilla_una_variazione(variato: Path) -> None:
    _in_tutto(variato, {PIANO: ('"31-12": 90}', '"31-12": 80}'), VARIAZIONE: ('a: "90"', 'a: "80"')})
    from macros.reading.progetto import apri_approvati

    (suo,) = (s for s in sigilli(apri_approvati(variato, 2021)) if s.sigilla == "variazione 1")
    for sha, grezzo in suo.contenuti.items():
        (variato / f"data/2021/approvati/sigilli/{sha}.json").write_bytes(grezzo)
    _accoda_a_mano(variato, impronta=suo.impronta)
    assert {"REGISTRO-CAMBIATO", "REGISTRO-DOPPIO"} <= set(codici(variato))


@pytest.mark.parametrize(
    ("campi", "codice"),
    [
        ({"versione": "9"}, "REGISTRO-VERSIONE"),
        ({"anno": "1999"}, "REGISTRO-ANNO"),
        ({"atto": "mai-visto", "sigilla": ""}, "REGISTRO-ATTO-TOLTO"),
    ],
)
def test_una_riga_scritta_a_mano_e_rossa(variato: Path, campi: dict[str, str], codice: str) -> None:
    _accoda_a_mano(variato, **campi)
    assert codice in codici(variato)


def test_una_proposta_si_confronta_con_la_sua_base(variato: Path, capsys, monkeypatch: pytest.MonkeyPatch) -> None:
    """As `make verifica-pr` does, in a forge and on one's own computer."""
    from scripts.forgia import base

    for nome in (*base.DICHIARATE, *base.RAMI):
        monkeypatch.delenv(nome, raising=False)
    ricetta = (RADICE / "Makefile").read_text(encoding="utf-8").partition("\nverifica-pr:")[2].partition("\n\n")[0]
    assert "scripts.forgia.base" in ricetta
    assert '--base "$$base"' in ricetta
    _deposito(variato)
    git(variato, "checkout", "-q", "-b", "proposta")
    (variato / REGISTRO).unlink()
    comando(variato, "registro", "--inizia")
    salva(variato, "Il registro rifatto")
    assert base.main([str(variato)]) == 0
    trovata = capsys.readouterr().out.strip()
    assert trovata == "main"
    assert "REGISTRO-STORIA" in codici(variato, trovata)
    git(variato, "branch", "-D", "main")
    assert base.main([str(variato)]) == 1
    assert "non c'è il ramo «main»" in capsys.readouterr().err
