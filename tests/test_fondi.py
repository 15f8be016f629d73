"""The resources of chapter 5, to the cent: a sheet reckoned by hand, what always holds, and where they are told."""

from __future__ import annotations

import json
import re
import shutil
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf import PdfReader

from macros.checks.esame import esamina
from macros.engine.fondi import RisorseCalcolate, ripartito, risorse_calcolate
from macros.engine.rilevanza import pesi_relativi
from macros.engine.spiega_fondi import spiega_risorse
from macros.model.anno import Anno
from macros.model.fondi import AreaFondi, Fondi, Fondo, LetturaLimiti, LimitiValore, Percentuali, RisorsePremiali
from macros.model.problems import Documento, errori
from macros.model.valori import Periodo, Rilevanza
from macros.publish.contesto.contesto import Contesto
from macros.publish.pagine.fondi import (
    certificazione_valori,
    pagina_risorse_premiali,
    risorse_premiali,
    risorse_premiali_finali,
)
from macros.publish.pagine.obiettivo import pagina_obiettivo
from macros.publish.parole.fondi import TORNA_AL_BILANCIO, certificati
from macros.publish.schede.programmazione import scheda_programmazione
from macros.reading.progetto import impronte, leggi_progetto
from macros.reading.testo.lettura import Lettura
from macros.trail.confronto import confronta
from macros.vista.vista import carica_vista
from tests.conftest import QUI, RADICE, esegui
from tests.progetto_copia import MINI, ciclo, progetto_piccolo, registra_atti, sostituisci
from tests.strumenti.accessibili import difetti
from tests.test_casi import approva, leggi_caso
from tests.test_oiv_pagine import righe
from tests.test_rifare_i_conti import rifai, scrivi
from tests.test_spiega import conto

pytestmark = pytest.mark.xdist_group("fondi")  # one worker makes once what they share

DATI = "data/2021"
RISORSE = f"{DATI}/risorse.yml"
VALIDO = leggi_caso(Path(__file__).parent / "casi" / "fondi_validi.yml")
"""Fondi del piccolo progetto: tre progetti (1.1 e 2.1 di rilevanza alta, 1.1.1 media), un'azienda, un'area senza
dipendenti."""
A_MANO = VALIDO["file"][RISORSE].replace("stabili: 50000", "stabili: 50000.13")
CERTIFICATI = (
    "tipo: certificazione_valori\norgano: OIV\nnumero: verbale {}\ndata: {}\noggetto: Valori dei progetti\n"
    "documento: piano\n"
)
OIV_RELAZIONE = (
    "tipo: validazione_oiv\norgano: OIV\nnumero: verbale 9\ndata: 2022-02-17\noggetto: Validazione\n"
    "documento: relazione\n"
)


def con_fondi(radice: Path, risorse: str = A_MANO) -> Path:
    """Write the mini project with funds and financed projects."""
    shutil.copytree(MINI, radice)
    for nome, testo in {**VALIDO["file"], RISORSE: risorse}.items():
        (radice / nome).write_text(testo, encoding="utf-8")
    for nome, cambi in VALIDO["modifica"].items():
        for cambio in cambi:
            sostituisci(radice / nome, cambio["cerca"], cambio["metti"])
    return radice


def attesta(radice: Path, grado: str) -> Path:
    """Record what the OIV attests of the chamber."""
    (radice / DATI / "atti/2022-02-17-oiv.yml").write_text(OIV_RELAZIONE, encoding="utf-8")
    (radice / DATI / "oiv.yml").write_text(
        f"attestazioni:\n  - {{di: ente, grado: {grado}, giudizio: in linea, motivazione: M, atto: 2022-02-17-oiv}}\n",
        encoding="utf-8",
    )
    return radice


def certifica(radice: Path, giorno: str) -> None:
    testo = CERTIFICATI.format(giorno[5:7].lstrip("0"), giorno)
    (radice / DATI / f"atti/{giorno}-oiv-certificazione.yml").write_text(testo, encoding="utf-8")


def calcola_json(radice: Path, periodo: str = "31-12") -> dict:
    esito, detto, errore = esegui(
        "calcola", "--anno", "2021", "--periodo", periodo, "--formato", "json", "--radice", radice
    )
    assert esito == 0, errore
    return json.loads(detto)["risorse"]


def leggi_anno(radice: Path) -> Anno:
    progetto, problemi = esamina(radice)
    assert [str(p) for p in errori(problemi)] == []
    return progetto.anni[2021]


def contesto(radice: Path, pagina: str, *, pubblico: bool = False) -> Contesto:
    return Contesto(vista=carica_vista(radice, pubblico=pubblico), pagina=f"2021/{pagina}.html")


# ---- the sheet reckoned by hand


def test_il_foglio_fatto_a_mano_torna_al_centesimo(tmp_path: Path) -> None:
    """Un punto: 50.000,13 × 4 % = 2.000,0052 e 100.000 × 3 % = 3.000. Il resto si rifà con una calcolatrice."""
    assert calcola_json(attesta(con_fondi(tmp_path / "p"), "97.5")) == {
        "dirigenti": {
            "totale": "26000.08",  # 10.000,03 + 6.000,02 + 10.000,03
            "quota": "32.50",  # di 80.000,13
            "totale_ridotto": "25350.08",  # × 97,5 / 100 = 25.350,078
            "obiettivi": [
                {"codice": "1.1", "valore": "10000.03"},  # 10.000,026
                {"codice": "1.1.1", "valore": "6000.02"},  # 6.000,0156
                {"codice": "2.1", "valore": "10000.03"},
            ],
            "aree": [
                {"codice": "anagrafica", "assegnato": "17333.39", "ridotto": "16900.05"},  # due terzi
                {"codice": "promozione", "assegnato": "8666.69", "ridotto": "8450.03"},  # un terzo
            ],
        },
        "personale": {
            "totale": "39000.00",
            "quota": "26.90",  # di 145.000
            "totale_ridotto": "38025.00",
            "obiettivi": [
                {"codice": "1.1", "valore": "15000.00"},
                {"codice": "1.1.1", "valore": "9000.00"},
                {"codice": "2.1", "valore": "15000.00"},
            ],
            "aree": [
                {"codice": "anagrafica", "assegnato": "0.00", "ridotto": "0.00"},  # nessun dipendente
                {"codice": "promozione", "assegnato": "39000.00", "ridotto": "38025.00"},
            ],
        },
        "quota_complessiva": "28.89",  # 65.000,08 di 225.000,13
    }


def test_senza_attestazione_non_si_dice_di_una_riduzione(tmp_path: Path) -> None:
    risorse = calcola_json(con_fondi(tmp_path / "p"))
    for fondo in ("dirigenti", "personale"):
        assert risorse[fondo]["totale_ridotto"] is None
        assert {a["ridotto"] for a in risorse[fondo]["aree"]} == {None}


def test_a_meta_anno_l_attestazione_non_conta(tmp_path: Path) -> None:
    assert calcola_json(attesta(con_fondi(tmp_path / "p"), "97.5"), "30-06")["dirigenti"]["totale_ridotto"] is None


def test_con_100_attestato_resta_tutto(tmp_path: Path) -> None:
    risorse = calcola_json(attesta(con_fondi(tmp_path / "p"), "100"))
    for fondo in ("dirigenti", "personale"):
        assert risorse[fondo]["totale_ridotto"] == risorse[fondo]["totale"]
        assert all(a["ridotto"] == a["assegnato"] for a in risorse[fondo]["aree"])


def test_senza_il_file_non_ci_sono_risorse(tmp_path: Path) -> None:
    radice = Path(shutil.copytree(MINI, tmp_path / "p"))
    assert calcola_json(radice) is None
    esito, _, detto = esegui("spiega", "risorse", "--anno", "2021", "--radice", radice)
    assert (esito, detto.strip()) == (
        1,
        f"ciclo: nel 2021 non ci sono fondi dichiarati: si scrivono in {RISORSE}.",
    )


@pytest.mark.slow
def test_l_esempio_del_manuale_torna() -> None:
    """Ogni cifra della pagina delle risorse premiali viene dal suo esempio."""
    testo = (RADICE / "content/manuale/risorse.md").read_text(encoding="utf-8")
    scritto = yaml.safe_load(re.findall(r"```yaml\n(.*?)```", testo, re.DOTALL)[0])
    anno = leggi_progetto(Lettura(RADICE), 2021).anni[2021]
    finanziati = {Rilevanza.ALTA: 5, Rilevanza.MEDIA: 1, Rilevanza.BASSA: 1}
    codici = {o.codice for r, n in finanziati.items() for o in [o for o in della_camera(anno) if o.rilevanza is r][:n]}
    obiettivi = {c: replace(o, progetto_finanziato=c in codici) for c, o in anno.obiettivi.items()}
    r = risorse_calcolate(replace(anno, obiettivi=obiettivi, risorse=dichiarate(scritto)), Decimal(97))
    assert r is not None
    dette = [f.totale for f in r.fondi.values()] + [f.ridotto for f in r.fondi.values()]
    dette += [a.assegnato for f in r.fondi.values() for a in f.aree if f.quale == "personale"]
    dette += [a.ridotto for f in r.fondi.values() for a in f.aree if f.quale == "personale"]
    assert dette == [
        *(Decimal("121800.00"), Decimal("261000.00"), Decimal("118146.00"), Decimal("253170.00")),
        *(Decimal("89485.72"), Decimal("115585.71"), Decimal("55928.57")),
        *(Decimal("86801.14"), Decimal("112118.14"), Decimal("54250.72")),
    ]
    for detta in ("121.800", "261.000", "118.146", "253.170", "89.485,72", "115.585,71", "55.928,57", "25,35"):
        assert detta in testo
    for detta in ("86.801,14", "112.118,14", "54.250,72", "22,31"):
        assert detta in testo
    assert (r.quota, r.fondi["personale"].quota) == (Decimal("25.35"), Decimal("22.31"))


def della_camera(anno: Anno) -> list:
    return [o for o in anno.obiettivi.values() if o.codice in {v.codice for a in aree(anno) for v in a.obiettivi}]


def aree(anno: Anno) -> tuple:
    return anno.letture.aree_dirigenziali


def dichiarate(scritto: dict) -> RisorsePremiali:
    """Return the record of what a file says, as far as the reckoning goes."""
    euro = {q: {k: Decimal(str(v)) for k, v in f.items()} for q, f in scritto["fondi"].items()}
    fondi = {q: Fondo(source=QUI, luoghi={}, **f) for q, f in euro.items()}
    return RisorsePremiali(
        source=QUI,
        luoghi={},
        fondi=Fondi(source=QUI, luoghi={}, **fondi),
        aree=tuple(
            AreaFondi(
                source=QUI,
                luoghi={},
                area=a["area"],
                retribuzione_posizione=Decimal(str(a["retribuzione_posizione"])),
                dipendenti=a["dipendenti"],
            )
            for a in scritto["aree"]
        ),
        percentuali=None,
        limiti=None,
        riferimenti=None,
    )


# ---- what always holds


CENTESIMI = st.integers(0, 10**9).map(lambda n: Decimal(n).scaleb(-2))
CHIAVI = st.dictionaries(st.text("abcdefgh", min_size=1, max_size=3), CENTESIMI, min_size=1, max_size=6).filter(
    lambda chiavi: sum(chiavi.values()) > 0
)


@settings(max_examples=100, deadline=None)
@given(totale=CENTESIMI, chiavi=CHIAVI, ordine=st.randoms(use_true_random=False))
@pytest.mark.slow
def test_i_centesimi_tornano_e_l_ordine_delle_aree_non_ne_sposta_uno(totale, chiavi, ordine) -> None:
    parti = ripartito(totale, chiavi)
    assert sum(parti.values()) == totale
    somma = sum(map(Fraction, chiavi.values()))
    for codice, parte in parti.items():  # each within a cent of its exact share, and nothing for who has no key
        assert abs(Fraction(parte) - Fraction(totale) * Fraction(chiavi[codice]) / somma) < Fraction(1, 100)
        assert parte.as_tuple().exponent == -2
    mescolate = list(chiavi.items())
    ordine.shuffle(mescolate)
    assert ripartito(totale, dict(mescolate)) == parti


@settings(max_examples=60, deadline=None)
@given(totale=CENTESIMI, quante=st.integers(1, 9))
def test_a_parita_il_centesimo_va_al_codice_piu_basso(totale, quante) -> None:
    parti = ripartito(totale, dict.fromkeys("ihgfedcba"[:quante], Decimal(7)))
    in_ordine = [parti[codice] for codice in sorted(parti)]
    assert in_ordine == sorted(in_ordine, reverse=True)
    assert in_ordine[0] - in_ordine[-1] <= Decimal("0.01")


def test_su_niente_non_si_ripartisce() -> None:
    with pytest.raises(ValueError, match="nothing"):
        ripartito(Decimal(1), {"a": Decimal(0)})


@pytest.fixture(scope="module")
def modello(tmp_path_factory: pytest.TempPathFactory) -> Anno:
    return leggi_anno(con_fondi(tmp_path_factory.mktemp("fondi") / "p"))


EURO = st.integers(0, 10**8).map(lambda n: Decimal(n).scaleb(-2))
GRADI = st.integers(0, 10000).map(lambda n: Decimal(n).scaleb(-2))


def variate(anno: Anno, fondi: list[Decimal], chiavi: list[tuple[Decimal, int]]) -> Anno:
    """Return the year with other funds and keys."""
    r = anno.risorse
    assert r is not None
    coppie = zip(("dirigenti", "personale"), fondi[:2], fondi[2:], strict=True)
    due = {q: replace(getattr(r.fondi, q), stabili=stabili, variabili=variabili) for q, stabili, variabili in coppie}
    suoi = replace(r.fondi, **due)
    righe_aree = tuple(
        replace(a, retribuzione_posizione=euro, dipendenti=quanti)
        for a, (euro, quanti) in zip(r.aree, chiavi, strict=True)
    )
    return replace(anno, risorse=replace(r, fondi=suoi, aree=righe_aree))


@settings(max_examples=80, deadline=None)
@given(
    fondi=st.lists(EURO, min_size=4, max_size=4),
    chiavi=st.lists(st.tuples(EURO, st.integers(0, 200)), min_size=2, max_size=2),
    grado=GRADI,
)
def test_la_riduzione_riparte_cio_che_resta_nelle_stesse_proporzioni(modello, fondi, chiavi, grado) -> None:
    anno = variate(modello, fondi, chiavi)
    r = risorse_calcolate(anno, grado)
    if not sum(euro for euro, _ in chiavi) or not sum(n for _, n in chiavi):
        assert r is None
        return
    assert r is not None
    for f in r.fondi.values():
        assert f.ridotto is not None
        assert f.totale == sum(p.valore for p in f.progetti) == sum(a.assegnato for a in f.aree)
        assert sum(a.ridotto for a in f.aree if a.ridotto is not None) == f.ridotto <= f.totale
        assert abs(Fraction(f.ridotto) - Fraction(f.totale) * Fraction(grado) / 100) <= Fraction(1, 200)
        for a in f.aree:  # by the same shares, whatever the uncut cents were
            assert a.ridotto is not None
            assert abs(Fraction(a.ridotto) - Fraction(f.ridotto) * a.quota / 100) < Fraction(1, 100)
        assert {a.codice: a.ridotto for a in f.aree} == ripartito(f.ridotto, {a.codice: a.chiave for a in f.aree})
    assert anno.risorse is not None
    rovesciate = replace(anno, risorse=replace(anno.risorse, aree=anno.risorse.aree[::-1]))
    assert importi(risorse_calcolate(rovesciate, grado)) == importi(r)


def importi(r: RisorseCalcolate | None) -> dict:
    assert r is not None
    return {(q, a.codice): (a.assegnato, a.ridotto) for q, f in r.fondi.items() for a in f.aree}


@pytest.mark.parametrize(
    ("lettura", "variabili", "quanto_manca"),
    [
        (LetturaLimiti.COMPLESSIVO, (80000, 30000), [(0, 0)]),  # 65.000 di 260.000: l'estremo
        (LetturaLimiti.COMPLESSIVO, (80001, 30000), [(Fraction(1, 4), 0)]),
        (LetturaLimiti.COMPLESSIVO, (30000, 39000), [(0, 0)]),
        (LetturaLimiti.PER_FONDO, (30000, 56000), [(0, 0), (0, 0)]),  # 39.000 di 156.000: l'estremo
        (LetturaLimiti.PER_FONDO, (30000, 56004), [(0, 0), (1, 0)]),
        (LetturaLimiti.PER_FONDO, (0, 50000), [(0, 1000), (0, 0)]),  # 26.000 di 50.000
    ],
)
def test_l_intervallo_ha_i_suoi_estremi_e_dice_di_quanto_si_esce(modello, lettura, variabili, quanto_manca) -> None:
    r = modello.risorse
    limiti = LimitiValore(source=QUI, luoghi={}, minimo=Decimal(25), massimo=Decimal(50), lettura=lettura)
    fondi = [Decimal(50000), Decimal(100000), *map(Decimal, variabili)]
    if lettura is LetturaLimiti.COMPLESSIVO:
        fondi = [Decimal(50000), Decimal(100000), Decimal(variabili[1]), Decimal(variabili[0])]
    anno = variate(modello, fondi, [(Decimal(2), 0), (Decimal(1), 1)])
    assert r is not None
    assert anno.risorse is not None
    calcolate = risorse_calcolate(replace(anno, risorse=replace(anno.risorse, limiti=limiti)))
    assert calcolate is not None
    assert [(e.manca, e.eccede) for e in calcolate.limiti()] == quanto_manca


def test_le_percentuali_che_mancano_sono_del_sistema(modello) -> None:
    assert modello.risorse is not None
    sole = replace(modello, risorse=replace(modello.risorse, percentuali=None))
    r = risorse_calcolate(sole)
    assert r is not None
    assert [f.percentuale for f in r.fondi.values()] == [2, 1]
    assert [str(f.totale) for f in r.fondi.values()] == ["13000.03", "13000.00"]


def test_i_pesi_si_misurano_sull_intero_elenco_di_chi_risponde(modello) -> None:
    """Rilevanza alta e bassa, 5 e 1 su 6: 83,33 e 16,67 punti. Chi pesa 0 non entra nella somma."""
    (area, _) = aree(modello)
    pesi = pesi_relativi(modello, area)
    assert pesi is not None
    assert [(p.voce.codice, p.rilevanza, p.ammesso) for p in pesi] == [
        ("2.1", Fraction(500, 6), True),
        ("2.1.1", Fraction(100, 6), True),
    ]
    pesano = {"2.1": Decimal(100), "2.1.1": Decimal(0)}
    sola = replace(area, obiettivi=tuple(replace(v, peso=pesano[v.codice]) for v in area.obiettivi))
    (unico,) = pesi_relativi(modello, sola) or ()
    assert (unico.rilevanza, unico.scarto) == (100, 0)
    senza = replace(area, obiettivi=tuple(replace(v, peso=None) for v in area.obiettivi))
    assert [p.peso for p in pesi_relativi(modello, senza) or ()] == [50, 50]


# ---- seals and variations


def test_risorse_yml_sposta_l_impronta_del_piano_e_di_nessun_altro_da_solo(tmp_path: Path) -> None:
    radice = con_fondi(tmp_path / "p")
    prima = impronte(radice, 2021)
    sostituisci(radice / RISORSE, "dipendenti: 12", "dipendenti: 13")
    dopo = impronte(radice, 2021)
    assert [d for d in Documento if prima[d] != dopo[d]] == [*Documento]  # every document covers the plan
    (radice / RISORSE).write_text(A_MANO.replace("stabili: 50000.13", 'stabili: "50000,130"'), encoding="utf-8")
    assert impronte(radice, 2021) == prima  # the same numbers, written otherwise


def test_un_piano_approvato_senza_non_cambia(tmp_path: Path) -> None:
    radice = Path(shutil.copytree(MINI, tmp_path / "p"))
    approva(radice, "piano")
    registra_atti(radice)
    assert not [p for p in esamina(radice)[1] if "FONDI" in p.code]
    detto = righe(risorse_premiali(contesto(radice, "piano/risorse")))
    assert detto == [
        "Fondi e valore dei progetti finanziati (Sistema, capitolo 5) non erano richiesti quando fu approvato il Piano."
    ]
    (radice / RISORSE).write_text(A_MANO, encoding="utf-8")
    (cambiato,) = [p for p in esamina(radice)[1] if p.code == "BLOCCO-CAMBIATO"]
    assert cambiato.source.path == RISORSE


def atti_di_settembre(radice: Path) -> None:
    """Record the acts of a variation."""
    for nome, tipo, organo, numero, giorno in (
        ("oiv-1", "validazione_oiv", "OIV", "verbale 5", "2021-09-14"),
        ("giunta-1", "approvazione_giunta", "Giunta", "delibera 90", "2021-09-23"),
    ):
        (radice / DATI / f"atti/{nome}.yml").write_text(
            f"tipo: {tipo}\norgano: {organo}\nnumero: {numero}\ndata: {giorno}\noggetto: V\ndocumento: piano\n",
            encoding="utf-8",
        )


def test_una_variazione_porta_i_fondi_in_un_piano_che_non_li_aveva(tmp_path: Path) -> None:
    radice = con_fondi(tmp_path / "p")
    (radice / RISORSE).unlink()
    approva(radice, "piano")
    atti_di_settembre(radice)
    (radice / RISORSE).write_text(A_MANO, encoding="utf-8")
    scheda = "".join(f"      {riga}\n" for riga in A_MANO.splitlines())
    (radice / DATI / "variazioni").mkdir()
    (radice / DATI / "variazioni/1.yml").write_text(
        "motivo: I fondi sono costituiti\natto_oiv: oiv-1\natto_giunta: giunta-1\naggiunge:\n"
        f"  - dove: risorse\n    scheda:\n{scheda}",
        encoding="utf-8",
    )
    registra_atti(radice)
    anno = leggi_anno(radice)
    assert risorse_calcolate(anno.al(Periodo.GIUGNO)) is None
    assert risorse_calcolate(anno.al(Periodo.DICEMBRE)) is not None
    detto = righe(risorse_premiali(contesto(radice, "piano/risorse")))
    assert detto[0].endswith("non erano richiesti quando fu approvato il Piano.")
    assert "Totale 26.000,08 39.000,00 65.000,08" in righe(
        pagina_risorse_premiali(contesto(radice, "risorse-premiali"))
    )


@pytest.mark.slow
def test_una_variazione_cambia_i_fondi_dal_suo_giorno(tmp_path: Path) -> None:
    radice = con_fondi(tmp_path / "p")
    approva(radice, "piano")
    prima = Path(shutil.copytree(radice, tmp_path / "prima"))
    atti_di_settembre(radice)
    certifica(radice, "2021-04-13")
    registra_atti(radice)
    argomenti = ("--motivo", "Tre assunzioni", "--anno", "2021", "--atto-oiv", "oiv-1", "--atto-giunta", "giunta-1")
    esito, _, detto = esegui("varia", "risorse", "aree[anagrafica].dipendenti", "3", *argomenti, "--radice", radice)
    assert esito == 0, detto
    anno = leggi_anno(radice)
    per_data = {p: risorse_calcolate(anno.al(p)) for p in Periodo}
    assegnati = {p: [str(a.assegnato) for a in r.fondi["personale"].aree] for p, r in per_data.items() if r}
    assert assegnati == {Periodo.GIUGNO: ["0.00", "39000.00"], Periodo.DICEMBRE: ["7800.00", "31200.00"]}
    (cambiamento,) = confronta(leggi_anno(prima), anno).cambiamenti
    assert (cambiamento.titolo, cambiamento.campo.passi, cambiamento.scritto_prima, cambiamento.scritto_dopo) == (
        "Risorse premiali",
        ("aree", "anagrafica", "dipendenti"),
        "0",
        "3",
    )
    assert cambiamento.motivo == "variazione 1: Tre assunzioni"
    pagina = righe(pagina_risorse_premiali(contesto(radice, "risorse-premiali")))
    assert any("la variazione 1 tocca i valori: serve una nuova certificazione" in r for r in pagina)
    (v,) = anno.variazioni
    for dove, campo, serve in (
        ("obiettivo 1.1", "rilevanza", True),
        ("obiettivo 2.1.1", "rilevanza", False),  # no project
        ("obiettivo 2.1.1", "progetto_finanziato", True),
        ("obiettivo 1.1", "titolo", False),
        ("indicatore 1.1.a", "peso", False),
    ):
        altra = replace(v, cambi=tuple(replace(c, dove=dove, campo=campo) for c in v.cambi))
        detto = certificati(replace(anno, variazioni=(altra,)))
        assert ("serve una nuova" in detto) is serve, (dove, campo)
        assert ("Nessuna variazione approvata dopo quel giorno li tocca." in detto) is not serve, (dove, campo)
    for scritto, serve in (("true", True), ("True", True), ("false", False), ("False", False)):
        intero = {"titolo": "Nuovo", "progetto_finanziato": scritto}
        for da, a in ((None, intero), (intero, None)):
            cambi = tuple(replace(c, dove="obiettivo 3.3", campo="", da=da, a=a) for c in v.cambi)
            detto = certificati(replace(anno, variazioni=(replace(v, cambi=cambi),)))
            assert ("serve una nuova" in detto) is serve, scritto
    piano = " ".join(righe(risorse_premiali(contesto(radice, "piano/risorse"))))
    assert "39.000,00" in piano
    assert "7.800,00" not in piano


# ---- where they are told


@pytest.fixture(scope="module")
def attestato(tmp_path_factory: pytest.TempPathFactory) -> Path:
    radice = attesta(con_fondi(tmp_path_factory.mktemp("attestato") / "p"), "97.5")
    certifica(radice, "2021-03-02")
    certifica(radice, "2021-04-13")
    return radice


def test_il_capitolo_del_piano_dice_valori_totali_intervallo_e_quote(attestato: Path) -> None:
    lette = righe(risorse_premiali(contesto(attestato, "piano/risorse")))
    titolo = "1.1 Contributi alle imprese del territorio rilevanza alta, 5; Area Promozione"
    assert f"{titolo} 10.000,03 15.000,00 25.000,03" in lette
    assert "Totale 26.000,08 39.000,00 65.000,08" in lette
    assert "Area Anagrafica 66,67 % 17.333,39" in lette
    (intervallo,) = [r for r in lette if r.startswith("I progetti valgono")]
    assert intervallo == (
        "I progetti valgono 65.000,08 euro, 28,89 per cento dei due fondi insieme: fra 25 e 50 per cento "
        "(da 56.250,03 a 112.500,07 euro), come chiede il Sistema."
    )
    assert not [r for r in lette if "ridu" in r or "certificat" in r.replace("certificati, e", "")]


def test_la_relazione_dice_la_riduzione_e_dove_va_cio_che_non_si_paga(attestato: Path) -> None:
    lette = righe(risorse_premiali_finali(contesto(attestato, "relazione/risorse")))
    assert lette[:2] == [
        "Il grado della Camera attestato dall'OIV è 97.5 su 100: le risorse si riducono in proporzione, e ciò che "
        "resta si ripartisce con le stesse quote (dirigenti 26.000,08 × 97.5 / 100 = 25.350,08; personale 39.000 × "
        "97.5 / 100 = 38.025 euro). In tutto 1.625 euro in meno.".replace("97.5", "97,5"),
        TORNA_AL_BILANCIO,
    ]
    assert "Area Promozione 33,33 % 8.666,69 8.450,03" in lette


def test_senza_attestazione_la_relazione_non_parla_di_riduzione(tmp_path: Path) -> None:
    lette = righe(risorse_premiali_finali(contesto(con_fondi(tmp_path / "p"), "relazione/risorse")))
    assert lette[0] == "Giudizio dell'OIV non ancora registrato: le cifre sono quelle del Piano."
    assert not [r for r in lette if "ridu" in r]


def test_la_certificazione_e_l_ultimo_atto_sul_piano(attestato: Path, tmp_path: Path) -> None:
    for macro, pagina in ((pagina_risorse_premiali, "risorse-premiali"), (certificazione_valori, "certificazione")):
        lette = " ".join(righe(macro(contesto(attestato, pagina))))
        assert "Valori certificati: OIV, verbale 4 del 13 aprile 2021." in lette
        assert "non sono certificati" not in lette
        senza = " ".join(righe(macro(contesto(con_fondi(tmp_path / pagina), pagina))))
        assert "Valori non ancora certificati." in senza
        assert ("La certificazione è un atto" in senza) is (macro is certificazione_valori)


@pytest.mark.parametrize(("anagrafica", "promozione", "detto"), [(1, 2, False), (2469, 17531, True)])
def test_dove_le_quote_stampate_non_fanno_cento_si_dice(
    anagrafica: int, promozione: int, detto: bool, tmp_path: Path
) -> None:
    """Di 20.000 dipendenti, 2.469 sono il 12,345 e 17.531 l'87,655: stampati, 12,35 e 87,66."""
    risorse = A_MANO.replace("dipendenti: 0", f"dipendenti: {anagrafica}")
    radice = con_fondi(tmp_path / "p", risorse.replace("dipendenti: 12}", f"dipendenti: {promozione}}}"))
    lette = " ".join(righe(risorse_premiali(contesto(radice, "piano/risorse"))))
    assert ("Totale quote arrotondate 100" in lette) is detto
    assert ("12,35" in lette) is detto


def test_senza_il_file_ogni_macro_dice_una_frase(tmp_path: Path) -> None:
    ctx = contesto(Path(shutil.copytree(MINI, tmp_path / "p")), "risorse-premiali")
    for macro in (risorse_premiali, risorse_premiali_finali, pagina_risorse_premiali, certificazione_valori):
        assert righe(macro(ctx)) == [
            "Fondi e valore dei progetti finanziati (Sistema, capitolo 5) non sono ancora dichiarati."
        ]


def test_la_scheda_e_la_pagina_di_un_progetto_dicono_il_suo_valore(attestato: Path) -> None:
    for macro in (pagina_obiettivo, scheda_programmazione):
        ctx = contesto(attestato, "obiettivi/1.1")
        assert "dirigenti 10.000,03 euro; personale 15.000 euro" in " ".join(righe(macro(ctx, "1.1")))
        assert "Progetto finanziato" not in " ".join(righe(macro(ctx, "2.1.1")))


def test_la_retribuzione_non_si_stampa_e_non_si_pubblica(attestato: Path, tmp_path: Path) -> None:
    ctx = contesto(attestato, "risorse-premiali")
    macro = (risorse_premiali, risorse_premiali_finali, pagina_risorse_premiali, certificazione_valori)
    testi = [m(ctx) for m in macro]
    testi += [f.read_text(encoding="utf-8") for f in scrivi(ctx.vista, 2021, tmp_path / "dati").iterdir()]
    for testo in testi:
        assert not re.search(r"\b[24]0\.?000(?!,)\b", testo)


def test_i_dati_aperti_bastano_a_rifare_i_conti(attestato: Path, tmp_path: Path) -> None:
    cartella = scrivi(carica_vista(attestato), 2021, tmp_path / "dati")
    esito = rifai(cartella)
    assert (esito.returncode, esito.stderr) == (0, "")
    file = cartella / "risorse-premiali.csv"
    testo = file.read_text(encoding="utf-8")
    assert ",17333.39,16900.05," in testo
    file.write_text(testo.replace(",17333.39,16900.05,", ",17333.38,16900.05,"), encoding="utf-8")
    atteso = "31-12 risorse dirigenti area anagrafica: importo è «17333.38», dai dati «17333.39»"
    assert rifai(cartella).stdout.startswith(atteso)


def test_il_piano_porta_le_risorse_del_suo_giorno_senza_la_riduzione(attestato: Path, tmp_path: Path) -> None:
    cartella = scrivi(carica_vista(attestato), 2021, tmp_path / "dati", Documento.PIANO)
    testo = (cartella / "risorse-premiali.csv").read_text(encoding="utf-8")
    assert "17333.39" in testo
    assert "16900.05" not in testo


def test_in_pubblico_le_risorse_ci_sono_col_piano(tmp_path: Path) -> None:
    radice = con_fondi(tmp_path / "p")
    approva(radice, "piano")
    registra_atti(radice)
    ctx = contesto(radice, "risorse-premiali", pubblico=True)
    assert "Totale 26.000,08 39.000,00 65.000,08" in righe(pagina_risorse_premiali(ctx))
    assert "risorse-premiali.csv" in {f.name for f in scrivi(ctx.vista, 2021, tmp_path / "dati").iterdir()}


def test_chi_legge_la_spiegazione_rifa_ogni_conto(attestato: Path) -> None:
    anno = leggi_anno(attestato)
    r = risorse_calcolate(anno.al(Periodo.DICEMBRE), Decimal("97.5"))
    assert r is not None
    fatti = 0
    for passo in spiega_risorse(anno, r).passi:
        nudo = passo.testo.replace(" euro di risorse stabili", "")
        espressione = re.match(r"[\d.,]+ × [\d.,]*\d( / [\d.,]*\d)?", nudo)
        if espressione is None:
            continue
        atteso = Fraction(passo.esito.removesuffix(" euro").replace(".", "").replace(",", "."))
        assert abs(conto(espressione[0]) - atteso) < Fraction(1, 100), passo
        fatti += 1
    assert fatti == 2 + 6 + 4 + 2 + 4
    esito, detto, _ = esegui("spiega", "risorse", "--anno", "2021", "--radice", attestato)
    assert esito == 0
    assert "1. Dirigenti, un punto di coefficiente: 50.000,13 euro di risorse stabili × 4 / 100" in detto
    assert "   scritto in: data/2021/risorse.yml:2" in detto


def test_le_percentuali_dichiarate_si_leggono_con_quelle_del_sistema(tmp_path: Path) -> None:
    """Una sola percentuale scritta: l'altra è del Sistema."""
    radice = con_fondi(tmp_path / "p", A_MANO.replace("dirigenti: 4, personale: 3", "dirigenti: 4"))
    letta = leggi_progetto(Lettura(radice)).anni[2021].risorse
    assert letta is not None
    assert isinstance(letta.percentuali, Percentuali)
    assert (letta.percentuali.dirigenti, letta.percentuali.personale) == (4, 1)


@pytest.mark.prova
def test_pagina_e_foglio_sono_accessibili_come_pagine_e_come_pdf(tmp_path: Path) -> None:
    progetto = progetto_piccolo(tmp_path / "p")
    shutil.rmtree(progetto / "data")
    shutil.copytree(attesta(con_fondi(tmp_path / "dati"), "97.5") / "data", progetto / "data")
    capitoli = {"piano/operativi.md": "risorse_premiali", "relazione/risultati.md": "risorse_premiali_finali"}
    for nome, macro in capitoli.items():
        with (progetto / "content/2021" / nome).open("a", encoding="utf-8") as capitolo:
            capitolo.write(f"\n## Le risorse\n\n{{{{ {macro}() }}}}\n")
    esito = ciclo("costruisci", "--uscita", str(tmp_path / "sito"), radice=progetto)
    assert esito.returncode == 0, esito.stderr
    pdf = tuple(f"documenti/2021/{nome}-2021.pdf" for nome in ("certificazione", "piano", "relazione"))
    nomi = ("risorse-premiali", "certificazione", "piano/operativi", "relazione/risultati")
    assert difetti(tmp_path / "sito", tuple(f"2021/{nome}.html" for nome in nomi), pdf) == []
    testo = (tmp_path / "sito/2021/risorse-premiali.html").read_text(encoding="utf-8")
    assert 'href="../documenti/2021/certificazione-2021.pdf"' in testo
    assert 'href="risorse-premiali.html"' in (tmp_path / "sito/2021/certificazione.html").read_text(encoding="utf-8")
    foglio = PdfReader(tmp_path / "sito" / pdf[0]).pages[0].extract_text()
    assert "Valori non ancora certificati" in foglio
