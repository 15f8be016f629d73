"""The page that compares a year with the one before, and shows the series over the years."""

from __future__ import annotations

from macros.model.luoghi import file_dati
from macros.model.pagine import MANUALE_CONFRONTI
from macros.model.valori import Periodo
from macros.publish.confronto.frammento import in_html
from macros.publish.confronto.parole import Sezione
from macros.publish.confronto.serie import in_tabelle
from macros.publish.contesto.contesto import Contesto
from macros.publish.dati.aperti import nomi_confronto
from macros.publish.html.modelli import componi
from macros.vista.anni import confronto_di


def confronto_anni(ctx: Contesto, *, anno: int | None = None) -> str:
    """Return the comparison of a year with the one before: figures, steps, changes, series, files.

    Example:
        {{ confronto_anni() }}
    """
    n = ctx.numero_anno(anno)
    confronto = confronto_di(ctx.vista, n)
    if confronto is None:
        testo = f"Il {n} non ha un anno prima con cui confrontarsi."
        return componi("avviso.html", testo=testo)
    sezione = Sezione(confronto, str(n - 1), str(n))
    nomi = nomi_confronto(ctx.vista, n)
    file = [(nome, file_dati(n, nome)) for nome in nomi]
    return (
        in_html([sezione], livello=1, con_titolo=False, luoghi=False, file=nomi[:2])
        + in_tabelle(ctx.vista, n, confronto.periodo or Periodo.DICEMBRE, livello=2)
        + componi("scarica_confronto.html", file=file, anni=(n - 1, n), manuale=MANUALE_CONFRONTI.indirizzo())
    )
