"""What two texts, or two values, may look the same to a fingerprint and be printed otherwise.

Each pair was one form in a trial of the register: who wrote the second in the place of the first was not seen.
"""

from __future__ import annotations

import inspect
import os
import shutil
from pathlib import Path

import pytest

from macros.checks.coperture import fuori_documento
from macros.checks.esame import esamina
from macros.model.macro import DEL_SITO, PERIODO, PRIMA_DI
from macros.publish.elenco_macro import MACRO
from macros.reading.blocco.impronta import canonica
from macros.reading.pagine.chiamate import Chiamata, pezzi
from macros.reading.registro.capitoli import brani, stesso
from macros.reading.testo.lettura import Located
from macros.reading.testo.nodi import nodi_di_testo
from macros.vista.vista import carica_vista
from tests import test_registro as prova
from tests.conftest import esegui
from tests.progetto_copia import RADICE, registra_atti, sostituisci
from tests.test_registro import PIANO, REGISTRO
from tests.test_registro_ostile import errori, risigilla, vero
from tests.test_revisioni import git, salva
from tests.test_vista import anno_dopo
from tests.test_vista import approva as approva_atti

progetto, variato = prova.progetto, prova.variato
NB = "\N{NO-BREAK SPACE}"


@pytest.mark.parametrize(
    ("prima", "dopo"),
    [
        ("- uno\n- due\n", f"-{NB}uno\n- due\n"),
        ("1. uno\n2. due\n", f"1.{NB}uno\n2. due\n"),
        ("Uno\n\nDue\n", f"Uno\n{NB}\nDue\n"),
        ("    codice\n", f"{NB * 4}codice\n"),
        ("a | b\n--- | ---\n", f"a | b\n---{NB}| ---\n"),
        ("Titolo\n===\nTesto\n", "Titolo\n=== Testo\n"),
        ("Titolo\n---\nTesto\n", "Titolo\n--- Testo\n"),
        ("---\nTesto\n", "--- Testo\n"),
        ("* * *\nTesto\n", "* * * Testo\n"),
        ("[rif]: https://example.org\nTesto\n", "[rif]: https://example.org Testo\n"),
        ("```\nuno\ndue\n```\n", "```\nuno due\n```\n"),
        ("```\nuno  due\n```\n", "```\nuno due\n```\n"),
        ("```\nuno\n\ndue\n```\n", "```\nuno\ndue\n```\n"),
        ("~~~\nuno\n```\ndue\ntre\n~~~\n", "~~~\nuno\n```\ndue tre\n~~~\n"),
        ("Uno\ndue\n---\n", "Uno due\n---\n"),
        ("Uno\n\n*\n", "Uno *\n"),
        ("> -\nuno\n", "> - uno\n"),
        ("a | b\n--- | ---\nc\nd\n", "a | b\n--- | ---\nc d\n"),
        ("> # Titolo\nresto\n", "> # Titolo resto\n"),
        ("    codice  \n    altro\n", "    codice\n    altro\n"),
        ("Di\t\ndue\n", "Di\ndue\n"),
        ("1. uno\n{{ conta('obiettivi') }}. due\n", "1. uno {{ conta('obiettivi') }}. due\n"),
        ("uno\n{{ recapito('pec') }}\n- due\n", "uno {{ recapito('pec') }}\n- due\n"),
        ("Uno\n{{ elenco_atti() }}\ndue\n", "Uno {{ elenco_atti() }} due\n"),
        (" {{ elenco_atti() }}\n", "{{ elenco_atti() }}\n"),
        ("`a`\n", "\u1fefa\u1fef\n"),
    ],
)
def test_due_capitoli_diversi_non_sono_lo_stesso(prima: str, dopo: str) -> None:
    assert brani(prima) != brani(dopo)


@pytest.mark.parametrize(
    ("prima", "dopo"),
    [
        ("Uno due\ntre.\n", "Uno  due tre.\n"),
        ("- uno\n  ancora\n", "- uno ancora\n"),
        ("[^1]: Una nota\nlunga.\n\nTesto[^1].\n", "[^1]: Una nota lunga.\n\nTesto[^1].\n"),
        ("Uno.\n\n\nDue.\n", "Uno.\n \nDue.\n"),
        (
            "# Titolo\n\nUn **grado\nalto** di {{ grado('2') }}\nsu 100.\n",
            '# Titolo\n\nUn **grado alto** di {{ grado("2")}} su 100.',
        ),
    ],
)
def test_un_capitolo_scritto_altrimenti_e_lo_stesso(prima: str, dopo: str) -> None:
    assert [t for _, t in brani(prima)] == [t for _, t in brani(dopo)]
    assert not any(t.endswith("\n") for _, t in brani(prima))


@pytest.mark.parametrize(
    ("chiave", "prima", "dopo"),
    [
        ("area_dirigenziale", "1", "01"),
        ("aree_coinvolte", "[1.1]", "[1.10]"),
        ("punto", "1.10", "1.1"),
        ("linea", "007", "7"),
        ("delibera", "81", "81.0"),
        ("etichetta", "2.10", "2.1"),
        ("conto", "010", "10"),
        ("titolo", "2021", "2021.0"),
        ("tetto", "", "100"),
    ],
)
def test_un_nome_che_sembra_un_numero_e_un_testo(chiave: str, prima: str, dopo: str) -> None:
    assert _forma(f"{chiave}: {prima}") != _forma(f"{chiave}: {dopo}")


def test_un_numero_scritto_altrimenti_e_lo_stesso() -> None:
    assert _forma("peso: 35") == _forma('peso: "35,0"')
    assert _forma('"31-12": 86.3') == _forma('"31-12": "86,30"')
    assert _forma("2021: 1000") == _forma('2021: "1000,00"')
    assert _forma("entro: 2021-06-30") == _forma('entro: "30/06/2021"')
    assert _forma("tetto:") != _forma("peso:")
    assert _forma("risorse: [{conto: a}]") != _forma("risorse: [{}, {conto: a}]")
    assert _forma('azioni: "Uno. Due."') != _forma('azioni: "Uno.\\n\\nDue."')
    assert _forma('azioni: "Uno.  Due.\\n"') == _forma('azioni: "Uno.\\nDue."')
    assert _forma("risorse: [{}]") != _forma("risorse: []")
    assert _forma("uffici: [a, '']") == _forma("uffici: [a]")
    assert _forma('11.a: "1.10"') != _forma('11.a: "1.1"')
    for codice in ("2021", "base", "31-12"):
        assert _forma(f'azioni: {{"{codice}": "2.10"}}') != _forma(f'azioni: {{"{codice}": "2.1"}}')
        assert _forma(f'indicatori: {{"{codice}": "007"}}') != _forma(f'indicatori: {{"{codice}": "7"}}')
    assert _forma('indicatori: [{peso: "35"}]') == _forma('indicatori: [{peso: "35,0"}]')


def _forma(testo: str) -> object:
    nodo = nodi_di_testo("x.yml", testo + "\n")
    assert isinstance(nodo, Located)
    return canonica(nodo)


@pytest.mark.slow
@pytest.mark.parametrize("scritta", ["se{# c #}de.png", "se{% raw %}de{% endraw %}.png"])
def test_una_figura_dal_nome_diviso_fra_graffe_e_sigillata(progetto: Path, scritta: str) -> None:
    cartella = progetto / "content/2021/piano"
    (cartella / "figura.md").write_text(f"# Sede\n\n![La sede]({scritta})\n", encoding="utf-8")
    (cartella / "sede.png").write_bytes(b"\x89PNG una")
    (progetto / REGISTRO).unlink()
    shutil.rmtree(progetto / "data/2021/approvati/sigilli")
    registra_atti(progetto)
    assert errori(progetto) == set()
    (cartella / "sede.png").write_bytes(b"\x89PNG altra")
    assert errori(progetto) == {"REGISTRO-TESTI"}


@pytest.mark.slow
def test_un_piano_approvato_non_eredita_riferimenti(progetto: Path) -> None:
    """What another year says later would change it: it is written in the plan, or it is not there."""
    anno_dopo(progetto)
    approva_atti(progetto, 2021, "monitoraggio", "relazione")
    registra_atti(progetto)
    assert carica_vista(progetto).storici_ereditati(2022)
    _, detto, _ = esegui("approva", "piano", "--anno", "2022", "--prova", "--radice", progetto)
    righe = detto.splitlines()
    assert "ciclo proponi piano --anno 2022" in righe[righe.index("no  Riferimenti storici scritti nel Piano") + 1]
    approva_atti(progetto, 2022, "piano")
    registra_atti(progetto)
    assert carica_vista(progetto).storici_ereditati(2022) == {}


@pytest.mark.slow
@pytest.mark.parametrize(
    "testo",
    [
        "![Sede][f]\n\n[f]:../../figure/a.png\n",
        "![Sede](../../figure/a.png)\n",
        '<!-- -->\n\n[Sede](../../figure/a.png "x")\n',
        "![Esempio: src=](../../figure/a.png)\n",
    ],
)
def test_una_figura_di_un_altra_cartella_e_sigillata_comunque_sia_chiamata(progetto: Path, testo: str) -> None:
    figura = progetto / "content/figure/a.png"
    figura.parent.mkdir()
    figura.write_bytes(b"una")
    (progetto / "content/2021/piano/figura.md").write_text(f"# Sede\n\n{testo}", encoding="utf-8")
    (progetto / REGISTRO).unlink()
    shutil.rmtree(progetto / "data/2021/approvati/sigilli")
    registra_atti(progetto)
    figura.write_bytes(b"altra")
    assert "REGISTRO-TESTI" in errori(progetto)


@pytest.mark.parametrize(
    ("prima", "dopo"),
    [
        (
            '[^1]: Nota {{ titolo("2.1") }}.\n\nTesto {{ titolo("1.1") }}[^1].\n',
            'Testo {{ titolo("2.1") }}[^1].\n\n[^1]: Nota {{ titolo("1.1") }}.\n',
        ),
        (
            '[r]: a.md "{{ titolo("1.1") }}"\n\nTesto {{ titolo("2.1") }}\n',
            'Testo {{ titolo("1.1") }}\n\n[r]: a.md "{{ titolo("2.1") }}"\n',
        ),
        ('Sono\n  {{ titolo("1.1") }}\n*altri*.\n', 'Sono\n  {{ titolo("1.1") }}\t\n*altri*.\n'),
        ("{{ elenco_atti() }}\n\n{{ metodo() }}\n", "{{ metodo() }}\n\n{{ elenco_atti() }}\n"),
        ("\n\n  \n    Il **Piano**\n", "\n\n\n    Il **Piano**\n"),
        ("{# n #} \n    *uno*\n", "{# n #}\n    *uno*\n"),
        ("{# n #}\n \n2. \n", "{# n #}\n \n2.\v"),
    ],
)
def test_chiamate_che_cambiano_posto_non_si_leggono_uguali(prima: str, dopo: str) -> None:
    forme = [[t for _, t in brani(testo)] for testo in (prima, dopo)]
    assert forme[0] != forme[1]
    assert not stesso(*forme)


@pytest.mark.slow
def test_le_figure_accanto_ai_capitoli_sono_sigillate_tutte(progetto: Path) -> None:
    cartella = progetto / "content/2021/piano"
    (cartella / "sede.png").write_bytes(b"una")
    (progetto / REGISTRO).unlink()
    shutil.rmtree(progetto / "data/2021/approvati/sigilli")
    registra_atti(progetto)
    (cartella / "sede.png").write_bytes(b"altra")
    assert errori(progetto) == {"REGISTRO-TESTI"}
    (cartella / "sede.png").write_bytes(b"una")
    assert errori(progetto) == set()
    (cartella / "altra.png").write_bytes(b"una")
    (detto,) = (p for p in esamina(progetto)[1] if p.code == "REGISTRO-TESTI")
    assert detto.found == "un'immagine che non c'era"


@pytest.mark.parametrize(
    "testo", ["![x](a{{ conta('obiettivi') }}.png)", "[x](../{{ grado() }}.md)", "![x][f]\n\n[f]: {{ grado() }}.png"]
)
def test_un_indirizzo_non_contiene_macro(progetto: Path, testo: str) -> None:
    """Which picture it leads to would change with the figures, and nothing approved would say so."""
    (progetto / "content/2021/relazione").mkdir(exist_ok=True)
    (progetto / "content/2021/relazione/a.md").write_text(f"# A\n\n{testo}\n", encoding="utf-8")
    (trovato,) = (p for p in esamina(progetto)[1] if p.code == "PAGINA-INDIRIZZO")
    assert trovato.found.endswith("che contiene una macro")


@pytest.mark.parametrize(
    "testo",
    ["[{{ grado() }}]: a.png\n\n![x][{{ grado() }}]", "[x][{{ grado() }}]", "[{{ grado() }}]", "[x {{ grado() }}] [y]"],
)
def test_un_etichetta_non_contiene_macro(progetto: Path, testo: str) -> None:
    (progetto / "content/2021/relazione").mkdir(exist_ok=True)
    (progetto / "content/2021/relazione/a.md").write_text(f"# A\n\n{testo}\n", encoding="utf-8")
    trovati = [p for p in esamina(progetto)[1] if p.code == "PAGINA-MACRO"]
    assert all("parentesi quadre" in p.found for p in trovati)
    righe = [n for n, riga in enumerate(testo.split("\n"), start=3) if "{{" in riga]
    assert [p.source.line for p in trovati] == righe


OVUNQUE = {
    *("albero_performance", "altri_piani", "atto", "codici_problema", "dizionario_dati", "elenco_atti"),
    *("elenco_macro", "elenco_obblighi", "metodo", "nome_ente", "obbligo", "recapito", "responsabile", "risorse"),
    "risorse_premiali",
    *("scheda_programmazione", "schede_programmazione", "sigle", "tabella", "titolo"),
}
"""Macros of the plan, of acts, of the body: a chapter of any document may call them."""


@pytest.mark.parametrize(
    ("documento", "chiamata", "detto"),
    [
        ("piano", "grado()", "che stampa risultati"),
        ("piano", 'conta("raggiunto")', "che stampa risultati"),
        ("piano", 'conta(tipo="operativo")', ""),
        ("piano", "albero_performance(risultati=True)", "che stampa risultati"),
        ("piano", "albero_performance()", ""),
        ("piano", 'schede_monitoraggio("anagrafica")', "la cui approvazione non la copre"),
        ("monitoraggio", "grado()", "al 31 dicembre"),
        ("monitoraggio", 'grado("2.1", "31-12")', "al 31 dicembre"),
        ("monitoraggio", 'grado("2.1", "30-06")', ""),
        ("monitoraggio", 'scostamenti(periodo="30-06")', ""),
        ("monitoraggio", "schede_consuntivo()", "la cui approvazione non la copre"),
        ("monitoraggio", 'grado(periodo="30-06", anno=2020)', "del 2020 in un capitolo del 2021"),
        ("relazione", "cruscotto()", "ogni atto successivo"),
        ("piano", "variazioni_anno()", "la cui approvazione non la copre"),
        ("relazione", "grado()", ""),
        ("relazione", "grado(anno=2021)", ""),
        ("relazione", "grado(anno=2020)", "del 2020 in un capitolo del 2021"),
    ],
)
def test_un_capitolo_stampa_solo_cio_che_la_sua_approvazione_copre(documento: str, chiamata: str, detto: str) -> None:
    (letta,) = (p for p in pezzi("{{ " + chiamata + " }}") if isinstance(p, Chiamata))
    trovato = fuori_documento(f"2021/{documento}/a.md", letta)
    assert detto in trovato[0] if detto and trovato else trovato is None and not detto
    assert fuori_documento("2021/index.md", letta) is None


def test_la_data_di_una_macro_e_dove_il_controllo_la_cerca() -> None:
    parametri = {m.nome: list(inspect.signature(m.funzione).parameters.values())[1:] for m in MACRO}
    di_dicembre = {
        nome: next(n for n, p in enumerate(suoi) if p.name == "periodo")
        for nome, suoi in parametri.items()
        if any(p.name == "periodo" and p.default == "31-12" for p in suoi)
    }
    assert di_dicembre == dict(PERIODO)
    assert PRIMA_DI.keys() | DEL_SITO <= parametri.keys() - PERIODO.keys()
    liberi = parametri.keys() - PERIODO.keys() - PRIMA_DI.keys() - DEL_SITO
    assert liberi == OVUNQUE, "whatever a macro prints, an approval covers it or it is in no document"


@pytest.mark.slow
@pytest.mark.parametrize(("elenco", "di"), [("elenco_atti()", ""), ('elenco_atti("smvp")', "documento: smvp\n")])
def test_un_atto_tardivo_che_un_capitolo_elenca(progetto: Path, elenco: str, di: str) -> None:
    (progetto / "content/2021/piano/albero.md").write_text(f"# Atti\n\n{{{{ {elenco} }}}}\n", encoding="utf-8")
    (progetto / REGISTRO).unlink()
    shutil.rmtree(progetto / "data/2021/approvati/sigilli")
    registra_atti(progetto)
    (progetto / "data/2021/atti/2021-01-05-x.yml").write_text(
        f"tipo: parere_oiv\norgano: OIV\nnumero: verbale 1\ndata: 2021-01-05\noggetto: Parere\n{di}", encoding="utf-8"
    )
    registra_atti(progetto)
    assert "REGISTRO-TARDIVO" in {p.code for p in esamina(progetto)[1]}


@pytest.mark.slow
def test_un_documento_approvato_senza_capitoli_non_ne_ha(progetto: Path) -> None:
    shutil.rmtree(progetto / "content/2021/piano")
    (progetto / REGISTRO).unlink()
    registra_atti(progetto)
    assert errori(progetto) == set()
    (progetto / "content/2021/piano").mkdir()
    (progetto / "content/2021/piano/index.md").write_text("# Mai approvato\n", encoding="utf-8")
    assert errori(progetto) == {"REGISTRO-TESTI"}


@pytest.mark.parametrize(
    ("prima", "dopo"),
    [
        ("Si chiede *a che serve*, dal 2021. Due.\n", "Si chiede\n*a che serve*, dal\n2021. Due.\n"),
        ("---\ntitle: A\n---\n\n# A\n\nUno\n---\n", "---\n# nota\ntitle: |\n  A\n---\n\n\n# A\n\nUno\n---\n"),
        ("Uno due tre.\n\n```\nx\n\ny\n```\n", "Uno due\ntre.\n\n```\nx\n\ny\n```\n"),
    ],
)
def test_un_capitolo_che_si_legge_uguale_non_e_cambiato(progetto: Path, prima: str, dopo: str) -> None:
    capitolo = progetto / "content/2021/piano/albero.md"
    capitolo.write_text(prima, encoding="utf-8")
    (progetto / REGISTRO).unlink()
    shutil.rmtree(progetto / "data/2021/approvati/sigilli")
    registra_atti(progetto)
    capitolo.write_text(dopo, encoding="utf-8")
    (capitolo.parent / ".bozze").mkdir()
    (capitolo.parent / ".bozze/x.md").write_text("# X\n", encoding="utf-8")
    assert "REGISTRO-TESTI" not in errori(progetto)
    capitolo.write_text(dopo.replace("2021", "2022").replace("Uno", "Una"), encoding="utf-8")
    assert "REGISTRO-TESTI" in errori(progetto)


@pytest.mark.slow
def test_un_anno_che_arriva_dopo_non_chiede_niente_a_un_piano_approvato(progetto: Path) -> None:
    """The record begins with 2021: the folder of 2020, added for comparison, makes nothing of it wrong."""
    prima = progetto / "data/2020"
    for file in (progetto / "data/2021").rglob("*.yml"):
        if file.parent.name in {"2021", "obiettivi"} and file.stem not in {"oiv", "risorse"}:
            nuovo = prima / file.relative_to(progetto / "data/2021")
            nuovo.parent.mkdir(parents=True, exist_ok=True)
            nuovo.write_text(file.read_text(encoding="utf-8").replace("2021", "2020"), encoding="utf-8")
    assert not {c for c in errori(progetto) if c.startswith(("CONTINUA", "REGISTRO", "BLOCCO"))}
    next((progetto / "data/2021/atti").glob("*giunta*piano.yml")).unlink()
    assert "CONTINUA-MANCANTE" in errori(progetto)


# ---- a history that cannot be read


def _storia(variato: Path) -> list[str]:
    return [p.code for p in esamina(variato)[1] if p.code in {"REGISTRO-PARZIALE", "REGISTRO-STORIA"}]


@pytest.mark.slow
@pytest.mark.parametrize("guasto", ["blob", "albero", "commit"])
def test_un_oggetto_di_git_che_manca(variato: Path, guasto: str) -> None:
    vero(variato)
    che = {"blob": f"HEAD:{REGISTRO}", "albero": "HEAD^{tree}", "commit": "HEAD"}[guasto]
    nome = git(variato, "rev-parse", che).strip()
    risigilla(variato)
    salva(variato, "Riscritto")
    (variato / ".git/objects" / nome[:2] / nome[2:]).unlink()
    assert _storia(variato) == ["REGISTRO-PARZIALE"]
    (detto,) = (p for p in esamina(variato)[1] if p.code == "REGISTRO-PARZIALE")
    assert detto.found.startswith("una storia di git in cui il registro manca o non si legge")
    assert "git fsck" in detto.fix
    assert {p.code for p in esamina(variato, None, "HEAD~1")[1]} & {"REGISTRO-BASE", "REGISTRO-STORIA"}


@pytest.mark.slow
def test_una_copia_senza_file_lo_dice(variato: Path, tmp_path: Path) -> None:
    vero(variato)
    git(variato, "config", "uploadpack.allowFilter", "true")
    risigilla(variato)
    salva(variato, "Riscritto")
    clone = tmp_path / "clone"
    git(tmp_path, "clone", "-q", "--filter=blob:none", f"file://{variato}", str(clone))
    git(clone, "remote", "set-url", "origin", "file:///manca")
    assert _storia(clone) == ["REGISTRO-PARZIALE"]


@pytest.mark.slow
@pytest.mark.parametrize(
    "ambiente",
    [
        {"GIT_DIR": "{altro}/.git"},
        {"GIT_DIR": "{altro}/.git", "GIT_WORK_TREE": "{altro}"},
        {"GIT_WORK_TREE": "{altro}"},
        {"GIT_OBJECT_DIRECTORY": "{altro}/.git/objects"},
        {"GIT_CONFIG_COUNT": "1", "GIT_CONFIG_KEY_0": "i18n.logOutputEncoding", "GIT_CONFIG_VALUE_0": "UTF-16"},
        {"GIT_CONFIG_PARAMETERS": "'i18n.logoutputencoding'='UTF-16'"},
    ],
    ids="+".join,
)
def test_l_ambiente_non_porta_a_un_altra_storia(
    variato: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, ambiente: dict[str, str]
) -> None:
    vero(variato)
    altro = tmp_path / "altro"
    altro.mkdir()
    git(altro, "init", "-q")
    risigilla(variato)
    salva(variato, "Riscritto")
    for nome, valore in ambiente.items():
        monkeypatch.setenv(nome, valore.format(altro=altro))
    assert _storia(variato) == ["REGISTRO-STORIA"]


@pytest.mark.slow
@pytest.mark.parametrize("configurata", [("i18n.logOutputEncoding", "UTF-16"), ("core.worktree", "..")])
def test_la_configurazione_non_nasconde_la_storia(variato: Path, configurata: tuple[str, str]) -> None:
    vero(variato)
    risigilla(variato)
    salva(variato, "Riscritto")
    git(variato, "config", *configurata)
    assert _storia(variato) in (["REGISTRO-STORIA"], ["REGISTRO-PARZIALE"])


@pytest.mark.slow
def test_un_registro_che_git_non_segue(variato: Path) -> None:
    (variato / ".gitignore").write_text("data/registro.csv\n", encoding="utf-8")
    vero(variato)
    assert _storia(variato) == ["REGISTRO-PARZIALE"]


@pytest.mark.slow
@pytest.mark.skipif(os.name == "nt", reason="a filter is a command of the system")
def test_un_registro_dietro_un_filtro(variato: Path) -> None:
    (variato / ".gitattributes").write_text("data/registro.csv filter=x\n", encoding="utf-8")
    git(variato, "init", "-q", "-b", "main")
    git(variato, "config", "filter.x.clean", "base64")
    git(variato, "config", "filter.x.smudge", "base64 -d")
    vero(variato)
    assert _storia(variato) == ["REGISTRO-PARZIALE"]


@pytest.mark.slow
def test_il_tetto_di_un_indicatore_e_sigillato(progetto: Path) -> None:
    sostituisci(progetto / PIANO, 'codice: "2.1.1.b"\n', 'codice: "2.1.1.b"\n    tetto: null\n')
    assert errori(progetto) == {"BLOCCO-CAMBIATO"}


def test_la_dimostrazione_e_quella_registrata() -> None:
    """A form that is told better changes nothing of what was sealed with the one before."""
    assert not [p for p in esamina(RADICE)[1] if p.code.startswith("REGISTRO")]
