"""`spiega`: whoever reads what it prints, and nothing else, finds the printed grade again."""

from __future__ import annotations

import ast
import datetime as dt
import operator
import re
from fractions import Fraction

import pytest

from macros.engine.spiega import codici, nota_target, spiega
from macros.model.formato import stampato
from macros.model.valori import Periodo, Tipo
from macros.publish.parole.cifre import in_una_riga
from scripts.spiega import in_testo
from tests.conftest import DICEMBRE, GIUGNO, RADICE, ciclo_di, esegui, obiettivo
from tests.generatore import genera

MESI = (
    "gennaio",
    "febbraio",
    "marzo",
    "aprile",
    "maggio",
    "giugno",
    "luglio",
    "agosto",
    "settembre",
    "ottobre",
    "novembre",
    "dicembre",
)
N = r"(\(?−?[\d./]+(?:,\d+)?…?\)?)"
"""A figure as printed: thousands, decimals, fraction, cut."""
SEGNI = {ast.Add: operator.add, ast.Sub: operator.sub, ast.Mult: operator.mul, ast.Div: operator.truediv}


# --------------------------------------------------------------------- a reader without a program


def figura(testo):
    """«1.300», «−2,5», «(175/2)», «97,815…» as a fraction."""
    nudo = testo.strip("()…\N{NO-BREAK SPACE} ").replace(".", "").replace(",", ".").replace("−", "-")
    return Fraction(nudo)


def conto(espressione):
    """Reckon «(2 × 10 − 15) / 10 × 100» by the ordinary precedence, exactly."""
    testo = re.sub(r"\d[\d.]*(?:,\d+)?…?", lambda m: f"F('{figura(m[0])}')", espressione)
    testo = testo.replace("×", "*").replace("−", "-")

    def valuta(nodo):
        match nodo:
            case ast.BinOp():
                return SEGNI[type(nodo.op)](valuta(nodo.left), valuta(nodo.right))
            case ast.UnaryOp(op=ast.USub()):
                return -valuta(nodo.operand)
            case ast.Call(args=[ast.Constant(value=scritto)]):
                return Fraction(scritto)
        raise AssertionError(espressione)

    return valuta(ast.parse(testo.strip(), mode="eval").body)


def giorno(testo):
    g, mese, anno = testo.strip().split()
    return dt.date(int(anno), MESI.index(mese) + 1, int(g.rstrip("°")))


def arrotondato(x, come):
    """Do what «arrotondato a 2 decimali» or «troncato all'unità» says."""
    trovato = re.search(r"(arrotondato|troncato) (?:all'unità|a (\d+) decimal[ei])", come)
    decimali = int(trovato[2] or 0)
    n = abs(x) * 10**decimali
    intero = n.numerator // n.denominator
    intero += trovato[1] == "arrotondato" and n - intero >= Fraction(1, 2)
    return Fraction(intero, 10**decimali) * (1 if x >= 0 else -1)


def passi(testo):
    """[(title, text, result, [places])] from the printed lines."""
    trovati = []
    for riga in testo.splitlines()[1:]:
        if m := re.match(r"\d+\. (.*)", riga):
            trovati.append([m[1], None, []])
        elif riga.startswith("   risultato: "):
            trovati[-1][1] = riga.removeprefix("   risultato: ")
        elif riga.startswith("   scritto in: "):
            trovati[-1][2].append(riga.removeprefix("   scritto in: "))
    return trovati


def uguali(esatto, scritto):
    """A reckoned figure is the one written, which may be cut at fifteen decimals."""
    return abs(esatto - figura(scritto)) < Fraction(1, 10**12) if "…" in scritto else esatto == figura(scritto)


# ---------------------------------------------------------------------------- an indicator


def valore_da(testo):
    """The surveyed value, reckoned from the text; None when there is none."""
    if re.match("non (rilevato|valutabile)", testo):
        return None
    if m := re.match(r"calcolato con la formula (.*), dove (.*): vale " + N, testo):
        formula = m[1]
        for pezzo in m[2].split("; "):
            nome, scritto = pezzo.split(" = ")
            formula = re.sub(rf"\b{nome}\b", scritto, formula)
        assert uguali(conto(formula.replace("−−", "− −")), m[3]), testo
        return conto(formula)
    if "quota raggiunta" in testo:
        somma = sum((figura(q) for q in re.findall(r"\(quota (.*?)\)", testo)), Fraction(0))
        assert uguali(somma, re.search("quota raggiunta (.*)", testo)[1])
        return somma
    if m := re.match("completato in data (.*)", testo):
        return giorno(m[1])
    if re.match(r"non realizzato|rilevato: (sì|no)$", testo):
        return "sì" in testo
    return figura(re.match("rilevato: " + N, testo)[1])


def target_da(testo):
    if "niente di previsto" in testo or "nessuna fase dovuta" in testo:
        return None
    if "quota dovuta" in testo:
        return sum((figura(q) for q in re.findall(r"\(quota (.*?)\)", testo)), Fraction(0))
    if m := re.match("termine: (.*)", testo):
        return giorno(m[1])
    if testo == "atteso: sì":
        return True
    if m := re.match(f"atteso: da {N} a {N}", testo):
        return figura(m[1]), figura(m[2])
    return figura(re.match("atteso: " + N, testo)[1])


def punti_da(testo, v, t):  # noqa: PLR0911 - one line a rule
    """Grade before floor and cap, by the rule as the text tells it."""
    regola = re.search("regola «(.*?)»", testo)[1]
    if regola in {"crescente", "avanzamento", "fasi"}:
        return v / t * 100
    if regola == "decrescente":
        if "due volte il target meno il valore" in testo:
            return (2 * t - v) / t * 100
        return Fraction(100) if v <= 0 else t / v * 100
    if regola == "base":
        base = figura(re.search(rf"\({re.escape(re.search(r'100: .(.*?) − ', testo)[1])} − {N}\) / ", testo)[1])
        return (v - base) / (t - base) * 100
    if regola == "soglie":
        bande = re.findall(rf"da {N} grado {N}[,)]", testo)
        return [figura(g.rstrip(")")) for da, g in bande if figura(da) <= v][-1]
    if regola == "si_no":
        return Fraction(100 if v else 0)
    persi = re.search(r"si perdono punti ([\d.]+(?:,\d+)?)", testo)
    if regola == "intervallo":
        return 100 - max(t[0] - v, v - t[1], Fraction(0)) * figura(persi[1])
    if v is False:
        return Fraction(0)
    ritardo = max(0, (v - t).days)
    if persi:
        return 100 - ritardo * figura(persi[1])
    fasce = [(int(d), figura(g.rstrip(")"))) for d, g in re.findall(rf"dal giorno (\d+) grado {N}", testo)]
    return [Fraction(100), *(g for d, g in fasce if d <= ritardo)][-1]


def rifai_indicatore(testo):
    (valore, _, _), (target, _, _), (grado, stampa, _) = passi(testo)[:3]
    v, t = (x.split(": ", 1)[1] for x in (valore, target))
    v, t = valore_da(v), target_da(t)
    grado = grado.removeprefix("Grado: ")
    if stampa == "n.d.":
        assert v is None or t is None
        assert grado.startswith("non c'è: ")
        return stampa
    nudo = punti_da(grado, v, t)
    detto, _, scritto = grado.split("; minimo 0, ")[0].rpartition(" = ")
    assert uguali(nudo, scritto), grado
    espressione = detto.rpartition(": ")[2]
    if not espressione.startswith("con "):
        assert uguali(conto(espressione), scritto), grado
    tetto, esatto, come = re.search(r"minimo 0, (.*?): grado esatto (\S+?), (.*)", grado).groups()
    esatto_rifatto = max(Fraction(0), nudo)
    if tetto != "nessun tetto":
        esatto_rifatto = min(esatto_rifatto, figura(tetto.split()[1]))
    assert uguali(esatto_rifatto, esatto), grado
    if m := re.search(r"; al livello superiore passa (\S+), (.*)", grado):
        assert arrotondato(esatto_rifatto, m[2]) == figura(m[1])
        come = come.split(";")[0]
    assert arrotondato(esatto_rifatto, come) == figura(stampa), grado
    return stampa


# ---------------------------------------------------------------------------- a roll-up

ADDENDO = re.compile(
    rf": peso {N}(?P<uguale> \(uguale per tutti: nessun peso è dichiarato\))?"
    rf"(?: × grado (?P<grado>\S+)(?P<zero> \(non rilevato: conta zero\))?"
    r"|; escluso dalla media: (?P<perche>.*?)|; (?P<zitto>escluso: niente di previsto a questa data)"
    r"|; (?P<mostrato>mostrato, non entra nella media))(?:; copertura (?P<copertura>\S+)\s%)?$"
)


def rifai_gruppo(testo):
    tutti = passi(testo)
    quanti = next(n for n, p in enumerate(tutti) if p[0].startswith("Grado: "))
    addendi = [ADDENDO.search(p[0]) for p in tutti[:quanti]]
    assert all(addendi), [p[0] for p in tutti[:quanti]]
    grado, stampa, _ = tutti[quanti]
    attesi = [(figura(a[1]), a) for a in addendi if not a["zitto"]]
    contati = [(peso, figura(a["grado"])) for peso, a in attesi if a["grado"]]
    coperti = [
        (peso, figura(a["copertura"]) if a["copertura"] else Fraction(100 if a["grado"] and not a["zero"] else 0))
        for peso, a in attesi
        if peso
    ]
    tutto = sum(p for p, _ in coperti)
    copertura = sum(p * c for p, c in coperti) / tutto if tutto else Fraction(0)
    scritta = figura(re.search(r"copertura (\S+)\s%$", grado)[1])
    assert abs(copertura - scritta) <= Fraction(1, 200) + Fraction(1, 10**12), grado
    for detto, esito, _ in tutti[quanti + 1 :]:
        if in_parte := re.match(r"Stato: copertura (\S+)\s%, meno di (\S+)\s%", detto):
            coperta, minima = map(figura, in_parte.groups())
            assert esito == "valutato in parte"
            assert abs(copertura - coperta) < Fraction(1, 10**12)
            assert coperta < minima
    if stampa == "n.d.":
        assert not contati
        assert "non c'è" in grado
        return stampa
    esatto = sum(p * g for p, g in contati) / sum(p for p, _ in contati)
    espressione, scritto = re.search(r"contano: (.*) = (\S+?);", grado).groups()
    assert uguali(esatto, scritto) or abs(esatto - figura(scritto)) < Fraction(1, 10**12), grado
    assert abs(conto(espressione) - figura(scritto)) < Fraction(1, 10**12), grado
    esatto = figura(scritto)  # exact where it ends: the addends above may be cut
    if m := re.search(r"con il tetto dell'obiettivo: (\S+?);", grado):
        assert figura(m[1]) == min(esatto, 100)
        esatto = figura(m[1])
    come = re.search("; ((?:arrotondato|troncato) [^;]*)", grado)[1]
    assert arrotondato(esatto, come) == figura(stampa), grado
    if m := re.search(r"al livello superiore passa (\S+), ([^;]*)", grado):
        assert arrotondato(esatto, m[2]) == figura(m[1])
    return stampa


def rifai_salita(testo):
    """Each step of the way up: weight × grade / weights makes the points it says."""
    for detto, _, _ in passi(testo):
        if m := re.search(rf"peso {N}.*? × grado (\S+).*? / (\S+): porta (\S+) dei (\S+) punti d", detto):
            porta = figura(m[1]) * figura(m[2]) / figura(m[3])
            assert abs(porta - figura(m[4])) <= Fraction(1, 200) + Fraction(1, 10**12), detto


# ---------------------------------------------------------------------------- places


CHIAVI_GRADO = re.compile(
    r"\b(regola|base|soglie|penalita|tetto|decrescente|predefinito|tetto_indicatore|tetto_obiettivo|indicatore|"
    r"obiettivo|area_strategica|area_dirigenziale|azienda_speciale|ente|da|punti_al_giorno|punti_per_unita|fasce):"
)


def numeri(riga):
    """Every figure written on a line of data, comma or point."""
    return {Fraction(n.replace(",", ".")) for n in re.findall(r"(?<![\w.,])-?\d+(?:[.,]\d+)?(?!\w)", riga)}


def vero(file, riga, detto, codice):  # noqa: PLR0911 - one line a kind of step
    """Does the line of data hold what the step says is written there?"""
    titolo, _, testo = detto.partition(": ")
    if titolo == "Stato":
        return "stati_copertura_minima:" in riga and figura(re.search(r"meno di (\S+)\s%", testo)[1]) in numeri(riga)
    if titolo == "Grado":
        return bool(CHIAVI_GRADO.search(riga))
    if file.endswith("misure.csv"):
        nome = re.split("[;,]", riga)[0]
        cifra = re.search(rf"\b{nome} = ([^;:]+)", testo)
        return bool(cifra) and (cifra[1] == "non rilevata" or figura(cifra[1]) in numeri(riga))
    if titolo == "Valore":
        if file.endswith(".csv"):
            letto = re.match("rilevato: " + N, testo)
            return codice in riga and (letto is None or figura(letto[1]) in numeri(riga))
        return "formula:" in riga
    if titolo == "Target":
        atteso, fase = re.match(rf"atteso: {N}", testo), re.search(r"codice: (\w+)|^ *- (\w+)", riga)
        if atteso:
            return figura(atteso[1]) in numeri(riga)
        return bool(fase) or re.search("target|30-06|31-12|2021|fasi|codice", riga) is not None
    # a weight: its own line, or (left out, or written below) the line of the entry it belongs to
    voci = [
        p
        for p in (*re.findall(r"[A-Za-z0-9][\w.-]*", titolo), codice)
        if re.search(rf"(codice|indicatore): .?{p}\b", riga)
    ]
    return bool(voci) or ("uguale per tutti" not in testo and figura(re.search("peso " + N, testo)[1]) in numeri(riga))


def luoghi_veri(radice, testo, codice):
    """The printed places where the data do not hold what the step says, and the measures left without one."""
    falsi = []
    for detto, _, luoghi in passi(testo):
        for luogo in luoghi:
            file, _, riga = luogo.rpartition(":")
            scritta = (radice / file).read_text(encoding="utf-8").splitlines()[int(riga) - 1]
            if not vero(file, scritta, detto, codice):
                falsi.append(f"{luogo} «{scritta.strip()}» per «{detto}»")
        if "calcolato con la formula" in detto and (radice / "data/2021/misure.csv").is_file():
            usate = set(re.findall(r"(\w+) = ", detto))
            if len([luogo for luogo in luoghi if "misure.csv" in luogo]) != len(usate):
                falsi.append(f"misure senza luogo in «{detto}»")
        if not luoghi and "non c'è" not in detto and "manca la riga" not in detto:
            falsi.append(f"nessun luogo per «{detto}»")
    return falsi


def cifra_stampata(c, codice):
    if codice in c.indicatori:
        return stampato(c.indicatori[codice].stampato)
    gruppi = {"ente": c.ente, **c.aree_dirigenziali, **c.aree_strategiche, **c.obiettivi}
    if c.azienda_speciale:
        gruppi[c.azienda_speciale.codice] = c.azienda_speciale
    return stampato(gruppi[codice].stampato)


def controlla(radice, periodo):
    c = ciclo_di(radice, periodo)
    falsi = []
    for codice in codici(c):
        testo = in_testo(c, codice)
        rifatta = rifai_indicatore(testo) if codice in c.indicatori else rifai_gruppo(testo)
        rifai_salita(testo)
        assert rifatta == cifra_stampata(c, codice)
        falsi += luoghi_veri(radice, testo, codice)
    assert falsi == []


@pytest.mark.slow
@pytest.mark.parametrize("periodo", list(Periodo))
def test_dal_solo_testo_si_rifa_ogni_cifra_del_2021(periodo):
    controlla(RADICE, periodo)


@pytest.mark.parametrize("seme", [0, 4, 6, 11, 13, 17, 19, 23])
def test_dal_solo_testo_si_rifa_ogni_cifra_di_un_progetto_generato(tmp_path, seme):
    radice = genera(tmp_path, seme)
    for periodo in Periodo:
        controlla(radice, periodo)


@pytest.mark.prova
def test_dal_solo_testo_si_rifa_ogni_cifra_di_molti_progetti(tmp_path):
    for seme in range(100, 220):
        radice = genera(tmp_path / str(seme), seme)
        for periodo in Periodo:
            controlla(radice, periodo)


# ---------------------------------------------------------------------------- wording


def stampa_di(ciclo, codice, periodo=DICEMBRE, **parti):
    return in_testo(ciclo(periodo, **parti), codice)


@pytest.mark.slow
def test_il_comando_stampa_proprio_questo_testo():
    esito, fuori, errori = esegui("spiega", "2.2.a", "--anno", "2021", "--radice", RADICE)
    assert (esito, errori) == (0, "")
    assert fuori == in_testo(ciclo_di(RADICE), "2.2.a") + "\n"


@pytest.mark.slow
def test_un_codice_ignoto_suggerisce_il_piu_vicino():
    esito, fuori, errori = esegui("spiega", "2.2.aa", "--anno", "2021", "--radice", RADICE)
    assert (esito, fuori) == (2, "")
    assert "nessuna cifra con il codice «2.2.aa»" in errori


ATTESO = """
1.1.a  Indicatore 1.1.a (2021, 31-12)
56 su 60 atteso: 93,33
1. Valore: rilevato: 56 %
   risultato: 56
   scritto in: data/2021/consuntivo/sola.csv:2
2. Target: atteso: 60 %
   risultato: 60
   scritto in: data/2021/obiettivi/1.1.yml:11
3. Grado: regola «crescente»: valore diviso target, per 100: 56 / 60 × 100 = 280/3; minimo 0, tetto 100: \
grado esatto 280/3, arrotondato a 2 decimali
   risultato: 93,33
   scritto in: data/2021/obiettivi/1.1.yml:7
   scritto in: data/2021/smvp.yml:7
   scritto in: data/2021/smvp.yml:11
4. Nell'obiettivo 1.1: peso 100 × grado (280/3) / 100: porta 93,33 dei 93,33 punti dell'obiettivo
   risultato: 93,33
   scritto in: data/2021/obiettivi/1.1.yml:15
5. Nell'area strategica 1, l'obiettivo 1.1: peso 30 × grado (280/3) / 100: porta 28,00 dei 49,00 punti \
dell'area strategica
   risultato: 49,00
   scritto in: data/2021/albero.yml:10
6. Nel totale della Camera, l'area strategica 1: peso 100 (uguale per tutti: nessun peso è dichiarato) × grado \
49 / 100: porta 49,00 dei 49,00 punti della Camera
   risultato: 49,00
   scritto in: data/2021/albero.yml:6
7. Per chi ne risponde (Area sola), l'obiettivo 1.1: peso 100 × grado (280/3) / 100: porta 93,33 dei 93,33 punti \
dell'area dirigenziale
   risultato: 93,33
   scritto in: data/2021/albero.yml:19
A target raggiunto il totale della Camera sarebbe stato più alto, di 2,00 punti.
"""


def test_un_risultato_intero_come_lo_legge_un_ufficio(ciclo):
    testo = stampa_di(
        ciclo,
        "1.1.a",
        obiettivi=[obiettivo("1.1", {"target": 60, "peso": 100}), obiettivo("1.2", {})],
        aree={"1": (None, {"1.1": 30, "1.2": 70})},
        responsabili={"sola": {"1.1": 100}},
        consuntivo={"1.1.a": 56, "1.2.a": 30},
    )
    assert testo == ATTESO.strip().replace("56 %", "56\N{NO-BREAK SPACE}%").replace("60 %", "60\N{NO-BREAK SPACE}%")


@pytest.mark.parametrize(
    ("altro", "valore", "frase"),
    [
        pytest.param(
            {"regola": "entro_data", "target": dt.date(2021, 11, 30), "penalita": {"punti_al_giorno": 2}},
            "2021-12-19",
            "100 − 19 × 2 = 62",
            id="il ritardo prima si moltiplica e poi si toglie",
        ),
        pytest.param(
            {"regola": "base", "base": -5, "target": -15},
            "-12",
            "((−12) − (−5)) / ((−15) − (−5)) × 100 = 70",
            id="i numeri negativi stanno fra parentesi",
        ),
        pytest.param(
            {"regola": "decrescente", "target": 10},
            "0",
            "(2 × 10 − 0) / 10 × 100 = 200; minimo 0, tetto 100: grado esatto 100",
            id="si vede quanto il tetto ha tolto",
        ),
    ],
)
def test_i_conti_rispettano_le_precedenze(ciclo, altro, valore, frase):
    assert frase in stampa_di(ciclo, "1.1.a", obiettivi=[obiettivo("1.1", altro)], consuntivo={"1.1.a": valore})


def test_il_rapporto_con_valore_zero_non_scrive_una_divisione_per_zero(ciclo):
    testo = stampa_di(
        ciclo,
        "1.1.a",
        obiettivi=[obiettivo("1.1", {"regola": "decrescente", "target": 10})],
        consuntivo={"1.1.a": 0},
        smvp={"grado": {"decrescente": "rapporto"}},
    )
    assert "/ 0" not in testo
    assert "100 quando il valore non supera 0: con 0 = 100" in testo


def test_il_rapporto_su_un_valore_calcolato_divide_per_tutto_il_valore(ciclo):
    testo = stampa_di(
        ciclo,
        "1.1.a",
        smvp={"grado": {"decrescente": "rapporto"}},
        misure={"giorni": (1, 35), "casi": (1, 11)},
        obiettivi=[obiettivo("1.1", {"regola": "decrescente", "target": 2, "formula": "giorni / casi * 1.5"})],
    )
    assert "calcolato con la formula giorni / casi × 1,5, dove giorni = 35; casi = 11: vale 105/22" in testo
    assert "2 / (105/22) × 100 = 880/21" in testo


@pytest.mark.parametrize(
    ("periodo", "riga", "frasi"),
    [
        pytest.param(
            DICEMBRE,
            None,
            [
                "non rilevato: manca la riga in data/2021/consuntivo/sola.csv",
                "Grado: non c'è: il valore non è rilevato",
            ],
            id="riga mancante: si dice il file, e non una riga che non c'è",
        ),
        pytest.param(DICEMBRE, "", ["non rilevato: la riga è vuota"], id="riga vuota"),
        pytest.param(
            DICEMBRE,
            {"assenza": "non_valutabile", "atto": "esclusione", "motivo": "Registro chiuso"},
            ["non valutabile: Registro chiuso; atto esclusione", "Grado: non c'è: il valore non è valutabile"],
            id="non valutabile: motivo e atto",
        ),
        pytest.param(
            GIUGNO,
            None,
            ["Target: niente di previsto a questa data", "Grado: non c'è: a questa data non si attende niente"],
            id="niente di previsto",
        ),
    ],
)
def test_un_grado_che_non_c_e_dice_perche(ciclo, periodo, riga, frasi):
    o = obiettivo("1.1", {"target": {2021: 10, 2022: 10, 2023: 10}})
    testo = stampa_di(ciclo, "1.1.a", periodo, obiettivi=[o], consuntivo={"1.1.a": riga}, atti={"esclusione": {}})
    for frase in frasi:
        assert frase in testo


def test_un_indicatore_collegato_sale_per_le_due_strade(ciclo):
    o = obiettivo("1.1", {"peso": 60}, collegati=[{"indicatore": "1.1.1.a", "peso": 40}])
    c = ciclo(obiettivi=[o, obiettivo("1.1.1", {})], consuntivo={"1.1.a": 100, "1.1.1.a": 50})
    titoli = [p.titolo for p in spiega(c, "1.1.1.a").passi]
    assert titoli[3:] == [
        "Nell'obiettivo 1.1.1",
        "Nell'area strategica 1, l'obiettivo 1.1.1",
        "Nel totale della Camera, l'area strategica 1",
        "Per chi ne risponde (Area sola), l'obiettivo 1.1.1",
        "Nell'obiettivo 1.1, come indicatore collegato",
        "Nell'area strategica 1, l'obiettivo 1.1",
        "Per chi ne risponde (Area sola), l'obiettivo 1.1",
    ]


@pytest.mark.parametrize("seme", [0, 4, 11])
def test_cio_che_ogni_parte_porta_come_e_stampato_somma_al_grado_stampato(tmp_path, seme):
    c = ciclo_di(genera(tmp_path, seme), DICEMBRE)
    for codice in (codice for sue in c.figure.values() for codice in sue):
        tutti = spiega(c, codice).passi
        quale = next(n for n, p in enumerate(tutti) if p.totale)
        punti = [p.porta or p.esito for p in tutti[:quale] if p.porta != "fuori dalla media"]
        if tutti[quale].esito != "n.d.":
            assert sum(figura(p.lstrip("+")) for p in punti) == figura(tutti[quale].esito)


@pytest.mark.parametrize(
    ("indicatore", "valore", "frase"),
    [
        pytest.param({"target": 60}, 56, "56 su 60 atteso: 93,33", id="più"),
        pytest.param({"regola": "decrescente", "target": 10}, 12, "12, atteso al massimo 10: 80,00", id="meno"),
        pytest.param({"target": 60}, {"assenza": "non_rilevato"}, "", id="senza grado"),
    ],
)
def test_la_spiegazione_comincia_con_una_riga_che_tutti_leggono(ciclo, indicatore, valore, frase):
    c = ciclo(obiettivi=[obiettivo("1.1", indicatore)], consuntivo={"1.1.a": valore})
    assert in_una_riga(c.indicatori["1.1.a"]).replace("\N{NO-BREAK SPACE}%", "") == frase


def test_un_codice_che_non_c_e_e_un_errore_di_chi_programma(ciclo):
    with pytest.raises(KeyError):
        spiega(ciclo(), "9.9")


def test_chi_e_escluso_si_ferma_dove_esce_dalla_media(ciclo):
    """The group's grade beside an excluded step would read as if the indicator had counted."""
    parti = {
        "obiettivi": [obiettivo("1.1", {"peso": 60}, {"peso": 40})],
        "consuntivo": {"1.1.a": 50, "1.1.b": {"assenza": "non_rilevato"}},
    }
    esclusi, contati = (passi(stampa_di(ciclo, codice, **parti))[3:] for codice in ("1.1.b", "1.1.a"))
    assert [esito for _, esito, _ in esclusi] == ["fuori dalla media"]
    assert len(contati) > 2
    assert "fuori dalla media" not in [esito for _, esito, _ in contati]


@pytest.mark.slow
def test_un_indicatore_dell_azienda_speciale_dice_perche_il_totale_della_camera_non_cambia():
    ciclo = ciclo_di(RADICE)
    scoperti = [v for v in ciclo.indicatori.values() if v.scoperto]
    obiettivi = ciclo.anno.obiettivi
    speciali = [v for v in scoperti if obiettivi[v.indicatore.obiettivo].tipo is Tipo.AZIENDA_SPECIALE]
    perche = "perché gli obiettivi dell'Azienda Speciale non entrano nel totale della Camera"
    assert speciali
    for v in scoperti:
        assert (perche in nota_target(ciclo, v)) == (v in speciali)


# --------------------------------------------------------------------- where the points went


@pytest.mark.slow
@pytest.mark.parametrize("codice", ["ente", pytest.param("1", marks=pytest.mark.prova), "anagrafica", "2.2.1"])
def test_i_punti_persi_stampati_sommano_cio_che_manca(codice):
    esito, uscita, _ = esegui("spiega", codice, "--mancano", "--anno", 2021, "--radice", RADICE)
    prima, *righe = uscita.splitlines()
    voci = [(figura(r.split()[0]), r.split(maxsplit=1)[1]) for r in righe if r.lstrip()[0] in "−0123456789"]
    *punti, (totale, ultima) = voci
    assert (esito, ultima) == (0, "mancano a 100")
    grado = ciclo_di(RADICE, DICEMBRE).sintesi(codice).stampato
    assert prima.endswith(f": da 100 a {stampato(grado)}")
    assert sum(p for p, _ in punti) == totale == 100 - Fraction(grado)


@pytest.mark.slow
def test_di_un_indicatore_non_si_chiede_dove_sono_finiti_i_punti():
    esito, uscita, errore = esegui("spiega", "1.1.1.a", "--mancano", "--anno", 2021, "--radice", RADICE)
    assert (esito, uscita) == (2, "")
    assert "«1.1.1.a» è un indicatore" in errore
