"""The calendar that one subscribes to: every deadline of the years shown, in iCalendar (RFC 5545).

The same data give the same bytes: names and days come from the data, never from the clock.
"""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from macros.engine.scadenze import valutate
from macros.model import formato
from macros.model.citazioni import in_parole
from macros.model.luoghi import assoluto
from macros.model.pagine import SCADENZE
from macros.model.problems import Documento
from macros.publish.parole.tempi import detta

if TYPE_CHECKING:
    from icalendar import Alarm, Event

    from macros.engine.scadenze import ScadenzaValutata
    from macros.model.anno import Anno
    from macros.vista.vista import Vista

PREAVVISO = dt.timedelta(days=6, hours=15)
"""How long before the day begins what is still to be done rings: at nine in the morning, a week ahead."""
AGGIORNA = dt.timedelta(days=1)
"""How often who has subscribed looks again."""


def calendario(vista: Vista) -> bytes:
    """Return the calendar of the years that a view shows, in UTF-8."""
    from icalendar import Calendar  # a fifth of a second, only where one is written

    ente, dimostrativi = vista.ente, " (dati dimostrativi)" if vista.ente.dimostrativo else ""
    nome = f"Scadenze della performance, {ente.nome_breve}{dimostrativi}"
    scritto = Calendar()
    scritto.add("prodid", "-//ciclo//Ciclo della performance//IT")
    scritto.add("version", "2.0")
    scritto.add("name", nome)
    scritto.add("x-wr-calname", nome)
    scritto.add("refresh-interval", AGGIORNA, parameters={"value": "DURATION"})
    scritto.add("x-published-ttl", "P1D")
    for n in vista.anni:
        anno = vista.anno(n)
        for v in valutate(anno):
            scritto.add_component(_evento(vista, anno, v))
    return bytes(scritto.to_ical())


def ancora_scadenza(codice: str) -> str:
    """Return where the page of the deadlines speaks of one."""
    return f"scadenza-{codice}"


def _evento(vista: Vista, anno: Anno, v: ScadenzaValutata) -> Event:
    from icalendar import Event

    s, ente = v.scadenza, vista.ente
    righe = [f"Chi: {s.chi}", *([f"Fonte: {s.fonte}"] if s.fonte else []), f"Stato: {detta(anno, v)}"]
    evento = Event()
    evento.add("uid", f"{anno.anno}-{s.codice}@{ente.codice_ipa}")
    evento.add("dtstamp", dt.datetime.combine(_detta_il(vista, anno, v), dt.time(), dt.UTC))
    evento.add("dtstart", s.entro)
    evento.add("summary", f"{s.titolo} (ciclo {anno.anno})" + (": fatta" if v.atto else ""))
    evento.add("description", "\n".join([*righe, *([f"Atto: {in_parole(v.atto)}"] if v.atto else [])]))
    evento.add("categories", [f"Ciclo {anno.anno}"])
    evento.add("transp", "TRANSPARENT")  # the day stays free
    pagina = SCADENZE.indirizzo(anno.anno, ancora=ancora_scadenza(s.codice))
    if url := assoluto(ente.indirizzo_aperto, pagina):
        evento.add("url", url)
    if v.atto is None:
        evento.add_component(_avviso(v))
    return evento


def _avviso(v: ScadenzaValutata) -> Alarm:
    """What is done rings no more."""
    from icalendar import Alarm

    avviso = Alarm()
    avviso.add("action", "DISPLAY")
    avviso.add("description", f"Entro {formato.con_articolo('il', v.scadenza.entro)}: {v.scadenza.titolo}")
    avviso.add("trigger", -PREAVVISO)
    return avviso


def _detta_il(vista: Vista, anno: Anno, v: ScadenzaValutata) -> dt.date:
    """Return the day on which what is said of a deadline became so: of its act; until then, of the Piano."""
    return v.atto.data if v.atto else vista.data(anno.anno, Documento.PIANO)
