"""What changed between two states of the record: identity, kinds, effects, and how it is told."""

from __future__ import annotations

import dataclasses
import itertools
import json
import os
import re
import shutil
from decimal import Decimal
from fractions import Fraction
from html.parser import HTMLParser

import pytest

from macros.checks.esame import esamina
from macros.model.anno import Anno
from macros.model.piano import Indicatore
from macros.model.problems import errori
from macros.model.valori import Periodo
from macros.publish.confronto.dati import in_dati
from macros.publish.confronto.frammento import in_html
from macros.publish.confronto.frasi import note, sommario
from macros.publish.confronto.markdown import MASSIMO, SEGNO, in_markdown, md
from macros.publish.confronto.parole import Sezione, punti
from macros.publish.confronto.righe import in_breve
from macros.publish.confronto.righe import riga as in_parole
from macros.publish.confronto.testo import in_testo
from macros.trail.cambiamenti import Genere
from macros.trail.campi import CAMPI, LUOGHI
from macros.trail.confronto import confronta
from macros.trail.ibridi import Perche
from macros.trail.identita import Sorte, identifica
from macros.trail.mondo import ENTE, Passo
from tests.anno_dopo import copia_avanti, cresci
from tests.conftest import RADICE, esegui, obiettivo, scrivi_progetto
from tests.progetto_copia import sostituisci

pytestmark = pytest.mark.xdist_group("confronto")  # one worker makes once what they share

ATTESI = RADICE / "tests" / "dati" / "confronto"
MINI = RADICE / "tests" / "dati" / "mini"


def letto(cartella, anno=2021):
    progetto, problemi = esamina(cartella)
    assert [str(p) for p in errori(problemi)] == []
    return progetto.anni[anno]


@pytest.fixture
def due(tmp_path):
    """Writes two versions of the year 2021 from the parts of each, and compares them."""

    volte = itertools.count()

    def scrivi(prima, dopo, periodo=None):
        lati = [scrivi_progetto(tmp_path / f"{next(volte)}", **parti) for parti in (prima, dopo)]
        return confronta(*map(letto, lati), {}, periodo)

    return scrivi


def base(**indicatore):
    return {
        "obiettivi": [obiettivo("1.1", {"target": 100} | indicatore, {})],
        "consuntivo": {"1.1.a": 50, "1.1.b": 100},
    }


def unico(c, genere):
    (trovato,) = c.di_genere(genere)
    return trovato


# ------------------------------------------------------------------------------ coverage


@pytest.mark.parametrize("record", CAMPI, ids=lambda r: r.__name__)
def test_ogni_chiave_del_piano_ha_il_suo_genere_di_cambiamento(record):
    """A new file of the year needs none: it is compared name by name (`test_confronto_muto`)."""
    campi = {f.name for f in dataclasses.fields(record)} - LUOGHI
    assert CAMPI[record].keys() <= campi if record is Anno else CAMPI[record].keys() == campi


# ------------------------------------------------------------------------------ identity


def con_origini(anno, origini):
    obiettivi = {
        o.codice: dataclasses.replace(
            o, continua_da=origini.get(o.codice, ()), indicatori=tuple(_senza_origine(i) for i in o.indicatori)
        )
        for o in anno.obiettivi.values()
    }
    return dataclasses.replace(anno, anno=anno.anno + 1, obiettivi=obiettivi)


def _senza_origine(i: Indicatore) -> Indicatore:
    return dataclasses.replace(i, continua_da=())


@pytest.fixture
def tre(tmp_path):
    return letto(scrivi_progetto(tmp_path, obiettivi=[obiettivo(c, {}) for c in ("1.1", "1.2", "1.3")]))


@pytest.mark.parametrize(
    ("origini", "attesi"),
    [
        pytest.param(
            {"1.1": ("1.1",), "1.2": ("1.3",)},
            [
                ("continuato", "1.1", "1.1"),
                ("rinumerato", "1.3", "1.2"),
                ("aggiunto", "", "1.3"),
                ("concluso", "1.2", ""),
            ],
            id="il codice usato da capo per altro non è lo stesso obiettivo",
        ),
        pytest.param(
            {"1.1": ("1.1",), "1.2": ("1.1",)},
            [("diviso", "1.1", "1.1 1.2"), ("aggiunto", "", "1.3"), ("concluso", "1.2", ""), ("concluso", "1.3", "")],
            id="diviso",
        ),
        pytest.param(
            {"1.1": ("1.1", "1.2"), "1.3": ("1.3",)},
            [("unito", "1.1 1.2", "1.1"), ("aggiunto", "", "1.2"), ("continuato", "1.3", "1.3")],
            id="unito",
        ),
        pytest.param(
            {"1.1": ("1.1", "1.2"), "1.2": ("1.2", "1.3"), "1.3": ()},
            [("ricomposto", "1.1 1.2 1.3", "1.1 1.2"), ("aggiunto", "", "1.3")],
            id="ricomposto: più d'uno in più d'uno",
        ),
    ],
)
def test_identita_fra_due_anni(tre, origini, attesi):
    ident = identifica(tre, con_origini(tre, origini), {})
    assert [(x.sorte, " ".join(x.prima), " ".join(x.dopo)) for x in ident.obiettivi.legami] == attesi


def test_fra_due_versioni_dello_stesso_anno_il_codice_e_l_identita(tre):
    ident = identifica(tre, dataclasses.replace(con_origini(tre, {}), anno=2021), {})
    assert {x.sorte for x in ident.obiettivi.legami} == {Sorte.CONTINUATO}


def test_fra_anni_lontani_si_seguono_quelli_in_mezzo_o_non_si_sa(tre):
    mezzo = con_origini(tre, {"1.2": ("1.1",), "1.1": ("1.2",)})
    fine = con_origini(mezzo, {"1.3": ("1.2",)})
    ident = identifica(tre, fine, {2022: mezzo})
    assert ident.obiettivi.coppie == {"1.3": "1.1"}
    indietro = identifica(fine, tre, {2022: mezzo})
    assert indietro.obiettivi.coppie == {"1.1": "1.3"}
    ignota = identifica(tre, fine, {})
    assert ignota.obiettivi.legami == ()
    assert ignota.ignota is not None
    assert "mancano i dati del 2022" in ignota.ignota


def test_senza_identita_si_confrontano_solo_cifre_aree_e_regole(tre):
    c = confronta(tre, con_origini(con_origini(tre, {}), {}), {})
    assert c.cambiamenti == ()
    assert c.scomposizioni == {}


# ------------------------------------------------------------------------------ kinds and effects


@pytest.mark.parametrize(
    ("cambia", "genere", "prima", "dopo", "effetto"),
    [
        pytest.param({"target": 80}, Genere.TARGET, "100\u00a0%", "80\u00a0%", "6.25", id="target"),
        pytest.param({"titolo": "Altro"}, Genere.TITOLO, "Indicatore 1.1.a", "Altro", None, id="titolo"),
        pytest.param({"descrizione": "Nuova"}, Genere.TESTO, "vuoto", "Nuova", None, id="testo"),
        pytest.param({"documentazione": "Registro"}, Genere.DOCUMENTAZIONE, "vuoto", "Registro", None, id="evidenze"),
        pytest.param({"regola": "avanzamento"}, Genere.REGOLA, "crescente", "avanzamento", "0", id="regola"),
        pytest.param({"tetto": None}, Genere.REGOLA, "quello dell'anno", "nessuno", "0", id="tetto"),
        pytest.param({"unita_misura": "numero"}, Genere.REGOLA, "%", "numero", "0", id="unità di misura"),
    ],
)
def test_ogni_genere_di_cambiamento_di_un_indicatore(due, cambia, genere, prima, dopo, effetto):
    c = due(base(), base(**cambia))
    trovati = [
        x for x in c.di_genere(genere) if str(x.campo) != "target.30-06" and not re.search(r"\d{4}$", str(x.campo))
    ]
    assert [(x.codice, x.scritto_prima, x.scritto_dopo) for x in trovati] == [("1.1.a", prima, dopo)]
    mio = trovati[0].effetto
    assert (None if mio is None else mio.ente) == (None if effetto is None else Fraction(effetto))
    assert trovati[0].luogo_dopo.path == "data/2021/obiettivi/1.1.yml"


def test_i_target_degli_altri_anni_sono_cambiamenti_del_piano_senza_effetto(due):
    mosso = base(target={"30-06": 100, 2021: 100, 2022: 90, 2023: 100})
    cambiamento = unico(due(base(), mosso), Genere.TARGET)
    assert (str(cambiamento.campo), cambiamento.effetto) == ("target.2022", None)
    assert cambiamento.senza_effetto == "riguarda il Piano per il 2022"


def test_un_peso_ha_il_suo_effetto_anche_dove_prima_non_era_dichiarato(due):
    dopo = {"obiettivi": [obiettivo("1.1", {"peso": 80}, {"peso": 20})], "consuntivo": {"1.1.a": 50, "1.1.b": 100}}
    c = due(base(), dopo)
    pesi = [x for x in c.di_genere(Genere.PESO) if not re.search(r"\d{4}$", str(x.campo))]
    assert [(x.scritto_prima, x.scritto_dopo) for x in pesi] == [("uguale per tutti", "80"), ("uguale per tutti", "20")]
    # 80·50 + 20·100 = 60; with the first at 50 of 100 points beside 20: (50·50 + 20·100) / 70
    assert pesi[0].effetto.ente == 60 - Fraction(50 * 50 + 20 * 100, 70)
    assert c.scomposizioni[ENTE].differenza == -15
    assert [x.punti for x in c.scomposizioni[ENTE].contributi if x.passo is Passo.PESI] == [-15]


def test_valore_assenza_e_testi_delle_rilevazioni(due):
    prima = base() | {"consuntivo": {"1.1.a": 50, "1.1.b": {"assenza": "non_rilevato"}}}
    dopo = base() | {
        "consuntivo": {"1.1.a": {"valore": 60, "causa": "esogena", "motivo": "Domanda ferma"}, "1.1.b": 100}
    }
    c = due(prima, dopo)
    valore, assenza = unico(c, Genere.VALORE), unico(c, Genere.ASSENZA)
    assert (valore.scritto_prima, valore.scritto_dopo, valore.effetto.ente) == ("50\u00a0%", "60\u00a0%", 5)
    assert (assenza.scritto_prima, assenza.scritto_dopo, assenza.effetto.ente) == ("non rilevato", "100\u00a0%", 20)
    assert [str(x.campo) for x in c.di_genere(Genere.TESTO)] == ["causa.31-12", "motivo.31-12"]
    assert str(valore.luogo_dopo) == "data/2021/consuntivo/sola.csv:2"


def test_una_cifra_che_senza_il_cambiamento_non_c_e_non_ha_effetto_e_lo_dice(due):
    vuoto = base() | {"consuntivo": {"1.1.a": {"assenza": "non_rilevato"}, "1.1.b": {"assenza": "non_rilevato"}}}
    pieno = base() | {"consuntivo": {"1.1.a": 50, "1.1.b": {"assenza": "non_rilevato"}}}
    c = due(vuoto, pieno)
    cambiamento = unico(c, Genere.ASSENZA)
    assert cambiamento.effetto.ente is None
    assert cambiamento.senza_effetto == "senza questo cambiamento una cifra non c'è"
    assert c.scomposizioni == {}


@pytest.mark.parametrize(
    ("prima", "dopo", "perche"),
    [
        ({}, {"regola": "avanzamento"}, Perche.REGOLA),
        ({}, {"unita_misura": "numero"}, Perche.UNITA),
        ({"regola": "base", "base": 0}, {"regola": "base", "base": 100, "target": 120}, Perche.INDEFINITO),
    ],
)
def test_dove_la_regola_cambia_valore_e_grado_non_si_confrontano_e_tutto_va_alla_regola(due, prima, dopo, perche):
    c = due(base(**prima), base(**dopo) | {"consuntivo": {"1.1.a": 70, "1.1.b": 100}})
    valore = unico(c, Genere.VALORE)
    assert (valore.non_confrontabile, valore.effetto) == (perche, None)
    passi = {x.passo: x.punti for x in c.scomposizioni[ENTE].contributi}
    assert passi[Passo.REGOLE] == c.scomposizioni[ENTE].differenza
    gradi = [x for x in c.di_genere(Genere.GRADO) if x.livello == "indicatore"]
    assert all(x.non_confrontabile is perche for x in gradi)


def test_una_regola_dell_anno_si_annulla_da_sola(due):
    parti = base(regola="decrescente", target=40)
    c = due(parti, parti | {"smvp": {"grado": {"decrescente": "rapporto"}}})
    regola = unico(c, Genere.REGOLA)
    assert (str(regola.campo), regola.scritto_prima, regola.scritto_dopo) == (
        "grado.decrescente",
        "lineare",
        "rapporto",
    )
    assert regola.effetto.ente == (80 - 75) / Fraction(2) == c.scomposizioni[ENTE].differenza


def test_un_obiettivo_che_passa_di_responsabile_muove_solo_i_responsabili(due):
    obiettivi = [obiettivo("1.1", {}), obiettivo("1.2", {})]
    valori = {"1.1.a": 50, "1.2.a": 100}
    prima = {
        "obiettivi": obiettivi,
        "consuntivo": valori,
        "responsabili": {"sola": {"1.1": 50, "1.2": 50}, "altra": {"1.2": 100}},
    }
    dopo = {
        "obiettivi": obiettivi,
        "consuntivo": valori,
        "responsabili": {"sola": {"1.2": 100}, "altra": {"1.2": 50, "1.1": 50}},
    }
    c = due(prima, dopo)
    passaggi = c.di_genere(Genere.RESPONSABILE)
    assert [(x.codice, x.scritto_prima, x.scritto_dopo) for x in passaggi] == [
        ("1.1", "50", "non elencato"),
        ("1.1", "non elencato", "50"),
    ]
    assert all(x.effetto.ente == 0 for x in passaggi)
    assert passaggi[0].effetto.di("area_dirigenziale") == {"sola": 100 - Fraction(50 * 50 + 100 * 100, 150)}


def test_il_piano_di_un_anno_ancora_aperto_si_confronta_senza_cifre(due):
    c = due(base(), base(target=80) | {"consuntivo": {}})
    assert (c.ciclo_prima, c.periodo) == (None, None)
    assert c.senza_cifre == "del 2021 non è ancora rilevato niente al 31 dicembre"
    assert any(str(x.campo) == "target.31-12" and x.effetto is None for x in c.di_genere(Genere.TARGET))


def test_senza_periodo_si_prende_l_ultima_data_che_hanno_entrambi(due):
    giugno = {"monitoraggio": {"1.1.a": 40, "1.1.b": 100}}
    assert due(base() | giugno, base() | giugno).periodo is Periodo.DICEMBRE
    assert due(base() | giugno, base() | giugno | {"consuntivo": {}}).periodo is Periodo.GIUGNO
    assert due(base() | giugno, base() | giugno, Periodo.GIUGNO).periodo is Periodo.GIUGNO


def test_un_anno_che_blocca_non_ha_cifre_e_lo_dice(due):
    bloccato = base() | {"consuntivo": {"1.1.a": 50}, "smvp": {"non_rilevati": "blocca"}}
    assert "un indicatore non è rilevato al 31 dicembre" in due(base(), bloccato).senza_cifre


# ------------------------------------------------------------------------------ a whole year


@pytest.fixture(scope="module")
def cresciuto(tmp_path_factory):
    return cresci(tmp_path_factory.mktemp("cresciuto"))


@pytest.fixture(scope="module")
def due_anni(cresciuto):
    progetto, problemi = esamina(cresciuto)
    assert [str(p) for p in errori(problemi)] == []
    return confronta(progetto.anni[2021], progetto.anni[2022], progetto.anni)


@pytest.mark.slow
def test_l_anno_dopo_senza_altro_che_le_date_muove_solo_il_piano(tmp_path):
    progetto, problemi = esamina(copia_avanti(tmp_path))
    assert [str(p) for p in errori(problemi)] == []
    c = confronta(progetto.anni[2021], progetto.anni[2022], progetto.anni)
    assert {x.genere for x in c.cambiamenti if x.tocco or x.genere is Genere.GRADO} == set()
    assert all(not passo.punti for s in c.scomposizioni.values() for passo in s.contributi)


@pytest.mark.parametrize(
    ("genere", "codici"),
    [
        (Genere.VALORE, ["2.2.a"]),
        (Genere.REGOLA, ["", "2.2.b", "2.2.b"]),
        (Genere.RINUMERATO, ["2.2.4", "2.2.4.a", "2.2.4.b", "2.2.4.c"]),
        (Genere.DIVISO, ["1.2.1, 1.2.3"]),
        (Genere.AGGIUNTO, ["2.4.2"]),
        (Genere.CONCLUSO, ["3.1.5"]),
    ],
)
def test_due_anni_interi_ogni_cambiamento_e_trovato(due_anni, genere, codici):
    assert [x.codice for x in due_anni.di_genere(genere)] == codici


def test_due_anni_interi_i_passi_sommano(due_anni):
    assert {"ente", "area_strategica", "area_dirigenziale", "azienda_speciale"} == {
        k[0] for k in due_anni.scomposizioni
    }
    for s in due_anni.scomposizioni.values():
        assert sum((x.punti for x in s.contributi), Fraction(0)) == s.dopo.esatto - s.prima.esatto
    camera = {x.passo: x.punti for x in due_anni.scomposizioni[ENTE].contributi}
    assert all(camera.values())


# ------------------------------------------------------------------------------ renderings


OSTILE = "<b>Titolo</b> | `x` @sindaco #12 https://esempio.it *forte*"
FORME = {"txt": in_testo, "md": in_markdown, "html": in_html, "json": in_dati}


@pytest.fixture
def sezione(tmp_path):
    """The small project against a version with one change of most kinds, one with hostile words."""
    for nome in ("a", "b"):
        shutil.copytree(MINI, tmp_path / nome)
    dati = tmp_path / "b" / "data" / "2021"
    sostituisci(dati / "obiettivi" / "1.1.yml", "Contributi alle imprese del territorio", f"'{OSTILE}'")
    sostituisci(dati / "obiettivi" / "1.1.yml", '{"30-06": 150, 2021: 320,', '{"30-06": 150, 2021: 300,')
    sostituisci(dati / "obiettivi" / "2.1.1.yml", "punti_per_unita: 10", "punti_per_unita: 20")
    sostituisci(dati / "albero.yml", '{codice: "1.1", peso: 70}', '{codice: "1.1", peso: 60}')
    sostituisci(dati / "albero.yml", '{codice: "1.1.1", peso: 30}', '{codice: "1.1.1", peso: 40}')
    sostituisci(
        dati / "albero.yml", "responsabile: Dirigente Area Promozione", "responsabile: Dirigente della Promozione"
    )
    c = confronta(letto(tmp_path / "a"), letto(tmp_path / "b"))
    return Sezione(c, "approvato", "cartella di lavoro")


@pytest.mark.parametrize("forma", FORME)
def test_il_confronto_si_legge_come_nell_esempio(sezione, forma):
    """With RISCRIVI_ATTESI=1 the examples are written anew: read the difference before keeping it."""
    scritto = FORME[forma]([sezione], ["Valori dimostrativi."]).rstrip("\n") + "\n"
    atteso = ATTESI / f"mini.{forma}"
    if os.environ.get("RISCRIVI_ATTESI"):
        atteso.write_text(scritto, encoding="utf-8")
    assert scritto == atteso.read_text(encoding="utf-8")


def test_il_testo_sta_in_cento_colonne(sezione):
    assert max(map(len, in_testo([sezione]).splitlines())) <= 100


def test_il_commento_non_chiama_nessuno_e_nessun_dato_apre_un_elemento(sezione):
    commento = in_markdown([sezione])
    assert commento.startswith(SEGNO)
    assert not re.search(r"@\w|(?<!&)#\w|https?://|<b>", commento)
    for riga in (r for r in commento.splitlines() if r.startswith("|")):
        assert len(re.findall(r"(?<!\\)\|", riga)) in {4, 5, 6, 7}


def test_un_testo_di_piu_righe_resta_in_una_cella():
    assert md("una\nriga\r\n| e <!-- mezza") == r"una riga \| e &lt;\!-- mezza"


def test_un_commento_troppo_lungo_perde_le_tabelle_piegate_e_lo_dice(due_anni):
    tante = [Sezione(due_anni, "2021", "2022")] * 6
    commento = in_markdown(tante)
    assert len(commento) <= MASSIMO
    assert "tabella troppo lunga per un commento" in commento
    assert all(f"## {md(s.titolo)}\n\n{md(sommario(s))}" in commento for s in tante)


class Aperti(HTMLParser):
    def __init__(self):
        super().__init__()
        self.pila, self.id, self.rinvii = [], [], []

    def handle_starttag(self, tag, attrs):
        dati = dict(attrs)
        assert "style" not in dati
        self.id += [dati["id"]] if "id" in dati else []
        self.rinvii += [dati[k].lstrip("#") for k in ("href", "aria-labelledby") if k in dati]
        self.rinvii += re.findall(r"url\(#(.+?)\)", dati.get("fill") or "")
        if tag != "col":  # it has no end
            self.pila.append(tag)

    def handle_startendtag(self, tag, attrs):
        self.handle_starttag(tag, attrs)
        self.pila.pop()

    def handle_endtag(self, tag):
        assert self.pila.pop() == tag


def test_il_frammento_e_ben_formato_e_ogni_rinvio_arriva(due_anni):
    lettore = Aperti()
    lettore.feed(in_html([Sezione(due_anni, "2021", "2022"), Sezione(due_anni, "2021", "2022")]))
    assert lettore.pila == []
    assert len(lettore.id) == len(set(lettore.id))
    assert set(lettore.rinvii) <= set(lettore.id)


def test_i_dati_riportano_gli_stessi_passi(due_anni):
    (dati,) = json.loads(in_dati([Sezione(due_anni, "2021", "2022")]))["confronti"]
    camera = dati["scomposizioni"][0]
    somma = sum(Decimal(p["punti_esatti"]) for p in camera["passi"])
    assert abs(somma - Decimal(camera["differenza_esatta"])) < Decimal("1e-18")
    assert len(dati["cambiamenti"]) == len(due_anni.cambiamenti)


def test_quando_gli_arrotondamenti_si_vedono_una_nota_lo_dice(due_anni):
    camera = due_anni.scomposizioni[ENTE]
    scritti = [Decimal(punti(x.punti).replace("−", "-").replace(",", ".")) for x in camera.contributi]
    scritta = Decimal(punti(camera.differenza).replace("−", "-").replace(",", "."))
    assert any("sommano esattamente" in n for n in note(camera)) == (sum(scritti) != scritta)
    assert any("gradi esatti" in n for n in note(camera)) == (camera.dopo.stampato - camera.prima.stampato != scritta)


def test_la_frase_in_testa_dice_cifre_e_perche(due_anni, tre):
    frase = sommario(Sezione(due_anni, "2021", "2022"))
    assert re.match(
        r"Il risultato della Camera (sale|scende) di \d,\d\d punti, da \d\d,\d\d a \d\d,\d\d\. Lo alzano", frase
    )
    camera = due_anni.scomposizioni[ENTE]
    for passo in (max(camera.contributi, key=lambda x: x.punti), min(camera.contributi, key=lambda x: x.punti)):
        verbo = "alza" if passo.punti > 0 else "abbassa"
        assert re.search(rf"Lo {verbo}\w*[^.]*{re.escape(punti(passo.punti))}", frase)
    assert sommario(Sezione(confronta(tre, tre), "a", "b")).startswith("Si confrontano solo i piani: del 2021 non è")


# ------------------------------------------------------------------------------ the command


def test_i_testi_lunghi_si_tagliano_dove_cambiano():
    inizio, uno, altro = "parola " * 40, "uno " * 40, "altro"
    assert in_breve(inizio + uno, inizio + altro, 40) == (
        "… parola parola uno uno uno uno uno …",
        "… parola parola altro",
    )
    assert in_breve("corto", "breve", 40) == ("corto", "breve")
    assert in_breve(inizio, inizio + "coda", 40)[1].endswith("coda")


def test_le_fasi_sostituite_si_contano_e_il_testo_intero_resta(due):
    def fasi(*giorni):
        return [{"codice": f"f{n}", "titolo": "Un passaggio", "entro": g, "quota": 50} for n, g in enumerate(giorni)]

    def con(*giorni):
        return base(regola="fasi", fasi=fasi(*giorni)) | {"consuntivo": {"1.1.b": 100}}

    prima = con("2021-03-01", "2021-09-01")
    altre, una = con("2021-04-01", "2021-10-01"), con("2021-03-01", "2021-10-01")
    voce, sola = (in_parole(unico(due(prima, x), Genere.REGOLA)) for x in (altre, una))
    assert voce.brevi == ("2 fasi", "altre 2 fasi")
    assert "1° ottobre 2021" in voce.dopo
    assert sola.brevi == (sola.prima, sola.dopo)
    assert "1° ottobre 2021" in sola.dopo


def test_un_anno_in_cui_non_cambia_niente_e_una_frase(tre):
    sezione = Sezione(confronta(tre, tre), "a", "b")
    for forma in (in_testo, in_markdown, in_html):
        scritto = forma([sezione])
        assert "Nessun cambiamento." in " ".join(scritto.split())
        assert "Da dove viene la differenza" not in scritto


def test_due_anni_a_schermo_stanno_in_due_schermate_e_tutto_si_puo_chiedere(due_anni):
    sezione = [Sezione(due_anni, "2021", "2022")]
    breve, intero = in_testo(sezione), in_testo(sezione, tutto=True)
    assert "sposta anche" not in breve
    assert "--tutto" in breve
    assert "--tutto" not in intero
    assert sum(x.effetto is not None and any(x.effetto.figure.values()) for x in due_anni.cambiamenti) > 0
    assert intero.count("data/2022/") > breve.count("data/2022/") == 0


@pytest.mark.slow
def test_due_anni_dal_comando(cresciuto, tmp_path):
    codice, fuori, _ = esegui("confronta", "2021", "2022", "--radice", cresciuto)
    assert codice == 0
    assert "Dal 2021 al 2022: che cosa è cambiato, dati al 31 dicembre" in fuori
    file = tmp_path / "confronto.md"
    assert esegui("confronta", "2021", "2022", "--radice", cresciuto, "--formato", "markdown", "--uscita", file)[0] == 0
    assert file.read_text(encoding="utf-8").startswith(SEGNO)


def test_due_cartelle_dal_comando(tmp_path):
    a = scrivi_progetto(tmp_path / "a", **base())
    b = scrivi_progetto(tmp_path / "b", **base(target=80))
    codice, fuori, _ = esegui("confronta", a, b)
    assert codice == 0
    assert "sale di 6,25 punti, da 75,00 a 81,25" in fuori
    codice, fuori, _ = esegui("confronta", a, "--radice", b)
    assert "cartella di lavoro" in fuori


def test_gli_errori_di_una_parte_la_nominano(tmp_path):
    a = scrivi_progetto(tmp_path / "a", **base())
    b = scrivi_progetto(tmp_path / "b", **base(regola="mai_vista"))
    codice, fuori, errore = esegui("confronta", a, b)
    assert (codice, fuori) == (1, "")
    assert errore.startswith(f"ciclo: errori nei dati di «{b}»:\ndata/2021/obiettivi/1.1.yml:")


@pytest.mark.parametrize(
    ("argomenti", "codice", "detto"),
    [
        (("2021",), 2, "un anno si confronta con un altro anno"),
        (("2021", "2030"), 2, "non c'è la cartella data/2030"),
        (("./manca",), 2, "non è la cartella di un progetto"),
        (("mai-vista",), 1, "non è in un deposito di git"),
        ((), 2, "manca «a»"),
    ],
)
def test_cio_che_non_si_puo_confrontare_e_detto(tmp_path, argomenti, codice, detto):
    radice = scrivi_progetto(tmp_path, **base())
    esito, _, errore = esegui("confronta", *argomenti, "--radice", radice)
    assert esito == codice
    assert detto in errore


@pytest.mark.slow
def test_anni_in_una_parte_sola_sono_nominati(tmp_path, cresciuto):
    solo = tmp_path / "solo"
    shutil.copytree(cresciuto, solo)
    shutil.rmtree(solo / "data" / "2022")
    codice, fuori, _ = esegui("confronta", solo, cresciuto)
    assert codice == 0
    assert f"Solo in {cresciuto}: 2022." in fuori.replace("\n", " ")
