"""A second reckoning of a year, written from DOMAIN 3 and DESIGN 4 without reading the engine.

Plain Python over the text of a project folder (`yaml.BaseLoader`, `csv`): no class, function or
constant is shared with `macros`, so an error made once is not made twice. Straightforward rather
than fast; it trusts its input (the checks have their own tests).
"""

from __future__ import annotations

import csv
import datetime as dt
import re
from collections import Counter
from fractions import Fraction
from pathlib import Path
from types import SimpleNamespace

import yaml

CENTO = Fraction(100)
TESTI = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
"""Every scalar as the text that was typed."""
DATE = {"30-06": (6, 30), "31-12": (12, 31)}
CARTELLE = {"30-06": "monitoraggio", "31-12": "consuntivo"}
OLTRE_CENTO = {"crescente", "decrescente", "base"}


class Bloccato(Exception):  # noqa: N818  (the policy's own word)
    """Under `blocca` the year gives no figure at 31/12; holds the codes that were not reported."""


def calcola(radice, anno, periodo):
    """Return everything that `calcola` should print, exact, as nested namespaces."""
    return Anno(Path(radice), anno, periodo).tutto()


# ------------------------------------------------------------------------------------ scalars


def yml(path):
    return yaml.load(path.read_text(encoding="utf-8"), Loader=TESTI)  # noqa: S506 - a loader of plain texts


def vuoto(testo):
    return testo is None or (isinstance(testo, str) and testo in {"", "null", "~"})


def numero(testo):
    """«82,5» and «82.5» as a fraction; None where nothing is written."""
    return None if vuoto(testo) else Fraction(testo.strip().replace(",", "."))


def data(testo):
    testo = testo.strip()
    if "/" in testo:
        giorno, mese, anno = testo.split("/")
        return dt.date(int(anno), int(mese), int(giorno))
    return dt.date.fromisoformat(testo)


def righe(path):
    """Rows of a CSV as dictionaries without surrounding blanks; none where there is no file."""
    if not path.is_file():
        return []
    testo = path.read_text(encoding="utf-8-sig")
    prima = testo.splitlines()[0] if testo else ""
    separatore = ";" if ";" in prima or "," not in prima else ","
    return [
        {k.strip(): (v or "").strip() for k, v in riga.items() if k}
        for riga in csv.DictReader(testo.splitlines(), delimiter=separatore)
    ]


def arrotonda(x, decimali, modo):
    """Half up (away from zero) or cut, at so many decimals."""
    scala = 10**decimali
    n = abs(x) * scala
    intero = n.numerator // n.denominator
    if modo == "commerciale" and n - intero >= Fraction(1, 2):
        intero += 1
    return Fraction(intero if x >= 0 else -intero, scala)


def formula(testo, misure):
    """Value of a formula (+ − * / brackets, unary minus) over measures; KeyError if one is missing."""
    gettoni = re.findall(r"[a-z][a-z0-9_]*|\d+(?:\.\d+)?|[-+*/()]", testo)

    def somma():
        x = prodotto()
        while gettoni and gettoni[0] in "+-":
            x = x + prodotto() if gettoni.pop(0) == "+" else x - prodotto()
        return x

    def prodotto():
        x = fattore()
        while gettoni and gettoni[0] in "*/":
            x = x * fattore() if gettoni.pop(0) == "*" else x / fattore()
        return x

    def fattore():
        g = gettoni.pop(0)
        if g == "-":
            return -fattore()
        if g == "(":
            x = somma()
            gettoni.pop(0)
            return x
        return misure[g] if g[0].isalpha() else Fraction(g)

    return somma()


# ----------------------------------------------------------------------------------- the year


class Anno:
    def __init__(self, radice, anno, periodo):
        self.anno, self.periodo = anno, periodo
        self.giorno = dt.date(anno, *DATE[periodo])
        cartella = radice / "data" / str(anno)
        self.smvp = yml(cartella / "smvp.yml")
        self.albero = yml(cartella / "albero.yml")
        self.obiettivi = {o["codice"]: o for o in map(yml, sorted((cartella / "obiettivi").glob("*.yml")))}
        self.politica = self.smvp["non_rilevati"]
        if self.politica == "blocca" and periodo == "30-06":
            self.politica = "rinormalizza"
        self.righe = {
            r["indicatore"]: r for f in sorted((cartella / CARTELLE[periodo]).glob("*.csv")) for r in righe(f)
        }
        self.misure = {r["misura"]: r for r in righe(cartella / "misure.csv")}
        self.raggiunte = {
            (r["indicatore"], r["fase"]): data(r["raggiunta_il"])
            for r in righe(cartella / "fasi.csv")
            if r.get("raggiunta_il")
        }
        self.indicatori = {}

    def livello(self, nome):
        """(decimals, mode, riporto or None) of a level."""
        regole = self.smvp["arrotondamento"]
        mie = {
            "decimali": "2",
            "modo": "commerciale",
            "riporto": "esatto",
            **regole["predefinito"],
            **(regole.get(nome) or {}),
        }
        riporto = None if mie["riporto"] == "esatto" else int(mie["riporto"])
        return int(mie["decimali"]), mie["modo"], riporto

    def stampa(self, x, nome):
        decimali, modo, _ = self.livello(nome)
        return None if x is None else arrotonda(x, decimali, modo)

    def passa(self, x, nome):
        """What a level hands upwards: rule 10."""
        _, modo, riporto = self.livello(nome)
        return x if x is None or riporto is None else arrotonda(x, riporto, modo)

    def stato(self, stampato):
        if stampato is None:
            return None
        return [b["stato"] for b in self.smvp["stati"] if numero(b["da"]) <= stampato][-1]

    # ------------------------------------------------------------------------- indicators

    def atteso(self, i, tipo):
        """The target text of this date, None when nothing is expected (rule 2)."""
        if i["regola"] == "fasi":
            dovute = sum(numero(f["quota"]) for f in i["fasi"] if data(f["entro"]) <= self.giorno)
            return dovute or None
        chiave = self.periodo
        if tipo == "strategico" and self.periodo == "31-12":
            chiave = str(self.anno)
        t = i["target"].get(chiave)
        return None if vuoto(t) or t == "non_previsto" else t

    def valore(self, i):  # noqa: PLR0911 - one line a case
        """(value or None, absence or None) as surveyed; rules 4 to 7."""
        riga = self.righe.get(i["codice"], {})
        if riga.get("assenza"):
            return None, riga["assenza"]
        if i.get("formula"):
            usate = re.findall(r"[a-z][a-z0-9_]*", i["formula"])
            colonna = {"30-06": "al_30_06", "31-12": "al_31_12"}[self.periodo]
            dati = {m: numero(self.misure.get(m, {}).get(colonna, "")) for m in usate}
            if any(v is None for v in dati.values()):
                return None, "non_rilevato"
            return formula(i["formula"], dati), None
        if i["regola"] == "fasi":
            if not riga:
                return None, "non_rilevato"
            return Fraction(
                sum(
                    numero(f["quota"])
                    for f in i["fasi"]
                    if self.raggiunte.get((i["codice"], f["codice"]), dt.date.max) <= self.giorno
                )
            ), None
        testo = riga.get("valore", "")
        if testo == "":
            return None, "non_rilevato"
        if i["regola"] == "si_no" or testo == "no":
            return testo, None
        return (data(testo) if i["regola"] == "entro_data" else numero(testo)), None

    def tetto(self, i):
        """The indicator's cap, None when lifted; rule 9."""
        testo = i["tetto"] if "tetto" in i else self.smvp["grado"]["tetto_indicatore"]
        tetto = numero(testo)
        if i["regola"] in OLTRE_CENTO:
            return tetto
        return CENTO if tetto is None else min(CENTO, tetto)

    def punti(self, i, v, t):  # noqa: PLR0911 - one line a rule
        """Grade before floor and cap, percentage points."""
        regola = i["regola"]
        if regola in {"crescente", "avanzamento", "fasi"}:
            return v / t * 100
        if regola == "decrescente":
            if self.smvp["grado"]["decrescente"] == "lineare":
                return (2 * t - v) / t * 100
            return CENTO if v <= 0 else t / v * 100
        if regola == "base":
            b = numero(i["base"])
            return (v - b) / (t - b) * 100
        if regola == "soglie":
            return [numero(s["grado"]) for s in i["soglie"] if numero(s["da"]) <= v][-1]
        if regola == "si_no":
            return CENTO if v == "si" else Fraction(0)
        if regola == "entro_data":
            return self.punti_data(i, v, t)
        distanza = max(t["min"] - v, v - t["max"], Fraction(0))
        return 100 - distanza * numero(i["penalita"]["punti_per_unita"])

    @staticmethod
    def punti_data(i, v, t):
        if v == "no":
            return Fraction(0)
        ritardo = (v - t).days
        if ritardo <= 0:
            return CENTO
        if "punti_al_giorno" in i["penalita"]:
            return 100 - ritardo * numero(i["penalita"]["punti_al_giorno"])
        return [numero(f["grado"]) for f in i["penalita"]["fasce"] if int(f["dal_giorno"]) <= ritardo][-1]

    @staticmethod
    def scostamento(i, v, t):
        """(exact gap or None, percent to two decimals or None); rules 5 and 11."""
        regola = i["regola"]
        if regola in {"si_no", "fasi"} or v == "no":
            return None, None
        if regola == "entro_data":
            return Fraction((v - t).days), None
        if regola == "intervallo":
            return max(v - t["max"], Fraction(0)) + min(v - t["min"], Fraction(0)), None
        s = v - t
        return s, (None if t == 0 else arrotonda(s / abs(t) * 100, 2, "commerciale"))

    def indicatore(self, i, obiettivo):
        atteso = self.atteso(i, obiettivo["tipo"])
        if isinstance(atteso, dict):
            atteso = {k: numero(v) for k, v in atteso.items()}
        elif isinstance(atteso, str) and i["regola"] == "entro_data":
            atteso = data(atteso)
        elif isinstance(atteso, str) and i["regola"] != "si_no":
            atteso = numero(atteso)
        v, assenza = self.valore(i)
        grado = scarto = percento = None
        if atteso is None:  # a declared absence is shown (DESIGN 3), and changes nothing
            assenza = self.righe.get(i["codice"], {}).get("assenza") or "non_previsto"
        elif assenza is None:
            grado = max(self.punti(i, v, atteso), Fraction(0))
            tetto = self.tetto(i)
            grado = grado if tetto is None else min(grado, tetto)
            scarto, percento = self.scostamento(i, v, atteso)
        peso = i.get("peso")
        if isinstance(peso, dict):
            peso = peso.get(str(self.anno))
        stampato = self.stampa(grado, "indicatore")
        return SimpleNamespace(
            codice=i["codice"],
            obiettivo=obiettivo["codice"],
            regola=i["regola"],
            unita_misura=i["unita_misura"],
            peso=numero(peso),
            target=atteso,
            valore=v,
            scostamento=scarto,
            scostamento_percentuale=percento,
            grado=grado,
            stampato=stampato,
            stato=self.stato(stampato),
            assenza=assenza,
            previsto=atteso is not None,
            copertura=Fraction(0) if grado is None else CENTO,
            passa=self.passa(grado, "indicatore"),
            # what its objective counts: rule 8
            conta=Fraction(0)
            if assenza == "non_rilevato" and self.politica == "zero"
            else self.passa(grado, "indicatore"),
        )

    # ------------------------------------------------------------------------- groups

    def gruppo(self, parti, livello, tetto=None):
        """Weighted mean of (weight or None, part): rules 1, 2, 3."""
        if all(p is None for p, _ in parti):
            parti = [(Fraction(1), x) for _, x in parti]
        attese = [(p, x) for p, x in parti if x.previsto]
        tutto = sum((p for p, _ in attese), Fraction(0))
        if tutto == 0:
            niente = {"grado": None, "stampato": None, "conta": None, "mancano": None}
            return SimpleNamespace(copertura=Fraction(0), previsto=False, **niente)
        copertura = sum(p * x.copertura for p, x in attese) / tutto
        contate = [(p, x) for p, x in attese if x.conta is not None]
        peso = sum((p for p, _ in contate), Fraction(0))
        grado = None if peso == 0 else sum(p * x.conta for p, x in contate) / peso
        media = grado
        if grado is not None and tetto is not None:
            grado = min(grado, tetto)
        return SimpleNamespace(
            mancano=None if media is None else self.mancano([(p / peso, x) for p, x in contate if p], media - grado),
            grado=grado,
            copertura=copertura,
            previsto=True,
            stampato=self.stampa(grado, livello),
            conta=self.passa(grado, livello),
        )

    @staticmethod
    def mancano(parti, tetto):
        """What a group lacks to 100, from what its parts lack: points by indicator, caps, roundings. RECORDS 14."""
        punti, tetti, arrotondati = Counter(), tetto, Fraction(0)
        for quota, x in parti:
            if not hasattr(x, "mancano"):
                punti[x.codice] += quota * (100 - x.conta)
                continue
            suoi, suo_tetto, suo_arrotondato = x.mancano
            for codice, p in suoi.items():
                punti[codice] += quota * p
            tetti += quota * suo_tetto
            arrotondati += quota * (suo_arrotondato + x.grado - x.conta)
        return punti, tetti, arrotondati

    def obiettivo(self, o):
        anno = str(self.anno)
        parti = [(self.indicatori[i["codice"]].peso, self.indicatori[i["codice"]]) for i in o["indicatori"]]
        collegati = o.get("collegati")
        for c in [] if vuoto(collegati) else collegati:
            peso = c.get("peso")
            peso = peso.get(anno) if isinstance(peso, dict) else peso
            parti.append((numero(peso), self.indicatori[c["indicatore"]]))
        g = self.gruppo(parti, "obiettivo", numero(self.smvp["grado"]["tetto_obiettivo"]))
        g.codice, g.tipo, g.stato = o["codice"], o["tipo"], self.stato(g.stampato)
        minima = numero(self.smvp.get("stati_copertura_minima"))
        if minima is not None and g.grado is not None and g.copertura < minima:
            g.stato = "valutato in parte"
        return g

    def area(self, a, livello):
        parti = [(numero(v.get("peso")), self.fatti[v["codice"]]) for v in a["obiettivi"]]
        g = self.gruppo(parti, livello)
        g.codice, g.peso = a["codice"], numero(a.get("peso"))
        return g

    def tutto(self):
        for o in self.obiettivi.values():
            for i in o["indicatori"]:
                self.indicatori[i["codice"]] = self.indicatore(i, o)
        mancanti = sorted(c for c, i in self.indicatori.items() if i.assenza == "non_rilevato")
        if self.politica == "blocca" and mancanti:
            raise Bloccato(mancanti)
        self.fatti = {c: self.obiettivo(o) for c, o in self.obiettivi.items()}
        strategiche = [self.area(a, "area_strategica") for a in self.albero["aree_strategiche"]]
        azienda = self.albero.get("azienda_speciale")
        return SimpleNamespace(
            ente=self.gruppo([(a.peso, a) for a in strategiche], "ente"),
            aree_strategiche=strategiche,
            aree_dirigenziali=[self.area(a, "area_dirigenziale") for a in self.albero["aree_dirigenziali"]],
            azienda_speciale=None if vuoto(azienda) else self.area(azienda, "azienda_speciale"),
            obiettivi=self.fatti,
            indicatori=self.indicatori,
        )
