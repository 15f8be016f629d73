"""The page of two years: the very figures of the site, the plans of their date, series by identity, files."""

from __future__ import annotations

import csv
import dataclasses
import io
import json
import re
import shutil
from fractions import Fraction

import pytest

from macros.engine.ciclo import calcola
from macros.model.anno import Piano
from macros.model.formato import arrotonda, stampato
from macros.model.problems import Documento
from macros.model.valori import Periodo
from macros.publish.confronto.dati import in_dati
from macros.publish.confronto.file import file_confronto
from macros.publish.confronto.frammento import in_html
from macros.publish.confronto.gruppi import ALMENO, ANNI, SENSIBILE, gruppi
from macros.publish.confronto.parole import Sezione, punti
from macros.publish.confronto.serie import MASSIMO, quadro_di
from macros.publish.contesto.contesto import Contesto
from macros.publish.dati.aperti import nomi_file
from macros.publish.dati.tabelle import CONFRONTO, SERIE
from macros.publish.html.frammenti import MacroError
from macros.publish.pagine.confronto import confronto_anni
from macros.trail.cambiamenti import Genere
from macros.trail.confronto import confronta
from macros.trail.mondo import ENTE
from macros.trail.serie import nomina
from macros.trail.voci import solo_diversi
from macros.vista.anni import confronto_di
from macros.vista.vista import carica_vista
from scripts.sito.pagine import generate
from tests.anno_dopo import cambia, copia_avanti, cresci
from tests.conftest import scrivi_progetto
from tests.test_confronto import base, con_origini, letto

pytestmark = pytest.mark.slow


def senza_finali(cartella):
    """Take the final values of 2022 away: the year is open."""
    anno = cartella / "data" / "2022"
    shutil.rmtree(anno / "consuntivo")
    for atto in (anno / "atti").glob("*.yml"):
        if "documento: relazione" in atto.read_text(encoding="utf-8"):
            atto.unlink()
    righe = (anno / "misure.csv").read_text(encoding="utf-8").splitlines()
    quale = righe[0].split(";").index("al_31_12")
    celle = [r.split(";") for r in righe[1:]]
    vuote = [";".join("" if n == quale else c for n, c in enumerate(r)) for r in celle]
    (anno / "misure.csv").write_text("\n".join([righe[0], *vuote]) + "\n", encoding="utf-8")
    fasi = (anno / "fasi.csv").read_text(encoding="utf-8").splitlines()
    fatte = [r for r in fasi if not re.search(r"2022-(0[7-9]|1)", r)]
    (anno / "fasi.csv").write_text("\n".join(fatte) + "\n", encoding="utf-8")
    return cartella


@pytest.fixture(scope="module")
def chiusi(tmp_path_factory):
    return carica_vista(cresci(tmp_path_factory.mktemp("chiusi")))


@pytest.fixture(scope="module")
def aperto(tmp_path_factory):
    return carica_vista(senza_finali(cresci(tmp_path_factory.mktemp("aperto"))))


def righe_serie(vista, anno):
    return list(csv.DictReader(io.StringIO(file_confronto(vista, anno)[SERIE.file].decode())))


def pagina(vista):
    return confronto_anni(Contesto(vista=vista, pagina="2022/confronto.html"))


# ------------------------------------------------------------------------------ which figures


@pytest.mark.parametrize(("quale", "periodo"), [("chiusi", Periodo.DICEMBRE), ("aperto", Periodo.GIUGNO)])
def test_le_cifre_del_confronto_sono_quelle_del_sito(request, quale, periodo):
    vista = request.getfixturevalue(quale)
    c = confronto_di(vista, 2022)
    assert c.periodo is periodo
    assert c.ciclo_prima is vista.ciclo(2021, periodo)
    assert c.ciclo_dopo is vista.ciclo(2022, periodo)
    html = pagina(vista)
    for n in (2021, 2022):
        assert f'<dd class="num">{stampato(vista.ciclo(n, periodo).ente.stampato)}</dd>' in html
    assert confronto_di(vista, 2022) is c


def test_un_anno_aperto_si_confronta_a_giugno_e_lo_dice(aperto, chiusi):
    html = pagina(aperto)
    assert "I valori finali del 2022 non ci sono ancora: si confronta il 30 giugno con il 30 giugno" in html
    assert "Al 30 giugno il risultato della Camera" in html
    assert "I Piani a confronto sono quelli in vigore il 30 giugno di ciascun anno." in html
    finale = stampato(aperto.ciclo(2021, Periodo.DICEMBRE).ente.stampato)
    assert finale not in html.split("Negli anni")[0]
    assert "non ci sono ancora" not in pagina(chiusi)
    assert "risultati finali, al 31 dicembre" in pagina(chiusi)


def test_il_primo_anno_non_ha_un_confronto(chiusi):
    assert confronto_di(chiusi, 2021) is None
    assert "non ha un anno prima" in confronto_anni(Contesto(vista=chiusi, pagina="2021/confronto.html"))
    assert [p.percorso for p in generate(chiusi) if "confronto" in p.percorso] == ["2022/confronto.md"]
    with pytest.raises(MacroError):
        confronto_anni(Contesto(vista=chiusi, pagina="2022/confronto.html"), anno=2030)


def test_la_versione_pubblica_confronta_solo_cio_che_gli_atti_coprono(tmp_path):
    cartella = copia_avanti(tmp_path)
    for atto in (cartella / "data" / "2022" / "atti").glob("*.yml"):
        if "documento: relazione" in atto.read_text(encoding="utf-8"):
            atto.unlink()
    pubblica = carica_vista(cartella, pubblico=True)
    c = confronto_di(pubblica, 2022)
    assert c.periodo is Periodo.GIUGNO
    assert c.aperto == 2022
    nascosto = carica_vista(cartella).ciclo(2022, Periodo.DICEMBRE)
    assert nascosto is not None
    righe = righe_serie(pubblica, 2022)
    assert {(r["anno"], r["periodo"]) for r in righe} == {("2021", "30-06"), ("2021", "31-12"), ("2022", "30-06")}


# ------------------------------------------------------------------------------ plans at the date


def attesi(a_giugno, finale):
    return {"30-06": a_giugno} | dict.fromkeys((2021, 2022, 2023), finale)


@pytest.fixture
def variato(tmp_path):
    """The year 2021 as approved and after a variation of September: a lower target at both dates."""
    prima, dopo = (
        letto(scrivi_progetto(tmp_path / nome, **base(target=target), monitoraggio={"1.1.a": 25, "1.1.b": 50}))
        for nome, target in (("a", attesi(50, 100)), ("b", attesi(40, 80)))
    )
    piano = Piano(**{f.name: getattr(prima, f.name) for f in dataclasses.fields(Piano)})
    return prima, dataclasses.replace(dopo, piani={Documento.MONITORAGGIO: piano})


def test_cio_che_entra_in_vigore_dopo_si_vede_e_non_muove_le_cifre_di_giugno(variato):
    prima, dopo = variato
    c = confronta(prima, dopo, {}, Periodo.GIUGNO)
    assert c.ciclo_dopo.ente.esatto == calcola(dopo, Periodo.GIUGNO).ente.esatto == c.ciclo_prima.ente.esatto
    target = {str(x.campo): x for x in c.di_genere(Genere.TARGET)}
    assert target["target.30-06"].effetto is None
    assert target["target.30-06"].senza_effetto == "in vigore dopo il 30 giugno: non tocca queste cifre"
    assert c.scomposizioni[ENTE].differenza == 0
    finale = confronta(prima, dopo, {}, Periodo.DICEMBRE)
    assert next(x for x in finale.di_genere(Genere.TARGET) if str(x.campo) == "target.31-12").effetto.ente > 0


def test_due_anni_si_confrontano_sui_piani_della_data(variato):
    prima, dopo = variato
    seguente = con_origini(dopo, {"1.1": ("1.1",)})
    a_giugno = confronta(prima, seguente, {}, Periodo.GIUGNO)
    finale = confronta(prima, seguente, {}, Periodo.DICEMBRE)
    a_meta_anno = [c.dopo.indicatori["1.1.a"].atteso[Periodo.GIUGNO] for c in (a_giugno, finale)]
    assert a_meta_anno == [50, 40]
    assert a_giugno.dopo is a_giugno.ciclo_dopo.anno


# ------------------------------------------------------------------------------ the page


def test_la_parte_di_ogni_gruppo_e_quella_della_scomposizione(chiusi):
    c = confronto_di(chiusi, 2022)
    html = pagina(chiusi)
    trovate = re.findall(r'<b class="num">(.+?)<', html)
    scritte = [Fraction(x.replace("−", "-").replace(",", ".")) for x in trovate]
    assert len(scritte) >= 4
    assert abs(sum(scritte) - c.scomposizioni[ENTE].differenza) < Fraction(3, 100)


def alza(o):
    """Raise the targets that are plain numbers."""
    for i in o["indicatori"]:
        target = i.get("target")
        if isinstance(target, dict) and isinstance(target.get(2022), int):
            target[2022] += 7


def test_un_gruppo_lungo_mostra_cio_che_sposta_di_piu_e_piega_il_resto(chiusi, tmp_path):
    cartella = cresci(tmp_path)
    anno = cartella / "data" / "2022"
    for file in sorted((anno / "obiettivi").glob("*.yml")):
        cambia(anno, file.stem, alza)
    vista = carica_vista(cartella)
    target = [c for c in confronto_di(vista, 2022).di_genere(Genere.TARGET) if not re.search(r"\d{4}", str(c.campo))]
    massimo, quante = ANNI
    assert len(target) > massimo
    html = pagina(vista)
    visibili = html.split('id="c1-target"')[1].split("</tbody>")[0]
    piegati = html.split('id="c1-target-tutti-cosa"')[1].split("</details>")[0]
    effetti = sorted((abs(c.effetto.ente) if c.effetto else Fraction(0) for c in target), reverse=True)[:quante]
    attesi = [x for n, x in enumerate(effetti) if n < ALMENO or x >= SENSIBILE]
    assert visibili.count("<tr><th") == len(attesi)
    assert piegati.count('<th scope="row">') == len(target)
    mostrati = next(g for g in gruppi(Sezione(confronto_di(vista, 2022), "2021", "2022")) if g.id == "target").prime
    assert [abs(r.mossa) for r in mostrati] == attesi
    assert all(f'<span class="cod">{r.codice}</span>' in visibili for r in mostrati)


def test_gli_effetti_su_obiettivi_aree_e_responsabili_sono_nella_pagina_e_nei_file(chiusi):
    c = confronto_di(chiusi, 2022)
    html = pagina(chiusi).split('id="c1-altrove"')[1].split("</details>")[0]
    file = file_confronto(chiusi, 2022)["confronto-2021-2022.csv"].decode()
    righe = list(csv.DictReader(io.StringIO(file)))
    nomi = {a.codice: a.titolo for a in c.dopo.letture.con_responsabile}
    contati = 0
    for x, scritta in zip(c.cambiamenti, righe, strict=True):
        for colonna, livelli in (
            ("effetto_obiettivi", ["obiettivo"]),
            ("effetto_aree", ["area_strategica"]),
            ("effetto_responsabili", ["area_dirigenziale", "azienda_speciale"]),
        ):
            figure = [v for livello in livelli for v in (x.effetto.di(livello) if x.effetto else {}).items()]
            assert scritta[colonna] == "; ".join(f"{codice} {arrotonda(p, 2):f}" for codice, p in figure)
            contati += len(figure)
            for codice, p in figure:
                scritto = re.escape(f"{nomi.get(codice, codice)} {punti(p)}")
                assert re.search(rf'class="figura">(Azienda Speciale )?{scritto}<', html)
    assert contati > 20


def test_una_piega_lunga_resta_chiusa_sulla_carta(chiusi):
    html = pagina(chiusi)
    pieghe = re.findall(r'<details class="piega( lunga)?">.*?\((\d+)\)</h', html)
    assert {bool(lunga) for lunga, _ in pieghe} == {True, False}
    assert all(lunga for lunga, quante in pieghe if int(quante) > 12)
    for nome in ("confronto-2021-2022.csv", "confronto-2021-2022.json"):
        assert nome in html.split("Tutti i cambiamenti")[1].split("<details")[0]


def test_i_segni_sono_forme_e_parole(chiusi):
    html = pagina(chiusi)
    for genere in ("target", "peso", "regola", "aggiunto", "concluso", "rinumerato", "diviso"):
        assert re.search(rf'<span class="tipo"><svg[^>]*aria-hidden="true".*?</svg>{genere}</span>', html)


def test_la_pagina_non_mostra_i_file_il_comando_si(chiusi):
    assert "data/2022/" not in pagina(chiusi)
    assert "data/2022/" in in_html([Sezione(confronto_di(chiusi, 2022), "2021", "2022")])


def test_di_due_elenchi_si_scrive_solo_cio_che_cambia():
    assert solo_diversi(("a", "b"), ("a", "b", "c")) == (("non c'era", ("c",)), "e altri 2, uguali")
    assert solo_diversi(("a",), ("b",)) == ((("a",), ("b",)), None)
    assert solo_diversi(("a", "b"), ("b", "a")) == ((("a", "b"), ("b", "a")), None)
    assert solo_diversi((), ("a",)) == (((), ("a",)), None)


# ------------------------------------------------------------------------------ series


def test_le_serie_seguono_chi_resta_se_stesso(chiusi):
    nomi = nomina(chiusi.progetto.anni)
    assert nomi.di[2022, ("obiettivo", "2.2.4")] == nomi.di[2021, ("obiettivo", "2.2.3")] == "2021/2.2.3"
    assert nomi.note[2022, ("obiettivo", "2.2.4")] == "fino al 2021 era 2.2.3"
    for codice in ("1.2.1", "1.2.3"):
        assert nomi.di[2022, ("obiettivo", codice)] == f"2022/{codice}"
        assert nomi.note[2022, ("obiettivo", codice)] == "diviso da 1.2.1 del 2021"
    assert nomi.di[2022, ("indicatore", "2.2.b")] == "2022/2.2.b"
    assert nomi.note[2022, ("indicatore", "2.2.b")] == "non confrontabile con il 2021: la regola è cambiata"
    assert nomi.di[2022, ("indicatore", "2.2.a")] == "2021/2.2.a"
    assert nomi.di[2022, ("obiettivo", "2.4.2")] == "2022/2.4.2"


def test_un_anno_che_manca_interrompe_la_serie(chiusi):
    anno = chiusi.anno(2022)
    nomi = nomina({2021: chiusi.anno(2021), 2023: dataclasses.replace(anno, anno=2023)})
    assert nomi.di[2023, ("obiettivo", "2.2")] == "2023/2.2"
    assert nomi.di[2023, ("area_strategica", "1")] == nomi.di[2021, ("area_strategica", "1")]


def test_il_quadro_riporta_le_cifre_calcolate_ed_esatte(chiusi):
    quadro = quadro_di(chiusi, max(chiusi.anni))
    assert len({(r["identita"], r["anno"], r["periodo"]) for r in quadro}) == len(quadro) > 0
    for riga in quadro:
        ciclo = chiusi.ciclo(riga["anno"], Periodo(riga["periodo"]))
        if riga["livello"] == "indicatore":
            v = ciclo.indicatori[riga["codice"]]
            assert (riga["valore"], riga["grado_esatto"]) == (v.valore, v.esatto)
        else:
            s = ciclo.sintesi("ente" if riga["livello"] == "ente" else riga["codice"])
            assert (riga["grado"], riga["grado_esatto"]) == (s.stampato, s.esatto)
            assert s.esatto is None or isinstance(riga["grado_esatto"], Fraction)


def test_le_tabelle_delle_serie_hanno_un_tratto_dove_manca_e_dicono_perche(chiusi):
    html = pagina(chiusi).split('id="serie"')[1]
    nuovo = re.search(r"<tr><th[^>]*><span class=\"cod\">2\.4\.2</span>.*?</tr>", html)[0]
    assert re.findall(r"<td class=\"num[^>]*>(.*?)</td>", nuovo)[0] == "–"
    concluso = re.search(r"<tr><th[^>]*><span class=\"cod\">3\.1\.5</span>.*?</tr>", html)[0]
    assert "fino al 2021" in concluso
    assert re.findall(r"<td class=\"num[^>]*>(.*?)</td>", concluso)[1] == "–"
    assert "fino al 2021 era 2.2.3" in html


def test_la_pagina_mostra_gli_ultimi_anni_il_file_tutti(tmp_path):
    cartella = copia_avanti(tmp_path)
    vista = carica_vista(cartella)
    anni = {2021: vista.anno(2021)}
    cicli = {}
    for n in range(2021, 2021 + MASSIMO + 1):
        origini = {c: (c,) for c in vista.anno(2021).obiettivi}
        anni[n] = anni[n] if n in anni else con_origini(anni[n - 1], origini)
        for p in Periodo:
            cicli[n, p] = dataclasses.replace(vista.ciclo(2021, p), anno=anni[n])
    lunga = dataclasses.replace(vista, progetto=dataclasses.replace(vista.progetto, anni=anni), cicli=cicli)
    ultimo = max(anni)
    html = confronto_anni(Contesto(vista=lunga, pagina=f"{ultimo}/confronto.html"))
    testata = re.search(r"serie-anni.*?</thead>", html, re.DOTALL)[0]
    assert re.findall(r"<th scope=\"col\" class=\"num\">(\d+)</th>", testata) == [
        str(n) for n in sorted(anni)[-MASSIMO:]
    ]
    assert "tutti, dal 2021, sono nel file" in html
    assert {int(r["anno"]) for r in righe_serie(lunga, ultimo)} == set(anni)
    assert {int(r["anno"]) for r in righe_serie(lunga, 2023)} == {2021, 2022, 2023}


# ------------------------------------------------------------------------------ files


def test_i_file_del_confronto_sono_quelli_annunciati_e_dicono_le_stesse_cose(chiusi):
    file = file_confronto(chiusi, 2022)
    assert file.keys() == set(nomi_file(chiusi, 2022)) - set(nomi_file(chiusi, 2021))
    c = confronto_di(chiusi, 2022)
    righe = list(csv.DictReader(io.StringIO(file["confronto-2021-2022.csv"].decode())))
    assert list(righe[0]) == list(CONFRONTO.colonne)
    assert [(r["genere"], r["codice_dopo"], r["campo"]) for r in righe] == [
        (str(x.genere), x.codice_dopo or "", str(x.campo)) for x in c.cambiamenti
    ]
    note = ["Valori dimostrativi."]
    assert json.loads(file["confronto-2021-2022.json"]) == json.loads(in_dati([Sezione(c, "2021", "2022")], note))
    assert file_confronto(chiusi, 2021) == {}
