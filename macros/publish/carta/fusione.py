"""What WeasyPrint breaks, made whole again: one table, one paragraph, one link, however many pages they cross.

Works on the tree of `struttura`. Reading order is never changed, but for notes, which are read where they
are called, and for nested lists, which belong to the item they explain.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable

from macros.publish.carta.struttura import Elemento, Marca, RimandoPdf

_TESTUALI = frozenset("/P /H1 /H2 /H3 /H4 /H5 /H6 /LBody /Lbl /TD /TH /Caption /Span /Link /Note /Reference".split())  # noqa: SIM905 - a list of words is read better than of texts
"""Elements that hold words, and not other blocks alone."""
_MUTI = frozenset({"/NonStruct", "/Div", "/Span", "/P", "/Sect"})
"""Elements that say nothing when they are empty."""


def ricomponi(documento: Elemento) -> frozenset[Marca]:
    """Mend the whole tree; return the content of the drawings without a text, which is decoration."""
    decorativi = frozenset(_scarta_figure_mute(documento))
    _riporta_note(documento)
    _fondi(documento)
    for elemento in documento.discendenti():
        if elemento.tipo == "/Link":
            _raccogli_aree(elemento)
    _sciogli(documento)
    for elemento in documento.discendenti():
        if elemento.tipo == "/L":
            _ordina_elenco(elemento)
    _pota(documento)
    return decorativi


def _scarta_figure_mute(elemento: Elemento) -> Iterable[Marca]:
    for figlio in elemento.elementi:
        if figlio.tipo == "/Figure" and "Alt" not in figlio.oggetto:
            elemento.figli.remove(figlio)
            yield from figlio.marche()
        else:
            yield from _scarta_figure_mute(figlio)


def _riporta_note(documento: Elemento) -> None:
    """Move each note from the foot of its page to just after its call."""
    chiamate = {
        id(e.origine.elemento): (padre, e)
        for padre in documento.discendenti()
        for e in padre.elementi
        if e.origine.nome.endswith("::footnote-call")
    }
    for area in [e for e in documento.elementi if e.origine.elemento is None]:
        documento.figli.remove(area)  # or it would lie between the pieces of what its page breaks
        for nota in area.elementi:
            padre, chiamata = chiamate[id(nota.origine.elemento)]
            padre.figli.insert(padre.figli.index(chiamata) + 1, nota)
            chiamata.tipo, nota.tipo, nota.id = "/Reference", "/Note", f"nota-{chiamata.oggetto.number}"
            for figlio in nota.discendenti():
                if figlio.origine.nome.endswith("::footnote-marker"):
                    figlio.tipo = "/Lbl"


def _chiave(elemento: Elemento) -> Hashable:
    """What the pieces of one element have in common; None: it is no piece of HTML."""
    origine = elemento.origine
    return None if origine.elemento is None else (id(origine.elemento), origine.nome, elemento.tipo)


def _fondi(elemento: Elemento) -> None:
    """Join the pieces of one element: they follow each other, but for cells of a row, which lie side by side."""
    interi: list[Elemento | Marca | RimandoPdf] = []
    visti: dict[Hashable, Elemento] = {}
    precedente: Hashable = None
    for figlio in elemento.figli:
        chiave = _chiave(figlio) if isinstance(figlio, Elemento) else None
        primo = visti.get(chiave)
        if not isinstance(figlio, Elemento) or chiave is None or primo is None:
            interi.append(figlio)
            if isinstance(figlio, Elemento) and chiave is not None:
                visti[chiave] = figlio
        elif figlio.tipo == "/THead":
            _lascia_testata(primo, figlio)
            continue
        elif chiave == precedente or elemento.tipo == "/TR":
            primo.figli += figlio.figli
        else:
            interi.append(figlio)
            visti[chiave] = figlio
        precedente = chiave
    elemento.figli = interi
    for figlio in elemento.elementi:
        _fondi(figlio)


def _lascia_testata(prima: Elemento, copia: Elemento) -> None:
    """Leave out the copy of a table's heading that a new page repeats; its links go to the first."""
    prime = {_chiave(e): e for e in prima.discendenti()}
    for elemento in copia.discendenti():
        prime[_chiave(elemento)].figli += [f for f in elemento.figli if isinstance(f, RimandoPdf)]


def _raccogli_aree(collegamento: Elemento) -> None:
    """Bring to a link the areas that WeasyPrint gives to what is inside it."""
    for dentro in list(collegamento.discendenti())[1:]:
        collegamento.figli += [f for f in dentro.figli if isinstance(f, RimandoPdf)]
        dentro.figli = [f for f in dentro.figli if not isinstance(f, RimandoPdf)]


def _sciogli(elemento: Elemento) -> None:
    """Take away the boxes that layout adds inside an element, and the marks of every line of text."""
    figli: list[Elemento | Marca | RimandoPdf] = []
    for figlio in elemento.figli:
        if isinstance(figlio, Elemento):
            _sciogli(figlio)
            if _aggiunto(elemento, figlio) or _senza_peso(elemento, figlio):
                figli += figlio.figli
                continue
        figli.append(figlio)
    elemento.figli = figli


def _aggiunto(padre: Elemento, figlio: Elemento) -> bool:
    stesso = figlio.origine.elemento is not None and figlio.origine.elemento is padre.origine.elemento
    return stesso and figlio.tipo in {padre.tipo, "/NonStruct", "/Div", "/Span"}


def _senza_peso(padre: Elemento, figlio: Elemento) -> bool:
    """Whether it only frames words of its parent: a line, a bold."""
    if padre.tipo not in _TESTUALI or figlio.elementi:
        return False
    return figlio.tipo == "/NonStruct" or (figlio.tipo == "/Span" and figlio.origine.elemento is None)


def _ordina_elenco(elenco: Elemento) -> None:
    """Give every item of a list its body, and every term its definition."""
    sciolti: list[Elemento] = []
    for figlio in elenco.elementi:
        sciolti += figlio.elementi if figlio.tipo in {"/Div", "/NonStruct"} else [figlio]
    voci: list[Elemento] = []
    for figlio in sciolti:
        if figlio.tipo == "/L":  # WeasyPrint puts a nested list beside the item it belongs to
            _corpo(voci[-1]).figli.append(figlio)
            continue
        nome = figlio.origine.nome
        _completa_voce(figlio)
        if nome == "dt":
            _corpo(figlio).tipo = "/Lbl"
        elif nome == "dd" and voci and voci[-1].origine.nome in {"dt", "dd"}:
            _unisci_definizione(voci[-1], figlio)
            continue
        voci.append(figlio)
    elenco.figli = [*voci]


def _unisci_definizione(voce: Elemento, definizione: Elemento) -> None:
    corpo = next((e for e in voce.elementi if e.tipo == "/LBody"), None)
    if corpo is None:
        voce.figli += definizione.figli
    else:
        corpo.figli += [f for b in definizione.elementi for f in b.figli]


def _completa_voce(voce: Elemento) -> None:
    sciolti = [f for f in voce.figli if not (isinstance(f, Elemento) and f.tipo in {"/Lbl", "/LBody"})]
    if sciolti:
        voce.figli = [f for f in voce.figli if f not in sciolti]
        _corpo(voce).figli += sciolti


def _corpo(voce: Elemento) -> Elemento:
    """Return the body of an item, made if it has none."""
    corpo = next((e for e in voce.elementi if e.tipo == "/LBody"), None)
    if corpo is None:
        corpo = Elemento("/LBody", [])
        voce.figli.append(corpo)
    return corpo


def _pota(elemento: Elemento) -> None:
    for figlio in elemento.elementi:
        _pota(figlio)
        if figlio.tipo in _MUTI and not figlio.figli:
            elemento.figli.remove(figlio)
