"""The catalogue of problems: every code once, what it means, what is done about it, how grave it is.

A code stands in the module of its subject, in one row. The manual's page is made from them; a test keeps them equal
to the codes that are raised. A code never changes once published.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from macros.model.catalogo import atti, deposito, obiettivi, oiv, piano, premi, registro, rilevati, testi
from macros.model.tratti import Gravita, Senso

ARGOMENTI = (atti, deposito, obiettivi, oiv, piano, premi, registro, rilevati, testi)
_RIGHE = [riga for argomento in ARGOMENTI for riga in argomento.RIGHE.items()]
CATALOGO: Mapping[str, Senso] = MappingProxyType(
    {codice: voce for gravita in Gravita for codice, voce in sorted(_RIGHE) if voce.gravita is gravita}
)
