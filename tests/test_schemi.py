"""What an editor is told of the data files: what the reader takes passes, what it refuses for its form does not."""

from __future__ import annotations

import json
import re
from fnmatch import fnmatchcase
from functools import cache

import pytest
import yaml
from jsonschema import Draft7Validator

from macros.model import archivio
from macros.model.archivio import ARCHIVIO
from macros.model.comando import comando
from macros.reading.anno import modi
from macros.reading.nuovo.camera import progetto_nuovo
from macros.reading.schemi.editor import (
    EXTENSIONS,
    MANUALE,
    PAGINA,
    REGOLE,
    SCHEMI,
    SETTINGS,
    da_scrivere,
    file_editor,
    tipi_scritti,
)
from macros.reading.schemi.tipi import TIPI
from scripts.ciclo import main
from scripts.nuova_camera import ESEMPI
from tests.conftest import RADICE
from tests.progetto_copia import MINI
from tests.test_archivio import PRESENZE, QUESTIONARI, SCRITTO
from tests.test_casi import CASI, leggi_caso, prepara

PAGINE = [(RADICE / MANUALE / pagina).read_text(encoding="utf-8") for pagina in (PAGINA, REGOLE)]
DI_FORMA = {"YAML-CHIAVE-IGNOTA", "YAML-CHIAVE-MANCANTE", "VALORE-SCELTA", "VALORE-TIPO", "IND-CHIAVE-MANCANTE"}
"""Codes of what a schema can see: unknown key, missing key, wrong word, wrong kind of value."""
COME_ERRORI = {"YAML-CODICE-VIRGOLETTE"}
"""Warnings that an editor underlines too."""
_CUORE = (
    (re.compile(r"null|Null|NULL|~|"), lambda _: None),
    (re.compile(r"true|True|TRUE|false|False|FALSE"), lambda t: t.lower() == "true"),
    (re.compile(r"[-+]?[0-9]+"), int),
    (re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?"), float),
)
"""How YAML 1.2 types a plain scalar, as editors do. Fonte: YAML 1.2.2, 10.3.2."""


def come_un_editor(testo):
    """Return what an editor sees in a YAML file. Raises: yaml.YAMLError."""

    def valore(nodo):
        if isinstance(nodo, yaml.MappingNode):
            return {chiave.value: valore(di) for chiave, di in nodo.value}
        if isinstance(nodo, yaml.SequenceNode):
            return [valore(di) for di in nodo.value]
        if not nodo.style:  # plain
            return next((come(nodo.value) for forma, come in _CUORE if forma.fullmatch(nodo.value)), nodo.value)
        return nodo.value

    if any(isinstance(e, yaml.AliasEvent) for e in yaml.parse(testo, Loader=yaml.CSafeLoader)):
        raise yaml.YAMLError  # our reader takes no alias
    nodo = yaml.compose(testo, Loader=yaml.CSafeLoader)
    return valore(nodo) if nodo is not None else {}


@cache
def schemi():
    """Return the validators by the pattern of their files."""
    return {t.dove: Draft7Validator(t.schema) for t in tipi_scritti(*PAGINE)}


def validatore(nome):
    return next(
        (v for dove, v in schemi().items() if fnmatchcase(nome, dove) and nome.count("/") == dove.count("/")), None
    )


def rifiuti(radice):
    """Return what the schemas refuse of a project's data, by file."""
    trovati = {}
    for file in sorted((radice / "data").rglob("*.yml")):
        nome = file.relative_to(radice).as_posix()
        errori = [e.message for e in validatore(nome).iter_errors(come_un_editor(file.read_text(encoding="utf-8")))]
        if errori:
            trovati[nome] = errori
    return trovati


def test_i_file_dell_editor_sono_quelli_del_programma_di_oggi():
    attesi = file_editor(RADICE)
    qui = {f.relative_to(RADICE).as_posix(): f.read_bytes() for f in (RADICE / ".vscode").rglob("*") if f.is_file()}
    assert qui.keys() == attesi.keys(), "ciclo schemi li riscrive; quelli di troppo si tolgono"
    vecchi = [nome for nome, grezzo in attesi.items() if qui[nome] != grezzo]
    assert not vecchi, f"da riscrivere con «{comando('schemi')}»: {', '.join(vecchi)}"


def test_ogni_schema_e_uno_schema():
    for valida in schemi().values():
        Draft7Validator.check_schema(valida.schema)
        assert valida.schema["additionalProperties"] is False


def test_ogni_genere_di_file_yaml_ha_il_suo_schema_e_l_editor_lo_trova():
    generi = {f"data/*/{t.dove}" for t in ARCHIVIO if t.dove.endswith(".yml")}
    di_anno = {dove for dove in schemi() if dove.startswith("data/*/")}
    assert di_anno == generi
    impostazioni = json.loads(file_editor(RADICE)[SETTINGS])
    assert set(impostazioni["yaml.schemas"].values()) == set(schemi())
    assert all(nome.removeprefix("./") in file_editor(RADICE) for nome in impostazioni["yaml.schemas"])


@pytest.mark.parametrize("radice", [RADICE, MINI], ids=["dimostrazione", "piccolo"])
@pytest.mark.slow
def test_i_file_giusti_passano(radice):
    assert rifiuti(radice) == {}


def test_una_camera_nuova_e_un_anno_nuovo_hanno_l_aiuto_e_i_loro_file_passano(tmp_path):
    for nome, grezzo in progetto_nuovo(RADICE, ESEMPI, 2040, "Camera di Prova").items():
        if nome.startswith(("data/", ".vscode/")):
            (tmp_path / nome).parent.mkdir(parents=True, exist_ok=True)
            (tmp_path / nome).write_bytes(grezzo)
    assert rifiuti(tmp_path) == {}
    assert da_scrivere(RADICE, tmp_path) == {}
    (tmp_path / SETTINGS).unlink()
    with pytest.raises(SystemExit, match="0"):
        main(["anno-nuovo", "2041", "--radice", str(tmp_path)])
    assert rifiuti(tmp_path) == {}
    assert (tmp_path / "data/2041/obiettivi").is_dir()
    assert da_scrivere(RADICE, tmp_path) == {}


def test_un_genere_inventato_ha_il_suo_schema_dalla_sua_voce(monkeypatch):
    monkeypatch.setattr(archivio, "ARCHIVIO", (*ARCHIVIO, QUESTIONARI, PRESENZE))
    (suo,) = (t for t in tipi_scritti(*PAGINE) if t.dove == "data/*/questionari/*.yml")
    assert suo.nome == f"{SCHEMI}/questionari.json"
    valida = Draft7Validator(suo.schema)
    assert valida.is_valid(come_un_editor(SCRITTO))
    for sbagliato in (
        'titolo: T\nmedia: "4,2"\nesiti: buono\n',
        'media: "4,2"\n',
        "titolo: T\nmedia: tanto\n",
        "- titolo\n",
    ):
        assert not valida.is_valid(come_un_editor(sbagliato)), sbagliato


def test_ogni_modo_di_leggere_ha_la_sua_forma():
    assert TIPI.keys() - {str} == modi.COME.keys() | modi.MODI.keys()


@pytest.mark.parametrize(
    ("come", "accettati", "rifiutati"),
    [
        ("euro", ["1250,5", 1250, "-3"], ["1,255", "1.250", "€ 3"]),
        ("impronta", ["a" * 64], ["a" * 63]),
        ("codice", ["2.2"], [2.2, ""]),
        ("codice_fiscale", ["00000000000"], ["123"]),
        ("indirizzo", ["https://example.org/x"], ["javascript:1", "www.example.org"]),
        (int, [3, "3"], [-1, "tre", 2.5]),
    ],
)
def test_un_valore_si_scrive_come_il_lettore_lo_vuole(come, accettati, rifiutati):
    valida = Draft7Validator(TIPI[come])
    assert [v for v in accettati if not valida.is_valid(v)] == []
    assert [v for v in rifiutati if valida.is_valid(v)] == []


def chiavi_con_spiegazione(schema, sopra=()):
    """Yield every key below a schema, with what is said of it."""
    for nome, suo in schema.get("properties", {}).items():
        yield (*sopra, nome), suo.get("description", "")
        yield from chiavi_con_spiegazione(suo, (*sopra, nome))
    for dentro in (schema.get("items"), schema.get("additionalProperties")):
        if isinstance(dentro, dict):
            yield from chiavi_con_spiegazione(dentro, sopra)


def test_ogni_chiave_e_spiegata_con_le_parole_del_manuale():
    piana = (
        re.sub(r"[`*]", "", re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", PAGINE[0]))
        .replace("&lt;", "<")
        .replace("&gt;", ">")
    )
    for dove, valida in schemi().items():
        trovate = dict(chiavi_con_spiegazione(valida.schema))
        assert [c for c, detto in trovate.items() if not detto] == [], dove
        for chiave, detto in trovate.items():
            testo, _, rimando = detto.rpartition(" (Manuale, «Formato dei dati», ")
            assert re.search(re.escape(testo[1:].rstrip(".")), piana), (dove, chiave, detto)
            assert f"## {rimando[:-1]}" in piana, (dove, chiave, rimando)


def test_le_impostazioni_che_qualcuno_ha_aggiunto_restano(tmp_path, capsys):
    (tmp_path / "data").mkdir()
    (tmp_path / ".vscode").mkdir()
    mie = {"editor.fontSize": 16, "yaml.schemas": {"./.vscode/schemi/vecchio.json": "x", "./mio.json": "y"}}
    (tmp_path / SETTINGS).write_text(json.dumps(mie), encoding="utf-8")
    (tmp_path / EXTENSIONS).write_text('{"recommendations": ["altri.cosa"]}', encoding="utf-8")
    for atteso in ("file scritti", "già aggiornata"):
        with pytest.raises(SystemExit, match="0"):
            main(["schemi", "--radice", str(tmp_path)])
        assert atteso in capsys.readouterr().out
    trovate = json.loads((tmp_path / SETTINGS).read_text(encoding="utf-8"))
    assert trovate["editor.fontSize"] == 16
    assert trovate["yaml.schemas"]["./mio.json"] == "y"
    assert "./.vscode/schemi/vecchio.json" not in trovate["yaml.schemas"]
    assert "altri.cosa" in json.loads((tmp_path / EXTENSIONS).read_text(encoding="utf-8"))["recommendations"]
    (tmp_path / SETTINGS).write_text("{ // mia\n}", encoding="utf-8")
    with pytest.raises(SystemExit, match="1"):
        main(["schemi", "--radice", str(tmp_path)])
    assert "settings.json non è JSON semplice" in capsys.readouterr().err


@pytest.mark.parametrize("scritto", ["[" * 9999, '{"a": "\\ud800"}', "[1]", "\xff", None], ids=repr)
def test_impostazioni_che_non_si_possono_unire_restano_come_sono(tmp_path, capsys, scritto):
    """Too deep, half a character, no object; a link to a file of others."""
    (tmp_path / "data").mkdir()
    (tmp_path / ".vscode").mkdir()
    if scritto is None:
        (tmp_path / "altrui.json").write_text("{}", encoding="utf-8")
        (tmp_path / SETTINGS).symlink_to(tmp_path / "altrui.json")
    else:
        (tmp_path / SETTINGS).write_text(scritto, encoding="latin-1")
    prima = (tmp_path / SETTINGS).read_bytes()
    with pytest.raises(SystemExit, match="1"):
        main(["schemi", "--radice", str(tmp_path)])
    detto = capsys.readouterr().err
    assert "toglierlo" in detto
    assert "difetto" not in detto
    assert (tmp_path / SETTINGS).read_bytes() == prima
    assert [f.name for f in (tmp_path / ".vscode").iterdir()] == ["settings.json"]


@pytest.mark.prova
def test_gli_schemi_rifiutano_cio_che_il_lettore_rifiuta_per_la_forma_e_nient_altro(tmp_path):
    """Every golden case, the files that it writes: of each, what the reader says is what the schema says."""
    provati, sbagliati = 0, []
    for caso_file in CASI:
        caso = leggi_caso(caso_file)
        toccati = {n for n in (*caso.get("file", {}), *caso.get("modifica", {})) if validatore(n) and "/~" not in n}
        if not toccati:
            continue
        radice = tmp_path / "p" / caso_file.stem
        prepara(caso, radice)
        for nome in toccati:
            codici = {codice for file, _, codice in caso["problemi"] if file == nome}
            try:
                visto = come_un_editor((radice / nome).read_text(encoding="utf-8"))
            except (OSError, UnicodeDecodeError, yaml.YAMLError, RecursionError):
                continue
            passa = validatore(nome).is_valid(visto)
            gravi = {c for c in codici if not c.startswith(("COMPLETA", "BLOCCO"))} | codici & COME_ERRORI
            if (passa and codici & (DI_FORMA | COME_ERRORI)) or (not passa and not gravi):
                sbagliati.append((caso_file.stem, nome, passa, sorted(codici)))
            provati += 1
    assert sbagliati == []
    assert provati > 200
