"""The forms of the Sistema: what the manual says of each field is what the built pages show, and the paper too."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from decimal import Decimal
from html import unescape
from pathlib import Path

import pytest

from macros.engine.misura import atteso as atteso_al
from macros.engine.result import Ciclo
from macros.model import formato
from macros.model.anno import Anno
from macros.model.piano import AreaDirigenziale, Indicatore, Obiettivo
from macros.model.problems import Documento
from macros.model.valori import Periodo
from macros.publish.carta.documento import rilega
from macros.publish.documenti import approvato
from macros.vista.vista import Vista
from tests.lettura_uscite import in_parole, parole, tabelle_dei_moduli

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("moduli")]

ANNO = 2021
STRATEGICI, OPERATIVI = ("2.2", "3.1"), ("2.2.1", "3.1.4", "AS.1")
SOGGETTI = {
    "Programmazione: obiettivo strategico": STRATEGICI,
    "Programmazione: obiettivo operativo": OPERATIVI,
    "Monitoraggio al 30/6": STRATEGICI + OPERATIVI,
    "Rendicontazione, modulo a)": STRATEGICI,
    "Rendicontazione, modulo b)": OPERATIVI,
}
"""Forms of one objective → the objectives they are looked for in."""
FORME = {"Piano": ("piano", "prog"), "Monitoraggio": ("monitoraggio", "mon"), "Relazione": ("relazione", "cons")}
"""Document → folder, prefix of the ids of its forms."""
CAPITOLI = {
    "Relazione, valutazione complessiva": ("relazione/valutazione.html",),
    "Relazione, Azienda Speciale": ("relazione/azienda-speciale.html",),
    "Piano e Relazione, capitolo sul metodo": ("piano/metodo.html", "relazione/metodo.html"),
}

Attesi = Iterable[tuple[str, ...]]
"""Each: words that stand together, in one row of a table or one entry of a list, or alone in the text."""


@dataclass(frozen=True)
class Dati:
    anno: Anno
    cicli: dict[Periodo, Ciclo]

    def rilevato(self, i: Indicatore, periodo: Periodo) -> str:
        return formato.valore(self.cicli[periodo].indicatori[i.codice].valore)

    def grado(self, codice: str, periodo: Periodo = Periodo.DICEMBRE) -> str:
        ciclo = self.cicli[periodo]
        return formato.stampato((ciclo.indicatori.get(codice) or ciclo.obiettivi[codice]).stampato)


# --- What each key holds -------------------------------------------------------------------------


def pezzi(testo: str | None) -> Attesi:
    return [(p,) for p in re.split(r"\n\s*\n", testo or "") if p.strip()]


def peso_di(i: Indicatore) -> str:
    assert i.peso is not None
    return formato.valore(i.peso)


def atteso(i: Indicatore, periodo: Periodo) -> tuple[str, ...]:
    """The target of an indicator at a date; of milestones, the share due by then."""
    if i.regola == "fasi":
        return i.codice, formato.valore(sum(f.quota for f in i.fasi if f.entro <= periodo.data(ANNO)))
    target = i.target_di(periodo)
    return (i.codice, "non previsto") if target is None else (i.codice, formato.valore(target))


def pesi_dirigenti(d: Dati, o: Obiettivo) -> Attesi:
    for area in d.anno.responsabili_di(o.codice):
        peso = next(v.peso for v in area.obiettivi if v.codice == o.codice)
        nome = "Azienda Speciale" if area == d.anno.letture.azienda_speciale else area.titolo
        yield "Peso", nome, f"{formato.valore(peso)} su 100"


def pesi_strategici(d: Dati, o: Obiettivo) -> Attesi:
    area = d.anno.area_strategica_di(o.codice)
    if area:
        peso = next(v.peso for v in area.obiettivi if v.codice == o.codice)
        yield f"nell'area strategica {area.codice}", f"{formato.valore(peso)} su 100"


def proposte(d: Dati, o: Obiettivo) -> Iterable[tuple[Indicatore, str, str]]:
    """Indicator, new target, reason."""
    for i in o.indicatori:
        riga = d.anno.rilevazione(i.codice, Periodo.GIUGNO)
        if riga and riga.nuova_previsione is not None:
            yield i, formato.valore(riga.nuova_previsione), riga.motivo or ""


def scostamenti(d: Dati, o: Obiettivo) -> Attesi:
    for i in o.indicatori:
        v = d.cicli[Periodo.DICEMBRE].indicatori[i.codice]
        if v.scostamento is not None:
            yield i.codice, formato.segno(v.scostamento)
        elif v.scostamento_testo:
            yield i.codice, v.scostamento_testo
        if v.scoperto and v.rilevazione and v.rilevazione.motivo and v.rilevazione.causa:
            yield i.codice, v.rilevazione.causa, v.rilevazione.motivo


def scritti(d: Dati, o: Obiettivo, quali: str) -> Attesi:
    scheda = d.anno.schede[o.codice]
    tutti = {
        "semestre": dict(scheda.monitoraggio),
        "azioni": dict(scheda.azioni),
        "risultati": {c: t.risultati for c, t in scheda.consuntivo.items()},
        "criticita": {c: t.criticita_opportunita for c, t in scheda.consuntivo.items()},
    }
    return [p for testo in tutti[quali].values() for p in pezzi(testo)]


def operativi_collegati(d: Dati, o: Obiettivo) -> Attesi:
    for collegato in o.collegati:
        indicatore = d.anno.indicatori[collegato.indicatore]
        yield (f"{indicatore.obiettivo} {d.anno.obiettivi[indicatore.obiettivo].titolo}",)


def coinvolti(d: Dati, o: Obiettivo) -> Attesi:
    yield from ((d.anno.area_dirigenziale(a).titolo,) for a in o.aree_coinvolte)
    yield from ((a.titolo,) for a in d.anno.responsabili_di(o.codice))
    yield from ((u,) for u in o.uffici)


def documentazione(_: Dati, o: Obiettivo) -> Attesi:
    return [(i.codice, i.titolo, i.documentazione) for i in o.indicatori if i.documentazione]


def risorsa(*voci: str) -> Callable[[Dati, Obiettivo], Attesi]:
    def attesi(_: Dati, o: Obiettivo) -> Attesi:
        return [(r.conto, *(getattr(r, v) for v in voci if getattr(r, v))) for r in o.risorse if r.conto]

    return attesi


def storico(scritto: str) -> str:
    """A typed number as the pages print numbers; any other text as it is."""
    numero = re.fullmatch(r"-?\d+(?:[.,]\d+)?", scritto)
    return formato.valore(Decimal(scritto.replace(",", "."))) if numero else scritto


OBIETTIVO: dict[str, Callable[[Dati, Obiettivo], Attesi]] = {
    "titolo": lambda _, o: [(o.titolo,)],
    "aree_dirigenziali.obiettivi.peso in albero.yml": pesi_dirigenti,
    "aree_strategiche.obiettivi.peso in albero.yml": pesi_strategici,
    "bilancio": lambda _, o: pezzi(o.bilancio),
    "sintesi": lambda _, o: pezzi(o.sintesi),
    "descrizione, azioni": lambda _, o: [*pezzi(o.descrizione), *pezzi(o.azioni)],
    "aree_coinvolte, uffici; le aree che ne rispondono da albero.yml": coinvolti,
    "impegno_richiesto": lambda _, o: pezzi(o.impegno_richiesto),
    "indicatori.peso": lambda _, o: [(i.codice, peso_di(i)) for i in o.indicatori],
    "titolo nel file dell'obiettivo operativo": operativi_collegati,
    "collegati.indicatore": lambda d, o: [(c.indicatore, d.anno.indicatori[c.indicatore].titolo) for c in o.collegati],
    "collegati.peso": lambda _, o: [(c.indicatore, formato.valore(c.peso)) for c in o.collegati],
    "indicatori.titolo": lambda _, o: [(i.codice, i.titolo) for i in o.indicatori],
    "indicatori.titolo, indicatori.descrizione": lambda _, o: [
        (i.codice, i.titolo, i.descrizione) for i in o.indicatori if i.descrizione
    ],
    "indicatori.storico": lambda _, o: [(i.codice, storico(i.storico)) for i in o.indicatori if i.storico],
    "indicatori.target, una voce per anno": lambda d, o: [
        (i.codice, *(formato.valore(i.target_di(str(n))) for n in d.anno.letture.triennio))
        for i in o.indicatori
        if i.regola != "fasi"
    ],
    "indicatori.peso, una voce per anno": lambda _, o: [
        (i.codice, *(formato.valore(p) for p in i.pesi.values())) for i in o.indicatori
    ],
    "risorse.conto, risorse.tipo": risorsa("tipo"),
    "risorse.linea, risorse.punto, risorse.progetto": risorsa("linea", "punto", "progetto"),
    "risorse.conto, risorse.linea, risorse.punto, risorse.progetto, risorse.tipo": risorsa(
        "linea", "punto", "progetto", "tipo"
    ),
    "risorse.importi, una voce per anno": lambda _, o: [
        (r.conto, *(formato.euro(importo) for importo in r.importi.values())) for r in o.risorse
    ],
    "risorse.importi": lambda _, o: [(r.conto, formato.euro(r.importi[ANNO])) for r in o.risorse],
    "risorse.budget": lambda _, o: [(r.conto, formato.euro(r.budget)) for r in o.risorse if r.budget is not None],
    "indicatori.codice, indicatori.titolo": documentazione,
    "indicatori.documentazione": documentazione,
    'indicatori.target, voce "30-06"': lambda _, o: [
        atteso(i, Periodo.GIUGNO) for i in o.indicatori if i.regola != "fasi"
    ],
    'indicatori.target, voce "30-06"; per le fasi indicatori.fasi': lambda _, o: [
        atteso(i, Periodo.GIUGNO) for i in o.indicatori
    ],
    'indicatori.target, voce "31-12"': lambda _, o: [
        atteso(i, Periodo.DICEMBRE) for i in o.indicatori if i.regola != "fasi"
    ],
    "indicatori.target, voce dell'anno": lambda _, o: [
        (i.codice, formato.valore(i.target_di(str(ANNO)))) for i in o.indicatori if i.regola != "fasi"
    ],
    "valore in monitoraggio/<area>.csv; oppure misure.csv o fasi.csv": lambda d, o: [
        (i.codice, d.rilevato(i, Periodo.GIUGNO))
        for i in o.indicatori
        if atteso_al(d.anno, i, Periodo.GIUGNO) is not None
    ],
    "valore in consuntivo/<area>.csv; oppure misure.csv o fasi.csv": lambda d, o: [
        (i.codice, d.rilevato(i, Periodo.DICEMBRE)) for i in o.indicatori
    ],
    "monitoraggio.indicatori in schede/<codice>.yml": lambda d, o: scritti(d, o, "semestre"),
    "consuntivo.azioni in schede/<codice>.yml": lambda d, o: scritti(d, o, "azioni"),
    "consuntivo.indicatori.risultati in schede/<codice>.yml": lambda d, o: scritti(d, o, "risultati"),
    "consuntivo.indicatori.criticita_opportunita in schede/<codice>.yml": lambda d, o: scritti(d, o, "criticita"),
    "motivo in monitoraggio/<area>.csv": lambda d, o: [(i.codice, motivo) for i, _, motivo in proposte(d, o)],
    'indicatori.target, voce "31-12" o dell\'anno': lambda d, o: [
        (*atteso(i, Periodo.DICEMBRE), nuova) for i, nuova, _ in proposte(d, o)
    ],
    "valore in monitoraggio/<area>.csv": lambda d, o: [
        (i.codice, d.rilevato(i, Periodo.GIUGNO), nuova) for i, nuova, _ in proposte(d, o)
    ],
    "nuova_previsione in monitoraggio/<area>.csv": lambda d, o: [(i.codice, nuova) for i, nuova, _ in proposte(d, o)],
    "calcolato; causa e ragione da causa, motivo in consuntivo/<area>.csv": scostamenti,
    # Computed: the field of the form says what.
    "Grado di realizzazione dell'indicatore": lambda d, o: [(i.codice, d.grado(i.codice)) for i in o.indicatori],
    "Grado di realizzazione degli indicatori collegati": lambda d, o: [
        (c.indicatore, d.grado(c.indicatore)) for c in o.collegati
    ],
    "Grado di raggiungimento dell'obiettivo strategico": lambda d, o: [(f"{o.numero} ", d.grado(o.codice))],
    "Grado di raggiungimento dell'obiettivo operativo": lambda d, o: [(f"{o.numero} ", d.grado(o.codice))],
}


def obiettivi_di(d: Dati, aree: Iterable[AreaDirigenziale]) -> Attesi:
    for area in aree:
        for v in area.obiettivi:
            yield v.codice, d.anno.obiettivi[v.codice].titolo


def gradi_di(d: Dati, aree: Iterable[AreaDirigenziale]) -> Attesi:
    for area in aree:
        for v in area.obiettivi:
            yield d.anno.obiettivi[v.codice].titolo, d.grado(v.codice)


def totali_di(d: Dati, aree: Iterable[AreaDirigenziale]) -> Attesi:
    fine = d.cicli[Periodo.DICEMBRE]
    for area in aree:
        speciale = area == d.anno.letture.azienda_speciale
        yield (formato.stampato((fine.azienda_speciale if speciale else fine.aree_dirigenziali[area.codice]).stampato),)


def dell_ente(d: Dati, _: object) -> Attesi:
    return [("Performance", "Camera", formato.stampato(d.cicli[Periodo.DICEMBRE].ente.stampato))]


def totali_strategici(d: Dati, _: object) -> Attesi:
    fine = d.cicli[Periodo.DICEMBRE].aree_strategiche
    return [(a.titolo, formato.stampato(fine[a.codice].stampato)) for a in d.anno.letture.aree_strategiche]


AREE: dict[str, Callable[[Dati, tuple[AreaDirigenziale, ...]], Attesi]] = {
    "aree_strategiche.titolo in albero.yml": lambda d, _: [(a.titolo,) for a in d.anno.letture.aree_strategiche],
    "titolo; ordine da aree_strategiche.obiettivi": lambda d, _: obiettivi_di(d, d.anno.letture.aree_strategiche),
    "Grado raggiunto": lambda d, _: gradi_di(d, d.anno.letture.aree_strategiche),
    "Totale dell'area strategica": totali_strategici,
    "Performance Camera di Commercio": dell_ente,
    "azienda_speciale.obiettivi in albero.yml": obiettivi_di,
    "Azienda Speciale: grado raggiunto": gradi_di,
    "Totale Azienda Speciale": totali_di,
    "aree_dirigenziali.responsabile in albero.yml": lambda _, aree: [(a.responsabile,) for a in aree],
    "titolo; ordine da aree_dirigenziali.obiettivi": obiettivi_di,
    "Grado raggiungimento": gradi_di,
    "Totale del dirigente": totali_di,
    "azienda_speciale.responsabile in albero.yml": lambda _, aree: [(a.responsabile,) for a in aree],
    "Totale del direttore": totali_di,
    "Performance Azienda Speciale": totali_di,
    "valutazione_individuale.fasce in smvp.yml": lambda d, _: [
        (str(b.esito), formato.valore(b.da)) for b in d.anno.regole.fasce_individuali
    ],
}


# --- Where it is looked for ----------------------------------------------------------------------


@dataclass(frozen=True)
class Posto:
    """A page, or a form in a page."""

    nome: str
    html: str

    def contiene(self, cerca: tuple[str, ...]) -> bool:
        # l'intestazione di una riga vale anche per quella che la segue sotto la stessa cella
        brano = r'<tr\b.*?</tr>(?:\s*<tr class="seguito">.*?</tr>)?|<div><dt>.*?</div>'
        brani = re.findall(brano, self.html, re.DOTALL) if len(cerca) > 1 else [self.html]
        modelli = [re.compile(rf"(?<![\w.,]){re.escape(parole(p))}(?![\w]|[.,]\d)") for p in cerca]
        return any(all(m.search(testo) for m in modelli) for testo in map(in_parole, brani))


@dataclass(frozen=True)
class Campo:
    modulo: str
    nome: str
    chiave: str
    pagine: tuple[str, ...]


def campi() -> list[Campo]:
    """Every row of the tables of the manual that names a page."""
    trovati = []
    for tabella in tabelle_dei_moduli():
        modulo = in_parole(re.search(r"<strong>(.*?)</strong>", tabella)[1])
        for riga in re.findall(r"<tr><th scope=\"row\">.*?</tr>", tabella, re.DOTALL):
            nome, chiave, pagine, _ = (
                parole(unescape(re.sub(r"<[^>]+>", "", c))) for c in re.findall(r"<t[hd].*?</t[hd]>", riga)
            )
            if pagine != "nessuna":
                trovati.append(Campo(modulo.rstrip("."), nome, chiave, tuple(pagine.split("; "))))
    return trovati


@pytest.fixture(scope="module")
def dati(vista: Vista) -> Dati:
    return Dati(vista.anno(ANNO), {p: vista.ciclo(ANNO, p) for p in Periodo})


@pytest.fixture(scope="module")
def costruito(solo_pagine: Path) -> Path:
    return solo_pagine / str(ANNO)


@pytest.fixture(scope="module")
def capitoli(solo_pagine: Path, costruito: Path, vista: Vista) -> dict[str, list[Posto]]:
    """Every chapter of every document with forms: its page, and what is printed of it."""
    letti: defaultdict[str, list[Posto]] = defaultdict(list)
    for cartella, _ in FORME.values():
        for file in sorted((costruito / cartella).glob("*.html")):
            nome = f"{cartella}/{file.name}"
            letti[nome].append(pagina(costruito, nome))
        for slug, corpo in rilega(approvato(vista, ANNO, Documento(cartella)), solo_pagine).corpi:
            breve = re.sub(r"(</abbr>) \([^()]*\)", r"\1", corpo)  # the paper says what a sigla means
            letti[f"{cartella}/{slug}.html"].append(Posto(f"{cartella}/{slug}, sulla carta", breve))
    return letti


@pytest.fixture(scope="module")
def forme(capitoli: dict[str, list[Posto]]) -> dict[tuple[str, str], list[Posto]]:
    """Every form of every document: (prefix, objective) → the form, on its page and on paper."""
    trovate: defaultdict[tuple[str, str], list[Posto]] = defaultdict(list)
    for cartella, prefisso in FORME.values():
        for posto in (p for nome, posti in capitoli.items() if nome.startswith(f"{cartella}/") for p in posti):
            for pezzo in re.findall(r'<section class="scheda .*?</section>', posto.html, re.DOTALL):
                chiave = re.search(rf'aria-labelledby="(?:[^"]*--)?{prefisso}-([^"]+)"', pezzo)
                if chiave:
                    trovate[prefisso, chiave[1]].append(Posto(posto.nome, pezzo))
    return trovate


def pagina(costruito: Path, nome: str) -> Posto:
    return Posto(nome, (costruito / nome).read_text(encoding="utf-8").split("<main", 1)[1].split("</main>")[0])


CAMPI = campi()


def test_le_tabelle_del_manuale_si_leggono():
    assert len(CAMPI) > 80
    assert {c.modulo.partition(":")[0] for c in CAMPI} >= {"Programmazione", "Rendicontazione, modulo a)"}


def da_cercare(
    campo: Campo, d: Dati, costruito: Path, capitoli: dict, forme: dict
) -> Iterable[tuple[str, Posto, Attesi]]:
    """Page named, its place, what must be read there."""
    scelti = next((codici for modulo, codici in SOGGETTI.items() if campo.modulo.startswith(modulo)), ())
    chiave = campo.nome if campo.chiave.startswith("calcolato") and campo.chiave not in OBIETTIVO else campo.chiave
    for codice in scelti:
        for nome in campo.pagine:
            propria = nome == "Obiettivo"
            posti = [pagina(costruito, f"obiettivi/{codice}.html")] if propria else forme[FORME[nome][1], codice]
            assert len(posti) == (1 if propria else 2), posti
            for posto in posti:
                yield nome, posto, OBIETTIVO[chiave](d, d.anno.obiettivi[codice])
    if scelti:
        return
    dello_speciale = "Relazione, Azienda Speciale" in campo.pagine
    aree = (d.anno.letture.azienda_speciale,) if dello_speciale else d.anno.letture.aree_dirigenziali
    for nome in campo.pagine:
        if nome == "Area dirigenziale":
            for area in aree:
                yield nome, pagina(costruito, f"responsabili/{area.codice}.html"), AREE[chiave](d, (area,))
        else:
            for posto in (p for indirizzo in CAPITOLI[nome] for p in capitoli[indirizzo]):
                yield nome, posto, AREE[chiave](d, aree)


@pytest.mark.parametrize("campo", CAMPI, ids=lambda c: f"{c.modulo[:32]}-{c.nome}")
def test_ogni_campo_si_legge_nelle_pagine_che_il_manuale_dice_e_sulla_carta(campo, dati, costruito, capitoli, forme):
    cercati: defaultdict[str, int] = defaultdict(int)
    mancano = []
    for nome, posto, attesi in da_cercare(campo, dati, costruito, capitoli, forme):
        for insieme in attesi:
            cercati[nome] += 1
            if not posto.contiene(insieme):
                mancano.append((posto.nome, insieme))
    assert mancano == []
    assert set(cercati) == set(campo.pagine), "nessun valore da cercare"


# --- Links to the explanations -------------------------------------------------------------------


@pytest.mark.parametrize("codice", [*STRATEGICI, *OPERATIVI])
def test_due_collegamenti_con_lo_stesso_nome_portano_nello_stesso_punto(codice, costruito):
    posti: defaultdict[str, set[str]] = defaultdict(set)
    corpo = pagina(costruito, f"obiettivi/{codice}.html").html
    for attributi, dentro in re.findall(r"<a\b([^>]*)>(.*?)</a>", corpo, re.DOTALL):
        detto = re.search(r'aria-label="([^"]*)"', attributi)
        visto, nome = in_parole(dentro), parole(unescape(detto[1])) if detto else in_parole(dentro)
        assert nome.startswith(visto), "ciò che si vede apre il nome (WCAG 2.5.3)"
        posti[nome].add(re.search(r'href="([^"]*)"', attributi)[1])
    assert f"come è calcolato il grado dell'obiettivo {codice}" in " ".join(posti)
    assert {nome: dove for nome, dove in posti.items() if len(dove) > 1} == {}


def test_di_ogni_scontrino_si_sente_prima_di_che_cosa_e(costruito):
    corpo = pagina(costruito, "obiettivi/2.2.html").html
    letti = re.findall(r'<details class="calcolo"><summary>(.*?)</summary>', corpo, re.DOTALL)
    assert letti
    assert all(re.match(r"2\.2(\.[a-z])? ?, come è calcolato: ", in_parole(s)) for s in letti)
