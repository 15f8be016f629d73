"""Measures from the extract of another system: what counts, what is made of it, what is refused. Fonte: SMVP 6."""

from __future__ import annotations

import csv
import datetime as dt
import io
import re
from decimal import Decimal
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from macros.model.estratti import MappaEstratto
from macros.model.valori import Periodo
from macros.reading.progetto import leggi_progetto
from macros.reading.testo.lettura import Lettura
from macros.ufficio.celle import CellaLetta, FoglioLetto, GenereCella
from macros.ufficio.estratto import EstrattoLetto, estratto_letto, foglio_csv
from macros.ufficio.estrazioni import EstrazioneRifiutata, Provenienza, con_misure, foglio_dell_estratto
from macros.ufficio.mappe import mappa_letta
from tests.progetto_copia import RADICE, ciclo, progetto_piccolo, sblocca

ESTRATTO = """Protocollo;Stato;Chiusa il;Giorni;Importo
1;Evasa;15/03/2021 10:22;4;10,50
2;Evasa;2021-07-01;6;100
3;Sospesa;30/06/2021;2;0,1
4;evasa;31/12/2021;5;0,2
5;Evasa;01/01/2022;1;5
6;Evasa;31/12/2020;1;5
"""
EVASE = {"colonna": "Stato", "uguale_a": ["Evasa"]}
NESSUNA = {"colonna": "Stato", "uguale_a": ["x"]}


def mappa(*misure: dict[str, object], **chiavi: object) -> MappaEstratto:
    """Return a map; each measure is called «m» where it has no name."""
    contenuto = {"fonte": "Gestionale", **chiavi, "misure": [{"misura": "m", **m} for m in misure]}
    lettura = Lettura(Path())
    letta = mappa_letta(lettura, "m.yml", yaml.safe_dump(contenuto, allow_unicode=True).encode())
    assert lettura.problemi == []
    assert letta is not None
    return letta


def letto(testo: str, di: MappaEstratto, periodo: Periodo = Periodo.DICEMBRE) -> EstrattoLetto:
    return estratto_letto(foglio_csv("e.csv", testo), di, 2021, periodo)


# ---- which rows count, what is made of them


@pytest.mark.parametrize(
    ("misura", "giugno", "dicembre"),
    [
        ({"calcolo": "conta"}, "2", "4"),
        ({"calcolo": "conta", "filtri": [EVASE]}, "1", "3"),
        ({"calcolo": "conta", "filtri": [{"colonna": "Stato", "diverso_da": ["Evasa"]}]}, "1", "1"),
        ({"calcolo": "conta", "filtri": [EVASE, {"colonna": "Giorni", "al_massimo": 5}]}, "1", "2"),
        ({"calcolo": "conta", "filtri": [{"colonna": "Giorni", "almeno": 4, "al_massimo": 4}]}, "1", "1"),
        ({"calcolo": "somma", "colonna": "Importo"}, "10.60", "110.80"),
        ({"calcolo": "minimo", "colonna": "Importo"}, "0.1", "0.1"),
        ({"calcolo": "massimo", "colonna": "Importo", "filtri": [EVASE]}, "10.50", "100"),
        ({"calcolo": "distinti", "colonna": "Stato"}, "2", "2"),
        ({"calcolo": "somma", "colonna": "Importo", "filtri": [{"colonna": "Stato", "uguale_a": ["Persa"]}]}, "0", "0"),
    ],
)
def test_contano_le_righe_dell_anno_fino_alla_data_che_passano_i_filtri(
    misura: dict[str, object], giugno: str, dicembre: str
) -> None:
    di = mappa(misura, giorno="Chiusa il")
    trovati = [letto(ESTRATTO, di, periodo) for periodo in Periodo]
    assert [e.rifiutate for e in trovati] == [(), ()]
    assert [str(e.conti[0].valore) for e in trovati] == [giugno, dicembre]


def test_senza_la_colonna_del_giorno_contano_tutte() -> None:
    assert letto(ESTRATTO, mappa({"calcolo": "conta"}), Periodo.GIUGNO).conti[0].valore == 6


@settings(deadline=None, max_examples=50)
@given(
    righe=st.lists(
        st.tuples(
            st.sampled_from(["a", "b", ""]),
            st.decimals(min_value=-(10**6), max_value=10**6, places=3, allow_nan=False),
            st.dates(dt.date(2020, 6, 1), dt.date(2022, 6, 1)),
        ),
        max_size=30,
    ),
    limite=st.integers(-5, 5),
)
@pytest.mark.slow
def test_ogni_conto_e_quello_fatto_a_mano(righe: list[tuple[str, Decimal, dt.date]], limite: int) -> None:
    scritto = io.StringIO()
    csv.writer(scritto, delimiter=";").writerows(
        [("stato", "n", "giorno"), *((s, f"{n:f}".replace(".", ","), f"{g:%d/%m/%Y}") for s, n, g in righe)]
    )
    filtri = [{"colonna": "stato", "diverso_da": ["b"]}, {"colonna": "n", "almeno": limite}]
    di = mappa(
        {"misura": "conta", "calcolo": "conta", "filtri": filtri},
        {"misura": "somma", "calcolo": "somma", "filtri": filtri, "colonna": "n"},
        giorno="giorno",
    )
    restano = [n for s, n, g in righe if s != "b" and n >= limite and dt.date(2021, 1, 1) <= g <= dt.date(2021, 6, 30)]
    trovato = letto(scritto.getvalue(), di, Periodo.GIUGNO)
    assert {c.misura: (c.valore, c.righe) for c in trovato.conti} == {
        "conta": (Decimal(len(restano)), len(restano)),
        "somma": (sum(restano, Decimal(0)), len(restano)),
    }


# ---- what is refused: nothing is counted of what cannot be read


@pytest.mark.parametrize(
    ("riga", "misura", "detto"),
    [
        ("7;Evasa;31/02/2021;1;5", {"calcolo": "conta"}, "cella C8: Trovato: «31/02/2021», un giorno che non esiste"),
        ("7;Evasa;;1;5", {"calcolo": "conta"}, "cella C8"),
        ("7;Evasa;1/2/2021;1;5 €", {"calcolo": "somma", "colonna": "Importo"}, "cella E8: Trovato: «5 €»"),
        ("7;Evasa;1/2/2021;1;", {"calcolo": "somma", "colonna": "Importo"}, "vuota: false"),
        ("7;Evasa;1/2/2021;1;#N/D", {"calcolo": "massimo", "colonna": "Importo"}, "cella E8: Trovato: «#N/D»"),
        ("7;Evasa;1/2/2021;1;1.250", {"calcolo": "somma", "colonna": "Importo"}, "cella E8: Trovato: «1.250»"),
        ("7;Evasa;1/2/2021;x;1", {"calcolo": "conta", "filtri": [{"colonna": "Giorni", "almeno": 1}]}, "cella D8"),
        ("", {"calcolo": "somma", "colonna": "Importi"}, "nessuna colonna «Importi»"),
        ("", {"calcolo": "minimo", "colonna": "Importo", "filtri": [NESSUNA]}, "nessuna riga"),
    ],
)  # fmt: skip
def test_una_cella_che_decide_qualcosa_e_non_si_legge_ferma_tutto(
    riga: str, misura: dict[str, object], detto: str
) -> None:
    trovato = letto(ESTRATTO + riga, mappa({"misura": "buona", "calcolo": "conta"}, misura, giorno="Chiusa il"))
    assert trovato.conti == ()
    assert [detto in str(r) for r in trovato.rifiutate] == [True]


def test_una_cella_che_non_decide_niente_puo_essere_qualsiasi_cosa() -> None:
    testo = ESTRATTO + "7;Sospesa;1/2/2021;x;y\n"
    misura = {"calcolo": "somma", "colonna": "Importo", "filtri": [EVASE, {"colonna": "Giorni", "al_massimo": 5}]}
    assert [c.valore for c in letto(testo, mappa(misura, giorno="Chiusa il")).conti] == [Decimal("10.70")]


def test_il_punto_delle_migliaia_si_dichiara() -> None:
    testo = "n\n1.250\n1.000.000,5\n12,5\n"
    (conto,) = letto(testo, mappa({"calcolo": "somma", "colonna": "n"}, migliaia=True)).conti
    assert conto.valore == Decimal("1001263.0")


def test_una_parola_che_nessuna_riga_ha_si_dice_con_la_piu_vicina() -> None:
    filtri = [{"colonna": "Stato", "uguale_a": ["Evase", "EVASA", "Annullata"]}]
    trovato = letto(ESTRATTO, mappa({"calcolo": "conta", "filtri": filtri}))
    assert trovato.mai_trovate[1] == ("Annullata", "")
    assert trovato.mai_trovate[0] in {("Evase", "Evasa"), ("Evase", "evasa")}


def test_di_un_foglio_di_calcolo_si_leggono_numeri_giorni_ed_errori() -> None:
    genere = GenereCella
    celle = {
        (1, 1): CellaLetta(genere.TESTO, "n"), (1, 2): CellaLetta(genere.TESTO, "giorno"),
        (2, 1): CellaLetta(genere.NUMERO, "1.250"), (2, 2): CellaLetta(genere.GIORNO, "2021-03-01"),
        (3, 1): CellaLetta(genere.NUMERO, "0.25"), (3, 2): CellaLetta(genere.ALTRO, "2021-03-02T08:30:00"),
    }  # fmt: skip
    di = mappa({"calcolo": "somma", "colonna": "n"}, giorno="giorno")
    trovato = estratto_letto(FoglioLetto("Dati", celle), di, 2021, Periodo.DICEMBRE)
    assert [c.valore for c in trovato.conti] == [Decimal("1.500")]
    celle[3, 1] = CellaLetta(genere.SENZA_VALORE, "")
    trovato = estratto_letto(FoglioLetto("Dati", celle), di, 2021, Periodo.DICEMBRE)
    assert [str(r) for r in trovato.rifiutate] == [
        "foglio «Dati», cella A3: Trovato: «una formula senza risultato». Atteso: un dato. Rimedio: estrarlo di nuovo."
    ]


@pytest.mark.parametrize(
    ("grezzo", "chiavi", "detto"),
    [
        ("città\n".encode("cp1252"), {}, "non è un testo utf-8"),
        (b'a;b\n"1;2\n', {}, "virgolette"),
        (b"PK\x03\x04 niente", {}, "non si apre come XLSX"),
    ],
)
def test_un_estratto_che_non_si_apre_dice_come_rimediare(grezzo: bytes, chiavi: dict[str, object], detto: str) -> None:
    with pytest.raises(EstrazioneRifiutata, match=detto):
        foglio_dell_estratto("e.csv", grezzo, mappa({"calcolo": "conta"}, **chiavi))


def test_la_codifica_e_il_foglio_si_dichiarano() -> None:
    from openpyxl import Workbook

    di = mappa({"calcolo": "conta", "filtri": [{"colonna": "città", "uguale_a": ["Salò"]}]}, codifica="windows-1252")
    foglio = foglio_dell_estratto("e.csv", "città\nSalò\n".encode("cp1252"), di)
    assert estratto_letto(foglio, di, 2021, Periodo.GIUGNO).conti[0].valore == 1
    libro, scritto = Workbook(), io.BytesIO()
    libro.active.append(["città"])
    libro.create_sheet("Altro").append(["città"])
    libro.save(scritto)
    with pytest.raises(EstrazioneRifiutata, match="2 fogli"):
        foglio_dell_estratto("e.xlsx", scritto.getvalue(), mappa({"calcolo": "conta"}))
    with pytest.raises(EstrazioneRifiutata, match="Altro"):
        foglio_dell_estratto("e.xlsx", scritto.getvalue(), mappa({"calcolo": "conta"}, foglio="Altra"))
    assert (
        foglio_dell_estratto("e.xlsx", scritto.getvalue(), mappa({"calcolo": "conta"}, foglio="Altro")).nome == "Altro"
    )


@pytest.mark.parametrize(
    ("scritto", "codice"),
    [
        ("misure: [{misura: Pratiche, calcolo: conta}]", "MIS-NOME"),
        ("misure: [{misura: a, calcolo: conta}, {misura: a, calcolo: conta}]", "MIS-DOPPIA"),
        ("misure: [{misura: a, calcolo: media}]", "VALORE-SCELTA"),
        ("misure: [{misura: a, calcolo: somma}]", "YAML-CHIAVE-MANCANTE"),
        ("misure: [{misura: a, calcolo: conta, colonna: b}]", "YAML-CHIAVE-IGNOTA"),
        ("misure: [{misura: a, calcolo: conta, filtri: [{colonna: b}]}]", "YAML-CHIAVE-MANCANTE"),
        ("misure: []", "YAML-CHIAVE-MANCANTE"),
        ("foglia: x\nmisure: [{misura: a, calcolo: conta}]", "YAML-CHIAVE-IGNOTA"),
    ],
)
def test_una_mappa_che_non_si_puo_seguire_ha_il_suo_errore(scritto: str, codice: str) -> None:
    lettura = Lettura(Path())
    mappa_letta(lettura, "m.yml", f"fonte: Gestionale\n{scritto}\n".encode())
    assert [p.code for p in lettura.problemi] == [codice]


# ---- what is written


def test_si_tocca_solo_cio_che_cambia_e_lo_stesso_file_non_cambia_niente() -> None:
    prima = b"misura;al_30_06;al_31_12;fonte\r\nferme;7;;A mano\r\npratiche;1;;\r\n"
    somma = {"misura": "nuova", "calcolo": "somma", "colonna": "Importo"}
    di = mappa({"misura": "pratiche", "calcolo": "conta"}, somma)
    conti = letto(ESTRATTO, di).conti

    def nuove(grezzo: bytes, oggi: dt.date) -> tuple[dict[str, dict[str, str]], list[str]]:
        righe = {r["misura"]: r for r in csv.DictReader(io.StringIO(grezzo.decode()), delimiter=";")}
        da = Provenienza(di, "ab" * 32, None, oggi)
        celle = {c.misura: da.celle(c, Periodo.DICEMBRE, righe.get(c.misura, {})) for c in conti}
        return {nome: sue for nome, sue in celle.items() if sue}, list(righe)

    cambia, presenti = nuove(prima, dt.date(2022, 1, 12))
    dopo = con_misure(prima, cambia.items(), presenti)
    assert dopo.decode().split("\r\n") == [
        "misura;al_30_06;al_31_12;fonte;estrazione_31_12;sha256_31_12",
        "ferme;7;;A mano",
        f"pratiche;1;6;Gestionale;2022-01-12;{'ab' * 32}",
        f"nuova;;120,80;Gestionale;2022-01-12;{'ab' * 32}",
        "",
    ]
    assert nuove(dopo, dt.date(2022, 2, 1))[0] == {}


@pytest.mark.slow
def test_il_comando_scrive_le_misure_e_cio_che_le_prova(tmp_path: Path) -> None:
    radice = progetto_piccolo(tmp_path / "p")
    sblocca(radice / "data")
    (tmp_path / "e.csv").write_text(ESTRATTO, encoding="utf-8")
    evase = {"misura": "evase", "calcolo": "conta", "filtri": [EVASE]}
    scritta = {"fonte": "Gestionale nuovo", "giorno": "Chiusa il", "misure": [evase]}
    (tmp_path / "m.yml").write_text(yaml.safe_dump(scritta), encoding="utf-8")

    def importa(*altro: str):
        comando = ("importa-misure", str(tmp_path / "e.csv"), "--mappa", str(tmp_path / "m.yml"), "--anno", "2021")
        return ciclo(*comando, "--periodo", "31-12", *altro, radice=radice)

    file = radice / "data/2021/misure.csv"
    prima = file.read_bytes()
    provato = importa("--prova")
    assert (provato.returncode, file.read_bytes()) == (0, prima)
    assert "evase al 31 dicembre: vuota → 3" in provato.stdout.replace("\N{NO-BREAK SPACE}", " ")
    assert importa("--data", "10/1/2022").returncode == 0
    misura = leggi_progetto(Lettura(radice)).anni[2021].misure["evase"]
    assert (misura.valori[Periodo.DICEMBRE], misura.fonte) == (3, "Gestionale nuovo")
    assert misura.estrazioni == {Periodo.DICEMBRE: dt.date(2022, 1, 10)}
    dopo = file.read_bytes()
    assert "non cambia niente" in importa().stdout
    assert file.read_bytes() == dopo
    assert ciclo("verifica", radice=radice).returncode == 0


def test_la_mappa_del_manuale_si_legge() -> None:
    pagina = (RADICE / "content/manuale/estrazioni.md").read_text(encoding="utf-8")
    (esempio,) = re.findall(r"```yaml\n(.*?)```", pagina, re.DOTALL)
    lettura = Lettura(Path())
    letta = mappa_letta(lettura, "m.yml", esempio.encode())
    assert (lettura.problemi, letta is not None and len(letta.misure)) == ([], 3)


def test_con_il_punto_delle_migliaia_un_decimale_con_il_punto_non_e_un_numero() -> None:
    trovato = letto("n\n2.500\n2.5\n", mappa({"calcolo": "somma", "colonna": "n"}, migliaia=True))
    assert [r.indirizzo for r in trovato.rifiutate] == ["A3"]


@pytest.mark.parametrize("testo", ["sep=;\nn;m\n1;x\n2;y\n", "n\tm\n1\tx\n2\ty\n", "n,m\n1,x\n2,y\n"])
def test_che_cosa_divide_le_celle_si_riconosce(testo: str) -> None:
    assert letto(testo, mappa({"calcolo": "somma", "colonna": "n"})).conti[0].valore == 3
