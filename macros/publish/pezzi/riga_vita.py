"""The life of each indicator as a table of its own: a row each year, with the figures of its page."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from macros.model.luoghi import file_vita
from macros.model.valori import Periodo
from macros.publish.dati.piano import riga
from macros.publish.dati.risultati import dato, in_csv, piatto
from macros.publish.dati.tabelle import VITA
from macros.publish.iter.variati import variati
from macros.vista.vite import anni_di_vita, vite

if TYPE_CHECKING:
    from macros.publish.iter.variati import CambioDiIndicatore
    from macros.vista.vista import Vista
    from macros.vista.vite import AnnoDiVita


def file_vite(vista: Vista) -> Mapping[str, str]:
    """Return the table of every life: its place in the site → what it holds, as CSV."""
    segno = "si" if vista.ente.dimostrativo else "no"
    file = {}
    for nome, vita in vite(vista).items():
        comuni = {"identita": nome.replace("-", "/", 1), "dimostrativo": segno}
        righe = (comuni | _riga(a, variati(vista, n)) for n, a in zip(vita, anni_di_vita(vista, vita), strict=True))
        file[file_vita(nome)] = in_csv(VITA.colonne, righe)
    return file


def _riga(a: AnnoDiVita, cambi: tuple[CambioDiIndicatore, ...]) -> dict[str, str]:
    i, p, giugno, finale = a.indicatore, a.previsione, a.al(Periodo.GIUGNO), a.al(Periodo.DICEMBRE)
    rilevata = finale.rilevazione if finale else None
    return riga(
        VITA,
        i,
        anno=str(a.anno.anno),
        promesso=_testo(a.promesso),
        atteso=_testo(None if a.tolto else a.atteso),
        giugno=_testo(giugno.valore if giugno else None),
        previsto=_testo(p.stima if p else None),
        dicembre=_testo(finale.valore if finale else None),
        differenza=_testo(p.differenza if p else None),
        riuscita=str(p.riuscita) if p and p.riuscita else "",
        grado=f"{finale.stampato:f}" if finale and finale.stampato is not None else "",
        grado_esatto=_testo(finale.esatto if finale else None),
        stato=(finale.stato if finale else None) or "",
        assenza=str(finale.assenza) if finale and finale.assenza else "",
        causa=str(rilevata.causa) if rilevata and rilevata.causa else "",
        motivo=(rilevata.motivo if rilevata else None) or "",
        atti="; ".join(f"{v.nome} del {v.giorno.isoformat()}" for v in cambi if v.codice == i.codice),
    )


def _testo(valore: object) -> str:
    return piatto(dato(valore))
