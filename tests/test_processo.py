"""The process of a year: phases of the Sistema with acts and deadlines of the year; the System in force each year."""

from __future__ import annotations

import re
import shutil
from dataclasses import replace
from html import unescape
from pathlib import Path

import pytest

from macros.model.oiv import EsitoValidazione
from macros.model.problems import Documento
from macros.model.processo import PERSONE, PROCESSO
from macros.publish.contesto.contesto import Contesto
from macros.publish.pagine.processo import SENZA_ATTO, processo_anno
from macros.publish.pagine.scadenze import scadenze_anno
from macros.publish.pagine.tappe import NON_VALIDA, TAPPE, tappe
from macros.vista.vista import Vista, carica_vista
from tests.progetto_copia import MINI
from tests.test_scadenze import SCADENZE, atto
from tests.test_vista import approva


@pytest.fixture
def progetto(tmp_path: Path) -> Path:
    copia = Path(shutil.copytree(MINI, tmp_path / "p"))
    (copia / "data/2021/scadenze.yml").write_text(SCADENZE, encoding="utf-8")
    return copia


def pagina(vista: Vista, anno: int = 2021) -> str:
    return processo_anno(Contesto(vista=vista, pagina=f"{anno}/processo.html"))


def passi(html: str) -> dict[str, str]:
    """Return each step with its state and act."""
    righe = re.findall(r'<tr><th scope="row">([^<]+)</th>.*?data-voce="Stato">(.*?)</td></tr>', html)
    return {unescape(nome): unescape(re.sub(r"<[^>]+>", " ", stato)) for nome, stato in righe}


def test_ogni_fase_del_sistema_ha_chi_partecipa_e_la_sua_fonte(vista: Vista) -> None:
    html = pagina(vista)
    titoli = re.findall(r'<h2 id="fase-[a-z]+">\d\. ([^<]+)</h2>', html)
    assert titoli == [f.titolo for f in (*PROCESSO, PERSONE)]
    for fase in (*PROCESSO, PERSONE):
        assert f"Partecipano: {', '.join(fase.attori)}." in unescape(html)
        assert fase.fonte.startswith("SMVP ")


def test_le_tappe_del_ciclo_sono_passi_del_processo(vista: Vista) -> None:
    """One list of steps: what the home shows cannot differ from the process, that always names them with a noun."""
    detti = passi(pagina(vista))
    suoi = [p for p in TAPPE if p.documento is not Documento.PIAO]  # 2021 has none
    for passo, tappa in zip(suoi, tappe(vista.anno(2021)), strict=True):
        assert tappa.nome == passo.fatto
        assert tappa.atto in detti[passo.da_fare]
    assert [t.documento for t in TAPPE] == [
        *(Documento.PIANO, Documento.PIAO, Documento.MONITORAGGIO),
        *[Documento.RELAZIONE] * 4,
    ]


def test_un_passo_dice_la_scadenza_dell_anno_e_come_sta(progetto: Path) -> None:
    atto(progetto, "piano", "approvazione_giunta", "2021-02-03", "piano")
    atto(progetto, "v1", "validazione_dati", "2022-01-17", "relazione", "anagrafica")
    html = pagina(carica_vista(progetto))
    detti = passi(html)
    assert detti["Approvazione del Piano"].startswith(
        "fatto il 3 febbraio 2021, 3\N{NO-BREAK SPACE}giorni dopo il termine"
    )
    assert detti["Validazione dei dati finali"] == "da fare: mancano Area Promozione, Azienda di Prova"
    assert detti["Trasmissione a Unioncamere"] == SENZA_ATTO
    assert '<time datetime="2021-01-31">31 gennaio 2021</time>' in html
    assert '<td class="data nullo" data-voce="Entro il">–</td>' in html, "hidden where a row is a card"
    assert '<td class="data" data-voce="Entro il">–' not in html


def test_le_scadenze_fuori_dalle_fasi_si_elencano_dopo(progetto: Path) -> None:
    html = pagina(carica_vista(progetto)).split('id="altre-scadenze"')[1].split('id="sistema-in-vigore"')[0]
    assert re.findall(r'scadenze\.html#scadenza-([\w-]+)"', html) == ["ordine", "libera"]


def test_il_sistema_confermato_con_il_piano_si_dice_con_la_sua_delibera(vista: Vista) -> None:
    html = unescape(pagina(vista, 2022)).split('id="sistema-in-vigore"')[1]
    assert "Confermato con lo stesso atto che approva il Piano, delibera 4 del 27 gennaio 2022" in html
    assert "Approvato nell'anno, delibera 81 del 29 luglio 2021" in html
    prima, dopo = html.split("delibera 126 del 19 dicembre 2019")
    assert "Piano della performance, Monitoraggio al 30 giugno" in dopo.split("delibera 81")[0]
    assert "parere dell'OIV" in prima


@pytest.mark.parametrize(
    ("atti", "detto"),
    [
        ((), "Nessun atto registrato nell'anno lo conferma o lo aggiorna"),
        ((("c", "conferma_smvp", "2021-01-28"),), "Confermato con un atto a sé, n. c del 28 gennaio 2021"),
        ((("a", "approvazione_giunta", "2021-01-28"),), "Approvato nell'anno, n. a del 28 gennaio 2021"),
    ],
    ids=["nessuno", "confermato a parte", "nuovo"],
)
def test_come_un_anno_ha_il_suo_sistema(progetto: Path, atti: tuple[tuple[str, ...], ...], detto: str) -> None:
    for nome, tipo, giorno in atti:
        atto(progetto, nome, tipo, giorno, "smvp")
    assert detto in unescape(pagina(carica_vista(progetto)))


PASSI_PERSONE = [p.titolo for p in PERSONE.passi]
POI = "da fare: aspetta l'approvazione della Relazione"


def stati_persone(vista: Vista, anno: int) -> list[str]:
    detti = passi(pagina(vista, anno))
    return [" ".join(detti[titolo].split()) for titolo in PASSI_PERSONE]


def test_cio_che_si_sa_delle_persone_viene_dagli_atti_e_dai_premi(vista: Vista) -> None:
    anno = vista.anno(2021)
    assert anno.premi is not None
    chiuse = f"concluso: riesami {anno.premi.riesami}, ricorsi {anno.premi.ricorsi}"
    *detti, premi = stati_persone(vista, 2021)
    assert detti == [*["concluso"] * 4, chiuse]
    assert premi.startswith("fatto il 18 luglio 2022, 13 giorni prima")
    senza_atto = {2021: replace(anno, scadenze=None)}
    sola = replace(vista, progetto=replace(vista.progetto, anni=senza_atto), anni_di={})
    assert stati_persone(sola, 2021)[-1] == "pubblicati in forma aggregata"
    piano, semestre = (
        f"si può fare dal {giorno} Giunta, {atto}"
        for giorno, atto in (("27 gennaio 2022", "delibera 4"), ("28 luglio 2022", "comunicazione 3"))
    )
    assert stati_persone(vista, 2022) == [piano, semestre, POI, POI, POI, POI]
    assert '<a href="trasparenza/06-05.html">in forma aggregata</a>' in pagina(vista, 2021)
    assert "trasparenza/06-05.html" not in pagina(vista, 2022)


def test_una_data_data_alle_persone_si_legge_nel_suo_passo(progetto: Path) -> None:
    file = progetto / "data/2021/scadenze.yml"
    voce = "  - {codice: persone-colloqui, titolo: Colloqui, entro: 2021-09-30, chi: Dirigenti di area}\n"
    file.write_text(file.read_text("utf-8").rstrip("\n") + "\n" + voce, encoding="utf-8")
    html = pagina(carica_vista(progetto))
    riga = html.split('<th scope="row">Colloqui in corso d&#39;anno</th>')[1].split("</tr>")[0]
    assert '<time datetime="2021-09-30">30 settembre 2021</time>' in riga
    assert "Dirigenti di area" in riga
    assert "persone-colloqui" not in html.split('id="altre-scadenze"')[1]
    assert stati_persone(carica_vista(progetto), 2021)[:2] == [
        "da fare: aspetta l'approvazione del Piano",
        "da fare: aspetta la comunicazione del semestre",
    ]


def test_in_pubblico_non_si_dice_niente_di_cio_che_non_e_pubblico(progetto: Path) -> None:
    approva(progetto, 2021, "piano")
    atto(progetto, "segreto-24", "validazione_oiv", "2022-02-17", "relazione")
    for n, area in enumerate(("anagrafica", "promozione", "azienda")):
        atto(progetto, f"segreto-{n}", "validazione_dati", "2022-01-17", "relazione", area)
    bozza, pubblica = carica_vista(progetto), carica_vista(progetto, pubblico=True)
    for fai in (processo_anno, scadenze_anno):
        detta, taciuta = (fai(Contesto(vista=v, pagina="2021/processo.html")) for v in (bozza, pubblica))
        assert "segreto" in detta
        assert "segreto" not in taciuta
    assert passi(pagina(pubblica))["Validazione dei dati finali"] == "da fare"
    assert passi(pagina(pubblica))["Approvazione del Piano"].startswith("fatto il 1° febbraio 2022")


def test_i_passi_di_una_fase_sono_in_ordine_di_data_con_le_scadenze_che_sono_sue(vista: Vista) -> None:
    fasi, altre = pagina(vista, 2022).split('id="altre-scadenze"')
    giorni = [
        re.findall(r'<time datetime="([^"]+)"', fase.split("</table>")[0]) for fase in fasi.split('id="passi-')[1:]
    ]
    assert giorni == [sorted(g) for g in giorni]
    programmazione, rendicontazione = (
        passi(fasi.split(f'id="passi-{f}"')[1].split("</table>")[0]) for f in ("programmazione", "rendicontazione")
    )
    assert [*programmazione] == [
        *("Validazione del Piano", "Approvazione del Piano", "Pubblicazione del Piano"),
        "Certificazione dei valori delle risorse",
        *(
            "Approvazione del PIAO",
            "Pubblicazione del PIAO, sul sito e sul portale del Dipartimento della funzione pubblica",
        ),
    ]
    assert [*rendicontazione] == ["Validazione dei dati finali", "Stesura della Relazione"]
    assert "scadenza-piao" not in altre
    assert "scadenza-relazione-stesura" not in altre


def test_una_relazione_dichiarata_non_valida_si_dice_nello_stato_del_suo_passo(vista: Vista) -> None:
    anni = vista.progetto.anni
    oiv = anni[2021].oiv
    assert oiv is not None
    assert oiv.validazione is not None
    rifiuta = replace(oiv, validazione=replace(oiv.validazione, esito=EsitoValidazione.NON_VALIDA))
    negata = {**anni, 2021: replace(anni[2021], oiv=rifiuta)}
    altra = replace(vista, progetto=replace(vista.progetto, anni=negata), anni_di={})
    for v, come in ((vista, "fatto il "), (altra, f"{NON_VALIDA}, fatto il ")):
        assert passi(pagina(v))["Validazione dell'OIV"].startswith(come)
