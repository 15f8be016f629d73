"""The year 2022 grown from the demonstration's 2021, with every kind of change a new plan brings."""

from __future__ import annotations

import re
import shutil

import yaml

from tests.conftest import RADICE, scrivi_yml

NESSUNO = "nessuno"


def copia_avanti(cartella):
    """Copy data/2021 to data/2022 of a project, every year moved on by one, everything continuing itself."""
    shutil.copytree(RADICE / "data", cartella / "data")
    anno = cartella / "data" / "2022"
    shutil.copytree(cartella / "data" / "2021", anno)
    for file in sorted(f for f in anno.rglob("*") if f.is_file()):
        testo = file.read_text(encoding="utf-8")
        for n in (2023, 2022, 2021):
            testo = re.sub(rf"\b{n}\b", str(n + 1), testo)
        file.write_text(testo, encoding="utf-8")
        if "2021" in file.name:
            file.rename(file.with_name(file.name.replace("2021", "2022")))
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
    for file in anno.rglob("*.csv"):
        righe = file.read_text(encoding="utf-8").splitlines()
        if nuovo is None:
            righe = [r for r in righe if not r.startswith(vecchio)]
        file.write_text("\n".join(re.sub(rf"^{re.escape(vecchio)}", nuovo or "", r) for r in righe) + "\n", "utf-8")


def gruppi_di(albero):
    return [*albero["aree_strategiche"], *albero["aree_dirigenziali"]]


def cresci(cartella):
    """Return a project with 2021 and a 2022 that has every kind of change."""
    copia_avanti(cartella)
    anno = cartella / "data" / "2022"
    albero = leggi(anno / "albero.yml")

    # 3.1.5 is over: what it weighed goes to 3.1.6, wherever it stood
    obiettivo_di(anno, "3.1.5").unlink()
    (anno / "schede" / "3.1.5.yml").unlink(missing_ok=True)
    nei_csv(anno, "3.1.5.", None)
    via = {}
    for gruppo in gruppi_di(albero):
        for voce in [v for v in gruppo["obiettivi"] if v["codice"] == "3.1.5"]:
            via[gruppo["codice"]] = voce["peso"]
            gruppo["obiettivi"].remove(voce)
            vicina = next((v for v in gruppo["obiettivi"] if v["codice"] == "3.1.6"), gruppo["obiettivi"][0])
            vicina["peso"] += voce["peso"]

    def scollega(o):
        tolti = [c for c in o.get("collegati") or [] if c["indicatore"].startswith("3.1.5.")]
        for c in tolti:
            o["collegati"].remove(c)
            o["indicatori"][0]["peso"][2022] += c["peso"]

    cambia(anno, "3.1", scollega)

    # 2.2.3 has another number; its indicators too
    nuovo = leggi(obiettivo_di(anno, "2.2.3"))
    obiettivo_di(anno, "2.2.3").unlink()
    nuovo["codice"] = "2.2.4"
    for i in nuovo["indicatori"]:
        i["codice"] = i["codice"].replace("2.2.3", "2.2.4")
    scrivi_yml(obiettivo_di(anno, "2.2.4"), nuovo)
    (anno / "schede" / "2.2.3.yml").unlink(missing_ok=True)
    nei_csv(anno, "2.2.3.", "2.2.4.")
    for gruppo in gruppi_di(albero):
        for voce in gruppo["obiettivi"]:
            voce["codice"] = {"2.2.3": "2.2.4"}.get(voce["codice"], voce["codice"])

    def rinumera(o):
        for c in o["collegati"]:
            c["indicatore"] = c["indicatore"].replace("2.2.3", "2.2.4")

    cambia(anno, "2.2", rinumera)

    # 1.2.1 is divided: 1.2.3 takes half of its weight, and continues it with a new indicator
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

    # 2.4.2 is new
    for gruppo in gruppi_di(albero):
        for voce in [v for v in gruppo["obiettivi"] if v["codice"] == "2.4.1"]:
            voce["peso"] -= 2
            gruppo["obiettivi"].append({"codice": "2.4.2", "peso": 2})
    area_24 = leggi(obiettivo_di(anno, "2.4.1"))["indicatori"][0]["area_dirigenziale"]
    aggiunto = leggi(obiettivo_di(anno, "2.4.1")) | {"codice": "2.4.2", "continua_da": NESSUNO, "risorse": []}
    aggiunto["titolo"] = "Attestati di libera vendita in inglese"
    aggiunto["indicatori"] = [indicatore("2.4.2.a", "Attestati rilasciati in inglese", area_24, 40)]
    scrivi_yml(obiettivo_di(anno, "2.4.2"), aggiunto)
    for codice, area_di, valore in (("1.2.3.a", area, 9), ("2.4.2.a", area_24, 50)):
        file = anno / "consuntivo" / f"{area_di}.csv"
        colonne = file.read_text(encoding="utf-8").splitlines()[0].count(";")
        with file.open("a", encoding="utf-8") as f:
            f.write(f"{codice};{valore}" + ";" * (colonne - 1) + "\n")

    # areas, targets, rules, settings
    albero["aree_strategiche"][1]["peso"] += 5
    albero["aree_strategiche"][2]["peso"] -= 5
    scrivi_yml(anno / "albero.yml", albero)

    def target_e_regola(o):
        o["indicatori"][0]["target"][2022] = 88
        o["indicatori"][1] |= {"regola": "base", "base": 5}

    cambia(anno, "2.2", target_e_regola)
    smvp = leggi(anno / "smvp.yml")
    smvp["grado"]["decrescente"] = "rapporto"
    scrivi_yml(anno / "smvp.yml", smvp)
    misure = anno / "misure.csv"
    testo = misure.read_text(encoding="utf-8")
    misure.write_text(
        re.sub(r"^(pratiche_entro_5gg;[^;]*;)(\d+)", lambda m: m[1] + str(int(m[2]) + 900), testo, flags=re.MULTILINE),
        "utf-8",
    )
    return cartella


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
