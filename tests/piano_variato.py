"""The small project with chapters, and a variation of September that changes a bit of everything in its plan."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import yaml

from macros.checks.esame import esamina
from tests.progetto_copia import RADICE, registra_atti, sostituisci
from tests.test_casi import MINI, approva

CAPITOLI = {
    "index.md": "# Indice {{ conta() }}\n",
    "piano/obiettivi.md": '# Obiettivi\n\n{{ schede_programmazione(tipo="strategico", area="1") }}\n\n'
    '{{ schede_programmazione(tipo="operativo") }}\n',
    "piano/albero.md": '# Albero\n\n{{ albero_performance(lettura="strategica") }}\n',
    "piano/atti.md": '# Atti\n\n{{ elenco_atti(documento="piano") }}\n',
    "monitoraggio/sintesi.md": '# Sintesi\n\nGrado {{ grado("ente", periodo="30-06") }}.\n\n'
    '{{ grafico_gradi(periodo="30-06") }}\n\n{{ riepilogo_aree_dirigenziali(periodo="30-06") }}\n',
    "monitoraggio/promozione.md": '# Promozione\n\n{{ schede_monitoraggio("promozione") }}\n',
    "monitoraggio/anagrafica.md": '# Anagrafica\n\n{{ schede_monitoraggio("anagrafica") }}\n',
    "monitoraggio/proposte.md": "# Che cosa si propone\n\n{{ proposte_di_variazione() }}\n",
    "relazione/risultati.md": "# Risultati\n\n{{ riepilogo_aree_strategiche() }}\n",
}
ATTI = {
    "oiv-1": "tipo: validazione_oiv\norgano: OIV\nnumero: verbale 5\ndata: 2021-09-14\noggetto: V\ndocumento: piano\n",
    "giunta-1": "tipo: approvazione_giunta\norgano: Giunta\nnumero: delibera 90\ndata: 2021-09-23\noggetto: V\n"
    "documento: piano\n",
}
NUOVO_OBIETTIVO = """\
codice: "2.1.2"
tipo: operativo
titolo: Sportello unico digitale
obiettivo_strategico: "2.1"
rilevanza: bassa
bilancio: Missione 012, Programma 004
descrizione: Un solo sportello in linea.
azioni: Avvio dello sportello.
sintesi: Sportello in linea.
uffici: [Ufficio Registro delle Imprese]
impegno_richiesto: Un addetto
indicatori:
  - codice: "2.1.2.a"
    titolo: Pratiche allo sportello
    descrizione: Pratiche ricevute in linea.
    dimensione: efficacia_quantitativa
    regola: crescente
    unita_misura: pratiche
    target: {"30-06": 10, "31-12": 100}
    area_dirigenziale: anagrafica
    documentazione: Estrazione
risorse: []
"""
NUOVO_INDICATORE = """\
  - codice: "2.1.1.d"
    titolo: Pratiche corrette al primo invio
    descrizione: Quota delle pratiche senza rilievi.
    dimensione: qualita_erogata
    regola: crescente
    unita_misura: "%"
    target: {"30-06": 50, "31-12": 60}
    peso: 10
    area_dirigenziale: anagrafica
    documentazione: Estrazione
"""


def progetto_con_capitoli(cartella: Path, *approvati: str) -> Path:
    """Copy the small project, with short documents, and approve some of them."""
    shutil.copytree(MINI, cartella)
    for nome, testo in CAPITOLI.items():
        file = cartella / "content/2021" / nome
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(testo, encoding="utf-8")
    for documento in ("piano", "monitoraggio", "relazione"):
        suoi = [n.partition("/")[2] for n in CAPITOLI if n.startswith(f"{documento}/")]
        indice = (
            "---\ntitle: Documento\ncapitoli:\n"
            + "".join(f"  - {n}\n" for n in suoi)
            + "---\n\n# Documento\n\nPremessa.\n"
        )
        (cartella / f"content/2021/{documento}/index.md").write_text(indice, encoding="utf-8")
    (cartella / "content/index.md").write_text("# In sintesi\n\n{{ cruscotto() }}\n", encoding="utf-8")
    shutil.copy(RADICE / "mkdocs.yml", cartella)
    for nome in ("theme", "scripts", "macros"):
        (cartella / nome).symlink_to(RADICE / nome, target_is_directory=True)
    for documento in approvati:
        approva(cartella, documento)
    return cartella


def cambia_il_piano(progetto: Path) -> None:
    """Edit the plan by hand: a target, weights, a rule, the agency; an objective less, another more, an indicator."""
    anno = progetto / "data/2021"
    sostituisci(anno / "obiettivi/2.1.1.yml", '{"30-06": 50, "31-12": 100}', '{"30-06": 50, "31-12": 90}')
    sostituisci(anno / "obiettivi/2.1.1.yml", "    peso: 25\n", "    peso: 15\n")
    sostituisci(anno / "obiettivi/2.1.1.yml", "risorse:\n", NUOVO_INDICATORE + "risorse:\n")
    sostituisci(anno / "smvp.yml", "decrescente: lineare", "decrescente: rapporto")
    sostituisci(anno / "obiettivi/AS.1.yml", '{"30-06": 20, "31-12": 60}', '{"30-06": 20, "31-12": 50}')
    (anno / "obiettivi/2.1.2.yml").write_text(NUOVO_OBIETTIVO, encoding="utf-8")
    (anno / "obiettivi/1.1.1.yml").unlink()
    sostituisci(anno / "obiettivi/1.1.yml", 'collegati:\n  - {indicatore: "1.1.1.a", peso: 20}\n', "")
    sostituisci(
        anno / "obiettivi/1.1.yml",
        "peso: {2021: 30, 2022: 30, 2023: 40}",
        "peso: {2021: 50, 2022: 30, 2023: 40}",
    )
    albero = anno / "albero.yml"
    for prima, dopo in (
        ('{codice: "1.1", peso: 70}\n      - {codice: "1.1.1", peso: 30}', '{codice: "1.1", peso: 100}'),
        ('{codice: "1.1", peso: 60}\n      - {codice: "1.1.1", peso: 40}', '{codice: "1.1", peso: 100}'),
        ('{codice: "2.1.1", peso: 45}', '{codice: "2.1.1", peso: 25}\n      - {codice: "2.1.2", peso: 20}'),
        ('{codice: "2.1.1", peso: 50}', '{codice: "2.1.1", peso: 30}\n      - {codice: "2.1.2", peso: 20}'),
    ):
        sostituisci(albero, prima, dopo)
    togli_righe(anno, "consuntivo/promozione.csv", "1.1.1.")  # of what is taken away nothing is surveyed at year's end
    togli_righe(anno, "evidenze.csv", "1.1.1.")


def togli_righe(anno: Path, nome: str, *codici: str) -> None:
    """Take away the rows of a file whose code begins so."""
    file = anno / nome
    righe = file.read_text(encoding="utf-8").splitlines(keepends=True)
    file.write_text("".join(r for r in righe if not r.startswith(codici)), encoding="utf-8")


def registra(progetto: Path) -> None:
    """Record the changes of the plan as the messages say, line by line, with the acts that approve them."""
    record = {"motivo": "Le domande arrivano in luglio", "atto_oiv": "oiv-1", "atto_giunta": "giunta-1"}
    for problema in (p for p in esamina(progetto)[1] if p.code == "BLOCCO-CAMBIATO"):
        trovato = re.search(r"variazioni/1\.yml (.*)$", problema.fix)
        assert trovato, problema
        for chiave, voci in yaml.safe_load(trovato[1]).items():
            record[chiave] = [*record.get(chiave, []), *voci]
    for nome, testo in ATTI.items():
        (progetto / f"data/2021/atti/{nome}.yml").write_text(testo, encoding="utf-8")
    file = progetto / "data/2021/variazioni/1.yml"
    file.parent.mkdir(exist_ok=True)
    file.write_text(yaml.safe_dump(record, allow_unicode=True, sort_keys=False), encoding="utf-8")
    registra_atti(progetto)
