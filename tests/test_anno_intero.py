"""A whole year of an office, by its commands and in git: proposals, acts, changes without an act, variations, errata.

The year is played once, in a repository of its own made from the small project; each test reads what the
commands said and wrote along the way.
"""

from __future__ import annotations

import json
import re
import shlex
import shutil
from dataclasses import dataclass, field
from pathlib import Path

import pytest
import yaml

from macros.model.comando import PROGRAMMA
from macros.reading.git.comando import byte
from tests.conftest import esegui
from tests.lettura_uscite import in_parole, leggi_pagina, leggi_pdf
from tests.progetto_copia import MINI, ciclo, progetto_piccolo, sostituisci
from tests.strumenti.vera import valida
from tests.test_revisioni import git, salva

pytestmark = [pytest.mark.prova, pytest.mark.xdist_group("anno-intero")]

DATI = "data/2021"
NELL_ANNO = (
    "monitoraggio",
    "consuntivo",
    "schede",
    "misure.csv",
    "fasi.csv",
    "atti/2021-10-12-oiv-esclusione-missione.yml",
    "atti/2021-10-28-giunta-esclusione-missione.yml",
)
"""What the year brings: none of it is there when the Piano is approved."""
OIV = """\
attestazioni:
  - {di: ente, grado: 100, giudizio: in linea, motivazione: Cause esterne, atto: 2022-02-17-oiv-validazione}
  - {di: anagrafica, grado: 100, atto: 2022-02-17-oiv-validazione}
  - {di: promozione, grado: 99.52, atto: 2022-02-17-oiv-validazione}
  - {di: azienda, grado: 100, atto: 2022-02-17-oiv-validazione}
"""
A_MANO = {
    "un target": (f"{DATI}/obiettivi/2.1.1.yml", '"31-12": {min: 3, max: 5}', '"31-12": {min: 3, max: 6}'),
    "un peso": (f"{DATI}/albero.yml", '{codice: "2.1", peso: 55}', '{codice: "2.1", peso: 65}'),
    "una regola": (f"{DATI}/smvp.yml", "tetto_indicatore: 100", "tetto_indicatore: 120"),
    "l'Azienda Speciale": (f"{DATI}/obiettivi/AS.1.yml", '"31-12": 60}', '"31-12": 50}'),
}
"""Edited in the files, one at a time, after the approval."""
VARIATI = {
    "un target": ("indicatore 2.1.1.a", "target.31-12.max", "5", "6"),
    "un peso": ("albero", "aree_strategiche[2].obiettivi[2.1].peso", "55", "65"),
    "l'altro peso": ("albero", "aree_strategiche[2].obiettivi[2.1.1].peso", "45", "35"),
    "una regola": ("smvp", "grado.tetto_indicatore", "100", "120"),
    "l'Azienda Speciale": ("indicatore AS.1.a", "target.31-12", "60", "50"),
}
"""The same changes, and the weight that balances, as records of a variation: where, field, from, to."""
ATTI = ("OIV, verbale 9 del 14 settembre 2021", "Giunta, delibera 90 del 23 settembre 2021")
LETTI = {
    "2.1.1.a": ("da 3 a 5 giorni", "da 3 a 6 giorni"),
    "2.1": ("55", "65"),
    "2.1.1": ("45", "35"),
    "smvp": ("100", "120"),
    "AS.1.a": ("60 imprese", "50 imprese"),
}
"""The same, as a reader meets them: code, from, to."""
MOTIVO = "Gli sportelli sono rimasti chiusi fino a maggio"
CONSUNTIVO = f"{DATI}/consuntivo/promozione.csv"
ERRATA = {"valore": "304", "causa": "esogena", "motivo": "Due bandi rinviati"}
"""What the errata puts right in a row; the value was corrected by hand before it."""


@dataclass
class Ufficio:
    """The office's repository, and what its commands said, by the name of the step."""

    radice: Path
    detti: dict[str, tuple[int, str, str]] = field(default_factory=dict)
    pdf: dict[str, bytes] = field(default_factory=dict)
    proposte: list[str] = field(default_factory=list)
    """What the pull requests said, in the order of their numbers, from 1."""

    def esegui(self, passo: str, *argomenti: str) -> str:
        """Run a command and keep what it said; return what it printed."""
        self.detti[passo] = esegui(*argomenti, "--radice", self.radice)
        return self.detti[passo][1]

    def errori(self, passo: str) -> list[str]:
        """Return the errors that a step told; what is still to be completed is not one."""
        codice, fuori, _ = self.detti[passo]
        trovati = [riga for riga in fuori.splitlines() if ": errore. " in riga]
        assert codice == bool(trovati)
        return trovati

    def cifre(self, quali: str, *versione: str) -> None:
        """Compute the year, as it stands or in a revision."""
        self.esegui(f"cifre {quali}", "calcola", "--anno", "2021", "--formato", "json", *versione)

    def cifra(self, quali: str) -> str:
        """Return the chamber's figure of a computation, as it is written in Italian."""
        return json.loads(self.detti[f"cifre {quali}"][1])["ente"]["grado"].replace(".", ",")

    def ramo(self, nome: str) -> None:
        git(self.radice, "checkout", "-q", "-b", nome)

    def unisci(self, nome: str, detto: str) -> None:
        """Commit what is on the branch and merge it, as a pull request does."""
        salva(self.radice, detto)
        git(self.radice, "checkout", "-q", "main")
        self.proposte.append(detto)
        numero = len(self.proposte)
        git(self.radice, "merge", "-q", "--no-ff", nome, "-m", f"Merge pull request #{numero} from ufficio/{nome}")

    def atto(self, giorno: str, organo: str, tipo: str, numero: str, oggetto: str, *altro: str) -> None:
        """Record an act, with its row of the register."""
        self.esegui(
            f"atto {numero}", "atto", "--anno", "2021", "--tipo", tipo, "--organo", organo, "--atto", numero,
            "--data", giorno, "--oggetto", oggetto, *altro,
        )  # fmt: skip
        assert self.detti[f"atto {numero}"][0] == 0, self.detti[f"atto {numero}"]

    def approva(self, documento: str, numero: str, giorno: str) -> None:
        """Propose on a branch, approve with the impronta that the proposal gave, merge, tag."""
        impronta = self.esegui(f"proponi {documento}", "proponi", documento, "--anno", "2021").strip()
        self.esegui(
            f"approva {documento}", "approva", documento, "--anno", "2021", "--organo", "Giunta", "--atto", numero,
            "--data", giorno, "--impronta", impronta,
        )  # fmt: skip
        assert self.detti[f"approva {documento}"][0] == 0, self.detti[f"approva {documento}"]
        self.unisci(documento, f"{documento.title()} 2021 approvato")
        git(self.radice, "tag", f"{documento}-2021")

    def costruisci(self, passo: str) -> None:
        """Build everything anew, and keep the PDFs."""
        esito = ciclo("costruisci", "--da-capo", "--uscita", str(self.radice.parent / passo), radice=self.radice)
        assert esito.returncode == 0, esito.stderr
        for file in (self.radice.parent / passo / "documenti/2021").glob("*.pdf"):
            self.pdf[f"{passo} {file.name}"] = file.read_bytes()

    def consegna(self, passo: str) -> None:
        """Prepare the package of the Relazione."""
        arrivo = str(self.radice.parent / passo)
        self.esegui(passo, "consegna", "relazione", "--anno", "2021", "--uscita", arrivo)
        assert self.detti[passo][0] == 0, self.detti[passo]

    def da_registrare(self, passo: str) -> list[str]:
        """Return the command that a package says to give, without the program."""
        righe = (self.radice.parent / passo / "LEGGIMI.txt").read_text(encoding="utf-8").splitlines()
        (riga,) = (r for r in righe if r.startswith(PROGRAMMA))
        return shlex.split(riga)[1:]

    def pagina(self, passo: str, indirizzo: str) -> str:
        """Return the words of a page of a site built."""
        return leggi_pagina(self.radice.parent / passo / "2021" / indirizzo)


@pytest.fixture(scope="module")
def anno(tmp_path_factory) -> Ufficio:
    """The year, from the first commit to the correction of the Relazione."""
    ufficio = Ufficio(progetto_piccolo(tmp_path_factory.mktemp("anno") / "camera"))
    for stagione in (_comincia, _piano, _semestre, _variazione, _relazione, _errata):
        stagione(ufficio, ufficio.radice)
    return ufficio


def _comincia(ufficio: Ufficio, radice: Path) -> None:
    for nome in NELL_ANNO:
        bersaglio = radice / DATI / nome
        shutil.rmtree(bersaglio) if bersaglio.is_dir() else bersaglio.unlink()
    relazione = radice / "content/2021/relazione"
    (relazione / "variazioni.md").write_text("# Le variazioni\n\n{{ variazioni_anno() }}\n", encoding="utf-8")
    for nome, tipo in (("strategici", "strategico"), ("speciale", "azienda_speciale")):
        scheda = f'# Le schede\n\n{{{{ schede_consuntivo(tipo="{tipo}") }}}}\n'
        (relazione / f"{nome}.md").write_text(scheda, encoding="utf-8")
    capitoli = "".join(f"  - {nome}.md\n" for nome in ("strategici", "speciale", "variazioni"))
    sostituisci(relazione / "index.md", "  - risultati.md\n", f"  - risultati.md\n{capitoli}")
    (radice / ".gitignore").write_text("/site/\n/.cache/\n/macros\n/scripts\n/theme\n", encoding="utf-8")
    git(radice, "init", "-q", "-b", "main")
    salva(radice, "Il progetto del Piano 2021")


def _piano(ufficio: Ufficio, radice: Path) -> None:
    """January: the Piano. Then someone edits it."""
    ufficio.ramo("piano")
    ufficio.approva("piano", "delibera 5", "2021-01-28")
    for che, (file, cerca, metti) in A_MANO.items():
        sostituisci(radice / file, cerca, metti)
        ufficio.esegui(f"a mano: {che}", "verifica")
        git(radice, "checkout", "-q", "--", "data")


def _semestre(ufficio: Ufficio, radice: Path) -> None:
    """July: the Monitoraggio, and the first values of the end of the year."""
    ufficio.ramo("monitoraggio")
    for nome in ("monitoraggio", "misure.csv", "fasi.csv", "schede"):
        _porta(radice, nome)
    ufficio.approva("monitoraggio", "comunicazione 70", "2021-07-29")
    ufficio.costruisci("luglio")
    ufficio.ramo("valori")
    (radice / DATI / "consuntivo").mkdir()
    _porta(radice, "consuntivo/anagrafica.csv")
    ufficio.unisci("valori", "Primi valori finali")


def _variazione(ufficio: Ufficio, radice: Path) -> None:
    """September: a variation, first without its acts."""
    ufficio.ramo("variazione")
    for n, (che, (dove, campo, _, a)) in enumerate(VARIATI.items()):
        argomenti = (dove.removeprefix("indicatore "), campo, a, "--motivo", MOTIVO, "--anno", "2021")
        ufficio.esegui(f"varia: {che}", "varia", *argomenti, *(("--numero", "1") if n else ()))
    ufficio.esegui("variazione senza atti", "verifica")
    suo = ("--documento", "piano", "--variazione", "1")
    ufficio.atto("14/09/2021", "OIV", "validazione_oiv", "verbale 9", "Validazione variazione", *suo)
    ufficio.atto("23/09/2021", "Giunta", "approvazione_giunta", "delibera 90", "Variazione del Piano", *suo)
    ufficio.esegui("variazione con gli atti", "verifica")
    ufficio.esegui("commento", "confronta", "main", "--formato", "markdown")
    ufficio.cifre("variate")
    ufficio.cifre("di prima", "--versione", "main")
    ufficio.unisci("variazione", "Variazione 1 del Piano")
    ufficio.costruisci("ottobre")


def _relazione(ufficio: Ufficio, radice: Path) -> None:
    """February: the Relazione. Then someone corrects a value."""
    ufficio.ramo("relazione")
    for nome in NELL_ANNO:
        _porta(radice, nome)
    della_relazione = ("--documento", "relazione")
    ufficio.atto("17/02/2022", "OIV", "validazione_oiv", "verbale 2", "Validazione", *della_relazione)
    (radice / DATI / "oiv.yml").write_text(OIV, encoding="utf-8")
    ufficio.approva("relazione", "delibera 9", "2022-02-24")
    ufficio.consegna("pacco")
    ufficio.esegui("trasmissione", *ufficio.da_registrare("pacco"), "--atto", "nota 24", "--data", "14/06/2022")
    ufficio.esegui("scadenze", "scadenze", "--anno", "2021")
    salva(radice, "Relazione 2021 trasmessa")
    sostituisci(radice / CONSUNTIVO, "1.1.a;321;", "1.1.a;304;")
    ufficio.esegui("valore corretto a mano", "verifica")


def _errata(ufficio: Ufficio, radice: Path) -> None:
    """May: the correction has its act."""
    ufficio.ramo("errata")
    terne = (dato for campo, a in ERRATA.items() for dato in ("consuntivo 1.1.a", campo, a))
    ufficio.esegui(
        "errata corrige", "errata", *terne, "--anno", "2021", "--motivo", "Un'impresa contata due volte",
        "--organo", "Segretario Generale", "--atto", "determinazione 31", "--data", "02/05/2022",
    )  # fmt: skip
    assert ufficio.detti["errata corrige"][0] == 0, ufficio.detti["errata corrige"]
    ufficio.esegui("errata", "verifica", "--completo")
    ufficio.esegui("commento all'errata", "confronta", "relazione-2021", "--formato", "markdown")
    ufficio.cifre("corrette")
    ufficio.cifre("approvate", "--versione", "relazione-2021")
    ufficio.unisci("errata", "Errata 1 della Relazione")
    ufficio.costruisci("maggio")
    ufficio.consegna("pacco corretto")


def _porta(radice: Path, nome: str) -> None:
    """Bring from the mini project what the offices have surveyed."""
    origine, arrivo = MINI / DATI / nome, radice / DATI / nome
    shutil.copytree(origine, arrivo, dirs_exist_ok=True) if origine.is_dir() else shutil.copy(origine, arrivo)


def _da_incollare(errore: str) -> tuple[str, list[dict[str, str]]]:
    """Return the file and the record that an error says to paste."""
    trovato = re.search(r"in (data/2021/\w+/1\.yml) cambi: (\[.*\])\.$", errore)
    assert trovato, errore
    return trovato[1], yaml.safe_load(trovato[2])


def _riga(errore: str, file: str, scritto: str) -> None:
    """The place that an error names is the line of that file where the text was."""
    righe = (MINI / file).read_text(encoding="utf-8").splitlines()
    (numero,) = (n for n, riga in enumerate(righe, 1) if scritto in riga)
    assert errore.startswith(f"{file}:{numero}: BLOCCO-CAMBIATO")


# ---- the Piano, and what changes it


def test_i_documenti_sono_approvati_con_l_impronta_della_proposta(anno: Ufficio) -> None:
    for documento in ("piano", "monitoraggio", "relazione"):
        impronta = anno.detti[f"proponi {documento}"][1].strip()
        assert re.fullmatch(r"[0-9a-f]{64}", impronta)
        detto = anno.detti[f"approva {documento}"][1].splitlines()
        assert {r[:2] for r in detto if not r.startswith(("data/", "registro, riga "))} == {"ok"}
        assert f"{DATI}/approvati/{documento}.json" in detto
        atto = next(r for r in detto if "/atti/" in r)
        assert f'impronta: "{impronta}"' in git(anno.radice, "show", f"{documento}-2021:{atto}")


def test_ogni_stato_approvato_e_un_unione_con_la_sua_etichetta(anno: Ufficio) -> None:
    unioni = git(anno.radice, "log", "--merges", "--reverse", "--format=%s").splitlines()
    assert [u.split()[3] for u in unioni] == [f"#{n}" for n in range(1, len(anno.proposte) + 1)]
    assert anno.proposte == [
        "Piano 2021 approvato",
        "Monitoraggio 2021 approvato",
        "Primi valori finali",
        "Variazione 1 del Piano",
        "Relazione 2021 approvato",
        "Errata 1 della Relazione",
    ]
    assert git(anno.radice, "tag").splitlines() == ["monitoraggio-2021", "piano-2021", "relazione-2021"]
    assert git(anno.radice, "status", "--porcelain") == ""


@pytest.mark.parametrize("che", A_MANO)
def test_senza_un_atto_ogni_cambio_e_rosso_e_nominato(anno: Ufficio, che: str) -> None:
    (errore,) = anno.errori(f"a mano: {che}")
    file, cerca, _ = A_MANO[che]
    dove, campo, da, a = VARIATI[che]
    _riga(errore, file, cerca)
    assert f"«{a}» in {dove}: {campo}. Atteso: «{da}», come approvato con Giunta, delibera 5." in errore
    cambio = {"dove": dove, "campo": campo, "da": da, "a": a}
    assert _da_incollare(errore) == (f"{DATI}/variazioni/1.yml", [cambio])


def test_una_variazione_senza_atti_e_rossa_e_con_gli_atti_verde(anno: Ufficio) -> None:
    assert [anno.detti[f"varia: {che}"][0] for che in VARIATI] == [0] * len(VARIATI)
    errori = anno.errori("variazione senza atti")
    assert len(errori) == len(VARIATI)
    for dove, campo, da, a in VARIATI.values():
        (errore,) = (e for e in errori if f"«{a}» in {dove}: {campo}, ma la variazione 1 non è approvata" in e)
        assert f"Atteso: «{da}» finché" in errore
    assert anno.errori("variazione con gli atti") == []
    scritta = yaml.safe_load(git(anno.radice, "show", f"main:{DATI}/variazioni/1.yml"))
    assert scritta["motivo"] == MOTIVO
    assert [tuple(map(str, c.values())) for c in scritta["cambi"]] == list(VARIATI.values())


def _effetti(righe: list[str]) -> dict[str, str]:
    """Effect on the chamber of each change, from rows that say what changed, why and with which acts."""
    effetti = {}
    for codice, (prima, dopo) in LETTI.items():
        nome = "Regole dell'anno" if codice == "smvp" else re.escape(codice)
        suo = rf"(?<![\w.])(?:{nome}|{re.escape(codice)})(?![\w.])"
        sue = [r for r in righe if re.search(suo, r) and prima in r and dopo in r]
        riga = next(r for r in sue if MOTIVO in r and all(atto in r for atto in ATTI))
        effetti[codice] = re.findall(r"(?<= )[+−]?\d+,\d\d(?= |$)", riga)[-1]
    return effetti


def test_il_commento_dice_ogni_cambio_con_motivo_atti_posto_ed_effetto_sulla_camera(anno: Ufficio) -> None:
    commento = anno.detti["commento"][1].replace("\u00a0", " ")
    prima, dopo = anno.cifra("di prima"), anno.cifra("variate")
    assert prima != dopo
    assert f"da {prima} a {dopo}." in commento
    effetti = _effetti(commento.splitlines())
    assert effetti["AS.1.a"] == "0,00", "the agency is not in the chamber's figure"
    assert effetti["2.1.1.a"].startswith("+")
    for codice, file in zip(LETTI, ("2.1.1.yml", "albero.yml", "albero.yml", "smvp.yml", "AS.1.yml"), strict=True):
        nome = "| **Regole dell'anno**" if codice == "smvp" else f" ({codice})**"
        riga = next(r for r in commento.splitlines() if nome in r and "sostanziale" in r)
        assert re.search(rf"data/2021/(?:obiettivi/)?{re.escape(file)}:\d+", riga), codice


def test_la_pagina_delle_variazioni_dice_motivo_atti_ed_effetto_di_ogni_cambio(anno: Ufficio) -> None:
    html = (anno.radice.parent / "ottobre/2021/variazioni.html").read_text(encoding="utf-8")
    righe = [in_parole(r) for r in re.findall(r"<tr.*?</tr>", html, re.DOTALL)]
    assert _effetti(righe) == _effetti(anno.detti["commento"][1].replace("\u00a0", " ").splitlines())
    pagina = in_parole(html)
    variazione = pagina[pagina.index("Variazione 1") :]
    for codice, (prima, dopo) in LETTI.items():
        nome = "Regole dell'anno" if codice == "smvp" else re.escape(codice)
        assert re.search(rf"{nome} .*? {prima} {dopo} ", variazione.partition("Motivo")[0]), codice
    assert f"Motivo {MOTIVO}" in variazione
    assert f"Validazione dell'OIV {ATTI[0]} Approvazione della Giunta {ATTI[1]}" in variazione
    assert re.search(rf"Camera {anno.cifra('di prima')} {anno.cifra('variate')} \+0,\d\d", variazione)


# ---- documents at their own date


def test_i_vecchi_documenti_si_rifanno_senza_un_byte_di_differenza(anno: Ufficio) -> None:
    luglio, ottobre, maggio = (
        {n: anno.pdf[f"{mese} {n}-2021.pdf"] for n in ("piano", "monitoraggio")}
        for mese in ("luglio", "ottobre", "maggio")
    )
    assert luglio == ottobre == maggio
    assert anno.pdf["ottobre relazione-2021.pdf"] != anno.pdf["maggio relazione-2021.pdf"]


def test_le_pagine_dei_documenti_sono_alla_loro_data_quelle_dell_anno_a_oggi(anno: Ufficio) -> None:
    prima, dopo = (f"almeno {x}" for x in LETTI["AS.1.a"])
    for pagina, detto, taciuto in (
        ("piano/speciale.html", prima, dopo),
        ("obiettivi/AS.1.html", dopo, prima),
        ("relazione/speciale.html", dopo, prima),
    ):
        letta = anno.pagina("ottobre", pagina)
        assert detto in letta, pagina
        assert taciuto not in letta, pagina
        # Where the target varied stands, the old one is told as such; the Piano knows nothing of it.
        nota = f"Risultato atteso variato con la variazione 1 ({ATTI[1]}): prima {LETTI['AS.1.a'][0]}."
        assert (nota in letta) is (pagina != "piano/speciale.html")


# ---- the Relazione, and what corrects it


def test_un_valore_corretto_senza_atto_e_rosso_e_con_l_errata_verde(anno: Ufficio) -> None:
    (errore,) = anno.errori("valore corretto a mano")
    _riga(errore, CONSUNTIVO, "1.1.a;321;")
    assert "«304» in consuntivo 1.1.a: valore. Atteso: «321», come approvato con Giunta, delibera 9." in errore
    assert _da_incollare(errore) == (
        f"{DATI}/errata/1.yml",
        [{"dove": "consuntivo 1.1.a", "campo": "valore", "da": "321", "a": "304"}],
    )
    assert anno.errori("errata") == []


def test_l_errata_si_vede_per_cio_che_e(anno: Ufficio) -> None:
    commento = anno.detti["commento all'errata"][1].replace("\u00a0", " ")
    assert "| valore al 31 dicembre<br><sub>sostanziale</sub> | 321 imprese | 304 imprese | −" in commento
    assert f"da {anno.cifra('approvate')} a {anno.cifra('corrette')}." in commento
    pdf = leggi_pdf(anno.radice.parent / "maggio/documenti/2021/relazione-2021.pdf")
    dell_anno, della_relazione = (anno.pagina("maggio", p) for p in ("variazioni.html", "relazione/variazioni.html"))
    atto = "Segretario Generale, determinazione 31 del 2 maggio 2022"
    nota = f"Corretto con l'errata 1 ({atto}): prima 321 imprese."
    dell_obiettivo, scheda = (anno.pagina("maggio", p) for p in ("obiettivi/1.1.html", "relazione/strategici.html"))
    for testo in (dell_obiettivo, scheda, pdf):
        assert "304 imprese" in testo
        assert testo.count(nota) == 1, "where the value stands"
    for testo in (dell_obiettivo, scheda):
        assert "321" not in testo.replace(nota, "")
    assert "Ultimo atto del 2 maggio 2022" in scheda
    assert "Ultimo atto del 29 luglio 2021" in anno.pagina("maggio", "monitoraggio/sintesi.html")
    for testo in (dell_anno, della_relazione, pdf):
        assert "Errata: correzioni dopo l'approvazione" in testo
        assert "1.1.a Imprese che ricevono un contributo valore al 31 dicembre 321 imprese 304 imprese" in testo
        assert "Un'impresa contata due volte" in testo
        assert atto in testo
        # on paper the two stand in columns, side by side
        assert testo is pdf or f"Motivo Un'impresa contata due volte Atto {atto}" in testo
        assert re.search(rf"Camera {anno.cifra('approvate')} {anno.cifra('corrette')} −0,\d\d", testo)
    assert f"Giunta, delibera 9 del 24 febbraio 2022 {atto}" in pdf, "on the cover, after the approval"


# ---- the trail


def test_l_iter_porta_unioni_atti_impronte_e_commit(anno: Ufficio) -> None:
    atti = {
        "piano": ("Giunta, delibera 5", "OIV, verbale 9", "Giunta, delibera 90"),
        "monitoraggio": ("Giunta, comunicazione 70",),
        "relazione": ("OIV, verbale 2", "Giunta, delibera 9", "Segretario Generale, determinazione 31"),
    }
    unite = {"piano": ["1", "4"], "monitoraggio": ["2"], "relazione": ["2", "3", "4", "5", "6"]}
    """The merges that touched the document, before and after its approval: not those of other documents."""
    for documento, suoi in atti.items():
        pagina = anno.pagina("maggio", f"{documento}/iter.html")
        assert anno.detti[f"proponi {documento}"][1].strip() in pagina
        assert all(atto in pagina for atto in suoi)
        commit = git(anno.radice, "rev-list", "-n", "1", f"{documento}-2021")[:7]
        assert f"ciclo calcola --anno 2021 --versione {commit}" in pagina
        tabelle = pagina.partition(f"--versione {commit}")[2]
        assert re.findall(r"Proposta(?: di modifica)? n\. (\d+)", tabelle) == unite[documento]
        assert commit in tabelle


# ---- what is kept, and what leaves the office


def test_il_sito_pubblica_la_copia_tenuta_quando_fu_approvato(anno: Ufficio) -> None:
    for documento, passo in (("piano", "ottobre"), ("monitoraggio", "ottobre")):
        tenuta = byte(anno.radice, "show", f"{documento}-2021:{DATI}/approvati/{documento}-2021.pdf")
        assert anno.pdf[f"{passo} {documento}-2021.pdf"] == tenuta


def test_dopo_l_errata_la_copia_resta_e_la_pagina_dice_quale_e_quale(anno: Ufficio) -> None:
    tenuta = byte(anno.radice, "show", f"relazione-2021:{DATI}/approvati/relazione-2021.pdf")
    assert anno.pdf["maggio relazione-2021-copia-approvata.pdf"] == tenuta
    assert anno.pdf["maggio relazione-2021.pdf"] != tenuta
    assert "È quello corretto: ha le correzioni venute dopo l'approvazione." in anno.pagina(
        "maggio", "relazione/iter.html"
    )


def test_la_proposta_e_la_copia_dicono_le_stesse_cose(anno: Ufficio) -> None:
    """But for the cover, which has the act in the place of the word that it is a proposal."""
    proposta = leggi_pdf(anno.radice / "build/proposta-piano-2021.pdf").partition("Indice")[2]
    tenuta = byte(anno.radice, "show", f"piano-2021:{DATI}/approvati/piano-2021.pdf")
    (anno.radice.parent / "tenuta.pdf").write_bytes(tenuta)
    copia = leggi_pdf(anno.radice.parent / "tenuta.pdf").partition("Indice")[2]
    assert len(copia) > 1000
    assert in_parole(proposta.replace(". Proposta per la deliberazione", "")) == in_parole(copia)


def test_registrata_la_trasmissione_la_scadenza_e_fatta(anno: Ufficio) -> None:
    assert anno.detti["trasmissione"][0] == 0, anno.detti["trasmissione"]
    (riga,) = (r for r in anno.detti["scadenze"][1].splitlines() if "a Unioncamere" in r)
    assert "fatta" in riga
    assert "nota 24" in riga


def test_il_pacco_ha_il_dossier_e_dopo_l_errata_tutti_e_due_i_pdf(anno: Ufficio) -> None:
    cartelle = {p: anno.radice.parent / p / "relazione-2021" for p in ("pacco", "pacco corretto")}
    pdf = {p: sorted(f.name for f in c.glob("*-2021*.pdf")) for p, c in cartelle.items()}
    assert pdf["pacco"] == ["relazione-2021.pdf", "validazione-2021.pdf"]
    assert pdf["pacco corretto"] == [
        "relazione-2021-copia-approvata.pdf", "relazione-2021.pdf", "validazione-2021.pdf",
    ]  # fmt: skip
    detti = [json.loads((c / "manifesto.json").read_text("utf-8"))["documento"] for c in cartelle.values()]
    assert [d["corretto"] for d in detti] == [False, True]
    assert detti[0]["impronta"] == detti[1]["impronta_approvata"] != detti[1]["impronta"]
    assert [str(e) for e in valida([c / "lettera.pdf" for c in cartelle.values()]) if not e.conforme] == []
