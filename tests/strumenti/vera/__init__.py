"""The veraPDF engine, run from its jar: `from tests.strumenti.vera import valida`."""

from tests.strumenti.vera.vera import Esito, valida

__all__ = ["Esito", "valida"]
