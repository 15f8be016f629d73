"""The chapters that a document begins with where no other year has any: titles and macros, in the order of the System.

Fonte: SMVP 3.1, 3.2, 3.2.1; Linee guida DFP 1/2017 (Piano) and 3/2018 (Relazione).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from macros.model.piano import Albero
from macros.model.problems import Documento


@dataclass(frozen=True, slots=True)
class CapitoloTipo:
    """A chapter to be written. `{area}`, `{codice}`: one for each area of its kind."""

    nome: str
    """Of its file, without the ending."""
    titolo: str
    corpo: str = ""
    """Macros and headings, divided by empty lines."""
    per: str = ""
    """`strategica` or `responsabile`: one for each; `azienda`: only where there is an agency."""


_ALBERO = """\
## Lettura per aree strategiche

{{ albero_performance(lettura="strategica") }}

## Lettura per aree dirigenziali

{{ albero_performance(lettura="dirigenziale") }}"""

CAPITOLI: Mapping[Documento, tuple[CapitoloTipo, ...]] = {
    Documento.PIANO: (
        CapitoloTipo("presentazione", "Presentazione"),
        CapitoloTipo("missione", "Missione e mandato"),
        CapitoloTipo("organizzazione", "Organizzazione"),
        CapitoloTipo("risorse", "Risorse", "{{ risorse() }}\n\n## I progetti finanziati\n\n{{ risorse_premiali() }}"),
        CapitoloTipo("contesto", "Contesto esterno"),
        CapitoloTipo("albero", "Albero della performance", _ALBERO),
        CapitoloTipo(
            "strategici-{codice}",
            "Obiettivi strategici: area {codice}",
            '{{ schede_programmazione(tipo="strategico", area="{codice}") }}',
            "strategica",
        ),
        CapitoloTipo(
            "operativi-{codice}",
            "Obiettivi operativi: area {codice}",
            '{{ schede_programmazione(tipo="operativo", area="{codice}") }}',
            "strategica",
        ),
        CapitoloTipo(
            "azienda-speciale",
            "Azienda Speciale {area}",
            '{{ schede_programmazione(tipo="azienda_speciale") }}',
            "azienda",
        ),
        CapitoloTipo("metodo", "Metodo di misurazione", "{{ metodo() }}"),
        CapitoloTipo("processo", "Processo e calendario", "## Il legame con gli altri piani\n\n{{ altri_piani() }}"),
        CapitoloTipo("atti", "Atti del Piano", '{{ elenco_atti(documento="piano") }}'),
    ),
    Documento.MONITORAGGIO: (
        CapitoloTipo(
            "sintesi",
            "Sintesi per la Giunta",
            '## Lo stato degli obiettivi\n\n{{ conteggio_stati(periodo="30-06") }}\n\n'
            '{{ grafico_gradi(periodo="30-06") }}\n\n'
            '## Gli scostamenti da seguire\n\n{{ scostamenti(periodo="30-06") }}\n\n'
            '## Il riepilogo per aree strategiche\n\n{{ riepilogo_aree_strategiche(periodo="30-06") }}\n\n'
            '## Il riepilogo per aree dirigenziali\n\n{{ riepilogo_aree_dirigenziali(periodo="30-06") }}',
        ),
        CapitoloTipo("{codice}", "{area}", '{{ schede_monitoraggio("{codice}") }}', "responsabile"),
        CapitoloTipo("proposte", "Proposte di variazione", "{{ proposte_di_variazione() }}"),
        CapitoloTipo("esclusi", "Esclusi dalla media al 30 giugno", '{{ esclusi_dalla_media(periodo="30-06") }}'),
        CapitoloTipo("atti", "Atti del monitoraggio", '{{ elenco_atti(documento="monitoraggio") }}'),
    ),
    Documento.RELAZIONE: (
        CapitoloTipo("premessa", "Premessa", "## Calcolato e attestato\n\n{{ attestazioni() }}"),
        CapitoloTipo(
            "risultati",
            "Principali risultati",
            "## Obiettivi per stato\n\n{{ conteggio_stati() }}\n\n"
            "## Dove sono finiti i punti\n\n{{ dove_i_punti() }}\n\n"
            "## Gli stessi risultati per dimensione\n\n{{ risultati_per_dimensione() }}",
        ),
        CapitoloTipo(
            "contesto",
            "Contesto e risorse",
            "## I fatti dell'anno\n\n## Le risorse previste\n\n{{ risorse() }}\n\n"
            "## I mezzi usati\n\n{{ budget() }}\n\n"
            "## I risultati accanto ad altri\n\n{{ confronti_enti() }}\n\n"
            "{{ indicatori_esterni() }}\n\n{{ partenza() }}",
        ),
        CapitoloTipo("albero", "Albero della performance", _ALBERO),
        CapitoloTipo(
            "strategici-{codice}",
            "Risultati degli obiettivi strategici: area {codice}",
            '{{ schede_consuntivo(tipo="strategico", area="{codice}") }}',
            "strategica",
        ),
        CapitoloTipo(
            "operativi-{codice}",
            "Risultati degli obiettivi operativi: area {codice}",
            '{{ schede_consuntivo(tipo="operativo", area="{codice}") }}',
            "strategica",
        ),
        CapitoloTipo(
            "valutazione",
            "Valutazione complessiva",
            "## Riepilogo per aree strategiche\n\n{{ riepilogo_aree_strategiche() }}\n\n"
            "## Riepilogo per aree dirigenziali\n\n{{ riepilogo_aree_dirigenziali() }}\n\n"
            "## Riconciliazione delle due letture\n\n{{ riconciliazione() }}\n\n"
            "## Che cosa ne viene ai fondi\n\n{{ risorse_premiali_finali() }}",
        ),
        CapitoloTipo("metodo", "Metodo di calcolo", "{{ metodo() }}"),
        CapitoloTipo("esclusi", "Che cosa è rimasto fuori dalla media", "{{ esclusi_dalla_media() }}"),
        CapitoloTipo("semestre", "Dal 30 giugno al 31 dicembre", "{{ grafico_semestre() }}"),
        CapitoloTipo(
            "scostamenti",
            "Scostamenti e cause",
            "## Quanto lontano dal target\n\n{{ grafico_distanze() }}\n\n## Caso per caso\n\n{{ scostamenti() }}",
        ),
        CapitoloTipo("bilancio-di-genere", "Bilancio di genere"),
        CapitoloTipo("individuale", "La performance individuale"),
        CapitoloTipo("processo", "Il processo"),
        CapitoloTipo(
            "azienda-speciale",
            "Azienda Speciale {area}",
            "## Il totale dell'Azienda\n\n{{ riepilogo_azienda_speciale() }}\n\n"
            '{{ schede_consuntivo(tipo="azienda_speciale") }}',
            "azienda",
        ),
        CapitoloTipo(
            "variazioni",
            "Variazioni in corso d'anno",
            "{{ variazioni_anno() }}\n\n## Le proposte del semestre\n\n{{ proposte_di_variazione() }}",
        ),
        CapitoloTipo("documentazione", "Documentazione per l'OIV", "{{ evidenze_per_area() }}"),
        CapitoloTipo("atti", "Atti", '{{ elenco_atti(documento="relazione") }}'),
    ),
}
"""Document → its chapters, in order; those that are printed from chapters."""
DELL_ANNO = (
    CapitoloTipo(
        "index",
        "Il ciclo {anno}",
        "{{ cruscotto() }}\n\n## Gli atti\n\n{{ elenco_atti() }}",
    ),
    CapitoloTipo(
        "albero/aree-strategiche", "Albero per aree strategiche", '{{ albero_performance(lettura="strategica") }}'
    ),
    CapitoloTipo(
        "albero/aree-dirigenziali", "Albero per aree dirigenziali", '{{ albero_performance(lettura="dirigenziale") }}'
    ),
)
"""Pages of a year outside its documents."""


def capitoli_di(documento: Documento, albero: Albero) -> tuple[CapitoloTipo, ...]:
    """Return the chapters of a document for the areas of a tree."""
    return tuple(uno for c in CAPITOLI[documento] for uno in _per_area(c, albero))


def _per_area(c: CapitoloTipo, albero: Albero) -> Iterator[CapitoloTipo]:
    aree = {
        "": [("", "")],
        "strategica": [(a.codice, a.titolo) for a in albero.aree_strategiche],
        "responsabile": [(a.codice, a.titolo) for a in albero.con_responsabile],
        "azienda": [(a.codice, a.titolo) for a in (albero.azienda_speciale,) if a],
    }[c.per]
    for codice, titolo in aree:
        nome = c.nome.replace("{codice}", codice.lower())
        detti = (t.replace("{codice}", codice).replace("{area}", titolo) for t in (c.titolo, c.corpo))
        yield CapitoloTipo(nome, *detti)


def titolo_indice(documento: Documento, anno: int, albero: Albero) -> str:
    """Return the title of a document's index."""
    if documento is Documento.PIANO:
        anni = [a for a in albero.triennio if a != anno]
        return f"Piano della performance {anno}–{max(anni)}" if anni else f"Piano della performance {anno}"
    giorno = "Monitoraggio al 30 giugno" if documento is Documento.MONITORAGGIO else "Relazione sulla performance"
    return f"{giorno} {anno}"
