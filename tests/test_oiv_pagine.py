"""Which figure is computed and which is attested: side by side on pages and cover, with whom and which act."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path

import pytest
from pypdf import PdfReader

from macros.publish.contesto.contesto import Contesto
from macros.publish.html.frammenti import MacroError
from macros.publish.pagine.albero import albero_performance
from macros.publish.pagine.attestazioni import attestato, attestazioni
from macros.publish.pagine.cruscotto import cruscotto
from macros.publish.pagine.metodo import metodo
from macros.publish.pagine.obiettivo import pagina_responsabile
from macros.publish.schede.riepiloghi import (
    elenco_responsabili,
    riconciliazione,
    riepilogo_aree_dirigenziali,
    riepilogo_aree_strategiche,
)
from macros.vista.vista import carica_vista
from tests.conftest import esegui
from tests.lettura_uscite import leggi_pagina, parole
from tests.progetto_copia import MINI, ciclo, progetto_piccolo, sostituisci
from tests.test_casi import approva
from tests.test_oiv import ATTO, OIV, con_oiv

pytestmark = pytest.mark.xdist_group("oiv-pagine")  # one worker makes once what they share

Macro = Callable[[Contesto], str]
PAGINE: dict[str, Macro] = {
    "home": cruscotto,
    "anno": attestazioni,
    "riepilogo c)": riepilogo_aree_strategiche,
    "dirigente": lambda ctx: pagina_responsabile(ctx, "promozione"),
}
"""The pages that print a total of 31 December and say why there is nothing attested beside it."""


class _Testo(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.pezzi: list[str] = []

    def handle_starttag(self, tag: str, _attrs: object) -> None:
        self.pezzi.append("\n" if tag in {"tr", "p", "li", "dd", "div"} else " ")

    def handle_data(self, data: str) -> None:
        self.pezzi.append(data)


def righe(html: str) -> list[str]:
    """Return the words of a fragment, a row of a table or a paragraph a line."""
    testo = _Testo()
    testo.feed(html)
    return [" ".join(r.split()) for r in "".join(testo.pezzi).split("\n") if r.strip()]


def contesto(radice: Path, *, pubblico: bool = False) -> Contesto:
    return Contesto(vista=carica_vista(radice, pubblico=pubblico), pagina="2021/relazione/risultati.html")


@pytest.fixture(scope="module")
def consueto() -> Contesto:
    """The mini project, of which the OIV has said nothing."""
    return contesto(MINI)


@pytest.fixture(scope="module")
def attestati(tmp_path_factory: pytest.TempPathFactory) -> Contesto:
    """The mini project with what the OIV attests."""
    return contesto(con_oiv(tmp_path_factory.mktemp("oiv") / "p"))


def test_sul_cruscotto_l_attestato_sta_sotto_il_calcolato(attestati: Contesto) -> None:
    lette = righe(cruscotto(attestati))
    assert lette[:2] == [
        "Nel 2021 la Camera ha ottenuto 99,34 su 100, calcolato",
        (
            "100 attestato dal Nucleo di valutazione (+0,66, attestazione piena), verbale 2 del 17 febbraio 2022; "
            "in linea con le aspettative. La motivazione Lo scostamento viene da un collaudo chiesto da altri"
        ),
    ]


def test_la_tabella_dell_anno_ha_tutte_le_figure_dovute_e_le_altre_attestate(attestati: Contesto) -> None:
    lette = righe(attestazioni(attestati))
    assert (
        lette[1] == "Di che cosa Calcolato Attestato dal Nucleo di valutazione Differenza, giudizio, atto e motivazione"
    )
    assert lette[2:] == [
        (
            "Camera di Commercio 99,34 100 +0,66, attestazione piena; in linea con le aspettative; "
            "verbale 2 del 17 febbraio 2022. Lo scostamento viene da un collaudo chiesto da altri"
        ),
        "Area Anagrafica 98,76 98,76 uguale al calcolato; verbale 2 del 17 febbraio 2022.",
        "Area Promozione 99,52 97,5 −2,02; verbale 2 del 17 febbraio 2022. La prova è finita in ritardo",
        "Azienda di Prova 100,00 copertura 50,00 % 100 uguale al calcolato; verbale 2 del 17 febbraio 2022.",
        (
            "2.1.1 Rapidità delle pratiche del registro 97,52 97,6 +0,08; verbale 2 del 17 febbraio 2022. "
            "Le pratiche sono state recuperate"
        ),
    ]


def test_nei_riepiloghi_l_attestato_e_la_riga_sotto_il_totale(attestati: Contesto) -> None:
    di_chi = "Attestato dal Nucleo di valutazione verbale 2 del 17 febbraio 2022"
    lette = righe(riepilogo_aree_strategiche(attestati))
    posto = lette.index("Performance Camera di Commercio, calcolato 100 99,34 copertura 100,00 %")
    assert lette[posto + 1] == f"{di_chi} 100 +0,66, attestazione piena"
    assert "Totale Area strategica 1 100 99,64" in lette
    lette = righe(riepilogo_aree_dirigenziali(attestati))
    posto = lette.index("Totale Dirigente Area Promozione, calcolato 100 99,52")
    assert lette[posto + 1] == f"{di_chi} 97,5 −2,02"
    assert sum(r.startswith("Attestato") for r in lette) == 5  # two managers, chamber, director, agency


def test_al_semestre_non_c_e_niente_di_attestato(attestati: Contesto) -> None:
    for macro in (riepilogo_aree_strategiche, riepilogo_aree_dirigenziali):
        assert "ttestat" not in macro(attestati, periodo="30-06")


def test_nella_pagina_del_dirigente_ci_sono_le_due_cifre_l_atto_e_la_motivazione(attestati: Contesto) -> None:
    lette = righe(pagina_responsabile(attestati, "promozione"))
    assert lette[0] == "Grado al 31 dicembre 2021"
    assert lette[1] == "99,52 calcolato 97,5 attestato dal Nucleo di valutazione (−2,02)"
    assert (
        "Attestato dal Nucleo di valutazione con verbale 2 del 17 febbraio 2022. La prova è finita in ritardo" in lette
    )
    totale = next(r for r in lette if r.startswith("Totale Dirigente Area Promozione"))
    assert totale.endswith("99,52 calcolato 97,5 attestato dal Nucleo di valutazione (−2,02)")


@pytest.mark.parametrize("macro", [elenco_responsabili, riconciliazione, albero_performance], ids=lambda m: m.__name__)
def test_ogni_altro_totale_ha_accanto_l_attestato(attestati: Contesto, macro: Macro) -> None:
    assert "attestato dal Nucleo di valutazione" in " ".join(righe(macro(attestati)))


def test_una_frase_cita_l_attestato_con_chi_e_con_quale_atto(attestati: Contesto) -> None:
    letta = " ".join(righe(attestato(attestati, "promozione")))
    assert letta == "97,5 attestato dal Nucleo di valutazione (−2,02), verbale 2 del 17 febbraio 2022"
    assert " ".join(righe(attestato(attestati, "1.1"))) == "nessun grado attestato dal Nucleo di valutazione"
    with pytest.raises(MacroError, match="promozione"):
        attestato(attestati, "promozioni")


@pytest.mark.parametrize("pagina", PAGINE)
def test_finche_non_c_e_lo_si_dice_una_volta_per_pagina(consueto: Contesto, pagina: str) -> None:
    detto = " ".join(righe(PAGINE[pagina](consueto)))
    assert detto.count("Giudizio dell'OIV non ancora registrato.") == 1
    assert "ttestato" not in detto.replace("Calcolato e attestato", "").replace("l'attestato è", "")


@pytest.mark.parametrize("pagina", PAGINE)
def test_a_una_relazione_gia_approvata_si_dice_che_non_era_chiesto(pagina: str, tmp_path: Path) -> None:
    radice = Path(shutil.copytree(MINI, tmp_path / "p"))
    (radice / "data/2021/atti/oiv-relazione.yml").write_text(ATTO, encoding="utf-8")
    for documento in ("piano", "monitoraggio", "relazione"):
        approva(radice, documento)
    for pubblico in (False, True):
        detto = " ".join(righe(PAGINE[pagina](contesto(radice, pubblico=pubblico))))
        assert detto.count("Giudizio dell'OIV non richiesto quando fu approvata la Relazione.") == 1


@pytest.mark.slow
def test_il_metodo_dice_quando_uno_scostamento_e_lieve(attestati: Contesto) -> None:
    assert "Lo scostamento dal grado calcolato è lieve fino a 5 punti" in " ".join(righe(metodo(attestati)))
    assert "Attestazione" not in metodo(contesto(MINI))


def test_di_piu_figure_attestate_in_parte_si_dice_quale_manca(tmp_path: Path) -> None:
    radice = con_oiv(tmp_path / "p")
    sostituisci(radice / OIV, "  - {di: azienda, grado: 100, atto: oiv-relazione}\n", "")
    assert "Azienda di Prova 100,00 copertura 50,00 % n.d. non ancora registrato" in righe(
        attestazioni(contesto(radice))
    )


# --- the site and its papers ----------------------------------------------------------------------


@pytest.fixture(scope="module")
def sito(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The whole small project, attested, built as a draft with its PDFs."""
    base = tmp_path_factory.mktemp("sito-oiv")
    progetto = con_oiv(progetto_piccolo(base / "p"))
    premessa = "# La premessa\n\nCalcolato: {{ grado() }} su 100; {{ attestato() }}.\n"
    (progetto / "content/2021/relazione/premessa.md").write_text(premessa, encoding="utf-8")
    esito = ciclo("costruisci", "--uscita", str(base / "sito"), radice=progetto)
    assert esito.returncode == 0, esito.stderr
    return base


@pytest.mark.slow
def test_il_sito_mostra_le_due_cifre(sito: Path) -> None:
    pagine = sito / "sito"
    assert "99,34 su 100, calcolato 100 attestato dal Nucleo di valutazione" in leggi_pagina(pagine / "index.html")
    premessa = leggi_pagina(pagine / "2021/relazione/premessa.html")
    assert "Calcolato: 99,34 su 100; 100 attestato dal Nucleo di valutazione (+0,66, attestazione piena)" in premessa
    dirigente = leggi_pagina(pagine / "2021/responsabili/promozione.html")
    assert (
        "Non entra nel calcolo: il grado calcolato resta 99,52. Motivazione: La prova è finita in ritardo." in dirigente
    )
    assert "attestazioni.csv" in leggi_pagina(pagine / "dati.html")


@pytest.mark.slow
def test_la_copertina_della_relazione_ha_le_due_cifre(sito: Path) -> None:
    relazione = PdfReader(sito / "sito/documenti/2021/relazione-2021.pdf")
    copertina = parole(relazione.pages[0].extract_text())
    assert "Calcolato Attestato" in copertina
    assert "99,34 su 100 100, dal Nucleo di valutazione (+0,66, attestazione piena), verbale 2" in copertina
    assert "attestazioni.csv" in relazione.attachments
    piano = PdfReader(sito / "sito/documenti/2021/piano-2021.pdf")
    assert "ttestato" not in piano.pages[0].extract_text()


@pytest.mark.slow
def test_la_versione_pubblica_tace_fino_all_approvazione(sito: Path) -> None:
    progetto = Path(shutil.copytree(sito / "p", sito / "pubblico", symlinks=True))
    for documento in ("piano", "monitoraggio"):
        approva(progetto, documento)
    prima = _pubblica(progetto, sito / "prima")
    assert not re.search(r"Nucleo di valutazione|collaudo chiesto da altri|attestazione piena|97,5\b", prima)
    approva(progetto, "relazione")
    dopo = _pubblica(progetto, sito / "dopo")
    assert "attestato dal Nucleo di valutazione (+0,66, attestazione piena)" in dopo
    assert (sito / "dopo/dati/2021/attestazioni.csv").is_file()


def _pubblica(progetto: Path, uscita: Path) -> str:
    """Build the public version without its PDFs, and return every word of it."""
    esito = ciclo("costruisci", "--pubblico", "--senza-pdf", "--uscita", str(uscita), radice=progetto)
    assert esito.returncode == 0, esito.stderr
    pagine = " ".join(leggi_pagina(f) for f in sorted(uscita.rglob("*.html")))
    return pagine + "".join(f.read_text("utf-8") for f in sorted(uscita.rglob("*.csv")))


@pytest.mark.slow
def test_dalla_proposta_all_approvazione_con_i_soli_comandi(tmp_path: Path) -> None:
    """As the manual says: the OIV's impronta, its act, its file, the impronta that the Giunta quotes, the approval."""
    progetto = progetto_piccolo(tmp_path / "p")
    for documento in ("piano", "monitoraggio"):
        approva(progetto, documento)

    def comando(*argomenti: str) -> tuple[int, str, str]:
        return esegui(*argomenti, "--anno", "2021", "--radice", progetto)

    vista = re.search(r"oiv\.yml: (\w{64})", comando("proponi", "relazione", "--senza-pdf")[2])
    assert vista is not None
    atto = ("--tipo", "validazione_oiv", "--organo", "OIV", "--atto", "verbale 2", "--data", "2022-02-17")
    assert comando("atto", *atto, "--oggetto", "Validazione della Relazione", "--documento", "relazione")[0] == 0
    (nome,) = {f.stem for f in (progetto / "data/2021/atti").iterdir() if f.name.startswith("2022-02-17")}
    delibera = ("approva", "relazione", "--organo", "Giunta", "--atto", "delibera 9", "--data", "2022-02-24")
    proposta = comando("proponi", "relazione", "--senza-pdf")[1].strip()
    esito, fuori, _ = comando(*delibera, "--impronta", proposta)
    assert (esito, fuori.count("nessun grado attestato per")) == (1, 4)
    attestazioni = con_oiv(tmp_path / "altro") / OIV
    testo = attestazioni.read_text(encoding="utf-8").replace("oiv-relazione", nome)
    testo += f"validazione: {{esito: valida, impronta: {vista[1]}, atto: {nome}}}\n"
    (progetto / OIV).write_text(testo, encoding="utf-8")
    mancante = comando(*delibera, "--impronta", proposta)[1]
    assert [r for r in mancante.splitlines() if r.startswith("no")] == [
        "no  Impronta dell'atto uguale a quella dei dati"  # it was proposed without the OIV's file
    ]
    proposta = comando("proponi", "relazione", "--senza-pdf")[1].strip()
    assert comando(*delibera, "--impronta", proposta)[0] == 0
    assert comando("verifica")[0] == 0
    assert "Attestato dal Nucleo di valutazione" in comando("calcola")[1]
