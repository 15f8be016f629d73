"""The year on one sheet: which lines it tells and why, when it is there, what it says of the year after, one A4."""

from __future__ import annotations

import datetime as dt
import json
import re
import shutil
import struct
import subprocess
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from hashlib import sha256

import pytest
import segno

from macros.engine.mancano import mancano, pesi
from macros.engine.riusciti import riusciti
from macros.model.luoghi import SENZA_INDIRIZZO, file_documenti
from macros.model.pagine import FOGLIO
from macros.model.valori import Periodo
from macros.publish.carta.documento import componi
from macros.publish.carta.immagine import in_png
from macros.publish.carta.stampa import impagina
from macros.publish.contesto.contesto import Contesto
from macros.publish.disegni.qr import MARGINE, qr
from macros.publish.disegni.tela import Disegno
from macros.publish.documenti import fascicoli
from macros.publish.pagine.foglio import anno_in_un_foglio
from macros.trail.seguito import seguito
from macros.vista.vista import carica_vista
from tests.conftest import obiettivo, scrivi_progetto
from tests.lettura_uscite import in_parole
from tests.progetto_copia import progetto_piccolo
from tests.strumenti import richiedi

DICEMBRE = Periodo.DICEMBRE
GIORNO = {"regola": "entro_data", "target": dt.date(2021, 11, 30), "penalita": {"punti_al_giorno": 1}}


def codici(ciclo, quanti=5):
    return [v.indicatore.codice for v in riusciti(ciclo, ciclo.ente, quanti)]


def in_un_foglio(radice):
    vista = carica_vista(radice)
    return anno_in_un_foglio(Contesto(vista=vista, pagina=FOGLIO.indirizzo(2021)))


# --- which lines -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("obiettivi", "consuntivo", "attesi"),
    [
        pytest.param(
            [obiettivo("1.1", {"peso": 40}, {"peso": 60}), obiettivo("1.2", {}), obiettivo("1.3", {})],
            {"1.1.a": 100, "1.1.b": 100, "1.2.a": 100, "1.3.a": 100},
            ["1.2.a", "1.3.a", "1.1.b"],
            id="prima chi pesa di più, a parità l'ordine dell'albero, uno per obiettivo",
        ),
        pytest.param(
            [obiettivo("1.1", {}), obiettivo("1.2", {}), obiettivo("1.3", {})],
            {"1.1.a": 99, "1.3.a": 100},
            ["1.3.a"],
            id="chi non raggiunge il target, e chi non è rilevato, non c'è",
        ),
        pytest.param(
            [obiettivo("1.1", GIORNO), obiettivo("1.2", {"peso": 50}, {"peso": 50})],
            {"1.1.a": dt.date(2021, 11, 2), "1.2.b": 100, "1.2.a": 10},
            ["1.2.b", "1.1.a"],
            id="un numero viene prima di un giorno, che pesa di più",
        ),
        pytest.param(
            [obiettivo("1.1", {}), obiettivo("AS.1", {})],
            {"1.1.a": 100, "AS.1.a": 100},
            ["1.1.a"],
            id="ciò che è dell'Azienda Speciale non entra nella cifra della Camera",
        ),
    ],
)
def test_i_risultati_del_foglio_sono_una_regola(ciclo, obiettivi, consuntivo, attesi):
    assert codici(ciclo(obiettivi=obiettivi, consuntivo=consuntivo)) == attesi


def test_i_pesi_sulla_cifra_sommano_a_uno_e_spiegano_cio_che_manca(vista):
    for anno in (2021, 2022):
        for periodo in Periodo:
            if (fatto := vista.ciclo(anno, periodo)) is None:
                continue
            for figura in (fatto.ente, *fatto.aree_strategiche.values()):
                perso, quote = mancano(fatto, figura), pesi(fatto, figura)
                assert perso is None or sum(quote.values()) == 1
                for p in perso.perdite if perso else ():
                    assert p.punti == quote[p.codice] * (100 - (fatto.indicatori[p.codice].riportato or 0))


def test_le_mancanze_scritte_sommano_a_cio_che_la_frase_dice(ciclo):
    fatto = ciclo(
        obiettivi=[obiettivo("1.1", {}, {}, {}), obiettivo("1.2", {})],
        consuntivo={"1.1.a": 50, "1.1.b": 99, "1.1.c": 98, "1.2.a": 100},
    )
    perso = mancano(fatto, fatto.ente)
    assert [(p.codice, p.stampati) for p in perso.perdite] == [
        ("1.1.a", Decimal("8.33")),
        ("1.1.c", Decimal("0.33")),
        ("1.1.b", Decimal("0.17")),
    ]
    assert perso.dei_primi(2) == Decimal("8.66")


# --- the year after ----------------------------------------------------------------------------


def anno_dopo(prima, *cambiati, senza=(), **aggiunti):
    """The plan of 2022 that continues a year, but for some indicators, and objectives that end or begin."""
    nuovi = {i.codice: i for i in cambiati}
    tutti = {}
    for codice, o in prima.obiettivi.items():
        if codice not in senza:
            suoi = (nuovi.get(i.codice, i) for i in o.indicatori)
            tutti[codice] = replace(
                o, continua_da=(codice,), indicatori=tuple(replace(i, continua_da=(i.codice,)) for i in suoi)
            )
    modello = next(iter(tutti.values()))
    for nome, da in aggiunti.items():
        codice = nome.replace("_", ".")
        tutti[codice] = replace(modello, codice=codice, titolo=f"Nuovo {codice}", continua_da=da, indicatori=())
    return replace(prima, anno=2022, obiettivi=tutti)


def test_un_target_e_piu_esigente_dove_chiede_di_piu_anche_se_e_piu_basso(ciclo):
    prima = ciclo(
        obiettivi=[
            obiettivo("1.1", {"target": 80}, {"target": 10, "regola": "decrescente"}, {"target": 50}),
            obiettivo("1.2", {"target": 80}),
        ],
        consuntivo={"1.1.a": 80},
    ).anno
    i = prima.indicatori
    nel_2022 = {
        "1.1.a": {"atteso": {DICEMBRE: Decimal(85)}},
        "1.1.b": {"atteso": {DICEMBRE: Decimal(8)}},
        "1.1.c": {"atteso": {DICEMBRE: Decimal(45)}},
        "1.2.a": {"atteso": {DICEMBRE: Decimal(90)}, "unita_misura": "imprese"},
    }
    detto = seguito(prima, anno_dopo(prima, *(replace(i[c], **cambi) for c, cambi in nel_2022.items())), {})
    assert [b.codice for _, b in detto.alzati] == ["1.1.a", "1.1.b"]
    assert [b.codice for _, b in detto.abbassati] == ["1.1.c"]  # 1.2.a measures another thing
    pesati = seguito(prima, anno_dopo(prima, *(replace(i[c], **nel_2022[c]) for c in nel_2022)), {"1.1.b": Fraction(1)})
    assert [b.codice for _, b in pesati.alzati] == ["1.1.b", "1.1.a"]


def test_gli_obiettivi_nuovi_e_conclusi_si_seguono_e_non_si_leggono_dai_codici(ciclo):
    prima = ciclo(
        obiettivi=[obiettivo("1.1", {}), obiettivo("1.2", {}), obiettivo("1.3", {}), obiettivo("AS.1", {})],
        consuntivo={"1.1.a": 100},
    ).anno
    dopo = anno_dopo(prima, senza=("1.2", "AS.1"), **{"1_4": (), "1_5": ("1.3",)})
    dopo.obiettivi["1.2"] = replace(dopo.obiettivi["1.4"], codice="1.2", continua_da=())  # its code, another thing
    detto = seguito(prima, dopo, {})
    assert {o.codice for o in detto.nuovi} == {"1.2", "1.4"}
    assert [o.codice for o in detto.conclusi] == ["1.2"]
    assert [(x.prima, set(x.dopo)) for x in detto.ricomposti] == [(("1.3",), {"1.3", "1.5"})]
    assert detto.quanti == 5


def test_senza_il_piano_dell_anno_dopo_il_foglio_lo_dice(progetto):
    testo = in_parole(in_un_foglio(progetto(consuntivo={"1.1.a": 100})))
    assert "Che cosa cambia nel 2022 Il Piano 2022 non è ancora pubblicato" in testo


def test_il_foglio_dice_cifra_attestazione_mancanze_risultati_e_anno_dopo(vista):
    testo = in_parole(anno_in_un_foglio(Contesto(vista=vista, pagina=FOGLIO.indirizzo(2021))))
    fatto = vista.ciclo(2021, DICEMBRE)
    perso = mancano(fatto, fatto.ente)
    assert [testo.index(f"−{str(p.stampati).replace('.', ',')} {p.codice}") for p in perso.perdite[:5]]
    assert all(f"{v.indicatore.codice} {v.indicatore.titolo[:20]}" in testo for v in riusciti(fatto, fatto.ente, 5))
    assert re.search(r"97 attestato dall'OIV: in linea con le aspettative \(\+0,78\), verbale", testo)
    assert re.search(r"Il Piano 2022 \(Giunta, delibera \d+ del [^)]*\) ha 30 obiettivi\.", testo)
    assert "1 obiettivo nuovo 1.1.3" in testo
    assert vista.impronta(2021, "relazione") in testo


# --- when it is there --------------------------------------------------------------------------


def test_il_foglio_c_e_da_quando_la_cifra_di_fine_anno_si_dice(progetto):
    tre = [obiettivo("1.1", {}, {}, {})]
    for consuntivo, smvp, presente in (
        ({}, {}, False),
        ({"1.1.a": 100}, {}, True),
        ({"1.1.a": 100}, {"stati_copertura_minima": 60}, False),
        ({"1.1.a": 100, "1.1.b": 100}, {"stati_copertura_minima": 60}, True),
    ):
        radice = progetto(obiettivi=tre, consuntivo=consuntivo, smvp=smvp)
        vista = carica_vista(radice)
        assert FOGLIO.quando(vista, 2021) is presente
        assert ("foglio" in [f.documento for f in fascicoli(vista, 2021)]) is presente
        shutil.rmtree(radice)


def test_in_pubblico_il_foglio_esce_con_la_relazione(vista, progetto):
    assert not FOGLIO.quando(carica_vista(progetto(consuntivo={"1.1.a": 100}), pubblico=True), 2021)
    assert [n for n in vista.anni if FOGLIO.quando(vista, n)] == [2021]  # 2022 is open


# --- the code ----------------------------------------------------------------------------------


def test_il_codice_disegnato_ha_i_moduli_dell_indirizzo_intero():
    indirizzo = "https://performance.camera.it/2021/relazione/iter.html#iter-impronta"
    svg = str(qr(Disegno(chiave="q", titolo="Q", descrizione="D"), indirizzo))
    lato = int(re.search(r'viewBox="0 0 (\d+) \1"', svg)[1])
    scuri = {
        (int(x) + n, int(y))
        for x, y, largo in re.findall(r"M(\d+) (\d+)h(\d+)v1h-\d+z", svg)
        for n in range(int(largo))
    }
    atteso = segno.make(indirizzo, error="M", micro=False).matrix
    assert lato == len(atteso) + 2 * MARGINE
    assert scuri == {(x + MARGINE, y + MARGINE) for y, riga in enumerate(atteso) for x, m in enumerate(riga) if m}


@pytest.mark.parametrize("indirizzo", ["https://performance.camera.it/", "https://example.org/performance/", ""])
def test_senza_un_indirizzo_vero_il_codice_non_c_e_e_si_dice(progetto, indirizzo):
    radice = progetto(consuntivo={"1.1.a": 100})
    if indirizzo:
        with (radice / "data" / "ente.yml").open("a", encoding="utf-8") as ente:
            ente.write(f"indirizzo_sito: {indirizzo}\n")
    html = in_un_foglio(radice)
    vero = "camera.it" in indirizzo
    assert ('class="qr"' in html) is vero
    assert (SENZA_INDIRIZZO in in_parole(html)) is not vero
    assert ("https://performance.camera.it/2021/relazione/iter.html#iter-impronta" in html) is vero


# --- one A4 ------------------------------------------------------------------------------------

PAROLE = (
    "Digitalizzazione semplificata dei procedimenti amministrativi anagrafici e promozionali per le imprese bresciane"
)
LUNGO = " ".join([PAROLE] * 3)
RIGHE = {"valore": 51, "causa": "esogena", "motivo": f"{LUNGO}. {LUNGO}"}


def lungo(codice):
    unita = "imprese che hanno ricevuto un contributo camerale"
    mancato, riuscito = ({"titolo": LUNGO, "unita_misura": unita, "storico": "123456,78"} for _ in range(2))
    return obiettivo(codice, mancato, riuscito, titolo=LUNGO)


@pytest.fixture(scope="module")
def stampato(tmp_path_factory):
    """The PDF of the sheet of a year in which every text is as long as it can be."""
    radice = tmp_path_factory.mktemp("lunghi")
    tutti = [f"1.{n}" for n in range(1, 9)]
    scrivi_progetto(
        radice,
        obiettivi=[lungo(c) for c in tutti],
        consuntivo={f"{c}.a": RIGHE for c in tutti} | {f"{c}.b": 123456 for c in tutti},
    )
    return stampa_foglio(radice, radice / "sito")


def stampa_foglio(radice, sito):
    """Print the sheet of 2021 of a project."""
    (sito / "2021").mkdir(parents=True)
    vista = carica_vista(radice)
    corpo = anno_in_un_foglio(Contesto(vista=vista, pagina=FOGLIO.indirizzo(2021)))
    intero = f"<!--contenuto--><h1>Il 2021 in un foglio</h1>{corpo}<!--/contenuto-->"
    (sito / FOGLIO.indirizzo(2021)).write_text(intero, encoding="utf-8")
    (foglio,) = (f for f in fascicoli(vista, 2021) if f.documento == "foglio")
    return impagina(foglio, componi(foglio, sito), sito, lambda _: None)


@pytest.mark.slow
def test_con_i_testi_piu_lunghi_e_un_foglio_solo_e_nessuna_riga_esce_dal_suo_posto(stampato, tmp_path):
    assert stampato.pagine == 1
    (tmp_path / "f.pdf").write_bytes(stampato.pdf)
    comando = [richiedi("pdftotext"), "-bbox", str(tmp_path / "f.pdf"), "-"]
    testo = subprocess.run(comando, capture_output=True, encoding="utf-8", check=True).stdout
    parole = [
        (float(x), float(y), float(giu), parola)
        for x, y, giu, parola in re.findall(
            r'xMin="([\d.]+)" yMin="([\d.]+)" xMax="[\d.]+" yMax="([\d.]+)">(.*?)<', testo
        )
    ]
    assert max(giu for *_, giu, _ in parole) < 842
    for lettera, da, a in (("a", 0, 297), ("b", 297, 595)):
        inizi = [y for x, y, _, p in parole if da < x < a and re.fullmatch(rf"1\.\d\.{lettera}", p) and 240 < y < 640]
        assert len(inizi) == 5, lettera
        for su, giu in zip(inizi, [*inizi[1:], inizi[-1] + (inizi[1] - inizi[0])], strict=True):
            fondo = max(b for x, y, b, _ in parole if da < x < a and su - 1 <= y < giu - 4)
            assert fondo <= giu + 1, (lettera, su, fondo, giu)
    assert "…" in testo


@pytest.mark.slow
def test_l_immagine_e_il_foglio_disegnato_a_200_punti_per_pollice(stampato):
    png = in_png(stampato.pdf)
    assert png == in_png(stampato.pdf)
    assert png[:8] == b"\x89PNG\r\n\x1a\n"
    assert struct.unpack(">II", png[16:24]) == (1654, 2339)


@pytest.mark.slow
def test_il_foglio_del_piccolo_progetto_e_uno_e_dice_che_e_una_bozza(tmp_path):
    radice = progetto_piccolo(tmp_path / "p")
    stampato = stampa_foglio(radice, tmp_path / "sito")
    assert stampato.pagine == 1
    (tmp_path / "f.pdf").write_bytes(stampato.pdf)
    testo = subprocess.run(
        [richiedi("pdftotext"), str(tmp_path / "f.pdf"), "-"], capture_output=True, encoding="utf-8", check=True
    ).stdout
    assert "Bozza, non approvata." in testo


@pytest.mark.slow
def test_e_la_seconda_pagina_della_relazione_e_sta_accanto_ai_documenti_con_la_sua_immagine(sito_intero):
    def pagina(nome, numero):
        comando = [richiedi("pdftotext"), "-f", str(numero), "-l", str(numero), str(nome), "-"]
        return subprocess.run(comando, capture_output=True, encoding="utf-8", check=True).stdout

    documenti = sito_intero / "documenti" / "2021"
    assert "Il 2021 in un foglio" in pagina(documenti / "relazione-2021.pdf", 2)
    assert "Il 2021 in un foglio" not in pagina(documenti / "relazione-2021.pdf", 3)
    somme = (documenti / "SHA256SUMS").read_text(encoding="utf-8")
    detti = json.loads((sito_intero / "versione.json").read_text(encoding="utf-8"))["file"]
    for suffisso in ("pdf", "html", "png"):
        nome = f"foglio-2021.{suffisso}"
        sua = sha256((documenti / nome).read_bytes()).hexdigest()
        assert f"{sua}  {nome}\n" in somme
        assert detti[file_documenti(2021, nome)] == sua
        assert nome in (sito_intero / "2021" / "foglio.html").read_text(encoding="utf-8")
    assert not list((sito_intero / "documenti" / "2022").glob("foglio*"))
