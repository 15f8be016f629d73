"""The head of every form: title, kind, weight, who answers. One record for all forms."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from macros.engine.fondi import risorse_calcolate
from macros.model import formato
from macros.model.citazioni import triennio
from macros.model.pagine import OBIETTIVO
from macros.model.valori import Tipo
from macros.publish.parole import voci

if TYPE_CHECKING:
    from macros.model.anno import Anno
    from macros.model.piano import Obiettivo, Voce


PESO, PESO_OPERATIVO = "Peso dell'obiettivo dirigenziale", "Peso dell'obiettivo operativo"
"""Before «nell'area strategica 1»: in every form, and in the programming form of an operational objective."""
PROGRAMMAZIONE = {Tipo.STRATEGICO: "Obiettivo strategico", Tipo.OPERATIVO: "Obiettivo operativo"}
MONITORAGGIO = "Obiettivo strategico/operativo"
RENDICONTAZIONE = {
    Tipo.STRATEGICO: "a) Scheda obiettivo strategico",
    Tipo.OPERATIVO: "b) Scheda obiettivi operativi",
}
RIEPILOGO_C = "c) Scheda di riepilogo per Aree Strategiche"
RIEPILOGO_D = "d) Scheda di riepilogo per Aree di Responsabilità Dirigenziale"
"""What the System calls each form; it has none for the Azienda Speciale. Fonte: SMVP, appendix."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Testata:
    """What opens a form."""

    codice: str
    numero: str
    """Label where there is one, else the code."""
    titolo: str
    chiave: str
    """Prefix of the ids of the form (`prog-2.2`)."""
    fatti: tuple[tuple[str, str], ...]
    indirizzo: str
    """The objective's page."""
    di_chi: str
    """«strategico», «operativo», «dell'Azienda Speciale»: after «obiettivo»."""


def testata(anno: Anno, obiettivo: Obiettivo, forma: str) -> Testata:
    """Return the head of a form; `forma` opens its ids."""
    return Testata(
        codice=obiettivo.codice,
        numero=obiettivo.numero,
        titolo=obiettivo.titolo,
        chiave=f"{forma}-{obiettivo.codice}",
        fatti=fatti(anno, obiettivo, programmazione=forma.startswith("prog")),
        indirizzo=OBIETTIVO.indirizzo(anno.anno, obiettivo.codice),
        di_chi=voci.TIPI[obiettivo.tipo],
    )


def fatti(anno: Anno, obiettivo: Obiettivo, *, programmazione: bool = False) -> tuple[tuple[str, str], ...]:
    """Return kind, weight in each of its groups, who answers, relevance, years."""
    peso = PESO_OPERATIVO if programmazione and obiettivo.tipo is Tipo.OPERATIVO else PESO
    coppie = [("Tipo", f"obiettivo {voci.TIPI[obiettivo.tipo]}"), *pesi(anno, obiettivo.codice, peso)]
    responsabili = anno.responsabili_di(obiettivo.codice)
    nomi = "; ".join(a.responsabile for a in responsabili)
    coppie.append(("Responsabile" if len(responsabili) < 2 else "Responsabili", nomi))
    coppie.append(("Rilevanza", str(obiettivo.rilevanza or "")))
    if obiettivo.tipo is Tipo.STRATEGICO:
        coppie.append(("Triennio", triennio(anno)))
    if obiettivo.progetto_finanziato:
        coppie.append(("Progetto finanziato", _valore(anno, obiettivo.codice)))
    return tuple(coppie)


def _valore(anno: Anno, codice: str) -> str:
    """Return what a financed project is worth in each fund; where the year declares no fund, that it is one."""
    calcolate = risorse_calcolate(anno)
    valori = [(f.quale, p) for f in calcolate.fondi.values() if (p := f.progetto(codice))] if calcolate else []
    return "; ".join(f"{quale} {formato.euro(p.valore)} euro" for quale, p in valori) or "sì"


def pesi(anno: Anno, codice: str, peso: str = PESO) -> list[tuple[str, str]]:
    """Return the weight of an objective in its strategic area and for each of its managers."""
    coppie = []
    strategica = anno.area_strategica_di(codice)
    if strategica:
        nome = f"{peso} nell'area strategica {strategica.codice}"
        coppie.append((nome, su_cento(strategica.obiettivi, codice)))
    speciale = anno.letture.azienda_speciale
    for area in anno.responsabili_di(codice):
        nome = "Peso nell'Azienda Speciale" if area == speciale else f"Peso per il dirigente ({area.titolo})"
        coppie.append((nome, su_cento(area.obiettivi, codice)))
    return coppie


def su_cento(gruppo: tuple[Voce, ...], codice: str) -> str:
    """Write the weight of an objective in a group: «20 su 100»."""
    voce = next(v for v in gruppo if v.codice == codice)
    testo = voci.peso(voce.peso)
    return testo if voce.peso is None else f"{testo} su 100"


def coinvolti(anno: Anno, obiettivo: Obiettivo) -> tuple[str, str]:
    """Return the areas and the offices involved, as text: those that answer come first."""
    titoli = [a.titolo for a in anno.responsabili_di(obiettivo.codice)]
    titoli += [anno.nome_area(codice) for codice in obiettivo.aree_coinvolte]
    return "; ".join(dict.fromkeys(titoli)), "; ".join(obiettivo.uffici)
