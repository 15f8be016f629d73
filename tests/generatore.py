"""Random small projects with every construct of DOMAIN 3, from a seed: input for the oracle."""

from __future__ import annotations

import datetime as dt
import random
from decimal import Decimal

from tests.conftest import obiettivo, scrivi_progetto

REGOLE = [
    "crescente",
    "decrescente",
    "base",
    "soglie",
    "si_no",
    "entro_data",
    "intervallo",
    "fasi",
    "avanzamento",
]
ANNI = (2021, 2022, 2023)


def giorno(rng, da, a):
    inizio = dt.date.fromisoformat(da)
    return inizio + dt.timedelta(days=rng.randint(0, (dt.date.fromisoformat(a) - inizio).days))


def numero(rng, basso, alto):
    """A number with up to three decimals, often whole."""
    decimali = rng.choice([0, 0, 0, 1, 2, 3])
    return Decimal(rng.randint(basso * 10**decimali, alto * 10**decimali)).scaleb(-decimali)


def scritto(rng, valore):
    """A value as an office writes it in a CSV with semicolons."""
    if isinstance(valore, dt.date):
        return valore.isoformat() if rng.random() < 0.5 else f"{valore:%d/%m/%Y}"
    return f"{valore:f}".replace(".", ",") if isinstance(valore, Decimal) else str(valore)


def pesi(rng, quanti):
    """Weights that add up to 100 (some of them 0, some with decimals), or all left out."""
    if rng.random() < 0.15:
        return [None] * quanti
    passo = rng.choice([1, 1, 5, Decimal("0.5"), Decimal("0.01")])
    tagli = sorted(rng.randint(0, int(100 / passo)) for _ in range(quanti - 1))
    parti = [b - a for a, b in zip([0, *tagli], [*tagli, int(100 / passo)], strict=True)]
    if rng.random() < 0.1:  # one counts for everything: the others are shown only
        parti = [0] * (quanti - 1) + [int(100 / passo)]
        rng.shuffle(parti)
    return [Decimal(p) * passo for p in parti]


class Generatore:
    """Builds the parts that `scrivi_progetto` takes."""

    def __init__(self, seme):
        self.seme = seme
        self.rng = random.Random(seme)  # noqa: S311 - a repeatable choice, no secret
        self.righe = {"30-06": {}, "31-12": {}}
        self.misure, self.raggiunte = {}, {}
        self.aree = ["sola", "altra"][: self.rng.randint(1, 2)]
        self.lacune = self.rng.choice([0.0, 0.1, 0.4, 0.9])
        self.tetti = False
        self.settings()

    def settings(self):
        rng = self.rng
        livelli = ("indicatore", "obiettivo", "area_strategica", "area_dirigenziale", "azienda_speciale", "ente")

        def intero():
            return {
                "decimali": rng.choice([0, 1, 2, 2, 3]),
                "modo": rng.choice(["commerciale", "troncamento"]),
                "riporto": rng.choice(["esatto", "esatto", 0, 1, 2]),
            }

        arrotondamento = {"predefinito": intero()}
        for livello in livelli:
            if rng.random() < 0.35:
                tutte = intero()
                scelte = rng.sample(list(tutte), rng.randint(1, 3))
                arrotondamento[livello] = {k: tutte[k] for k in scelte}
        tetto = rng.choice([100, 100, None, 120, Decimal("104.5")])
        self.tetti = rng.random() < 0.5
        libero = tetto == 100 and not self.tetti and rng.random() < 0.5
        self.smvp = {
            "grado": {
                "decrescente": rng.choice(["lineare", "rapporto"]),
                "tetto_indicatore": tetto,
                "tetto_obiettivo": None if libero else 100,
            },
            "non_rilevati": rng.choice(["rinormalizza", "zero", "blocca"]),
            "arrotondamento": arrotondamento,
        }
        minima = random.Random(f"copertura {self.seme}").choice([None, 50, Decimal("66.67"), 100])  # noqa: S311 - as above
        if minima is not None:
            self.smvp["stati_copertura_minima"] = minima

    # ------------------------------------------------------------------ indicators

    def indicatore(self, codice, tipo):
        rng = self.rng
        regola = rng.choice(REGOLE)
        i = {"codice": codice, "regola": regola, "area_dirigenziale": rng.choice(self.aree)}
        getattr(self, regola)(i, tipo)
        if regola in {"crescente", "decrescente", "base"} and self.tetti and rng.random() < 0.5:
            i["tetto"] = rng.choice([None, 100, 110, 150])
        if "formula" not in i:
            self.sorveglia(i)
        elif rng.random() < self.lacune / 3:
            self.assente(codice, rng.choice(["30-06", "31-12"]))
        return i

    def target(self, tipo, uno, giugno=None):
        """Targets by date: at 30/6 sometimes nothing is expected."""
        rng = self.rng
        senza = rng.random() < 0.3
        anni = {a: uno(a) for a in ANNI} if tipo == "strategico" else {"31-12": uno(2021)}
        if senza and tipo == "strategico":
            return anni
        return {"30-06": "non_previsto" if senza else (giugno or uno)(2021)} | anni

    def sorveglia(self, i):
        """Give an indicator its rows: usual, empty, absent, missing."""
        rng = self.rng
        for periodo in ("30-06", "31-12"):
            caso = rng.random()
            if caso < self.lacune:
                self.assente(i["codice"], periodo)
            else:
                valore = i["valori"](periodo)
                self.righe[periodo][i["codice"]] = {"valore": "" if valore is None else scritto(rng, valore)}

    def assente(self, codice, periodo):
        caso = self.rng.choice(["riga", "vuota", "non_rilevato", "non_valutabile"])
        if caso == "vuota":
            self.righe[periodo][codice] = {"valore": ""}
        elif caso == "non_rilevato":
            self.righe[periodo][codice] = {"assenza": caso}
        elif caso == "non_valutabile":
            self.righe[periodo][codice] = {"assenza": caso, "atto": "esclusione"}

    def calcolabile(self, i, basso, alto):
        """Sometimes let measures give the value."""
        rng = self.rng
        i["valori"] = lambda _: numero(rng, basso, alto)
        if rng.random() < 0.3:
            nome = "m_" + i["codice"].lower().replace(".", "_")
            forma, altra = rng.choice(
                [
                    ("{a} / {b} * 100", True),
                    ("({a} - 2.5) / -(-{b})", True),
                    ("-{a} + 3 * ({b} - 0.25) / 7", True),
                    ("{a}", False),
                ]
            )
            i["formula"] = forma.format(a=nome, b=nome + "_tot")
            self.misure[nome] = self.misura(basso, alto)
            if altra:
                self.misure[nome + "_tot"] = self.misura(1, 300)

    def misura(self, basso, alto):
        return tuple(
            "" if self.rng.random() < self.lacune / 2 else scritto(self.rng, numero(self.rng, basso, alto))
            for _ in range(2)
        )

    def crescente(self, i, tipo):
        i["target"] = self.target(tipo, lambda _: numero(self.rng, 1, 120))
        self.calcolabile(i, -5, 150)

    def decrescente(self, i, tipo):
        i["target"] = self.target(tipo, lambda _: numero(self.rng, 1, 60))
        self.calcolabile(i, -3, 130)

    def base(self, i, tipo):
        i["base"] = numero(self.rng, -40, 20)
        segno = self.rng.choice([-1, 1])
        i["target"] = self.target(tipo, lambda _: i["base"] + segno * numero(self.rng, 1, 30))
        self.calcolabile(i, -80, 60)

    def soglie(self, i, tipo):
        bordi = sorted(self.rng.sample(range(-10, 90), 3))
        i["soglie"] = [{"da": -100, "grado": 0}] + [{"da": b, "grado": numero(self.rng, 0, 100)} for b in bordi]
        if self.rng.random() < 0.3:
            i["soglie"][0]["a"] = bordi[0]
        i["target"] = self.target(tipo, lambda _: numero(self.rng, -3, 80))
        i["valori"] = lambda _: self.rng.choice([Decimal(self.rng.choice(bordi)), numero(self.rng, -100, 120)])

    def si_no(self, i, tipo):
        i["target"] = self.target(tipo, lambda _: "si")
        i["valori"] = lambda _: self.rng.choice(["si", "no"])

    def entro_data(self, i, tipo):
        rng = self.rng
        i["target"] = self.target(
            tipo,
            lambda a: giorno(rng, "2021-02-01", "2021-12-31").replace(year=a),
            lambda _: giorno(rng, "2021-02-01", "2021-06-30"),
        )
        if rng.random() < 0.5:
            i["penalita"] = {"punti_al_giorno": numero(rng, 0, 4)}
        else:
            gradi = sorted((numero(rng, 0, 100) for _ in range(3)), reverse=True)
            giorni = [1, rng.randint(2, 20), rng.randint(21, 60)]
            i["penalita"] = {"fasce": [{"dal_giorno": g, "grado": x} for g, x in zip(giorni, gradi, strict=True)]}
        i["valori"] = lambda p: (
            "no" if rng.random() < 0.2 else giorno(rng, "2021-01-01", "2021-" + ("06-30" if p == "30-06" else "12-31"))
        )

    def intervallo(self, i, tipo):
        rng = self.rng

        def uno(_):
            basso = numero(rng, -20, 40)
            return {"min": basso, "max": basso + numero(rng, 0, 20)}

        i["target"] = self.target(tipo, uno)
        i["penalita"] = {"punti_per_unita": numero(rng, 0, 15)}
        self.calcolabile(i, -40, 80)

    def fasi(self, i, tipo):
        rng = self.rng
        quote = [q for q in pesi(rng, rng.randint(2, 4)) if q]
        if not quote:
            quote = [Decimal(40), Decimal(60)]
        i["fasi"] = [
            {"codice": f"f{n}", "titolo": f"Fase {n}", "entro": giorno(rng, "2021-02-01", "2021-12-31"), "quota": q}
            for n, q in enumerate(quote, 1)
        ]
        for f in i["fasi"]:
            if rng.random() < 0.75:
                quando = giorno(rng, "2021-01-01", "2021-12-31")
                self.raggiunte[i["codice"], f["codice"]] = scritto(rng, quando)
        i["valori"] = lambda _: None

    def avanzamento(self, i, tipo):
        i["target"] = self.target(tipo, lambda _: numero(self.rng, 1, 100))
        i["valori"] = lambda _: numero(self.rng, 0, 100)

    # ------------------------------------------------------------------ tree

    def obiettivo(self, codice, tipo, operativi=()):
        rng = self.rng
        indicatori = [self.indicatore(f"{codice}.{lettera}", tipo) for lettera in "abcd"[: rng.randint(1, 3)]]
        possibili = [i["codice"] for o in operativi for i in o["indicatori"]]
        collegati = rng.sample(possibili, min(len(possibili), rng.randint(0, 2)))
        quote = pesi(rng, len(indicatori) + len(collegati))
        for i, peso in zip(indicatori, quote, strict=False):
            i.pop("valori", None)
            if peso is not None:
                i["peso"] = peso
        legati = [
            {"indicatore": c} | ({} if p is None else {"peso": p})
            for c, p in zip(collegati, quote[len(indicatori) :], strict=True)
        ]
        return obiettivo(codice, *indicatori, **({"collegati": legati} if legati else {}))

    def parti(self):
        rng = self.rng
        obiettivi, aree = [], {}
        quote = pesi(rng, 2)
        for a, peso in zip(("1", "2"), quote, strict=True):
            codici = []
            for s in range(1, rng.randint(1, 2) + 1):
                operativi = [self.obiettivo(f"{a}.{s}.{o}", "operativo") for o in range(1, rng.randint(0, 2) + 1)]
                nuovi = [self.obiettivo(f"{a}.{s}", "strategico", operativi), *operativi]
                obiettivi += nuovi
                codici += [o["codice"] for o in nuovi]
            if len(codici) > 1 and rng.random() < 0.2:
                codici.pop()  # in one reading only
            aree[a] = (peso, dict(zip(codici, pesi(rng, len(codici)), strict=True)))
        camera = [o["codice"] for o in obiettivi]
        responsabili = {}
        for area in self.aree:
            scelti = rng.sample(camera, rng.randint(1, len(camera)))
            responsabili[area] = dict(zip(scelti, pesi(rng, len(scelti)), strict=True))
        azienda = {}
        if rng.random() < 0.5:
            speciali = [self.obiettivo(f"AS.{n}", "azienda_speciale") for n in (1, 2)]
            obiettivi += speciali
            azienda = dict(zip(("AS.1", "AS.2"), pesi(rng, 2), strict=True))
        rng.shuffle(obiettivi)
        return {
            "obiettivi": obiettivi,
            "aree": aree,
            "responsabili": responsabili,
            "azienda": azienda,
            "smvp": self.smvp,
            "monitoraggio": self.righe["30-06"],
            "consuntivo": self.righe["31-12"],
            "misure": self.misure or None,
            "raggiunte": self.raggiunte or None,
            "atti": {"esclusione": {}},
        }


def genera(cartella, seme):
    """Write the project of a seed and return its folder."""
    return scrivi_progetto(cartella, **Generatore(seme).parti())
