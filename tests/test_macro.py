"""Le macro: l'elenco e il codice dicono la stessa cosa, ogni modulo ha tutti i suoi campi."""

from __future__ import annotations

import hashlib
import re
import shutil
from collections import Counter
from html import unescape
from html.parser import HTMLParser
from types import SimpleNamespace

import pytest
from mkdocs.exceptions import PluginError

from macros.engine.mancano import mancano
from macros.model import formato
from macros.model.valori import Assenza, Periodo, Tipo
from macros.publish import env
from macros.publish.contesto import cercati
from macros.publish.contesto.contesto import NON_APPROVATA, Contesto, Sorgente
from macros.publish.dati.aperti import nomi_file
from macros.publish.elenco_macro import MACRO
from macros.publish.html.frammenti import DEPOSITO, MacroError, controlla_markdown
from macros.publish.pagine.albero import albero_performance
from macros.publish.pagine.cruscotto import QUANTI_SCARTI, cruscotto
from macros.publish.pagine.elenchi import file_da_scaricare
from macros.publish.pagine.esclusi import esclusi_dalla_media
from macros.publish.pagine.in_linea import conta, conta_per_stato, copertura, grado, protetto, stato
from macros.publish.pagine.obiettivo import pagina_obiettivo, pagina_responsabile
from macros.publish.pagine.scostamenti import scarti, scostamenti
from macros.publish.pagine.trasparenza import obbligo
from macros.publish.parole import voci
from macros.publish.pezzi.conteggi import stati_dichiarati
from macros.publish.schede.consuntivo import scheda_consuntivo, schede_consuntivo
from macros.publish.schede.monitoraggio import proposte_di_variazione, scheda_monitoraggio, schede_monitoraggio
from macros.publish.schede.programmazione import scheda_programmazione, schede_programmazione
from macros.publish.schede.riepiloghi import (
    elenco_responsabili,
    riconciliazione,
    riepilogo_aree_dirigenziali,
    riepilogo_aree_strategiche,
)
from macros.vista.vista import carica_vista
from tests.conftest import obiettivo as scritto
from tests.conftest import scrivi_progetto
from tests.progetto_copia import MINI, RADICE, del_2021, sblocca, sostituisci

pytestmark = pytest.mark.xdist_group("macro")  # one worker makes once what they share

ANNO = 2021
OSTILE = "*a* <b> {{ 1 }} _x_ | `"
NOMI = {m.nome: m for m in MACRO}
SCHEDE = (scheda_programmazione, scheda_monitoraggio, scheda_consuntivo, pagina_obiettivo)
VUOTE = {"br", "col", "img", "rect", "circle", "path", "input", "hr"}


class Lettore(HTMLParser):
    """Parole, id, titoli, righe di tabella e indirizzi di un frammento."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.parole: list[str] = []
        self.id: list[str] = []
        self.titoli: list[int] = []
        self.righe: list[list[int]] = []  # per tabella: celle di ogni riga
        self.indirizzi: list[str] = []
        self.attributi: Counter[str] = Counter()
        self.aperte: list[str] = []
        self.feed(html)
        self.testo = " ".join("".join(self.parole).split())

    def handle_starttag(self, tag, attrs):
        valori = dict(attrs)
        self.attributi.update(valori.keys())
        if "id" in valori:
            self.id.append(valori["id"])
        if re.fullmatch("h[1-6]", tag):
            self.titoli.append(int(tag[1]))
        if tag == "table":
            self.righe.append([])
            self.sotto = 0  # celle che una riga continua nella seguente
        if tag == "tr":
            self.righe[-1].append(self.sotto)
            self.sotto = 0
        if tag in {"td", "th"}:
            larga, alta = (int(valori.get(a, 1)) for a in ("colspan", "rowspan"))
            assert alta <= 2
            self.righe[-1][-1] += larga
            self.sotto += larga * (alta - 1)
        if tag == "a":
            self.indirizzi.append(valori["href"])
        if tag not in VUOTE:
            self.aperte.append(tag)
        self.parole.append(" ")

    def handle_endtag(self, tag):
        if tag not in VUOTE:
            assert self.aperte.pop() == tag
        self.parole.append(" ")

    def handle_data(self, data):
        self.parole.append(data)


@pytest.fixture(scope="module")
def ctx(vista):
    pagine = (Sorgente("index.html", "Inizio", ()), Sorgente("2021/obiettivi/2.2.html", "Obiettivo 2.2", ()))
    return Contesto(vista=vista, pagina="2021/prova.html", sorgenti=lambda: pagine)


@pytest.fixture(scope="module")
def dati(vista):
    return vista.anno(ANNO)


@pytest.fixture
def copia(tmp_path):
    """I soli dati, da cambiare."""
    shutil.copytree(RADICE / "data", tmp_path / "data", ignore=del_2021)
    sblocca(tmp_path / "data")
    return tmp_path


@pytest.fixture(scope="module")
def ctx_pubblico(tmp_path_factory):
    """La costruzione pubblica di un anno senza gli atti della Relazione."""
    copia = tmp_path_factory.mktemp("pubblico")
    shutil.copytree(RADICE / "data", copia / "data", ignore=del_2021)
    sblocca(copia / "data")
    for atto in (copia / "data/2021/atti").glob("*.yml"):
        if "documento: relazione" in atto.read_text(encoding="utf-8"):
            atto.unlink()
    for dopo in ("oiv.yml", "premi.yml"):  # what the OIV said with one of them, and what comes after
        (copia / "data/2021" / dopo).unlink()
    return Contesto(vista=carica_vista(copia, pubblico=True), pagina="2021/prova.html")


def esempio(ctx, macro):
    """Scrive l'esempio di una macro come lo scriverebbe una pagina."""
    nomi = {m.nome: lambda *a, m=m, **k: m.funzione(ctx, *a, **k) for m in MACRO}
    return eval(macro.esempio.strip("{} "), {"__builtins__": {}}, nomi)  # noqa: S307 - our own docstrings


# --- l'elenco -------------------------------------------------------------------------------


def test_le_macro_registrate_sono_quelle_dell_elenco(vista):
    registrate = {}
    finto = SimpleNamespace(
        macro=lambda funzione, nome: registrate.setdefault(nome, funzione),
        conf=SimpleNamespace(vista=vista),
        page=SimpleNamespace(url="2021/prova.html"),
        variables={},
    )
    DEPOSITO.svuota()
    env.define_env(finto)
    assert list(registrate) == [m.nome for m in MACRO]
    assert registrate["grado"]("2.2") == grado(Contesto(vista=vista, pagina="2021/prova.html"), "2.2")
    assert registrate["metodo"]() == '<div data-frammento="1"></div>'
    DEPOSITO.svuota()


@pytest.mark.parametrize("macro", MACRO, ids=list(NOMI))
def test_ogni_macro_ha_descrizione_ed_esempio_che_funziona(ctx, macro):
    assert macro.descrizione.endswith(".")
    assert macro.esempio.startswith(f"{{{{ {macro.nome}(")
    assert esempio(ctx, macro).strip()


@pytest.mark.parametrize("macro", MACRO, ids=list(NOMI))
def test_ogni_macro_funziona_anche_senza_la_relazione(ctx_pubblico, macro):
    assert esempio(ctx_pubblico, macro).strip()


def test_la_tabella_del_manuale_elenca_tutte_le_macro(ctx):
    testo = Lettore(NOMI["elenco_macro"].funzione(ctx)).testo
    for macro in MACRO:
        assert macro.firma in testo
        assert macro.esempio in testo


@pytest.mark.parametrize(
    ("nome", "argomenti", "messaggio"),
    [
        ("scheda_consuntivo", ("2.22",), "«2.22» non è il codice di un obiettivo del 2021. Forse si voleva «2.2.2»"),
        ("grado", ("prmozione",), "Forse si voleva «promozione»"),
        ("schede_monitoraggio", ("2",), "non è il codice di un'area dirigenziale del 2021"),
        ("schede_consuntivo", ("strategici",), "Forse si voleva «strategico»"),
        ("riepilogo_aree_strategiche", ("31/12",), 'una data di rilevazione ("30-06" o "31-12")'),
        ("albero_performance", ("strategiche",), "Forse si voleva «strategica»"),
        ("conta", ("raggiunti",), "Forse si voleva «raggiunto»"),
        ("come_calcolato", ("2.2.z",), "«2.2.z» non è un codice del 2021"),
        ("obbligo", ("06.06",), "non è un codice di data/trasparenza.yml"),
        ("elenco_atti", ("relazioni",), "Forse si voleva «relazione»"),
        ("metodo", (), "l'anno 2020 non c'è. Anni presenti: 2021"),
        ("grado", (), "argomenti non previsti o mancanti. Si scrive: grado("),
    ],
)
def test_una_chiamata_sbagliata_dice_che_cosa_si_voleva(ctx, nome, argomenti, messaggio):
    DEPOSITO.svuota()
    legata = env._legata(NOMI[nome], lambda: ctx)
    altri = {"anno": 2020} if "2020" in messaggio else {"altro": 1} if "argomenti" in messaggio else {}
    assert legata(*argomenti, **altri) == ""
    with pytest.raises(PluginError) as errore:
        controlla_markdown("", "2021/x.md")
    assert messaggio in str(errore.value)
    assert str(errore.value).startswith(f"2021/x.md: macro «{nome}(")


# --- forma dell'HTML ------------------------------------------------------------------------


def pagine(ctx, dati):
    """Ogni frammento che fa una pagina, o un capitolo."""
    for codice in dati.obiettivi:
        for scheda in SCHEDE:
            yield f"{scheda.__name__} {codice}", scheda(ctx, codice)
    for tipo in Tipo:
        yield f"programmazione {tipo}", schede_programmazione(ctx, tipo)
        yield f"consuntivo {tipo}", schede_consuntivo(ctx, tipo)
    for area in dati.letture.con_responsabile:
        yield f"monitoraggio {area.codice}", schede_monitoraggio(ctx, area.codice)
        yield f"responsabile {area.codice}", pagina_responsabile(ctx, area.codice)
    for macro in MACRO:
        if macro.blocco:
            yield macro.nome, esempio(ctx, macro)


@pytest.mark.slow
def test_id_tabelle_e_titoli_sono_in_ordine(ctx, dati):
    for nome, html in pagine(ctx, dati):
        letto = Lettore(html)
        assert not letto.aperte, nome
        doppi = [i for i, volte in Counter(letto.id).items() if volte > 1]
        assert not doppi, (nome, doppi)
        for tabella in letto.righe:
            assert len(set(tabella)) == 1, (nome, tabella)
        sopra = 2 if nome in {"file_per_macchine", "dizionario_dati"} else 1  # they stand under a heading of their page
        for prima, dopo in zip([sopra, *letto.titoli], letto.titoli, strict=False):
            assert dopo <= prima + 1, (nome, letto.titoli)
        assert "style" not in letto.attributi, nome


@pytest.mark.parametrize(
    "schede",
    [
        pytest.param(lambda c, area: schede_programmazione(c, "operativo", area=area), id="programmazione"),
        pytest.param(schede_monitoraggio, id="monitoraggio"),
        pytest.param(lambda c, area: schede_consuntivo(c, "operativo", area=area), id="consuntivo"),
    ],
)
def test_un_capitolo_puo_avere_le_schede_di_piu_dirigenti(ctx, dati, schede):
    """Two calls in one chapter, an objective that two managers share: every id stands once."""
    letto = Lettore("".join(schede(ctx, a.codice) for a in dati.letture.aree_dirigenziali))
    condivisi = [c for c in dati.obiettivi if len(dati.responsabili_di(c)) > 1]
    assert all(sum(i.endswith(f"-{c}") and not i.startswith("composizione") for i in letto.id) > 1 for c in condivisi)
    assert condivisi
    assert [i for i, volte in Counter(letto.id).items() if volte > 1] == []
    due = Lettore(
        schede_programmazione(ctx, "strategico", area="1") + schede_programmazione(ctx, "operativo", area="1")
    )
    assert [i for i, volte in Counter(due.id).items() if volte > 1] == []


def test_il_livello_dei_titoli_si_sceglie(ctx):
    assert Lettore(scheda_consuntivo(ctx, "2.2", livello=3)).titoli[0] == 3


# --- moduli dell'appendice, campo per campo -----------------------------------------------


@pytest.mark.parametrize(
    "campo",
    [
        "Obiettivo strategico",
        "Peso dell'obiettivo dirigenziale nell'area strategica 2",
        "Bilancio",
        "Descrizione obiettivo e azioni da intraprendere",
        "Aree e uffici coinvolti",
        "Impegno richiesto",
        "Quantificazione del peso degli indicatori",
        "Indicatori dell'obiettivo strategico",
        "Indicatori collegati dell'obiettivo operativo 2.2.1",
        "Indicatore: descrizione e cosa misura",
        "Target storico di riferimento",
        "Risultato atteso al 2021",
        "Risultato atteso al 2023",
        "Peso % 2022",
        "Conto ricavo/costo",
        "Stima risorse 2021",
        "Stima risorse 2023",
        "Documentazione e report finali, con riferimento ai singoli indicatori",
        "Documentazione e report da presentare, su richiesta, all'OIV per la validazione del grado di raggiungimento",
    ],
)
def test_scheda_di_programmazione_strategica(ctx, campo):
    assert campo in Lettore(scheda_programmazione(ctx, "2.2")).testo


@pytest.mark.parametrize(
    "campo",
    [
        "Obiettivo operativo",
        "Peso dell'obiettivo operativo nell'area strategica 2",
        "Bilancio",
        "Risultato atteso al 30/6",
        "Risultato atteso al 31/12",
        "Peso %",
        "Importo",
        "Budget",
        "Conto ricavo/costo",
        "Documentazione e report finali",
    ],
)
def test_scheda_di_programmazione_operativa(ctx, campo):
    assert campo in Lettore(scheda_programmazione(ctx, "2.2.2")).testo


@pytest.mark.parametrize(
    "campo",
    [
        "Obiettivo strategico/operativo",
        "Peso dell'obiettivo dirigenziale nell'area strategica",
        "Descrizione sintetica del progetto",
        "Risultati conseguiti al 30/6",
        "Risultato atteso al 30/06",
        "Stato di realizzazione al 30/6",
        "Breve descrizione delle azioni intraprese e dei risultati conseguiti",
        "Eventuale proposta del Dirigente di variazione dei valori attesi al 31/12 in relazione a criticità",
        "criticità/opportunità emerse in fase di attuazione dell'obiettivo",
        "Risultato atteso al 31/12",
        "Nuova previsione al 31/12",
    ],
)
def test_scheda_del_semestre(ctx, vista, dati, campo):
    proposte = [r.indicatore for r in dati.rilevazioni[Periodo.GIUGNO].values() if r.nuova_previsione is not None]
    codice = dati.indicatori[proposte[0]].obiettivo
    testo = Lettore(scheda_monitoraggio(ctx, codice)).testo
    assert campo in testo
    motivo = dati.rilevazioni[Periodo.GIUGNO][proposte[0]].motivo
    assert " ".join(motivo.split()) in testo


@pytest.mark.parametrize(
    ("codice", "campo"),
    [
        (codice, campo)
        for codice in ("2.2", "2.2.2")
        for campo in (
            "Breve descrizione delle azioni intraprese",
            "Breve descrizione dei risultati conseguiti e segnalazione delle criticità/opportunità",
            "criticità/opportunità in fase di attuazione dell'obiettivo",
            "Risultati conseguiti al 31/12",
            "Risultato atteso al 31/12",
            "Valore ottenuto al 31/12",
            "Scostamento",
            "Grado realizzazione",
            "Criticità e opportunità.",
            "Scostamenti: causa e ragione",
        )
    ]
    + [
        ("2.2", "Indicatori degli obiettivi operativi collegati all'obiettivo strategico"),
        ("2.2", "Grado di raggiungimento dell'obiettivo strategico 2.2"),
        ("2.2.2", "Grado di raggiungimento dell'obiettivo operativo 2.2.2"),
        ("AS.1", "Grado di raggiungimento dell'obiettivo dell'Azienda Speciale 1"),
    ],
)
def test_schede_finali(ctx, codice, campo):
    assert campo in Lettore(scheda_consuntivo(ctx, codice)).testo


def test_la_scheda_finale_chiude_con_il_grado_calcolato(ctx, vista, dati):
    ciclo = vista.ciclo(ANNO, Periodo.DICEMBRE)
    for codice, obiettivo in dati.obiettivi.items():
        testo = Lettore(scheda_consuntivo(ctx, codice)).testo
        finale = testo.rpartition(f"Grado di raggiungimento dell'obiettivo {voci_tipo(obiettivo)} {obiettivo.numero}")[
            2
        ]
        sintesi = ciclo.obiettivi[codice]
        assert formato.stampato(sintesi.stampato) in finale[:80]
        if sintesi.parziale:
            copertura_detta = f"copertura {formato.per_cento(sintesi.copertura)}"
            assert copertura_detta.replace("\xa0", " ") in finale.replace("\xa0", " ")
        for indicatore in obiettivo.indicatori:
            assert " ".join(indicatore.titolo.split()) in testo
            valutato = ciclo.indicatori[indicatore.codice]
            if valutato.scoperto:
                assert " ".join(valutato.rilevazione.motivo.split()) in testo


@pytest.mark.parametrize(
    ("codice", "modulo"),
    [("2.2", "a) Scheda obiettivo strategico"), ("2.2.2", "b) Scheda obiettivi operativi"), ("AS.1", "")],
)
def test_ogni_scheda_finale_ha_il_titolo_del_suo_modulo(ctx, codice, modulo):
    testo = Lettore(scheda_consuntivo(ctx, codice)).testo
    assert modulo in testo
    assert ("Scheda obiettiv" in testo) == bool(modulo), "the System has no form for the Azienda Speciale"


@pytest.mark.parametrize(
    ("riepilogo", "modulo", "grado"),
    [
        (riepilogo_aree_strategiche, "c) Scheda di riepilogo per Aree Strategiche", "Grado raggiunto"),
        (
            riepilogo_aree_dirigenziali,
            "d) Scheda di riepilogo per Aree di Responsabilità Dirigenziale",
            "Grado raggiungimento",
        ),
    ],
)
def test_i_riepiloghi_hanno_titolo_e_parole_del_loro_modulo(ctx, riepilogo, modulo, grado):
    testo = Lettore(riepilogo(ctx)).testo
    assert modulo in testo
    assert grado in testo
    altro = {"Grado raggiunto": "Grado raggiungimento", "Grado raggiungimento": "Grado raggiunto"}[grado]
    assert altro not in testo


def voci_tipo(obiettivo):
    return {"strategico": "strategico", "operativo": "operativo"}.get(obiettivo.tipo, "dell'Azienda Speciale")


@pytest.mark.parametrize("riepilogo", [riepilogo_aree_strategiche, riepilogo_aree_dirigenziali])
@pytest.mark.parametrize("periodo", Periodo)
def test_i_riepiloghi_hanno_ogni_grado_e_i_totali(ctx, vista, dati, riepilogo, periodo):
    ciclo = vista.ciclo(ANNO, periodo)
    testo = Lettore(riepilogo(ctx, periodo)).testo
    for codice, obiettivo in dati.obiettivi.items():
        assert f"{obiettivo.numero} {obiettivo.titolo}" in testo
        assert formato.stampato(ciclo.obiettivi[codice].stampato) in testo
    assert "Performance Camera di Commercio" in testo
    assert formato.stampato(ciclo.ente.stampato) in testo
    gruppi = ciclo.aree_strategiche if riepilogo is riepilogo_aree_strategiche else ciclo.aree_dirigenziali
    for area in (*gruppi.values(), ciclo.azienda_speciale):
        assert formato.stampato(area.stampato) in testo
    totali = [a.responsabile for a in dati.letture.aree_dirigenziali]
    if riepilogo is riepilogo_aree_strategiche:
        totali = [f"Area strategica {a.codice}" for a in dati.letture.aree_strategiche]
    for nome in totali:
        assert f"Totale {nome}" in testo


def test_la_riconciliazione_da_il_peso_di_ogni_obiettivo_nelle_due_letture(ctx, vista, dati):
    html = riconciliazione(ctx)
    testo = Lettore(html).testo.replace("\xa0", " ")
    assert (
        "Le schede c) e d) contengono gli stessi 29 obiettivi. L'obiettivo 1.1.2 è condiviso da più dirigenti." in testo
    )
    assert (
        f"Il totale della Camera è uno solo: {formato.stampato(vista.ciclo(ANNO, Periodo.DICEMBRE).ente.stampato)}"
        in testo
    )
    righe = [
        (codice, *re.findall(r"<td[^>]*>(.*?)</td>", celle))
        for codice, celle in re.findall(r'<th scope="row"><span class="cod">([^<]*)</span>.*?</th>(.*?)</tr>', html)
    ]
    strategici = {
        v.codice: (f"Area {a.codice}", voci.peso(v.peso)) for a in dati.letture.aree_strategiche for v in a.obiettivi
    }
    attese = [
        (v.codice, *strategici[v.codice], a.titolo, voci.peso(v.peso))
        for a in dati.letture.aree_dirigenziali
        for v in a.obiettivi
    ]
    assert sorted(righe) == sorted(attese)


@pytest.mark.slow
def test_il_cruscotto_mostra_tutti_gli_scostamenti_quando_sono_pochi():
    ctx = Contesto(vista=carica_vista(MINI), pagina="index.html")
    ciclo = ctx.vista.ciclo_per(ctx.anno(), Periodo.DICEMBRE)
    quanti = len(scarti(ciclo))
    assert 1 < quanti <= QUANTI_SCARTI
    assert f"{quanti} indicatori sono sotto il risultato atteso" in Lettore(cruscotto(ctx)).testo


def test_la_riconciliazione_nomina_chi_sta_in_una_sola_lettura(copia):
    albero = copia / "data/2021/albero.yml"
    strategica, chiave, dirigenziale = albero.read_text(encoding="utf-8").partition("aree_dirigenziali")
    strategica = strategica.replace('      - {codice: "2.4.1", peso: 5}\n', "").replace(
        '"2.4", peso: 10', '"2.4", peso: 15'
    )
    albero.write_text(strategica + chiave + dirigenziale, encoding="utf-8")
    ctx = Contesto(vista=carica_vista(copia), pagina="2021/prova.html")
    assert "non coincidono: 2.4.1 compare soltanto nelle aree dirigenziali." in Lettore(riconciliazione(ctx)).testo


@pytest.mark.parametrize(
    ("schede", "forma", "periodo"),
    [
        pytest.param(lambda c: schede_consuntivo(c, "operativo", area="3"), "cons", "31-12", id="consuntivo"),
        pytest.param(lambda c: schede_monitoraggio(c, "anagrafica"), "mon", "30-06", id="monitoraggio"),
        pytest.param(lambda c: schede_programmazione(c, "operativo", area="3"), "prog", None, id="programmazione"),
    ],
)
def test_un_capitolo_di_schede_comincia_con_il_loro_elenco(ctx, vista, dati, schede, forma, periodo):
    html = schede(ctx)
    testa, _, corpo = html.partition("<section")
    rimandi = re.findall(rf'href="#{forma}-([^"]+)"', testa)
    assert rimandi == re.findall(rf'<h2 id="{forma}-([^"]+)"', corpo)  # nell'ordine, e tutte
    assert len(rimandi) > 1
    testo = Lettore(testa).testo
    for codice in rimandi:
        assert dati.obiettivi[codice].titolo in testo
        if periodo:
            sintesi = vista.ciclo(ANNO, Periodo(periodo)).obiettivi[codice]
            assert f"{formato.stampato(sintesi.stampato)}" in testo
        else:
            assert all(a.responsabile in testo for a in dati.responsabili_di(codice))


# --- assenze, ritardi, collegamenti --------------------------------------------------------


def test_ogni_assenza_dice_perche(ctx, vista, dati):
    ciclo = vista.ciclo(ANNO, Periodo.DICEMBRE)
    assenti = [v for v in ciclo.indicatori.values() if v.assenza in {Assenza.NON_RILEVATO, Assenza.NON_VALUTABILE}]
    assert {v.assenza for v in assenti} == {Assenza.NON_RILEVATO, Assenza.NON_VALUTABILE}
    elenco = Lettore(esclusi_dalla_media(ctx)).testo
    for v in assenti:
        scheda = Lettore(scheda_consuntivo(ctx, v.indicatore.obiettivo)).testo
        assert voci.motivo_assenza(dati, v)[1:] in scheda
        assert v.rilevazione.motivo in elenco
        for testo in (scheda, elenco):
            assert voci.ASSENZE[v.assenza][1] in testo
        if v.assenza is Assenza.NON_VALUTABILE:
            assert "atto: OIV" in voci.motivo_assenza(dati, v)


@pytest.mark.slow
def test_le_fasi_dicono_scadenza_quota_e_ritardo_in_parole(copia):
    ctx = Contesto(vista=carica_vista(copia), pagina="2021/prova.html")
    dati = ctx.vista.anno(ANNO)
    indicatore = next(i for i in dati.indicatori.values() if i.regola == "fasi")
    prima = indicatore.fasi[0]
    csv = copia / "data/2021/fasi.csv"
    righe = csv.read_text(encoding="utf-8").splitlines()
    chiave = f"{indicatore.codice};{prima.codice};"
    dopo = prima.entro.replace(day=min(prima.entro.day, 20)).replace(month=prima.entro.month + 1)
    csv.write_text(
        "\n".join([r for r in righe if not r.startswith(chiave)] + [f"{chiave}{dopo}"]) + "\n", encoding="utf-8"
    )
    ctx = Contesto(vista=carica_vista(copia), pagina="2021/prova.html")
    testo = Lettore(scheda_consuntivo(ctx, indicatore.obiettivo)).testo
    giorni = (dopo - prima.entro).days
    attesa = f"{prima.codice} {prima.titolo} {formato.data_lunga(prima.entro)} {formato.valore(prima.quota)} "
    assert attesa + f"{formato.data_lunga(dopo)} con {giorni} giorni di ritardo" in testo


def test_l_albero_per_aree_strategiche_elenca_ogni_obiettivo_anche_fuori_dalle_aree(tmp_path):
    progetto = scrivi_progetto(
        tmp_path,
        obiettivi=[scritto(codice, {}) for codice in ("1.1", "1.2", "AS.1")],
        aree={"1": (100, {"1.1": 100})},
        responsabili={"sola": {"1.1": 100}},
    )
    vista = carica_vista(progetto)
    letto = Lettore(albero_performance(Contesto(vista=vista, pagina="2021/albero/aree-strategiche.html")))
    for codice in ("1.1", "1.2", "AS.1"):
        assert letto.indirizzi.count(f"2021/obiettivi/{codice}.html") == 1, codice
    assert {"area-1", "area-altri"} <= set(letto.id)
    assert "Non stanno sotto un'area strategica" in letto.testo
    altrove = albero_performance(Contesto(vista=vista, pagina="2021/relazione/albero.html"))
    assert "2021/albero/aree-strategiche.html#area-1" in Lettore(altrove).indirizzi


@pytest.mark.slow
def test_ogni_grado_porta_alla_sua_spiegazione(ctx, vista, dati):
    ancore = {}
    for codice in dati.obiettivi:
        ancore[f"2021/obiettivi/{codice}.html"] = set(Lettore(pagina_obiettivo(ctx, codice)).id)
    for area in dati.letture.con_responsabile:
        ancore[f"2021/responsabili/{area.codice}.html"] = set(Lettore(pagina_responsabile(ctx, area.codice)).id)
    albero = Contesto(vista=vista, pagina="2021/albero/aree-strategiche.html")
    html = NOMI["albero_performance"].funzione(albero, "strategica")
    ancore["2021/albero/aree-strategiche.html"] = set(Lettore(html).id)
    visti = 0
    for _, frammento in pagine(ctx, dati):
        for indirizzo in Lettore(frammento).indirizzi:
            pagina, _, ancora = indirizzo.partition("#")
            if ancora.startswith("calcolo-"):
                assert ancora in ancore[pagina], indirizzo
                visti += 1
    assert visti > len(dati.indicatori) * 4


def test_gli_scostamenti_sono_in_ordine_e_solo_della_camera(ctx, vista):
    ciclo = vista.ciclo(ANNO, Periodo.DICEMBRE)
    testo = Lettore(scostamenti(ctx)).testo
    sotto = [v for v in ciclo.indicatori.values() if v.scoperto]
    camera = [v for v in sotto if not v.indicatore.codice.startswith("AS")]
    persi = {p.codice: p.punti for p in mancano(ciclo, ciclo.ente).perdite}
    posti = {v.indicatore.codice: testo.index(f"{v.indicatore.codice} {v.indicatore.titolo}") for v in camera}
    punti = [persi.get(codice, 0) for codice in sorted(posti, key=posti.get)]
    assert len(set(punti)) > 10
    assert punti == sorted(punti, reverse=True)
    assert all(v.indicatore.titolo not in testo for v in sotto if v not in camera)
    assert "Altri" in Lettore(scostamenti(ctx, 2)).testo


def test_le_proposte_di_variazione_ci_sono_tutte(ctx, dati):
    testo = Lettore(proposte_di_variazione(ctx)).testo
    proposte = [r for r in dati.rilevazioni[Periodo.GIUGNO].values() if r.nuova_previsione is not None]
    assert len(proposte) >= 2
    for riga in proposte:
        assert f"{riga.indicatore} {dati.indicatori[riga.indicatore].titolo}" in testo


def test_i_conteggi_in_linea_sommano_al_totale(ctx, dati):
    regole = stati_dichiarati(dati.regole)
    assenze = [parola for _, parola in voci.ASSENZE.values()]
    assert sum(int(conta(ctx, s)) for s in (*regole, *assenze)) == int(conta(ctx)) == 29


# --- testo dei dati e costruzione pubblica --------------------------------------------------


@pytest.mark.slow
def test_un_titolo_ostile_esce_come_e_scritto_ovunque(copia):
    file = copia / "data/2021/obiettivi/2.2.1.yml"
    righe = file.read_text(encoding="utf-8").splitlines()
    posto = next(n for n, riga in enumerate(righe) if riga.startswith("titolo:"))
    righe[posto] = f"titolo: '{OSTILE}'"
    file.write_text("\n".join(righe) + "\n", encoding="utf-8")
    ctx = Contesto(vista=carica_vista(copia), pagina="2021/prova.html")
    dati = ctx.vista.anno(ANNO)
    trovati = 0
    for nome, html in pagine(ctx, dati):
        assert "<b>" not in html.replace('<b class="num">', ""), nome
        trovati += Lettore(html).testo.count(OSTILE)
    assert trovati > 20


@pytest.mark.slow
def test_senza_gli_atti_la_relazione_non_mostra_risultati(ctx_pubblico, ctx):
    motivi = [
        r.motivo for r in ctx.vista.anno(ANNO).rilevazioni[Periodo.DICEMBRE].values() if r.motivo and len(r.motivo) > 30
    ]
    for codice in ("2.2", "2.2.2", "AS.1"):
        testo = Lettore(scheda_consuntivo(ctx_pubblico, codice)).testo
        assert NON_APPROVATA in testo
        assert "Grado di raggiungimento" not in testo
    assert NON_APPROVATA in Lettore(riepilogo_aree_strategiche(ctx_pubblico)).testo
    assert grado(ctx_pubblico) == "n&#46;d&#46;"
    assert stato(ctx_pubblico, "2.2") == "non pubblicato"
    tutto = "".join(html for _, html in pagine(ctx_pubblico, ctx_pubblico.vista.anno(ANNO)))
    letto = Lettore(tutto).testo
    assert not [m for m in motivi if " ".join(m.split()) in letto]
    assert 'risultati-31-12.csv"' not in tutto


@pytest.mark.slow
def test_un_campo_che_manca_e_detto_in_parole(copia):
    sostituisci(copia / "data/2021/obiettivi/2.2.2.yml", "impegno_richiesto: ", "impegno_richiesto: null # ")
    ctx = Contesto(vista=carica_vista(copia), pagina="2021/prova.html")
    testo = Lettore(scheda_programmazione(ctx, "2.2.2")).testo
    assert "Impegno richiesto da completare" in testo


def test_un_codice_ignoto_e_un_errore_della_pagina_e_non_un_guasto(ctx):
    with pytest.raises(MacroError, match="non è un codice del 2021"):
        cercati.titolo(ctx.anno(), "9.9.9")


@pytest.mark.slow
def test_della_validazione_sono_in_linea_dossier_ed_esito_e_si_dice_se_manca_il_documento_firmato(copia):
    def riga():
        html = obbligo(Contesto(vista=carica_vista(copia), pagina="trasparenza/14-01.html"), "14.01")
        return re.search(r'<tr><th scope="row">(?:<a [^>]*>)?Validazione della Relazione.*?</tr>', html)[0]

    [atto] = [
        a
        for a in (copia / "data/2021/atti").glob("*.yml")
        if {"tipo: validazione_oiv", "documento: relazione"} <= set(a.read_text(encoding="utf-8").splitlines())
    ]
    righe = [r for r in atto.read_text(encoding="utf-8").splitlines(keepends=True) if not r.startswith("albo:")]
    atto.write_text("".join(righe), encoding="utf-8")
    assert "Il documento firmato non è ancora in linea." in riga()
    assert re.findall(r'<a href="([^"]*)"', riga()) == [
        *("2021/validazione.html", "2021/relazione/index.html"),
        *("documenti/2021/validazione-2021.pdf", "dati/2021/attestazioni.csv"),
    ]
    assert 'Riguarda: <a href="2021/relazione/index.html">' in riga()
    (atto.parent / "verbale.pdf").write_bytes(b"%PDF-1.7")
    with atto.open("a", encoding="utf-8") as aperto:
        aperto.write(f"file: verbale.pdf\nsha256: {hashlib.sha256(b'%PDF-1.7').hexdigest()}\n")
    assert "Il documento firmato è con l'atto." in unescape(riga())
    assert "31 dicembre 2027" in riga()


@pytest.mark.slow
def test_un_sistema_in_vigore_non_ha_un_ultimo_giorno_in_linea(copia):
    shutil.copytree(RADICE / "data/2022", copia / "data/2022")
    sblocca(copia / "data")

    def fino():
        html = obbligo(Contesto(vista=carica_vista(copia), pagina="trasparenza/06-01.html"), "06.01")
        return re.findall(r'data-voce="In linea fino al">([^<]*)', html)

    assert fino() == ["in vigore", "31 dicembre 2024"], "one act has one row, whatever the years"
    sostituisci(copia / "data/2022/smvp.yml", "delibera: 81", "delibera: 99")
    assert fino() == ["in vigore", "31 dicembre 2026", "31 dicembre 2024"]


def test_gli_stati_si_contano_in_una_frase_senza_quelli_vuoti(ctx, ctx_pubblico):
    assert conta_per_stato(ctx) == "24 raggiunti, 4 parzialmente raggiunti e 1 valutato in parte"
    assert conta_per_stato(ctx_pubblico) == protetto("n.d.")


def test_la_copertura_in_linea_e_una_percentuale(ctx, vista):
    assert copertura(ctx) == formato.per_cento(vista.ciclo(ANNO, Periodo.DICEMBRE).ente.copertura)


def test_l_elenco_dei_responsabili_porta_i_gradi_di_ciascuno(ctx, ctx_pubblico, vista, dati):
    ciclo = vista.ciclo(ANNO, Periodo.DICEMBRE)
    testo = Lettore(elenco_responsabili(ctx)).testo
    for area in dati.letture.con_responsabile:
        grado = formato.stampato(ciclo.sintesi(area.codice).stampato)
        assert f"{area.titolo} {area.responsabile} {len(area.obiettivi)} {grado}" in testo
    assert "31 dicembre" not in Lettore(elenco_responsabili(ctx_pubblico)).testo


def test_ogni_anno_mostra_i_file_da_scaricare(ctx, vista):
    html = file_da_scaricare(ctx)
    for nome in nomi_file(vista, ANNO):
        assert f'href="dati/{ANNO}/{nome}"' in html
    vuoto = Contesto(vista=SimpleNamespace(anni=()), pagina="dati.html")
    assert "Nessun file è ancora pubblicato" in file_da_scaricare(vuoto)
