"""A workbook that came back, from its bytes to what it changes and what of it is refused."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from macros.ufficio.celle import FoglioLetto
from macros.ufficio.confronto import ModificaUfficio, confronta_modulo
from macros.ufficio.fogli import fogli
from macros.ufficio.libro import LibroError, LibroGrandeError
from macros.ufficio.misurati import misurati
from macros.ufficio.modulo import IdentitaModulo, LuogoCasella, Modulo
from macros.ufficio.riconosciuti import identita_letta, tabelle
from macros.ufficio.rifiuti import Rifiutata

RIFARE = "chiedere il modulo scritto da ciclo modulo, e ricopiare i dati"


@dataclass(slots=True)
class Consegna:
    """A workbook that came back."""

    nome: str
    """How messages call it."""
    grezzo: bytes
    fogli: tuple[FoglioLetto, ...] = ()
    base: IdentitaModulo | None = None
    """None: it is no form that can be read (refused)."""
    modifiche: list[ModificaUfficio] = field(default_factory=list)
    rifiutate: list[Rifiutata] = field(default_factory=list)

    def rifiuta(self, trovato: str, atteso: str, rimedio: str) -> None:
        """Refuse the workbook as a whole."""
        self.rifiutate.append(Rifiutata("", None, trovato, atteso, rimedio))


def consegna(nome: str, grezzo: bytes) -> Consegna:
    """Return a workbook with its sheets and whose form it is; or with why it has none."""
    c = Consegna(nome, grezzo)
    try:
        c.fogli = fogli(grezzo)
    except LibroGrandeError:
        c.rifiuta("un foglio di calcolo troppo grande", "il modulo compilato", "togliere ciò che non è del modulo")
        return c
    except LibroError:
        c.rifiuta("un file che non si apre", "un foglio di calcolo XLSX o ODS", "salvarlo di nuovo in uno dei due")
        return c
    letta = identita_letta(c.fogli)
    if isinstance(letta, str):
        c.rifiuta(letta, "un modulo di ciclo", RIFARE)
    else:
        c.base = letta
    return c


def confronta_consegna(c: Consegna, moduli: Mapping[str, Modulo]) -> None:
    """Fill in what a workbook changes and what of it is refused.

    `moduli`: the forms that the data give now, by area, of its year and date.
    """
    if c.base is None:
        return
    ente = next((m.ente.codice_ipa for m in moduli.values()), c.base.ente)
    if c.base.ente != ente:
        c.rifiuta(
            f"un modulo dell'ente «{c.base.ente}»", f"un modulo di «{ente}»", "portarlo nel progetto del suo ente"
        )
        return
    modulo = moduli.get(c.base.area)
    if modulo is None:
        c.rifiuta(f"un modulo dell'area «{c.base.area}»", "un'area che ha dati da comunicare", RIFARE)
        return
    trovate, mancano = tabelle(modulo, c.base, c.fogli)
    altri = [m for area, m in moduli.items() if area != c.base.area]
    c.modifiche, rifiutate = confronta_modulo(modulo, altri, c.base, trovate)
    c.modifiche += misurati(modulo, trovate, nuovo=bool(c.modifiche))
    c.rifiutate += [*mancano, *rifiutate]


def rifiuta_discordi(consegne: Sequence[Consegna]) -> None:
    """Refuse what two workbooks say of the same thing, where they do not say the same."""
    per_luogo: dict[LuogoCasella, list[tuple[Consegna, ModificaUfficio]]] = {}
    for c in consegne:
        for m in c.modifiche:
            per_luogo.setdefault(m.casella.luogo, []).append((c, m))
    for dette in per_luogo.values():
        if len({m.nuovo for _, m in dette}) > 1:
            for c, m in dette:
                altra, sua = next((a, b) for a, b in dette if b.nuovo != m.nuovo)
                c.rifiutate.append(
                    Rifiutata(
                        m.foglio,
                        m.cella,
                        f"«{m.nuovo}», e in {altra.nome} «{sua.nuovo}»",
                        "lo stesso dato in tutti i moduli",
                        "decidere quale vale",
                    )
                )
