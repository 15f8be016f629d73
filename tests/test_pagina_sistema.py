"""The page of each System of a year: which documents stand under it, its acts, what it changed; the item 06.01."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import replace
from html import unescape

import pytest

from macros.model.anno import Anno
from macros.model.atti import Atto
from macros.model.problems import Documento
from macros.model.sistemi import detto, sistemi
from macros.model.valori import Decrescente, Livello, TipoAtto
from macros.publish.contesto.contesto import Contesto
from macros.publish.contesto.continuita import pagina_nell_anno
from macros.publish.html.frammenti import MacroError
from macros.publish.iter import delibere
from macros.publish.iter.delibere import delibera
from macros.publish.iter.sistemi import NESSUN_ATTO, come
from macros.publish.pagine import sistema
from macros.publish.pagine.esposti import SENZA_TESTO, esposti
from macros.publish.pagine.sistema import PRIMO, UGUALI, pagina_sistema
from macros.publish.pagine.trasparenza import obbligo
from macros.publish.pezzi.regole import LIVELLI
from macros.vista.vista import Vista

PIANO, PIAO, MONITORAGGIO, RELAZIONE = Documento
GIUNTA_DI_LUGLIO = "2021-07-29-giunta-approvazione-smvp"


def in_parole(html: str) -> str:
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", html)).split())


def pagina(vista: Vista, anno: int, codice: str) -> str:
    return pagina_sistema(Contesto(vista=vista, pagina=f"{anno}/sistema/{codice}.html"), codice)


def con_atto(anno: Anno, nome: str, tipo: TipoAtto, giorno: str) -> Anno:
    modello = anno.atti[GIUNTA_DI_LUGLIO]
    nuovo = replace(modello, nome=nome, tipo=tipo, data=dt.date.fromisoformat(giorno), numero=nome)
    return replace(anno, atti={**anno.atti, nome: nuovo})


def atti_di(anno: Anno) -> list[list[str]]:
    return [[a.nome for a in s.atti] for s in sistemi(anno)]


def con_regole(vista: Vista, **regole: object) -> Vista:
    """The same years, the second with other rules."""
    anni = vista.progetto.anni
    dopo = replace(anni[2022], smvp=replace(anni[2022].regole, **regole))
    return replace(vista, progetto=replace(vista.progetto, anni={2021: anni[2021], 2022: dopo}), anni_di={})


# --- which Systems a year has ---------------------------------------------------------------------


def test_ogni_documento_sta_sotto_il_sistema_del_suo_giorno(vista: Vista) -> None:
    trovati = [(s.numero, detto(s.smvp), s.documenti, s.fino_al) for s in sistemi(vista.anno(2021))]
    assert trovati == [
        (1, "delibera 126 del 19 dicembre 2019", (PIANO, MONITORAGGIO), dt.date(2021, 7, 29)),
        (2, "delibera 81 del 29 luglio 2021", (RELAZIONE,), None),
    ]
    assert [(s.numero, s.documenti) for s in sistemi(vista.anno(2022))] == [(1, (PIANO, PIAO, MONITORAGGIO, RELAZIONE))]


def test_una_variazione_non_approvata_non_porta_un_sistema(vista: Vista) -> None:
    anno = vista.anno(2021)
    senza = replace(anno, atti={n: a for n, a in anno.atti.items() if n != GIUNTA_DI_LUGLIO})
    assert [s.numero for s in sistemi(senza)] == [1]


@pytest.mark.parametrize(
    ("tipo", "giorno", "quale"),
    [
        (TipoAtto.CONFERMA_SMVP, "2021-01-28", 0),
        (TipoAtto.PARERE_OIV, "2021-07-28", 0),
        (TipoAtto.RELAZIONE_SISTEMA, "2022-04-29", 1),
    ],
)
def test_un_atto_e_sul_sistema_del_suo_giorno(vista: Vista, tipo: TipoAtto, giorno: str, quale: int) -> None:
    atti = atti_di(con_atto(vista.anno(2021), "prova", tipo, giorno))
    assert ["prova" in suoi for suoi in atti] == [quale == 0, quale == 1]


def test_l_atto_di_una_variazione_e_su_cio_che_porta(vista: Vista) -> None:
    """The OIV's opinion is of a day when the System before was in force; both may be on the Piano."""
    anno = vista.anno(2021)
    assert atti_di(anno)[1][:2] == ["2021-07-22-oiv-parere-smvp", GIUNTA_DI_LUGLIO]
    sul_piano = {n: replace(a, documento="piano") if n == GIUNTA_DI_LUGLIO else a for n, a in anno.atti.items()}
    assert atti_di(replace(anno, atti=sul_piano))[1][:2] == ["2021-07-22-oiv-parere-smvp", GIUNTA_DI_LUGLIO]


@pytest.mark.parametrize(
    ("tipo", "giorno", "attesi"),
    [
        (None, "", (f"{NESSUN_ATTO}. Sostituito il 29 luglio 2021", "Approvato nell'anno, ")),
        (
            TipoAtto.CONFERMA_SMVP,
            "2021-01-28",
            ("Confermato con un atto a sé, n. 7 del 28 gennaio 2021. Sostituito", "Approvato nell'anno, "),
        ),
    ],
    ids=["nessuno", "confermato"],
)
def test_come_l_anno_ha_ciascuno_dei_suoi(
    vista: Vista, tipo: TipoAtto | None, giorno: str, attesi: tuple[str, str]
) -> None:
    anno = vista.anno(2021)
    if tipo:
        anno = con_atto(anno, "7", tipo, giorno)
    detti = [come(anno, s) for s in sistemi(anno)]
    assert all(d.startswith(a) for d, a in zip(detti, attesi, strict=True)), detti


def test_la_conferma_con_la_delibera_del_piano_e_lo_stesso_atto(vista: Vista) -> None:
    anno = vista.anno(2021)
    piano: Atto | None = anno.approvazione(PIANO)
    assert piano is not None
    conferma = replace(piano, nome="c", tipo=TipoAtto.CONFERMA_SMVP, documento="smvp")
    con = replace(anno, atti={**anno.atti, "c": conferma})
    assert come(con, sistemi(con)[0]).startswith("Confermato con lo stesso atto che approva il Piano, ")


# --- the page -------------------------------------------------------------------------------------


def test_la_pagina_dice_che_cosa_cambia_e_per_quale_variazione(vista: Vista) -> None:
    html = pagina(vista, 2021, "2")
    cambia = html.split('id="sistema-cambi"')[1].split("<h2")[0]
    assert '<a href="2021/sistema/1.html">Sistema 2021, delibera 126 del 19 dicembre 2019</a>' in cambia
    assert '<a href="2021/variazioni.html">' in cambia
    assert re.findall(r'<tr><th scope="row">([^<]+)</th>', cambia) == [
        "Formula della valutazione individuale",
        "Figura della valutazione individuale",
        "Profili della valutazione individuale",
    ]
    assert "Cambiano 3 regole. Nessuna cifra cambia sui dati al 31 dicembre. Il conto è nelle" in in_parole(cambia)
    celle = re.findall(r'data-voce="(?:Prima|Adesso)">(?:<strong>)?(.*?)(?:</strong>)?</td>', cambia)
    persone = 'si legge in <a href="#sistema-persone">Le persone</a>'
    detti = ("punti / massimo × peso", "grado attestato dall&#39;OIV", persone)
    assert celle == [c for detto in detti for c in ("non è nei dati", detto)]
    assert "Variazione 4: Nuovo Sistema" in in_parole(cambia)
    assert "Giunta, delibera 81 del 29 luglio 2021" in in_parole(cambia)


def test_il_primo_non_si_confronta_e_rimanda_a_quello_che_lo_segue(vista: Vista) -> None:
    html = pagina(vista, 2021, "1")
    assert PRIMO in unescape(html)
    assert 'Lo segue: <a href="2021/sistema/2.html">' in html
    assert "Vale per Piano della performance, Monitoraggio al 30 giugno" in in_parole(html)
    le_ha = '<a href="2021/sistema/2.html#sistema-persone">Sistema 2021, delibera 81 del 29 luglio 2021</a>'
    assert f"Di questo Sistema i dati non hanno le quote della valutazione individuale: le ha {le_ha}." in html
    assert in_parole(html).count("Nessun atto") == 1, "that no act is about it is said once"


@pytest.mark.parametrize(
    ("regole", "che", "righe"),
    [
        ({}, f". {UGUALI}", []),
        ({"delibera": "99"}, f". Cambia l'atto. {UGUALI}", []),
        (
            {"decrescente": Decrescente.RAPPORTO},
            ". Cambia 1 regola. Quanto sposta i gradi: il confronto con il 2021",
            [("Grado decrescente", "lineare", "rapporto")],
        ),
        (
            {"tetto_indicatore": None},
            ". Cambia 1 regola. Quanto sposta i gradi: il confronto con il 2021",
            [("Grado tetto indicatore", "100", "nessun tetto")],
        ),
    ],
    ids=["niente", "l'atto", "una regola", "un tetto in meno"],
)
def test_fra_due_anni_si_confrontano_le_regole(
    vista: Vista, regole: dict[str, object], che: str, righe: list[tuple[str, ...]]
) -> None:
    html = pagina(con_regole(vista, **regole), 2022, "1")
    cambia = html.split('id="sistema-cambi"')[1].split("<h2")[0]
    assert f"Rispetto al Sistema 2021, delibera 81 del 29 luglio 2021 {che}" in in_parole(cambia)
    trovate = re.findall(r'<th scope="row">(.*?)</th><td.*?>(.*?)</td><td.*?><strong>(.*?)</strong>', cambia)
    assert [tuple(r) for r in trovate] == righe


def test_le_regole_della_pagina_sono_quelle_di_quel_sistema(vista: Vista) -> None:
    """Shares of the profiles came in July; funds, weights and terms are of the year."""
    prima, dopo = (pagina(vista, 2021, codice) for codice in "12")
    assert 'id="metodo-quote"' in dopo
    assert 'id="metodo-quote"' not in prima
    for html in (prima, dopo):
        assert {"metodo-regole", "metodo-arrotondamento", "metodo-stati"} <= set(re.findall(r'id="([\w-]+)"', html))
        parole = in_parole(html)
        assert "Coefficiente Dalla rilevanza di un progetto finanziato: bassa 1, media 3, alta 5." in parole
        assert "In linea da 95 su 100, a rischio da 80, in ritardo sotto 80." in parole
        assert "Trasmissione a Unioncamere: entro il 30 giugno 2022" in parole
        assert "nessuno di meno di 3 persone" in parole


def test_un_sistema_che_non_c_e_si_dice(vista: Vista) -> None:
    with pytest.raises(MacroError, match="«3» non è un Sistema del 2021"):
        pagina(vista, 2021, "3")


def test_nell_altro_anno_si_arriva_al_primo_dei_suoi() -> None:
    """The second of a year may have no fellow in the next."""
    assert pagina_nell_anno({}, "2021/sistema/2.html", 2022) == "2022/sistema/1.html"


def test_la_voce_06_01_ha_una_riga_per_atto_con_le_sue_pagine(vista: Vista) -> None:
    html = obbligo(Contesto(vista=vista, pagina="trasparenza/06-01.html"), "06.01")
    assert re.findall(r'<th scope="row"><a href="([^"]+)">([^<]+)</a>', html) == [
        ("2022/sistema/1.html", "Sistema, delibera 81 del 29 luglio 2021"),
        ("2021/sistema/1.html", "Sistema, delibera 126 del 19 dicembre 2019"),
    ]
    parole = in_parole(html)
    pagine = [re.findall(r'<a href="([^"]+)"', c) for c in re.findall(r'data-voce="Formati">(.*?)</td>', html)]
    assert pagine == [["2022/sistema/1.html", "2021/sistema/2.html"], ["2021/sistema/1.html"]]
    approvato = "vale per Relazione sulla performance. Approvato nell'anno, delibera 81 del 29 luglio 2021"
    assert f"2021: {approvato} {SENZA_TESTO}" in parole
    assert "Confermato con lo stesso atto che approva il Piano, delibera 4 del 27 gennaio 2022" in parole
    assert re.findall(r'data-voce="In linea fino al">([^<]*)', html) == ["in vigore", "31 dicembre 2024"]


def test_il_testo_di_un_sistema_all_albo_si_legge_da_li(vista: Vista) -> None:
    anni, albo = vista.progetto.anni, "https://albo.example/81"
    atti = anni[2021].atti
    con = replace(anni[2021], atti={**atti, GIUNTA_DI_LUGLIO: replace(atti[GIUNTA_DI_LUGLIO], albo=albo)})
    altra = replace(vista, progetto=replace(vista.progetto, anni={**anni, 2021: con}), anni_di={})
    dopo, prima = (r for r in esposti(Contesto(vista=altra, pagina="trasparenza/06-01.html"), ("smvp",)))
    assert dopo.formati[-1] == ("albo", "Sistema, delibera 81 del 29 luglio 2021, all'albo", albo)
    assert SENZA_TESTO not in dopo.detti
    assert SENZA_TESTO in prima.detti


def test_cio_che_si_arrotonda_uguale_e_una_riga_sola(vista: Vista) -> None:
    regole = vista.anno(2022).regole
    uguali, diversi = pagina(vista, 2022, "1"), dict(regole.arrotondamento)
    diversi[Livello.ENTE] = replace(diversi[Livello.ENTE], decimali=1)
    per_livello = pagina(con_regole(vista, arrotondamento=diversi), 2022, "1")
    righe = [
        re.findall(
            r'<tr><th scope="row">([^<]+)</th>', html.split('id="metodo-arrotondamento"')[1].split("</table>")[0]
        )
        for html in (uguali, per_livello)
    ]
    assert righe == [["Tutti i livelli"], list(LIVELLI.values())]


def test_quanto_le_regole_spostano_i_gradi_e_il_conto_della_loro_variazione(
    vista: Vista, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The steps of two variations change places: the one that moves figures brings the System in."""
    anno = vista.anno(2021)
    tutti = delibere.cammino(vista, anno, "oggi")
    quarta = next(p for p in tutti.passaggi if p.variazione.numero == 4)
    muove = next(p for p in tutti.passaggi if any(r.camera for t in delibera(anno, p).effetti for r in t.righe))
    scambiato = replace(muove, variazione=replace(muove.variazione, cambi=quarta.variazione.cambi))
    monkeypatch.setattr(sistema, "cammino", lambda *_: replace(tutti, passaggi=(scambiato,)))
    tavola, *_ = delibera(anno, muove).effetti
    camera = next(r for r in tavola.righe if r.camera)
    detto = in_parole(pagina(vista, 2021, "2"))
    titolo = f"Variazione {muove.variazione.numero}"
    assert f"{titolo}, {tavola.su}: la Camera passa da {camera.prima} a {camera.dopo}. Il conto è nelle" in detto
