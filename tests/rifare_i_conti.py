"""Reckons every grade of a year anew, and the resources of chapter 5, from its published CSV files alone.

It imports nothing of the program, so that whoever reads it can check the figures without trusting us:

    python3 tests/rifare_i_conti.py site/dati/2021

Exit 0: every printed figure is confirmed; 1: some are not, each on a line; 2: the folder cannot be read.
Fonte: the method chapter of the Relazione, and nothing else.
"""

from __future__ import annotations

import ast
import csv
import datetime as dt
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

Righe = list[dict[str, str]]
CENTO = Fraction(100)
OLTRE_CENTO = {"crescente", "decrescente", "base"}
"""The rules that pass 100 where there is no cap."""


def leggi(file: Path) -> Righe:
    """Return the rows of a table, without the apostrophe that keeps spreadsheets from running a text."""
    with file.open(encoding="utf-8", newline="") as aperto:
        righe = list(csv.DictReader(aperto))
    return [
        {nome: cella[1:] if cella[:1] == "'" and cella[1:2] in "=+-@" else cella for nome, cella in r.items()}
        for r in righe
    ]


def arrotonda(valore: Fraction, decimali: int, modo: str) -> Fraction:
    """Round half up, away from zero, or cut."""
    scalato = abs(valore) * 10**decimali + (Fraction(1, 2) if modo == "commerciale" else 0)
    intero = scalato.numerator // scalato.denominator
    return Fraction(intero, 10**decimali) * (1 if valore >= 0 else -1)


def scritto(valore: Fraction, decimali: int) -> str:
    """Write a figure that has at most so many decimals, with all of them."""
    cifre = str(abs(valore) * 10**decimali).zfill(decimali + 1)
    segno = "-" if valore < 0 else ""
    return f"{segno}{cifre[:-decimali]}.{cifre[-decimali:]}" if decimali else segno + cifre


def per_esteso(valore: Fraction) -> str:
    """Write an exact figure with at most 20 decimals, cut."""
    return scritto(arrotonda(valore, 20, "troncamento"), 20).rstrip("0").rstrip(".")


def formula(testo: str, misure: dict[str, Fraction | None]) -> Fraction | None:
    """Return the value of a formula; None where a measure has none."""
    segni: dict[type, Callable[[Fraction, Fraction], Fraction]] = {
        ast.Add: lambda a, b: a + b,
        ast.Sub: lambda a, b: a - b,
        ast.Mult: lambda a, b: a * b,
        ast.Div: lambda a, b: a / b,
    }

    def valore(nodo: ast.expr) -> Fraction:
        match nodo:
            case ast.BinOp():
                return segni[type(nodo.op)](valore(nodo.left), valore(nodo.right))
            case ast.UnaryOp():
                return -valore(nodo.operand)
            case ast.Name():
                return Fraction(misure[nodo.id] or 0)
        return Fraction(str(ast.get_source_segment(testo, nodo)))

    albero = ast.parse(testo, mode="eval").body
    nomi = [n.id for n in ast.walk(albero) if isinstance(n, ast.Name)]
    return None if any(misure.get(n) is None for n in nomi) else valore(albero)


@dataclass
class Figura:
    """A grade at a level."""

    previsto: bool
    esatto: Fraction | None = None
    copertura: Fraction = Fraction(0)
    conta_zero: bool = False
    """Without a grade, and 0 for its objective."""
    riportato: Fraction | None = None


class Conti:
    """One survey date of one year."""

    def __init__(self, cartella: Path, periodo: str) -> None:
        """Read the tables of a folder, as far as they are of the date."""

        def del_periodo(nome: str) -> Righe:
            return [r for r in leggi(cartella / f"{nome}.csv") if r["periodo"] == periodo]

        self.periodo = periodo
        self.stampati = leggi(cartella / f"risultati-{periodo}.csv")
        self.indicatori = {r["codice"]: r for r in del_periodo("indicatori")}
        self.pesi = del_periodo("pesi")
        self.regole = {(r["indicatore"], r["parametro"]): r["valore"] for r in del_periodo("regole")}
        self.detto = {r["chiave"]: r["valore"] for r in del_periodo("impostazioni")}
        self.fasi = del_periodo("fasi")
        misure = del_periodo("misure")
        self.misure = {r["misura"]: Fraction(r["valore"]) if r["valore"] else None for r in misure}
        anno = int(self.stampati[0]["anno"])
        self.giorno = dt.date(anno, *((6, 30) if periodo == "30-06" else (12, 31)))
        self.rilevati = {r["codice"]: r for r in self.stampati if r["livello"] == "indicatore"}
        self.figure: dict[tuple[str, str], Figura] = {}

    # ---- indicators

    def fasce(self, codice: str, parametro: str) -> list[tuple[Fraction, Fraction]]:
        """Return the bands of an indicator: from, grade."""
        inizio = f"{parametro}."
        trovate = {n[len(inizio) :]: v for (c, n), v in self.regole.items() if c == codice and n.startswith(inizio)}
        return sorted((Fraction(da), Fraction(grado)) for da, grado in trovate.items())

    def rilevato(self, codice: str) -> object:
        """Return what was found: a number, a day, True or False."""
        i, testo = self.indicatori[codice], self.rilevati[codice]["valore"]
        if i["regola"] == "fasi":
            return sum((Fraction(f["quota"]) for f in self.fasi if f["indicatore"] == codice and f["raggiunta_il"]), 0)
        if i["formula"]:
            return formula(i["formula"], self.misure)
        if testo in {"si", "no"}:
            return testo == "si"
        return dt.date.fromisoformat(testo) if i["regola"] == "entro_data" else Fraction(testo)

    def dovuta(self, codice: str) -> Fraction:
        """Return the share of milestones that are due."""
        fasi = [f for f in self.fasi if f["indicatore"] == codice and dt.date.fromisoformat(f["entro"]) <= self.giorno]
        return sum((Fraction(f["quota"]) for f in fasi), Fraction(0))

    def target(self, codice: str) -> str:
        """Return what is expected at the date, as written."""
        return self.indicatori[codice]["target_" + self.periodo.replace("-", "_")]

    def grado(self, codice: str) -> Fraction:
        """Return the grade that the rule gives, before floor and cap."""
        regola, v, target = self.indicatori[codice]["regola"], self.rilevato(codice), self.target(codice)
        if regola == "si_no":
            return CENTO if v else Fraction(0)
        if regola == "entro_data":
            return self.entro_data(codice, v, dt.date.fromisoformat(target))
        assert isinstance(v, Fraction | int)
        return self.numerico(codice, regola, Fraction(v), target)

    def numerico(self, codice: str, regola: str, v: Fraction, target: str) -> Fraction:
        """Return the grade of a number."""
        match regola:
            case "fasi":
                grado = min(CENTO, v / self.dovuta(codice) * 100)
            case "soglie":
                grado = [grado for da, grado in self.fasce(codice, "soglie") if da <= v][-1]
            case "intervallo":
                basso, alto = map(Fraction, target.split(".."))
                fuori = max(basso - v, v - alto, Fraction(0))
                grado = CENTO - fuori * Fraction(self.regole[codice, "penalita.punti_per_unita"])
            case "base":
                base = Fraction(self.regole[codice, "base"])
                grado = (v - base) / (Fraction(target) - base) * 100
            case "crescente" | "avanzamento":
                grado = v / Fraction(target) * 100
            case "decrescente":
                t = Fraction(target)
                rapporto = t / v * 100 if v > 0 else CENTO
                grado = (2 * t - v) / t * 100 if self.detto["grado.decrescente"] == "lineare" else rapporto
            case _:
                raise ValueError(regola)
        return grado

    def entro_data(self, codice: str, v: object, termine: dt.date) -> Fraction:
        """Return the grade of a day."""
        if not isinstance(v, dt.date):
            return Fraction(0)
        ritardo = (v - termine).days
        if ritardo <= 0:
            return CENTO
        punti = self.regole.get((codice, "penalita.punti_al_giorno"))
        if punti is not None:
            return CENTO - Fraction(punti) * ritardo
        return [grado for da, grado in self.fasce(codice, "penalita.fasce") if da <= ritardo][-1]

    def indicatore(self, codice: str) -> Figura:
        """Return an indicator."""
        i, assenza = self.indicatori[codice], self.rilevati[codice]["assenza"]
        if not (self.dovuta(codice) if i["regola"] == "fasi" else self.target(codice) not in {"", "non_previsto"}):
            return Figura(previsto=False)
        if assenza or (i["formula"] and self.rilevato(codice) is None):
            zero = assenza == "non_rilevato" and self.detto["non_rilevati"] == "zero"
            return Figura(previsto=True, conta_zero=zero)
        tetto = self.regole.get((codice, "tetto"), self.detto["grado.tetto_indicatore"])
        if i["regola"] not in OLTRE_CENTO:
            tetto = "100"
        return self.chiusa(Figura(previsto=True, copertura=CENTO), self.grado(codice), tetto, "indicatore")

    # ---- means

    def chiusa(self, figura: Figura, grado: Fraction, tetto: str, livello: str) -> Figura:
        """Put floor and cap, and what is handed upwards."""
        figura.esatto = max(Fraction(0), grado if tetto == "nessuno" else min(grado, Fraction(tetto)))
        riporto = self.detto[f"arrotondamento.{livello}.riporto"]
        modo = self.detto[f"arrotondamento.{livello}.modo"]
        figura.riportato = figura.esatto if riporto == "esatto" else arrotonda(figura.esatto, int(riporto), modo)
        return figura

    def media(self, livello: str, codice: str) -> Figura:
        """Return the mean of a group, by its weights."""
        membri = [r for r in self.pesi if (r["gruppo"], r["codice_gruppo"]) == (livello, codice)]
        sotto = {"obiettivo": "indicatore", "ente": "area_strategica"}.get(livello, "obiettivo")
        uguali = all(r["peso"] == "" for r in membri)
        parti = [(Fraction(1) if uguali else Fraction(r["peso"]), self.figura(sotto, r["codice"])) for r in membri]
        attesi = [(peso, f) for peso, f in parti if f.previsto and peso > 0]
        if not attesi:
            return Figura(previsto=False)
        totale = sum(peso for peso, _ in attesi)
        figura = Figura(previsto=True, copertura=Fraction(sum(peso * f.copertura for peso, f in attesi)) / totale)
        gradi = [(peso, Fraction(0) if f.conta_zero else f.riportato) for peso, f in attesi]
        contati = [(peso, grado) for peso, grado in gradi if grado is not None]
        if not contati:
            return figura
        esatto = sum(peso * grado for peso, grado in contati) / sum(peso for peso, _ in contati)
        tetto = self.detto["grado.tetto_obiettivo"] if livello == "obiettivo" else "nessuno"
        return self.chiusa(figura, Fraction(esatto), tetto, livello)

    def figura(self, livello: str, codice: str) -> Figura:
        """Return a figure, reckoned once."""
        if (livello, codice) not in self.figure:
            fatta = self.indicatore(codice) if livello == "indicatore" else self.media(livello, codice)
            self.figure[livello, codice] = fatta
        return self.figure[livello, codice]

    # ---- against what is printed

    def stato(self, stampato: Fraction, copertura: Fraction) -> str:
        """Return the state of a printed grade; of an objective measured too little, that it is so."""
        if copertura < Fraction(self.detto.get("stati_copertura_minima", 0)):
            return "valutato in parte"
        fasce = sorted((Fraction(k.removeprefix("stati.")), v) for k, v in self.detto.items() if k.startswith("stati."))
        return [nome for da, nome in fasce if da <= stampato][-1]

    def differenze(self) -> Iterator[str]:
        """Yield what is printed otherwise than it is reckoned here."""
        for riga in self.stampati:
            livello, codice = riga["livello"], riga["codice"]
            f = self.figura(livello, codice)
            conti = dict.fromkeys(("grado", "grado_esatto", "stato"), "")
            if livello != "indicatore":
                conti["copertura"] = scritto(arrotonda(f.copertura, 2, "commerciale"), 2)
            if f.esatto is not None:
                decimali = int(self.detto[f"arrotondamento.{livello}.decimali"])
                stampato = arrotonda(f.esatto, decimali, self.detto[f"arrotondamento.{livello}.modo"])
                conti |= {"grado": scritto(stampato, decimali), "grado_esatto": per_esteso(f.esatto)}
                if livello in {"indicatore", "obiettivo"}:
                    conti["stato"] = self.stato(stampato, f.copertura)
            for colonna, conto in conti.items():
                if riga[colonna] != conto:
                    yield f"{self.periodo} {livello} {codice}: {colonna} è «{riga[colonna]}», dai dati «{conto}»"


COEFFICIENTI = {"bassa": 1, "media": 3, "alta": 5}


def ripartito(totale: Fraction, quote: dict[str, Fraction]) -> dict[str, Fraction]:
    """Share an amount out by shares (per cent), in cents: largest remainder, ties to the lower code."""
    parti = {codice: totale * 100 * quota / 100 for codice, quota in quote.items()}
    # shares are cut at 20 decimals: far beyond any amount, so that the tenth tells a whole cent and a tie
    cents = {codice: (parte + Fraction(1, 10**9)).__floor__() for codice, parte in parti.items()}
    resti = {codice: arrotonda(parte - cents[codice], 9, "commerciale") for codice, parte in parti.items()}
    avanzano = int(totale * 100) - sum(cents.values())
    for codice in sorted(parti, key=lambda c: (-resti[c], c))[:avanzano]:
        cents[codice] += 1
    return {codice: Fraction(n, 100) for codice, n in cents.items()}


class Risorse:
    """The resources of chapter 5 at one date; nothing where the year declares none."""

    def __init__(self, cartella: Path, periodo: str) -> None:
        """Read the table, and the grade that the OIV attests of the chamber at the end of the year."""
        file, attestazioni = cartella / "risorse-premiali.csv", cartella / "attestazioni.csv"
        self.periodo = periodo
        self.stampati = [r for r in leggi(file) if r["periodo"] == periodo] if file.exists() else []
        detti = leggi(attestazioni) if periodo == "31-12" and attestazioni.exists() else []
        attestati = [r["attestato"] for r in detti if r["codice"] == "ente" and r["attestato"]]
        self.attestato = Fraction(attestati[0]) if attestati else None

    def voci(self, fondo: str, voce: str) -> Righe:
        """Return the rows of a fund that are of one kind."""
        return [r for r in self.stampati if (r["fondo"], r["voce"]) == (fondo, voce)]

    def fondo(self, fondo: str) -> tuple[Fraction, Fraction, dict[tuple[str, str], tuple[Fraction, Fraction | None]]]:
        """Return a fund, the exact value of its projects, and its amounts by kind and code: whole, cut."""
        parti = [Fraction(self.voci(fondo, parte)[0]["importo"]) for parte in ("stabili", "variabili")]
        punto = parti[0] * Fraction(self.voci(fondo, "percentuale")[0]["quota"]) / 100
        esatti = {r["codice"]: punto * COEFFICIENTI[r["rilevanza"]] for r in self.voci(fondo, "progetto")}
        valori = {codice: arrotonda(esatto, 2, "commerciale") for codice, esatto in esatti.items()}
        totale = sum(valori.values(), Fraction(0))
        ridotto = None if self.attestato is None else arrotonda(totale * self.attestato / 100, 2, "commerciale")
        quote = {r["codice"]: Fraction(r["quota"]) for r in self.voci(fondo, "area")}
        interi, ridotti = ripartito(totale, quote), {} if ridotto is None else ripartito(ridotto, quote)
        importi: dict[tuple[str, str], tuple[Fraction, Fraction | None]] = {("totale", ""): (totale, ridotto)}
        importi |= {("progetto", codice): (valore, None) for codice, valore in valori.items()}
        importi |= {("area", codice): (importo, ridotti.get(codice)) for codice, importo in interi.items()}
        return sum(parti, Fraction(0)), sum(esatti.values(), Fraction(0)), importi

    def differenze(self) -> Iterator[str]:
        """Yield what is printed otherwise than it is reckoned here, and a range that does not hold."""
        if not self.stampati:
            return
        nomi = ("dirigenti", "personale")
        fatti = {nome: self.fondo(nome) for nome in nomi}
        totali = [importi["totale", ""] for _, _, importi in fatti.values()]
        ridotto = None if self.attestato is None else sum((r for _, r in totali if r is not None), Fraction(0))
        insieme = {("totale", ""): (sum((t for t, _ in totali), Fraction(0)), ridotto)}
        tutti = (sum(f[0] for f in fatti.values()), sum(f[1] for f in fatti.values()), insieme)
        for nome, (intero, esatto, importi) in {**fatti, "complessivo": tutti}.items():
            for (voce, codice), (importo, ridotto) in importi.items():
                riga = next(r for r in self.voci(nome, voce) if r["codice"] == codice)
                conti = {
                    "importo": scritto(importo, 2),
                    "importo_ridotto": "" if ridotto is None else scritto(ridotto, 2),
                }
                if voce == "totale" and intero:
                    conti["quota"] = scritto(arrotonda(importo * 100 / intero, 2, "commerciale"), 2)
                for colonna, conto in conti.items():
                    if riga[colonna] != conto:
                        dove = f"{self.periodo} risorse {nome} {voce} {codice}".rstrip()
                        yield f"{dove}: {colonna} è «{riga[colonna]}», dai dati «{conto}»"
            minimo, massimo = ([Fraction(r["quota"]) for r in self.voci(nome, v)] for v in ("minimo", "massimo"))
            if minimo and massimo and not intero * minimo[0] <= esatto * 100 <= intero * massimo[0]:
                yield f"{self.periodo} risorse {nome}: il valore dei progetti non sta nell'intervallo"


def main(cartella: Path) -> int:
    """Check a folder of open data; print what does not agree, and how many figures were reckoned."""
    date = sorted(f.stem.removeprefix("risultati-") for f in cartella.glob("risultati-*.csv"))
    if not date:
        print(f"{cartella}: non ci sono risultati da rifare: mancano risultati-30-06.csv e risultati-31-12.csv")
        return 2
    tutti = [conti(cartella, periodo) for periodo in date for conti in (Conti, Risorse)]
    trovate = [differenza for conti in tutti for differenza in conti.differenze()]
    for differenza in trovate:
        print(differenza)
    quante = sum(len(conti.stampati) for conti in tutti)
    esito = f"{len(trovate)} celle non tornano" if trovate else "tornano tutte"
    print(f"Figure rifatte: {quante}, alle date {', '.join(date)}. {esito[0].upper()}{esito[1:]}.")
    return 1 if trovate else 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
