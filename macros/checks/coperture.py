"""What a chapter of a document may print: only what the approval of that document covers.

A chapter of the Monitoraggio with a grade of 31 December would change after its approval, and no act would say so.
"""

from __future__ import annotations

from macros.model.citazioni import sigla
from macros.model.macro import CONTANO, DEL_SITO, PERIODO, PRIMA_DI
from macros.model.problems import Documento
from macros.model.valori import Periodo
from macros.reading.pagine.chiamate import Chiamata
from macros.reading.testo.scalari import ANNO

DOCUMENTI = tuple(Documento)


def fuori_documento(percorso: str, chiamata: Chiamata) -> tuple[str, str] | None:
    """Return what a call reads that the document of its page does not cover, and the remedy; None: nothing.

    `percorso`: of the page, from `content/`.
    """
    anno, _, resto = percorso.partition("/")
    cartella = resto.partition("/")[0]
    if not ANNO.fullmatch(anno) or cartella not in DOCUMENTI:
        return None
    documento, nome = Documento(cartella), chiamata.nome
    altro = chiamata.nominati.get("anno")
    prima = PRIMA_DI.get(nome, documento)
    detto = None
    if altro is not None and altro != int(anno):
        detto = (
            f"«{nome}» del {altro} in un capitolo del {anno}, che l'approvazione non copre",
            "togliere anno=; ciò che si confronta con un altro anno sta nelle pagine dell'anno, fuori dai documenti",
        )
    elif nome in DEL_SITO:
        detto = (
            f"«{nome}» in un capitolo del documento «{documento}»: ogni atto successivo cambia ciò che stampa",
            "metterla in una pagina fuori dai documenti",
        )
    elif prima not in {documento, *documento.presuppone}:
        detto = (
            f"«{nome}» in un capitolo del documento «{documento}», la cui approvazione non la copre",
            f"metterla in un capitolo del documento «{prima}», o in una pagina fuori dai documenti",
        )
    elif documento in {Documento.PIANO, Documento.PIAO} and _di_risultati(chiamata):
        detto = (
            f"«{nome}», che stampa risultati, in un capitolo del {sigla(documento)}, la cui approvazione non li copre",
            "metterla in un capitolo del Monitoraggio o della Relazione",
        )
    elif documento is Documento.MONITORAGGIO and _di_risultati(chiamata) and _periodo(chiamata) != Periodo.GIUGNO:
        detto = (
            f"«{nome}» al 31 dicembre in un capitolo del Monitoraggio, la cui approvazione non lo copre",
            f'aggiungere periodo="{Periodo.GIUGNO}"',
        )
    return detto


def _di_risultati(chiamata: Chiamata) -> bool:
    if chiamata.nome in CONTANO and not (chiamata.posizionali or chiamata.nominati.get("stato")):
        return False
    return chiamata.nome in PERIODO or "periodo" in chiamata.nominati or chiamata.nominati.get("risultati") is True


def _periodo(chiamata: Chiamata) -> object:
    """Return the survey date of a call: as it is written, else the end of the year."""
    posto = PERIODO.get(chiamata.nome, 0)
    scritto = chiamata.posizionali[posto] if len(chiamata.posizionali) > posto else None
    return chiamata.nominati.get("periodo", scritto) or Periodo.DICEMBRE
