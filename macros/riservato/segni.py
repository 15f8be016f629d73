"""The texts of a sheet that cannot be printed as they are: which they are, never what they say."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass

from macros.model.individuale import SchedaIndividuale
from macros.model.problems import Source
from macros.publish.carta.caratteri import coperti
from macros.riservato.avvisi import AvvisoRiservato, Motivo
from macros.riservato.schede import avviso


def segni_ignoti(scheda: SchedaIndividuale) -> Iterator[AvvisoRiservato]:
    """Yield the texts that hold a character without a shape in our fonts: it would be printed as a void."""
    for luogo, testo in _scritti(scheda, ""):
        if any(ord(c) not in coperti() and not c.isspace() for c in testo):
            yield avviso(int(scheda.numero), luogo, Motivo.CARATTERE)


def _scritti(record: object, chiave: str) -> Iterator[tuple[Source, str]]:
    """Yield every text of a record, with its place."""
    assert is_dataclass(record)  # noqa: S101 - for mypy
    source: Source = getattr(record, "source")  # noqa: B009 - every record of a sheet has one
    luoghi: Mapping[str, Source] = getattr(record, "luoghi", {})
    for f in fields(record):
        dentro = f"{chiave}.{f.name}" if chiave else f.name
        match getattr(record, f.name):
            case str() as testo:
                yield Source(source.path, (luoghi.get(f.name) or source).line, dentro), testo
            case tuple() as voci:
                for n, voce in enumerate(voci):
                    yield from _scritti(voce, f"{dentro}[{n}]")
            case Source() | dict() | None:
                pass
            case altro if is_dataclass(altro):
                yield from _scritti(altro, dentro)
