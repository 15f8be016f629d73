"""«Iter e versioni»: the states that git keeps, on real repositories with merges, and the page that tells them."""

from __future__ import annotations

import datetime as dt
import os
import re
import shutil
import subprocess
from dataclasses import replace
from functools import cache, partial
from html import unescape

import pytest
from pypdf import PdfReader

from macros.model.pagine_documento import ITER
from macros.model.problems import Documento
from macros.publish.contesto.contesto import Contesto
from macros.publish.html.frammenti import MacroError
from macros.publish.iter.versioni import SENZA_GIT, iter_e_versioni
from macros.reading.git.iter_git import Commit, Storia, leggi_storia
from macros.reading.registro.forma import leggi_registro
from macros.reading.testo.lettura import Lettura
from macros.vista.vista import carica_vista
from scripts.sito.pagine import generate
from tests.conftest import RADICE
from tests.progetto_copia import registra_atti

pytestmark = pytest.mark.slow

PERSONA = "Persona Riservata"


class Deposito:
    """A repository of the project, with a day for each commit."""

    def __init__(self, cartella):
        self.cartella, self.giorno = cartella, 0

    def git(self, *argomenti):
        data = f"2021-03-{self.giorno:02}T10:00:00+01:00" if self.giorno else "2021-01-01T10:00:00+01:00"
        ambiente = {
            **dict.fromkeys(("GIT_AUTHOR_NAME", "GIT_COMMITTER_NAME"), PERSONA),
            **dict.fromkeys(("GIT_AUTHOR_EMAIL", "GIT_COMMITTER_EMAIL"), "persona@example.org"),
            **dict.fromkeys(("GIT_AUTHOR_DATE", "GIT_COMMITTER_DATE"), data),
            **dict.fromkeys(("GIT_CONFIG_GLOBAL", "GIT_CONFIG_SYSTEM"), "/dev/null"),
            "PATH": os.environ["PATH"],
        }
        esito = subprocess.run(
            ["git", "-C", str(self.cartella), *argomenti], env=ambiente, capture_output=True, text=True, check=True
        )
        return esito.stdout.strip()

    def commit(self, messaggio):
        self.giorno += 1
        self.git("add", "-A")
        self.git("commit", "-qm", messaggio)
        return self.git("rev-parse", "--short=7", "HEAD")

    def ritocca(self, nome):
        """Change a file in a way that no fingerprint sees."""
        file = self.cartella / nome
        file.write_text(file.read_text(encoding="utf-8") + f"# nota {self.giorno}\n", encoding="utf-8")

    def unisci(self, messaggio, *nomi, rinvia=lambda: None):
        """Change files on a branch, in two commits, and merge it."""
        self.git("checkout", "-qb", "ramo")
        for nome in nomi:
            self.ritocca(nome)
            self.commit("Un passo del ramo")
        rinvia()
        self.git("add", "-A")
        if self.git("status", "--porcelain"):
            self.commit("Un altro passo del ramo")
        self.git("checkout", "-q", "main")
        self.giorno += 1
        self.git("merge", "-q", "--no-ff", "-m", messaggio, "ramo")
        self.git("branch", "-D", "ramo")
        return self.git("rev-parse", "--short=7", "HEAD")


def da_capo(cartella):
    """Register anew the acts that a copy keeps; return the register."""
    registro = cartella / "data" / "registro.csv"
    registro.unlink()
    shutil.rmtree(cartella / "data" / "2021" / "approvati" / "sigilli")
    registra_atti(cartella)
    return registro


@pytest.fixture(scope="module")
def storia(tmp_path_factory):
    """The year 2021 of the real data: how the Piano came to be approved, and what came after."""
    cartella = tmp_path_factory.mktemp("storia") / "progetto"
    shutil.copytree(RADICE / "data", cartella / "data")
    anno = cartella / "data" / "2021"
    for altro in (cartella / "data").glob("20*"):
        if altro != anno:
            shutil.rmtree(altro)
    registro = da_capo(cartella)
    atto = carica_vista(cartella).atto(2021, "piano")
    tenuti = [anno / "approvati" / "piano.json", cartella / atto.source.path, registro]
    contenuti = [(file, file.read_bytes()) for file in tenuti]
    for file in tenuti:
        file.unlink()
    d = Deposito(cartella)
    d.git("init", "-qb", "main")
    d.commit("Inizio")
    obiettivo = "data/2021/obiettivi/2.2.yml"
    d.unisci("Merge pull request #12 from mario.rossi/target\n\nTarget del 2.2", obiettivo, "data/2021/albero.yml")
    d.ritocca("data/2021/albero.yml")
    d.commit("Pesi del 2.2 (#13)\n\n* Un passo\n* Un altro passo")
    d.ritocca("data/2021/smvp.yml")
    d.commit("Un passo ribasato, senza numero")
    d.unisci("Merge branch 'pesi' into 'main'\n\nPesi\n\nSee merge request camera/ciclo!14", obiettivo)
    d.unisci("Merge pull request #99 from altro/consuntivo", "data/2021/schede/2.2.yml")  # not of the Piano
    commit = d.unisci(
        "Merge pull request #15 from x/y", rinvia=lambda: [file.write_bytes(testo) for file, testo in contenuti]
    )
    d.git("tag", "piano-2021")
    d.unisci("Merge pull request #16 from x/z", obiettivo)
    return d, commit, atto


@cache
def vista_di(cartella, pubblico):
    return carica_vista(cartella, pubblico=pubblico)


def pagina(cartella, documento="piano", *, storia=None, pubblico=False):
    """The page of the data of a folder, with the history of another where one is given."""
    vista = vista_di(cartella, pubblico)
    if storia:
        vista = replace(vista, storia=partial(leggi_storia, storia))
    return iter_e_versioni(Contesto(vista=vista, pagina=f"2021/{documento}/iter.html"), documento)


def leggibile(html):
    return unescape(re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", html)))


def tabella(html, chiave):
    """First column of a table of the page."""
    corpo = re.search(rf'id="iter-{chiave}".*?</table>', html, re.DOTALL)
    return re.findall(r'<th scope="row">([^<]*)', corpo[0]) if corpo else []


def test_le_proposte_che_hanno_portato_allo_stato_approvato(storia):
    d, commit, atto = storia
    html = pagina(d.cartella)
    assert tabella(html, "prima") == [f"Proposta di modifica n. {n}" for n in (12, 13, 14, 15)]
    assert tabella(html, "dopo") == ["Proposta di modifica n. 16"]
    assert "Altre 2 modifiche registrate senza una proposta numerata." in leggibile(html)
    assert f"--versione {commit}" in html
    assert f"con la proposta di modifica n. 15, commit {commit}" in leggibile(html)
    assert atto.impronta in html
    # A variation of October changed the plan since.
    assert "I dati di oggi, con il Piano in vigore alla data del documento, hanno ancora questa impronta." in html
    assert "I dati di oggi hanno ancora questa impronta." in pagina(d.cartella, "relazione")


def test_nella_pagina_non_c_e_il_nome_di_chi_ha_fatto_i_commit(storia):
    html = "".join(pagina(storia[0].cartella, d) for d in Documento)
    for nome in (PERSONA, "persona@example.org", "mario.rossi", "Target del 2.2"):
        assert nome not in html


def test_due_cloni_danno_la_stessa_pagina(storia, tmp_path):
    d, *_ = storia
    d.git("clone", "-q", str(d.cartella), str(tmp_path / "clone"))
    assert pagina(d.cartella, storia=tmp_path / "clone") == pagina(d.cartella)


def test_un_clone_parziale_dice_che_cosa_manca(storia, tmp_path):
    d, commit, atto = storia
    d.git("clone", "-q", "--depth", "1", f"file://{d.cartella}", str(tmp_path / "clone"))
    html = pagina(d.cartella, storia=tmp_path / "clone")
    ultimo = leggi_storia(d.cartella).stati[0].giorno
    assert f"La storia di questa copia è parziale: mancano le versioni prima del {ultimo.day} marzo 2021." in leggibile(
        html
    )
    assert "La versione approvata è fra quelle che mancano." in html
    assert commit not in html
    assert not tabella(html, "prima")
    assert atto.oggetto in leggibile(html)
    assert atto.impronta in html


def test_un_clone_che_arriva_allo_stato_approvato_lo_mostra(storia, tmp_path):
    d, commit, _ = storia
    d.git("clone", "-q", "--depth", "3", f"file://{d.cartella}", str(tmp_path / "clone"))
    html = pagina(d.cartella, storia=tmp_path / "clone")
    assert f"--versione {commit}" in html
    assert tabella(html, "prima") == ["Proposta di modifica n. 15"]
    assert "La storia di questa copia è parziale" in html


def test_senza_git_la_pagina_c_e_e_lo_dice(storia, tmp_path):
    d, commit, atto = storia
    shutil.copytree(d.cartella, tmp_path / "copia", ignore=shutil.ignore_patterns(".git"))
    html = pagina(tmp_path / "copia")
    assert SENZA_GIT in html
    assert commit not in html
    assert "Registrato" not in html
    assert atto.oggetto in leggibile(html)


def test_senza_il_programma_git(storia, monkeypatch):
    d, *_ = storia
    monkeypatch.setenv("PATH", "/nessuna")
    assert not leggi_storia(d.cartella).presente


def test_un_deposito_senza_commit(tmp_path):
    d = Deposito(tmp_path)
    d.git("init", "-q")
    assert not leggi_storia(tmp_path).presente


def test_cio_che_non_e_ancora_nella_storia_e_detto(storia, tmp_path):
    d, _, atto = storia
    d.git("clone", "-q", str(d.cartella), str(tmp_path / "clone"))
    clone = Deposito(tmp_path / "clone")
    clone.git("rm", "-q", "--cached", atto.source.path, "data/2021/approvati/piano.json")
    clone.giorno = 30
    clone.git("commit", "-qm", "Tolti dalla storia, non dalla cartella")
    html = pagina(d.cartella, storia=clone.cartella)
    assert "La versione approvata non è ancora registrata nella storia." in html
    assert "Non ancora registrato" in html


def test_un_istantanea_cambiata_e_non_registrata_non_ha_un_commit(storia, tmp_path):
    d, *_ = storia
    d.git("clone", "-q", str(d.cartella), str(tmp_path / "clone"))
    istantanea = tmp_path / "clone" / "data/2021/approvati/piano.json"
    istantanea.write_text("{}", encoding="utf-8")
    assert leggi_storia(tmp_path / "clone").ultimo("data/2021/approvati/piano.json") is None


def test_un_progetto_dentro_un_deposito_piu_grande(storia, tmp_path):
    d, *_ = storia
    shutil.copytree(d.cartella / "data", tmp_path / "grande" / "uffici" / "ciclo" / "data")
    grande = Deposito(tmp_path / "grande")
    grande.git("init", "-qb", "main")
    commit = grande.commit("Tutto (#1)")
    html = pagina(d.cartella, storia=tmp_path / "grande" / "uffici" / "ciclo")
    assert f"--versione {commit}" in html
    assert tabella(html, "prima") == ["Proposta di modifica n. 1"]


def test_la_storia_di_una_revisione_si_ferma_li(storia):
    d, commit, _ = storia
    assert leggi_storia(d.cartella, "piano-2021").stati[0].breve == commit
    assert leggi_storia(d.cartella).stati[0].breve != commit


def test_anche_un_esclusione_citata_dai_valori_e_un_atto_del_documento(storia):
    anno = vista_di(storia[0].cartella, pubblico=False).anno(2021)
    citati = {r.atto for righe in anno.rilevazioni.values() for r in righe.values() if r.atto}
    html = leggibile("".join(pagina(storia[0].cartella, d) for d in ("monitoraggio", "relazione")))
    assert citati
    assert all(" ".join(anno.atti[nome].oggetto.split()) in html for nome in citati)


def test_una_variazione_proposta_non_si_vede_nel_pubblico(storia):
    anno = vista_di(storia[0].cartella, pubblico=False).anno(2021)
    proposte = [v for v in anno.variazioni if anno.stato(v) != "approvata"]
    assert proposte
    bozza, pubblico = (leggibile(pagina(storia[0].cartella, pubblico=p)) for p in (False, True))
    for v in proposte:
        motivo = " ".join(v.motivo.split())
        assert motivo in bozza
        assert motivo not in pubblico


def test_ogni_documento_visibile_ha_la_pagina_e_quelli_nascosti_no(storia, tmp_path):
    shutil.copytree(storia[0].cartella / "data", tmp_path / "data")
    for atto in (tmp_path / "data" / "2021" / "atti").glob("*.yml"):
        if "documento: relazione" in atto.read_text(encoding="utf-8"):
            atto.unlink()
    for suo in ("approvati/relazione.json", "oiv.yml", "premi.yml"):
        (tmp_path / "data" / "2021" / suo).unlink()
    da_capo(tmp_path)
    pagine = {p.percorso for p in generate(carica_vista(tmp_path, pubblico=True)) if p.percorso.endswith("/iter.md")}
    assert pagine == {"2021/piano/iter.md", "2021/monitoraggio/iter.md"}
    bozza = carica_vista(tmp_path)
    assert "2021/relazione/iter.md" in {p.percorso for p in generate(bozza)}
    html = iter_e_versioni(Contesto(vista=bozza, pagina="2021/relazione/iter.html"), "relazione")
    assert "Bozza: mancano ancora gli atti che lo approvano." in html
    assert "iter-registro" not in html
    assert "iter-registro" in iter_e_versioni(Contesto(vista=bozza, pagina="2021/piano/iter.html"), "piano")


def test_la_pagina_dice_la_riga_del_registro_la_testa_di_allora_e_quella_di_oggi(storia):
    vista = vista_di(storia[0].cartella, pubblico=False)
    registro = vista.progetto.registro
    sigillati = [d for d in Documento if any(r.sigilla == d for r in registro.righe)]
    assert set(sigillati) == set(Documento) - {Documento.PIAO}
    for documento in sigillati:
        sua = next(r for r in registro.righe if r.sigilla == documento)
        for ultima in {sua.riga, registro.righe[-1].riga}:
            allora = replace(registro, righe=registro.righe[: int(ultima)])
            progetto = replace(vista.progetto, registro=allora)
            ctx = Contesto(vista=replace(vista, progetto=progetto), pagina=f"2021/{documento}/iter.html")
            sezione = iter_e_versioni(ctx, documento).partition('id="iter-registro"')[2].partition("<h2")[0]
            dopo = [allora.testa] if ultima != sua.riga else []
            assert f"L'atto è alla riga {sua.riga} del registro degli atti" in leggibile(sezione)
            assert re.findall(r"<code>([0-9a-f]{64})</code>", sezione) == [sua.catena, *dopo]
            assert (f"Oggi le righe sono {ultima} e la testa è" in leggibile(sezione)) == bool(dopo)


def test_se_i_dati_di_oggi_hanno_un_altra_impronta_la_pagina_lo_dice(storia):
    vista = vista_di(storia[0].cartella, pubblico=False)
    altra = replace(vista, impronte=dict.fromkeys(vista.impronte, "0" * 64))
    html = iter_e_versioni(Contesto(vista=altra, pagina="2021/piano/iter.html"), "piano")
    assert "I dati di oggi ne hanno un'altra:" in html
    assert "0" * 64 in html
    assert "hanno ancora questa impronta" not in html


def test_i_testi_dei_dati_non_diventano_html(storia):
    vista = vista_di(storia[0].cartella, pubblico=False)
    anno = vista.anno(2021)
    atti = {nome: replace(a, oggetto="<b>&</b>", albo='https://a/"><i>') for nome, a in anno.atti.items()}
    progetto = replace(vista.progetto, anni={2021: replace(anno, atti=atti)})
    html = iter_e_versioni(Contesto(vista=replace(vista, progetto=progetto), pagina="2021/piano/iter.html"), "piano")
    assert "&lt;b&gt;&amp;&lt;/b&gt;" in html
    assert "<i>" not in html


def test_un_documento_che_non_c_e(storia):
    with pytest.raises(MacroError, match="Forse si voleva «piano»"):
        pagina(storia[0].cartella, "pianoo")


def test_accanto_ai_pdf_stanno_le_somme_e_nessun_pdf_parla_di_commit(sito_intero):
    testa = leggi_registro(Lettura(RADICE)).testa
    for cartella in sorted((sito_intero / "documenti").iterdir()):
        subprocess.run(
            ["sha256sum", "--check", "--strict", "SHA256SUMS"], cwd=cartella, check=True, capture_output=True
        )
        righe = (cartella / "SHA256SUMS").read_text(encoding="utf-8").splitlines()
        assert [r for r in righe if r.startswith("#")] == [f"# testa del registro: {testa}"]
        sommate = {r.split("  ")[1] for r in righe if not r.startswith("#")}
        assert sommate == {f.name for tipo in ("*.pdf", "*.html", "*.png") for f in cartella.glob(tipo)} != set()
        for file in cartella.glob("*.pdf"):
            titoli = [voce.title for voce in _voci(PdfReader(file).outline)]
            assert titoli
            assert not [t for t in titoli if ITER in t]


def _voci(rami):
    for ramo in rami:
        if isinstance(ramo, list):
            yield from _voci(ramo)
        else:
            yield ramo


def test_gli_atti_di_una_variazione_si_dicono_di_quella():
    """Otherwise two approvals of the Giunta on the same page have one name."""
    html = unescape(pagina(RADICE, "piano"))
    detti = re.findall(r"<div><strong>([^<]+)</strong>", html)
    assert "Validazione dell'OIV" in detti
    assert [d for d in detti if d.startswith("Variazion") and d.endswith("validazione dell'OIV")]
    assert detti.count("Approvazione della Giunta") == 1


@pytest.mark.parametrize(
    ("titolo", "detta"), [("Target del 2.2", "Target del 2.2"), ("", "Proposta di modifica senza")]
)
def test_una_proposta_senza_numero_ha_il_titolo_che_le_fu_dato(titolo, detta):
    stato = Commit(
        commit="a" * 40,
        giorno=dt.date(2021, 1, 10),
        proposta="",
        titolo=titolo,
        unione=True,
        file={"data/2021/obiettivi/2.2.yml": "M"},
    )
    vista = replace(vista_di(RADICE, pubblico=False), storia=lambda: Storia(presente=True, stati=(stato,)))
    html = iter_e_versioni(Contesto(vista=vista, pagina="2021/piano/iter.html"), "piano")
    assert f'<th scope="row">{detta}' in html
