"""The comparison on random pairs of years: steps add up exactly, one change undone is what it says."""

from __future__ import annotations

import itertools
import random
from dataclasses import replace
from fractions import Fraction

import pytest

from macros.checks.esame import esamina
from macros.engine.ciclo import calcola
from macros.model.valori import Periodo
from macros.trail.cambiamenti import Genere
from macros.trail.confronto import confronta
from macros.trail.mondo import ENTE, SOLO_PRIMA
from macros.trail.valori import figura
from tests.generatore import genera

pytestmark = pytest.mark.xdist_group("confronto-proprieta")  # one worker makes once what they share

QUANTI = 16
SEMI = [seme if seme < 6 else pytest.param(seme, marks=pytest.mark.prova) for seme in range(QUANTI)]


@pytest.fixture(scope="module")
def anni(tmp_path_factory):
    letti = []
    for seme in range(QUANTI + 1):
        progetto, _ = esamina(genera(tmp_path_factory.mktemp(f"seme{seme}"), seme))
        letti.append(progetto.anni[2021])
    return letti


def l_anno_dopo(anno, prima, rng):
    """The same data a year later, every objective and indicator continuing any of the year before: none, one, more."""

    def da(codici):
        return tuple(rng.sample(codici, min(len(codici), rng.choice([0, 1, 1, 1, 1, 2]))))

    di_obiettivi, di_indicatori = list(prima.obiettivi), list(prima.indicatori)
    obiettivi = {
        c: replace(
            o,
            continua_da=da(di_obiettivi),
            indicatori=tuple(replace(i, continua_da=da(di_indicatori)) for i in o.indicatori),
        )
        for c, o in anno.obiettivi.items()
    }
    return replace(anno, anno=2022, obiettivi=obiettivi)


def coppia(anni, seme, forma):
    prima, dopo = anni[seme], anni[seme + 1]
    if forma == "due versioni dello stesso anno":
        return prima, dopo
    altro = l_anno_dopo(dopo, prima, random.Random(seme))  # noqa: S311 - a repeatable choice
    return (prima, altro) if forma == "due anni" else (altro, prima)


@pytest.mark.parametrize("forma", ["due versioni dello stesso anno", "due anni", "due anni, all'indietro"])
@pytest.mark.parametrize("seme", SEMI)
def test_i_passi_sommano_esattamente_alla_differenza(anni, seme, forma):
    prima, dopo = coppia(anni, seme, forma)
    trovati = 0
    for periodo in Periodo:
        c = confronta(prima, dopo, {}, periodo)
        if c.ciclo_prima is None:
            continue
        veri = calcola(prima, periodo), calcola(dopo, periodo)
        for chiave, s in c.scomposizioni.items():
            a = figura(veri[0], chiave[0], codice_in(c.prima, chiave, c))
            b = figura(veri[1], chiave[0], chiave[1])
            assert (s.prima.esatto, s.dopo.esatto) == (a.esatto, b.esatto)
            assert (s.prima.copertura_esatta, s.dopo.copertura_esatta) == (a.copertura_esatta, b.copertura_esatta)
            punti = [passo.punti for passo in s.contributi if passo.punti is not None]
            assert sum(punti, Fraction(0)) == b.esatto - a.esatto == s.differenza
            trovati += 1
        misurati = veri[0].ente.esatto is not None and veri[1].ente.esatto is not None
        assert (ENTE in c.scomposizioni) == misurati
    assert trovati or prima.regole.non_rilevati == "blocca" or dopo.regole.non_rilevati == "blocca"


def codice_in(prima, chiave, c):
    """The agency keeps its name whatever its code."""
    if chiave[0] == "azienda_speciale":
        return prima.letture.azienda_speciale.codice
    assert SOLO_PRIMA not in chiave[1]
    return chiave[1]


@pytest.mark.parametrize("seme", SEMI)
def test_annullare_un_target_e_ricalcolare_l_anno_intero_danno_lo_stesso_effetto(anni, seme):
    """The effect is reckoned by re-evaluating one indicator; here the whole year is computed anew."""
    prima, dopo = anni[seme], anni[seme + 1]
    for periodo in Periodo:
        c = confronta(prima, dopo, {}, periodo)
        for cambiamento in c.di_genere(Genere.TARGET):
            if cambiamento.effetto is None:
                continue
            codice = cambiamento.codice
            i, atteso = dopo.indicatori[codice], prima.indicatori[codice].atteso
            nuovo = {p: t for p, t in {**i.atteso, periodo: atteso.get(periodo)}.items() if t is not None}
            o = dopo.obiettivi[i.obiettivo]
            rimessi = tuple(replace(x, atteso=nuovo) if x.codice == codice else x for x in o.indicatori)
            senza = replace(dopo, obiettivi={**dopo.obiettivi, o.codice: replace(o, indicatori=rimessi)})
            vero, ipotesi = calcola(dopo, periodo), calcola(senza, periodo)
            for chiave, punti in cambiamento.effetto.figure.items():
                a, b = (figura(x, *chiave).esatto for x in (ipotesi, vero))
                assert punti == (None if a is None or b is None else b - a)
            toccate = {codice for livello, codice in cambiamento.effetto.figure if livello == "obiettivo"}
            mosse = {o for o in vero.obiettivi if vero.obiettivi[o].esatto != ipotesi.obiettivi[o].esatto}
            assert toccate == mosse


def senza_obiettivo(anno, codice):
    """The year without an objective and without its indicators, wherever they stand."""
    via = {i.codice for i in anno.obiettivi[codice].indicatori}

    def potata(area):
        return replace(area, obiettivi=tuple(v for v in area.obiettivi if v.codice != codice))

    albero = anno.letture
    azienda = albero.azienda_speciale
    obiettivi = {
        c: replace(o, collegati=tuple(x for x in o.collegati if x.indicatore not in via))
        for c, o in anno.obiettivi.items()
        if c != codice
    }
    strategiche, dirigenziali = (tuple(map(potata, a)) for a in (albero.aree_strategiche, albero.aree_dirigenziali))
    potato = replace(
        albero,
        aree_strategiche=strategiche,
        aree_dirigenziali=dirigenziali,
        azienda_speciale=potata(azienda) if azienda else None,
    )
    return replace(anno, albero=potato, obiettivi=obiettivi)


@pytest.mark.slow
@pytest.mark.parametrize("periodo", list(Periodo))
def test_togliere_un_obiettivo_aggiunto_e_ricalcolare_l_anno_intero_danno_lo_stesso_effetto(anni, periodo):
    provati = 0
    for prima, dopo in itertools.pairwise(anni):
        for cambiamento in confronta(prima, dopo, {}, periodo).di_genere(Genere.AGGIUNTO):
            if cambiamento.livello != "obiettivo" or cambiamento.effetto is None:
                continue
            vero = calcola(dopo, periodo).ente.esatto
            ipotesi = calcola(senza_obiettivo(dopo, cambiamento.codice), periodo).ente.esatto
            assert cambiamento.effetto.ente == (None if vero is None or ipotesi is None else vero - ipotesi)
            provati += 1
    assert provati > 5


@pytest.mark.slow
@pytest.mark.parametrize("periodo", list(Periodo))
def test_rimettere_un_obiettivo_concluso_e_toglierlo_dall_altra_parte_sono_lo_stesso(anni, periodo):
    """What left, put back into B, is what would be added going from B without it to B with it."""
    provati = 0
    for dopo in anni:
        for codice in dopo.obiettivi:
            senza = senza_obiettivo(dopo, codice)
            andata = confronta(senza, dopo, {}, periodo)
            ritorno = confronta(dopo, senza, {}, periodo)
            aggiunti = [x for x in andata.di_genere(Genere.AGGIUNTO) if x.livello == "obiettivo"]
            conclusi = [x for x in ritorno.di_genere(Genere.CONCLUSO) if x.livello == "obiettivo"]
            assert [x.codice for x in aggiunti] == [x.codice for x in conclusi] == [codice]
            if aggiunti[0].effetto is None or ENTE not in andata.scomposizioni or dopo.regole != senza.regole:
                continue
            assert aggiunti[0].effetto.ente == andata.scomposizioni[ENTE].differenza
            assert conclusi[0].effetto.ente == ritorno.scomposizioni[ENTE].differenza
            provati += 1
            break
    assert provati > 5


@pytest.mark.parametrize("seme", SEMI)
def test_un_anno_confrontato_con_se_stesso_non_ha_cambiamenti(anni, seme):
    c = confronta(anni[seme], anni[seme])
    assert c.cambiamenti == ()
    assert all(not passo.punti for s in c.scomposizioni.values() for passo in s.contributi)
