"""The year 2022 grown from the demonstration's 2021, with every kind of change a new plan brings."""

from __future__ import annotations

import re
import shutil

import yaml

from macros.model.archivio import EVIDENZE, OIV, PREMI
from tests.conftest import RADICE, scrivi_yml
from tests.progetto_copia import del_2021, sblocca

NESSUNO = "nessuno"


def copia_avanti(cartella):
    """Copy data/2021 to data/2022 of a project, every year moved on by one, everything continuing itself."""
    shutil.copytree(RADICE / "data", cartella / "data", ignore=del_2021)
    sblocca(cartella / "data")
    anno = cartella / "data" / "2022"
    non_ancora = shutil.ignore_patterns("variazioni", OIV.dove, PREMI.dove)  # a new plan
    shutil.copytree(cartella / "data" / "2021", anno, ignore=non_ancora)
    for file in sorted(f for f in anno.rglob("*") if f.is_file()):
        if file.parent.name != EVIDENZE.allegati:  # each of those is the one of its fingerprint
            testo = file.read_text(encoding="utf-8")
            for n in (2023, 2022, 2021):
                testo = re.sub(rf"\b{n}\b", str(n + 1), testo)
            file.write_text(testo, encoding="utf-8")
        nome = re.sub("202[12]", lambda n: str(int(n[0]) + 1), file.name)
        if nome != file.name:
            file.rename(file.with_name(nome))
    for file in sorted((anno / "obiettivi").iterdir()):
        o = leggi(file)
        o["continua_da"] = o["codice"]
        for i in o["indicatori"]:
            i["continua_da"] = i["codice"]
        scrivi_yml(file, o)
    return cartella


def leggi(file):
    return yaml.safe_load(file.read_text(encoding="utf-8"))


def obiettivo_di(anno, codice):
    return anno / "obiettivi" / f"{codice}.yml"


def cambia(anno, codice, funzione):
    """Rewrite an objective."""
    o = leggi(obiettivo_di(anno, codice))
    funzione(o)
    scrivi_yml(obiettivo_di(anno, codice), o)


def nei_csv(anno, vecchio, nuovo):
    """Give rows to another code; no new code: take them away."""
    for file in (f for f in anno.rglob("*.csv") if f.parent.name != EVIDENZE.allegati):
        righe = file.read_text(encoding="utf-8").splitlines()
        if nuovo is None:
            righe = [r for r in righe if not r.startswith(vecchio)]
        file.write_text("\n".join(re.sub(rf"^{re.escape(vecchio)}", nuovo or "", r) for r in righe) + "\n", "utf-8")


def nei_legami(anno, vecchio, nuovo):
    """Give what accounts and other plans say of an objective to another; no other: take it away."""
    for file in (anno / "budget.csv", anno / "bilancio.csv"):
        righe = file.read_text(encoding="utf-8").splitlines(keepends=True)
        tenute = (r.replace(f";{vecchio};", f";{nuovo};") for r in righe if nuovo or f";{vecchio};" not in r)
        file.write_text("".join(tenute), encoding="utf-8")
    altri = leggi(anno / "piani.yml")
    for voce in (v for piano in altri["piani"] for v in piano["voci"]):
        for codici in (voce[che] for che in ("obiettivi", "indicatori") if che in voce):
            suoi = [c for c in codici if f"{c}.".startswith(f"{vecchio}.")]
            codici[:] = [nuovo + c.removeprefix(vecchio) if c in suoi else c for c in codici if nuovo or c not in suoi]
    scrivi_yml(anno / "piani.yml", altri)


def gruppi_di(albero):
    return [*albero["aree_strategiche"], *albero["aree_dirigenziali"]]


def cresci(cartella):
    """Return a project with 2021 and a 2022 that has every kind of change."""
    copia_avanti(cartella)
    anno = cartella / "data" / "2022"
    albero = leggi(anno / "albero.yml")
    concludi(anno, albero)
    rinumera(anno, albero)
    dividi(anno, albero)
    aggiungi(anno, albero)
    albero["aree_strategiche"][1]["peso"] += 5
    albero["aree_strategiche"][2]["peso"] -= 5
    scrivi_yml(anno / "albero.yml", albero)
    sposta_regole_e_valori(anno)
    return cartella


def concludi(anno, albero):
    """3.1.5 is over: what it weighed goes to 3.1.6, what its indicator weighed in 3.1 to 3.1.a."""
    obiettivo_di(anno, "3.1.5").unlink()
    (anno / "schede" / "3.1.5.yml").unlink(missing_ok=True)
    nei_csv(anno, "3.1.5.", None)
    nei_legami(anno, "3.1.5", None)
    for gruppo in gruppi_di(albero):
        for voce in [v for v in gruppo["obiettivi"] if v["codice"] == "3.1.5"]:
            gruppo["obiettivi"].remove(voce)
            next(v for v in gruppo["obiettivi"] if v["codice"] == "3.1.6")["peso"] += voce["peso"]

    def scollega(o):
        for c in [c for c in o["collegati"] if c["indicatore"].startswith("3.1.5.")]:
            o["collegati"].remove(c)
            o["indicatori"][0]["peso"][2022] += c["peso"]

    cambia(anno, "3.1", scollega)


def rinumera(anno, albero):
    """2.2.3 has another number, and so have its indicators."""
    nuovo = leggi(obiettivo_di(anno, "2.2.3"))
    obiettivo_di(anno, "2.2.3").unlink()
    nuovo["codice"] = "2.2.4"
    for i in nuovo["indicatori"]:
        i["codice"] = i["codice"].replace("2.2.3", "2.2.4")
    scrivi_yml(obiettivo_di(anno, "2.2.4"), nuovo)
    (anno / "schede" / "2.2.3.yml").unlink(missing_ok=True)
    nei_csv(anno, "2.2.3.", "2.2.4.")
    nei_legami(anno, "2.2.3", "2.2.4")
    for gruppo in gruppi_di(albero):
        for voce in gruppo["obiettivi"]:
            voce["codice"] = {"2.2.3": "2.2.4"}.get(voce["codice"], voce["codice"])

    def ricollega(o):
        for c in o["collegati"]:
            c["indicatore"] = c["indicatore"].replace("2.2.3", "2.2.4")

    cambia(anno, "2.2", ricollega)


def dividi(anno, albero):
    """1.2.1 is divided: 1.2.3 takes half of its weight, and continues it with a new indicator."""
    for gruppo in gruppi_di(albero):
        for voce in [v for v in gruppo["obiettivi"] if v["codice"] == "1.2.1"]:
            meta = voce["peso"] // 2
            voce["peso"] -= meta
            gruppo["obiettivi"].append({"codice": "1.2.3", "peso": meta})
    diviso = leggi(obiettivo_di(anno, "1.2.1"))
    area = diviso["indicatori"][0]["area_dirigenziale"]
    diviso |= {"codice": "1.2.3", "titolo": "Rapporti con le associazioni di categoria", "risorse": []}
    diviso["indicatori"] = [indicatore("1.2.3.a", "Incontri con le associazioni", area, 10)]
    scrivi_yml(obiettivo_di(anno, "1.2.3"), diviso)
    rileva(anno, area, "1.2.3.a", 9)


def aggiungi(anno, albero):
    """2.4.2 is new, with two points that were of 2.4.1."""
    for gruppo in gruppi_di(albero):
        for voce in [v for v in gruppo["obiettivi"] if v["codice"] == "2.4.1"]:
            voce["peso"] -= 2
            gruppo["obiettivi"].append({"codice": "2.4.2", "peso": 2})
    nuovo = leggi(obiettivo_di(anno, "2.4.1")) | {"codice": "2.4.2", "continua_da": NESSUNO, "risorse": []}
    area = nuovo["indicatori"][0]["area_dirigenziale"]
    nuovo["titolo"] = "Attestati di libera vendita in inglese"
    nuovo["indicatori"] = [indicatore("2.4.2.a", "Attestati rilasciati in inglese", area, 40)]
    scrivi_yml(obiettivo_di(anno, "2.4.2"), nuovo)
    rileva(anno, area, "2.4.2.a", 50)


def sposta_regole_e_valori(anno):
    """A higher target and another rule in 2.2, another method for the year, a better result."""

    def di_22(o):
        o["indicatori"][0]["target"][2022] = 88
        o["indicatori"][1] |= {"regola": "base", "base": 5}

    cambia(anno, "2.2", di_22)
    smvp = leggi(anno / "smvp.yml")
    smvp["grado"]["decrescente"] = "rapporto"
    scrivi_yml(anno / "smvp.yml", smvp)
    misure = anno / "misure.csv"
    testo = misure.read_text(encoding="utf-8")
    cerca = re.compile(r"^(pratiche_entro_5gg;[^;]*;)(\d+)", re.MULTILINE)
    misure.write_text(cerca.sub(lambda m: m[1] + str(int(m[2]) + 900), testo), encoding="utf-8")


def rileva(anno, area, codice, valore):
    """Add a row to the final values."""
    file = anno / "consuntivo" / f"{area}.csv"
    colonne = file.read_text(encoding="utf-8").splitlines()[0].count(";")
    with file.open("a", encoding="utf-8") as f:
        f.write(f"{codice};{valore}" + ";" * (colonne - 1) + "\n")


def indicatore(codice, titolo, area, target):
    return {
        "codice": codice,
        "titolo": titolo,
        "regola": "crescente",
        "unita_misura": "numero",
        "target": {"30-06": "non_previsto", "31-12": target},
        "area_dirigenziale": area,
        "continua_da": NESSUNO,
    }
