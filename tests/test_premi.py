"""Premi in aggregate: joins and amounts reckoned by hand, the command with its refusals, the pages and the tables."""

from __future__ import annotations

import csv
import random
import re
import shutil
import subprocess
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from macros.checks.esame import esamina
from macros.checks.premi import check_relazione
from macros.engine.gruppi_premi import gruppi, piu_larghi
from macros.engine.premi import Aggregato, PerchePremi, RifiutoPremi, aggregato
from macros.model.premi import CategoriaPremi, Valutato
from macros.model.problems import Problem, Source
from macros.model.valori import TipoAtto
from macros.publish.contesto.contesto import Contesto
from macros.publish.dati.aperti import dati_aperti, nomi_file
from macros.publish.dati.premi import COLONNE_TOTALI
from macros.publish.pagine.premi import _nome, _quota_prima, _righe_quote, ammontare_premi, distribuzione_premi
from macros.vista.vista import carica_vista
from tests.conftest import esegui
from tests.lettura_uscite import in_parole
from tests.progetto_copia import MINI, sostituisci
from tests.strumenti.persone import IMPOSTAZIONI, persone, scrivi_yml
from tests.test_casi import approva

FASCE = ("Non soddisfacente", "Sufficiente", "Discreto", "Buono", "Ottimo", "Eccellente")
DOVE = Source("data/2021/premi.yml")
FILE = "data/2021/premi.yml"
TESTA = "valutazione_individuale:\n"
PREMI = """\
totali: {stanziati: 312000, distribuiti: 301450}
categorie:
  - categoria: personale
    persone: 112
    gruppi:
      - {fasce: [Non soddisfacente, Sufficiente, Buono], persone: 71}
      - {fasce: [Ottimo], persone: 41}
    quota_prima_fascia: 36.61
unite:
  - [dirigenti, posizioni_organizzative]
riesami: meno di 3
ricorsi: 0
"""


DUE = (CategoriaPremi("dirigenti"), CategoriaPremi("posizioni_organizzative"))


def valutati(categoria: str, *conteggi: int, **altro: object) -> list[Valutato]:
    """Persons of a category by band, from the lowest; each paid a sum of its own."""
    detti = {"riesame": False, "riesame_aperto": False, "ricorso": False, "ricorso_aperto": False} | altro
    return [
        Valutato(
            categoria=categoria,
            fascia=fascia,
            stanziato=Decimal(3000 + n),
            distribuito=Decimal(1000 + 300 * posto + 37 * n),
            **detti,
        )
        for posto, (fascia, quanti) in enumerate(zip(FASCE, conteggi, strict=True))
        for n in range(quanti)
    ]


def fatto(chi: list[Valutato], **altro: object) -> Aggregato:
    trovato = aggregato(chi, **{"fasce": FASCE, "soglia": 3, "dove": DOVE, **altro})
    assert isinstance(trovato, Aggregato), trovato
    return trovato


def detti(a: Aggregato) -> list[tuple[str, int, list[tuple[str, str, int]]]]:
    """What a record says: category, persons, first and last band of each group with its persons."""
    return [
        (str(d.categoria), d.persone, [(g.fasce[0], g.fasce[-1], g.persone) for g in d.gruppi])
        for d in a.premi.categorie
    ]


# --- joins and amounts, by hand --------------------------------------------------------------------


@pytest.mark.parametrize(
    ("riga", "attesi"),
    [
        pytest.param((0, 0, 1, 18, 52, 41), [4, 5, 6], id="le basse si uniscono finché sono tre"),
        pytest.param((3, 0, 0, 0, 3, 3), [1, 5, 6], id="gli zeri si uniscono a chi viene dopo"),
        pytest.param((0, 0, 0, 9, 9, 2), [4, 6], id="ciò che resta va al gruppo prima"),
        pytest.param((0, 0, 0, 9, 9, 0), [4, 6], id="anche se non c'è nessuno"),
        pytest.param((0, 0, 0, 0, 0, 40), [6], id="tutti in cima sono un gruppo solo"),
        pytest.param((1, 0, 0, 0, 0, 1), [6], id="meno di tre in tutto"),
    ],
)
def test_le_fasce_si_uniscono_dalla_piu_bassa(riga, attesi):
    assert [a for _, a in gruppi(riga, 3)] == attesi


def test_chi_unisce_di_meno_viene_prima():
    larghi = [[a for _, a in t] for t in piu_larghi(((0, 2), (2, 3), (3, 5), (5, 6)))]
    assert larghi == [[2, 3, 5, 6], [3, 5, 6], [2, 5, 6], [2, 3, 6], [5, 6], [3, 6], [2, 6]]


@pytest.mark.slow
def test_un_anno_rifatto_a_mano():
    """The example of RECORDS 8: managers and Posizioni Organizzative together are too few, the staff is not."""
    chi = [
        *valutati("personale", 0, 1, 4, 14, 52, 41),
        *valutati("dirigenti", 0, 0, 0, 0, 0, 3),
        *valutati("posizioni_organizzative", 0, 0, 0, 0, 1, 1, riesame=True),
    ]
    a = fatto(chi)
    premi = a.premi
    assert detti(a) == [
        (
            "personale",
            112,
            [
                ("Non soddisfacente", "Discreto", 5),
                ("Buono", "Buono", 14),
                ("Ottimo", "Ottimo", 52),
                ("Eccellente", "Eccellente", 41),
            ],
        )
    ]
    assert premi.unite == (("dirigenti", "posizioni_organizzative"),)
    assert premi.categorie[0].quota_prima_fascia == Decimal("36.61")
    assert (premi.totali.stanziati, premi.totali.distribuiti) == (
        sum(v.stanziato for v in chi),
        sum(v.distribuito for v in chi),
    )
    assert premi.totali.arrotondati_a is None
    assert (premi.riesami, premi.ricorsi) == ("meno di 3", "0")
    assert [d.perche for d in a.deciso] == [PerchePremi.CATEGORIE_UNITE, PerchePremi.POCHI, PerchePremi.FASCE_UNITE]


@pytest.mark.parametrize("pochi", [3, 5, 7])
@pytest.mark.slow
def test_le_stesse_schede_danno_lo_stesso_file_anche_accanto_a_quello_registrato(pochi):
    chi = [
        *valutati("dirigenti", 0, 0, 0, 0, 1, 3),
        *valutati("posizioni_organizzative", 0, 0, 0, 1, pochi, 9),
        *valutati("personale", 0, 1, 4, 14, 52, 41),
    ]
    primo = fatto(chi).premi
    assert len(primo.categorie) == 2
    assert fatto(chi, prima=primo).premi == primo


def test_l_ordine_delle_persone_non_cambia_niente():
    chi = [*valutati("personale", 0, 0, 3, 9, 12, 8), *valutati("posizioni_organizzative", 0, 0, 0, 4, 3, 5)]
    atteso = fatto(chi)
    for seme in range(5):
        assert fatto(random.Random(seme).sample(chi, len(chi))) == atteso  # noqa: S311 - an order


def test_una_soglia_piu_alta_unisce_di_piu():
    chi = valutati("personale", 0, 0, 4, 14, 52, 41)
    assert len(fatto(chi).premi.categorie[0].gruppi) == 4
    assert [g.persone for g in fatto(chi, soglia=5).premi.categorie[0].gruppi] == [18, 52, 41]


def test_la_quota_solo_dove_la_fascia_e_sola_e_le_persone_bastano():
    quote = [fatto(valutati("personale", 0, 0, 0, *c)).premi.categorie[0].quota_prima_fascia for c in
             ((3, 3, 3), (3, 3, 4), (9, 9, 2))]  # fmt: skip
    assert quote == [None, Decimal("40.00"), None]


@pytest.mark.parametrize(
    ("chi", "perche"),
    [
        ([], RifiutoPremi.NESSUNO),
        (valutati("personale", 0, 0, 0, 5, 5, 5, riesame=True, riesame_aperto=True), RifiutoPremi.RIESAME_APERTO),
        (valutati("personale", 0, 0, 0, 5, 5, 5, ricorso=True, ricorso_aperto=True), RifiutoPremi.RICORSO_APERTO),
    ],
)
def test_non_si_scrive_niente(chi, perche):
    assert aggregato(chi, fasce=FASCE, soglia=3, dove=DOVE) is perche


def test_se_tutti_hanno_il_massimo_gli_importi_non_lo_dicono():
    """All in the top band, all paid the same: to the cent the sum would tell what each of them got."""
    uguali = [replace(v, distribuito=Decimal(3000)) for v in valutati("personale", 0, 0, 0, 0, 2, 38)]
    assert fatto(uguali).premi.categorie == ()
    a = fatto([replace(v, distribuito=Decimal(2900) if v.fascia == "Ottimo" else v.distribuito) for v in uguali])
    assert a.premi.totali.arrotondati_a is not None
    assert PerchePremi.IMPORTI in [d.perche for d in a.deciso]


def test_due_soli_oltre_ai_dirigenti_non_hanno_una_somma_al_centesimo():
    """Managers' pay is public: what is left of the sum would be of two persons."""
    chi = [*valutati("dirigenti", 0, 0, 0, 0, 2, 2), *valutati("personale", 0, 0, 0, 1, 1, 0)]
    trovato = aggregato(chi, fasce=FASCE, soglia=3, dove=DOVE)
    assert trovato is RifiutoPremi.IMPORTI or trovato.premi.totali.arrotondati_a


def test_cio_che_un_altro_anno_ha_unito_resta_unito():
    prima = fatto(valutati("personale", 0, 0, 1, 18, 52, 41)).premi
    solo, dopo = (fatto(valutati("personale", 0, 0, 4, 15, 52, 41), altri=altri) for altri in ((), (prima,)))
    assert len(solo.premi.categorie[0].gruppi) == 4
    assert [g.fasce for g in dopo.premi.categorie[0].gruppi] == [g.fasce for g in prima.categorie[0].gruppi]
    assert PerchePremi.PIU_UNITE in [d.perche for d in dopo.deciso]


# --- the command -----------------------------------------------------------------------------------


@pytest.fixture
def progetto(tmp_path: Path) -> Path:
    """The small project in git, with what the sheets need and a Relazione that is approved."""
    radice = Path(shutil.copytree(MINI, tmp_path / "p"))
    sostituisci(
        radice / "data/2021/smvp.yml", "valutazione_individuale:\n", f"valutazione_individuale:\n{IMPOSTAZIONI}"
    )
    approva(radice, "relazione")
    git(radice, "init", "-q")
    registra(radice)
    return radice


def git(radice: Path, *argomenti: str) -> None:
    identita = ("-c", "user.name=Prova", "-c", "user.email=prova@example.invalid")
    subprocess.run(["git", *identita, *argomenti], cwd=radice, check=True, capture_output=True)


def registra(radice: Path) -> None:
    git(radice, "add", "-A")
    git(radice, "commit", "-qm", "Dati")


def cartella(tmp_path: Path, chi: list[dict[str, object]] | None = None, nome: str = "riservati") -> Path:
    return scrivi_yml(tmp_path / nome, persone(113, 4) if chi is None else chi)


def aggrega(radice: Path, riservati: Path, *altro: str) -> tuple[int, str, str]:
    return esegui("aggrega-premi", "--riservati", riservati, "--anno", "2021", "--radice", radice, *altro)


@pytest.mark.slow
def test_il_comando_scrive_cio_che_mostra_e_verifica_lo_accetta(progetto, tmp_path):
    schede = cartella(tmp_path)
    codice, mostrato, detto = aggrega(progetto, schede, "--prova")
    assert (codice, (progetto / FILE).exists()) == (0, False), detto
    assert "contati insieme" in detto
    assert "unite le fasce da Non soddisfacente a" in detto
    assert re.search(r"\d", detto.replace("3 persone", "")) is None, "only aggregate words"
    assert aggrega(progetto, schede)[:2] == (0, mostrato)
    assert (progetto / FILE).read_text(encoding="utf-8") == mostrato
    letto, problemi = esamina(progetto)
    assert [p for p in problemi if p.source.path == FILE] == []
    assert letto.anni[2021].premi.distribuzione("personale").persone == 98
    assert aggrega(progetto, schede)[:2] == (0, mostrato), "it may be done again"


def test_senza_relazione_approvata_non_si_scrive(tmp_path):
    radice = Path(shutil.copytree(MINI, tmp_path / "p"))
    sostituisci(
        radice / "data/2021/smvp.yml", "valutazione_individuale:\n", f"valutazione_individuale:\n{IMPOSTAZIONI}"
    )
    codice, mostrato, detto = aggrega(radice, cartella(tmp_path, persone(5, 4)))
    assert (codice, mostrato, (radice / FILE).exists()) == (1, "", False)
    assert "la Relazione non è approvata" in detto


@pytest.mark.parametrize("istanza", ["riesame", "ricorso"])
@pytest.mark.slow
def test_con_un_istanza_aperta_non_si_scrive(istanza, progetto, tmp_path):
    schede = [dict(s) for s in persone(30, 4)]
    schede[20]["conciliazione"] = {istanza: {"chiesto": "2022-04-02"}}
    codice, mostrato, detto = aggrega(progetto, cartella(tmp_path, schede))
    assert (codice, mostrato, (progetto / FILE).exists()) == (1, "", False)
    assert f"un {istanza} non ha ancora un esito" in detto


def test_una_scheda_sbagliata_si_dice_senza_valori(progetto, tmp_path):
    schede = [dict(s) for s in persone(20, 4)]
    schede[3]["premio"] = {"stanziato": "Zorgaulo", "distribuito": 1}
    codice, mostrato, detto = aggrega(progetto, cartella(tmp_path, schede))
    assert (codice, mostrato) == (1, "")
    assert "scheda 004" in detto
    assert "Zorgaulo" not in detto


@pytest.mark.slow
@pytest.mark.parametrize(
    ("conteggi", "detto_perche"),
    [
        pytest.param((0, 3, 12, 11), "", id="tre persone"),
        pytest.param((0, 3, 10, 13), "un conteggio cambia di meno di 3", id="una persona"),
        pytest.param((0, 3, 10, 14), "un conteggio cambia di meno di 3", id="una persona in più"),
        pytest.param((0, 1, 11, 14), "ha altri gruppi", id="altri gruppi"),
    ],
)
def test_un_file_registrato_si_sostituisce_solo_senza_dire_chi_e_cambiato(
    conteggi, detto_perche, progetto, tmp_path, monkeypatch
):
    """What counts is what git keeps: the file of the folder may be gone."""
    bande = ("Non soddisfacente", "Sufficiente", "Buono", "Ottimo")

    def tavola(*quanti: int) -> None:
        chi = [replace(v, fascia=bande[FASCE.index(v.fascia)]) for v in valutati("personale", *quanti, 0, 0)]
        monkeypatch.setattr("scripts.aggrega_premi.valutati", lambda *_: tuple(chi))

    schede = cartella(tmp_path, [])
    tavola(0, 3, 9, 14)
    assert aggrega(progetto, schede)[0] == 0
    registra(progetto)
    prima = (progetto / FILE).read_bytes()
    for presente in (True, False):
        if not presente:
            (progetto / FILE).unlink()
        tavola(*conteggi)
        codice, _, detto = aggrega(progetto, schede)
        assert (codice == 0) is (not detto_perche), detto
        assert detto_perche in detto
        assert (progetto / FILE).exists() is (presente or not detto_perche)
        assert presente is False or ((progetto / FILE).read_bytes() == prima) is bool(detto_perche)


@pytest.mark.slow
def test_un_file_registrato_cambiato_a_mano_e_un_errore(progetto):
    """In the folder beside what is committed; once committed, beside what a proposal starts from."""
    (progetto / FILE).write_text(PREMI, encoding="utf-8")
    assert dei_premi(progetto) == []
    registra(progetto)
    uno = PREMI.replace("persone: 112", "persone: 113").replace("persone: 41", "persone: 42").replace("36.61", "37.17")
    (progetto / FILE).write_text(uno, encoding="utf-8")
    (cambiato,) = dei_premi(progetto)
    assert (cambiato.code, cambiato.source.path, cambiato.source.line) == ("PREMI-CAMBIATO", FILE, 1)
    assert cambiato.found == "premi che, confrontati con quelli già registrati in git, direbbero chi è cambiato"
    assert cambiato.expected == (
        "gli stessi gruppi, ogni conteggio uguale o cambiato di almeno 3 persone, gli stessi importi o altri "
        "arrotondati"
    )
    assert f"git restore {FILE}" in cambiato.fix
    registra(progetto)
    assert dei_premi(progetto) == []
    assert [p.code for p in dei_premi(progetto, "HEAD~1")] == ["PREMI-CAMBIATO"]


def test_premi_registrati_non_si_tolgono(progetto):
    """Not in the folder, nor with a commit: what is published stays while the Relazione is approved and valid."""
    (progetto / FILE).write_text(PREMI, encoding="utf-8")
    registra(progetto)
    (progetto / FILE).unlink()
    (tolto,) = dei_premi(progetto)
    assert (tolto.code, tolto.source.path, tolto.source.line) == ("PREMI-TOLTO", FILE, 1)
    assert tolto.found == "i premi già registrati in git, e il loro file che non c'è più"
    assert tolto.expected == "il file: ciò che è pubblicato resta in linea per cinque anni"
    assert f"git log -- {FILE}" in tolto.fix
    registra(progetto)
    assert [p.code for p in dei_premi(progetto)] == ["PREMI-TOLTO"]


def test_un_file_tolto_e_rimesso_si_confronta_con_quello_di_prima(progetto):
    """What a commit takes away is still read by who has the repository."""
    (progetto / FILE).write_text(PREMI, encoding="utf-8")
    registra(progetto)
    (progetto / FILE).unlink()
    registra(progetto)
    uno = PREMI.replace("persone: 112", "persone: 113").replace("persone: 41", "persone: 42").replace("36.61", "37.17")
    (progetto / FILE).write_text(uno, encoding="utf-8")
    assert [p.code for p in dei_premi(progetto)] == ["PREMI-CAMBIATO"]
    (progetto / FILE).write_text(PREMI, encoding="utf-8")
    assert dei_premi(progetto) == []


@pytest.mark.slow
def test_conta_ogni_versione_registrata_non_solo_l_ultima(progetto, tmp_path, monkeypatch):
    """Two steps of three or more may end one person from where they began: git keeps the beginning too."""
    bande = ("Non soddisfacente", "Sufficiente", "Buono", "Ottimo")
    schede = cartella(tmp_path, [])
    for conteggi, codice in (((0, 3, 9, 14), 0), ((0, 3, 9, 18), 0), ((0, 3, 9, 15), 1)):
        chi = [replace(v, fascia=bande[FASCE.index(v.fascia)]) for v in valutati("personale", *conteggi, 0, 0)]
        monkeypatch.setattr("scripts.aggrega_premi.valutati", lambda *_, chi=chi: tuple(chi))
        trovato, _, detto = aggrega(progetto, schede)
        assert trovato == codice, detto
        assert ("un conteggio cambia di meno di 3" in detto) is bool(codice)
        registra(progetto) if not codice else None


@pytest.mark.slow
def test_un_anno_tolto_o_di_un_ramo_unito_entra_nell_attacco(progetto, tmp_path, monkeypatch):
    """What a merged branch published and took away left nothing on the way here, and git keeps it all the same."""
    visti = []

    def visto(*_, altri, **__):
        visti[:] = [p.source.path for p in altri]
        return RifiutoPremi.NESSUNO

    monkeypatch.setattr("scripts.aggrega_premi.aggregato", visto)
    git(progetto, "branch", "-M", "main")
    schede = cartella(tmp_path)
    for n, (anno, ramo) in enumerate((("2019", "main"), ("2020", "altro"))):
        git(progetto, "checkout", "-q", "-B", ramo)
        file = progetto / f"data/{anno}/premi.yml"
        file.parent.mkdir()
        file.write_text(PREMI.replace("301450", f"30145{n}"), encoding="utf-8")
        registra(progetto)
        shutil.rmtree(file.parent)
        registra(progetto)
    git(progetto, "checkout", "-q", "main")
    git(progetto, "merge", "-q", "--no-ff", "altro")
    codice, _, detto = aggrega(progetto, schede)
    assert (codice, visti) == (1, ["data/2019/premi.yml", "data/2020/premi.yml"]), detto
    git(progetto, "checkout", "-q", "--detach", "HEAD~1")
    aggrega(progetto, schede)
    assert visti == ["data/2019/premi.yml"]


def test_se_l_oiv_viene_dopo_la_giunta_i_premi_aspettano_l_oiv(progetto):
    """Without a validation nobody has premi (D.Lgs. 150/2009, art. 14 c. 6)."""
    (progetto / FILE).write_text(PREMI, encoding="utf-8")
    anno = esamina(progetto)[0].anni[2021]
    assert list(check_relazione(anno)) == []
    dopo = replace(anno, smvp=replace(anno.smvp, prima_oiv=False))
    (problema,) = check_relazione(dopo)
    assert problema.found == "i premi di un anno la cui Relazione non è ancora validata dall'OIV"
    validata = replace(anno.approvazione("relazione"), nome="oiv", tipo=TipoAtto.VALIDAZIONE_OIV)
    assert list(check_relazione(replace(dopo, atti={**anno.atti, "oiv": validata}))) == []


@pytest.mark.slow
@pytest.mark.parametrize(
    ("cerca", "metti", "ammesso"),
    [
        ("distribuiti: 301450", "distribuiti: 300250", False),
        (
            "{stanziati: 312000, distribuiti: 301450}",
            "{stanziati: 312000, distribuiti: 300000, arrotondati_a: 1000}",
            True,
        ),
        ("riesami: meno di 3", "riesami: 0", False),
        ("riesami: meno di 3", "riesami: 4", False),
        ("riesami: meno di 3", "riesami: 5", True),
        ("ricorsi: 0", "ricorsi: meno di 3", False),
    ],
)
def test_importi_e_ricorsi_registrati_non_si_cambiano_di_una_persona(progetto, cerca, metti, ammesso):
    (progetto / FILE).write_text(PREMI, encoding="utf-8")
    registra(progetto)
    assert cerca in PREMI
    (progetto / FILE).write_text(PREMI.replace(cerca, metti), encoding="utf-8")
    assert [p.code for p in dei_premi(progetto)] == ([] if ammesso else ["PREMI-CAMBIATO"])


def dei_premi(radice: Path, base: str | None = None) -> list[Problem]:
    return [p for p in esamina(radice, None, base)[1] if p.source.path == FILE]


def test_il_dizionario_dei_conteggi_vale_con_ogni_soglia():
    """The threshold is of a year: what a column means is of all."""
    assert not [c for c, detto in COLONNE_TOTALI.items() if re.search(r"\d", detto.significato)]
    assert "«meno di» e la soglia" in COLONNE_TOTALI["riesami"].significato


# --- pages and tables ------------------------------------------------------------------------------


@pytest.fixture
def con_premi(tmp_path: Path) -> Path:
    radice = Path(shutil.copytree(MINI, tmp_path / "p"))
    approva(radice, "relazione")
    (radice / FILE).write_text(PREMI, encoding="utf-8")
    return radice


def pagina(radice: Path) -> Contesto:
    return Contesto(vista=carica_vista(radice), pagina="trasparenza/06-05.md")


def test_le_pagine_dicono_due_importi_e_i_gruppi(con_premi):
    ctx = pagina(con_premi)
    importi, gruppi_ = (in_parole(f(ctx)) for f in (ammontare_premi, distribuzione_premi))
    assert "312.000,00" in importi
    assert "301.450,00" in importi
    assert "96,62" in importi
    assert "da Non soddisfacente a Buono" in gruppi_
    assert "Dirigenti e posizioni organizzative , 2021: troppo pochi per una distribuzione" in gruppi_
    assert "Riesami chiesti: meno di 3. Ricorsi: 0." in gruppi_
    assert "Nella fascia più alta, Ottimo, è il 36,61" in gruppi_


@pytest.mark.parametrize(
    ("unioni", "attese"),
    [
        ([DUE, DUE], [("Dirigenti e posizioni organizzative", ""), ("Personale", "")]),
        (
            [DUE, ()],
            [
                ("Dirigenti", "con posizioni organizzative"),
                ("Posizioni organizzative", "con dirigenti"),
                ("Personale", ""),
            ],
        ),
    ],
)
def test_le_categorie_contate_insieme_ogni_anno_hanno_una_riga(unioni, attese, con_premi):
    """One share, said once; where a year counts them apart each has its own."""
    premi = esamina(con_premi)[0].anni[2021].premi
    (d,) = premi.categorie
    insieme = replace(d, categoria=CategoriaPremi("dirigenti"), quota_prima_fascia=Decimal("62.5"))
    anni = [replace(premi, unite=(u,) if u else (), categorie=(insieme, d)) for u in unioni]
    righe = _righe_quote(anni)
    assert [(_nome(riga), _quota_prima(anni[0], riga)[1]) for riga in righe] == attese
    assert _quota_prima(anni[0], righe[0])[0] == "62,50\xa0%"


def test_i_disegni_hanno_le_parti_e_una_descrizione(con_premi):
    html = distribuzione_premi(pagina(con_premi))
    larghi = [Decimal(x) for x in re.findall(r'class="parte" x="0%" y="\d+" width="([\d.]+)%"', html)]
    assert [round(x / Decimal("0.68"), 1) for x in larghi] == [Decimal("63.4"), Decimal("36.6")]
    descrizione = re.search(r"<desc[^>]*>(.*?)</desc>", html)[1]
    assert descrizione.startswith("da Non soddisfacente a Buono: 71 persone")


def test_senza_premi_la_pagina_dice_che_cosa_li_porta(tmp_path):
    radice = Path(shutil.copytree(MINI, tmp_path / "p"))
    assert "le persone si valutano dopo la Relazione, che non è ancora approvata" in ammontare_premi(pagina(radice))
    approva(radice, "relazione")
    assert "quando le valutazioni, i riesami e i ricorsi sono conclusi" in distribuzione_premi(pagina(radice))


def test_le_tabelle_sono_dell_anno_e_di_nessun_documento(con_premi):
    vista = carica_vista(con_premi)
    dati = dati_aperti(vista, 2021)
    assert {"premi.csv", "premi-totali.csv"} <= set(nomi_file(vista, 2021)) == set(dati)
    righe = list(csv.DictReader(dati["premi.csv"].decode().splitlines()))
    assert [(r["categorie"], r["da_fascia"], r["a_fascia"], r["persone"], r["quota"]) for r in righe] == [
        ("dirigenti posizioni_organizzative", "", "", "", ""),
        ("personale", "Non soddisfacente", "Buono", "71", "63.39"),
        ("personale", "Ottimo", "Ottimo", "41", "36.61"),
    ]
    assert next(csv.DictReader(dati["premi-totali.csv"].decode().splitlines()))["distribuiti"] == "301450.00"
    assert "premi.csv" not in dati_aperti(vista, 2021, "relazione")


def test_ogni_categoria_e_scritta_come_il_profilo():
    assert [str(c) for c in CategoriaPremi] == ["dirigenti", "posizioni_organizzative", "personale"]
