"""The words of the register: what is not as an act sealed it, and the command that mends it."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from macros.checks.blocco import mostrato
from macros.checks.parole_storia import ACCODA, COM_ERA, Messaggio
from macros.checks.parole_storia import DETTE as DETTE_STORIA
from macros.model.archivio import ATTI, ISTANTANEE
from macros.model.comando import comando
from macros.model.problems import Problem
from macros.model.registro import RETTIFICABILI, Irregolare, Irregolarita, rettificabili
from macros.model.variazioni import Contenuto
from macros.reading.registro.forma import FILE

VICINO, INTORNO = 90, 30
"""Letters of a changed paragraph that are shown, and how many of them before the change."""


def in_parole(i: Irregolarita) -> Problem:
    """Return the problem that says an irregularity."""
    codice, parole = DETTE[i.che]
    return Problem(i.source, codice, *parole(i))


def _atto(i: Irregolarita) -> str:
    return f"data/{i.anno}/{ATTI.nome(i.atto)}"


def _forma(i: Irregolarita) -> Messaggio:
    return (
        f"la riga {i.riga}, che sigilla «{i.sigilla}»",
        "un documento, una variazione, un'errata o i testi di un documento",
        f"{COM_ERA.format(FILE)}: le righe le scrivono i comandi",
    )


def _anno_tolto(i: Irregolarita) -> Messaggio:
    return (
        f"il {i.anno}, registrato dalla riga {i.riga}, senza la cartella data/{i.anno}",
        "la cartella di ogni anno registrato, con il suo nome",
        f"rimettere data/{i.anno} (git restore data/{i.anno}, se è stata tolta da poco)",
    )


def _atto_tolto(i: Irregolarita) -> Messaggio:
    cosa = f", che sigilla «{i.sigilla}»" if i.sigilla else ""
    return (
        f"nessun file per l'atto «{i.atto}», registrato alla riga {i.riga}{cosa}",
        "ogni atto registrato, per sempre",
        COM_ERA.format(_atto(i)),
    )


def _atto_cambiato(i: Irregolarita) -> Messaggio:
    atteso = f"l'atto come fu registrato alla riga {i.riga}"
    if not i.campo:
        return (
            "un atto diverso da quello registrato, e nessun sigillo che dica dove",
            atteso,
            COM_ERA.format(_atto(i)),
        )
    rimedio = f"rimettere {mostrato(i.prima)}" if i.prima is not None else f"togliere «{i.campo}»"
    if i.campo in rettificabili(i.nota):
        opzione = {"numero": "atto", "sha256": "file"}.get(i.campo, i.campo)
        rimedio += (
            "; se era sbagliato quando fu registrato, "
            f"«{comando('atto', anno=i.anno, altro=f'--rettifica {i.atto} --{opzione} …')}», che chiede il motivo"
        )
    return f"{mostrato(i.dopo)} in «{i.campo}»", f"{mostrato(i.prima)}, {atteso}", rimedio


def _senza_riga(i: Irregolarita) -> Messaggio:
    cosa = f", che approva «{i.sigilla}»" if i.sigilla else ""
    return (
        f"un atto che non è nel registro{cosa}",
        f"una riga di {FILE} per ogni atto: la scrivono i comandi",
        f"se l'atto è giusto, {ACCODA} lo registra; se no, togliere il file",
    )


def _rettifica(i: Irregolarita) -> Messaggio:
    if i.campo == "sigilla":
        return (
            f"la riga {i.riga}, una rettifica di «{i.atto}» che sigilla «{i.dopo}»",
            "una rettifica che corregge il suo atto e non approva niente",
            f"{COM_ERA.format(FILE)}; ciò che un atto approva si registra con ciclo atto, ciclo varia o ciclo errata",
        )
    return (
        f"alla riga {i.riga} l'atto «{i.atto}» passa da {mostrato(i.prima)} a {mostrato(i.dopo)} in «{i.campo}»",
        "una rettifica di " + ", ".join(RETTIFICABILI) + ": mai di ciò che l'atto decide, su che cosa e quando",
        f"{COM_ERA.format(FILE)}, e così {_atto(i)}; un altro atto si registra con ciclo atto",
    )


def _due_volte(i: Irregolarita) -> Messaggio:
    return (
        f"un secondo atto per «{i.sigilla}», che «{i.nota}» ha già sigillato alla riga {i.prima}",
        "un solo atto che approva ciascuna cosa",
        "togliere questo atto; ciò che cambia poi è una variazione (ciclo varia) o un'errata (ciclo errata)",
    )


def _ordine(i: Irregolarita) -> Messaggio:
    return (
        f"«{i.sigilla}» alla riga {i.riga}, prima di «{i.nota}»",
        "Piano, variazioni, Monitoraggio, Relazione, errata: ciascuno dopo ciò che presuppone",
        f"{COM_ERA.format(FILE)}; poi {ACCODA} aggiunge, per data, gli atti che non vi hanno una riga",
    )


def _tardivo(i: Irregolarita) -> Messaggio:
    return (
        (
            f"un atto del {i.prima} su «{i.nota}» registrato dopo l'approvazione, che è del {i.dopo}: il documento "
            "approvato ora lo nomina"
        ),
        "gli atti che precedono un'approvazione registrati prima di lei",
        (
            "nulla, se l'atto c'era e fu dimenticato: il registro dice quando vi è entrato; se no, git revert del "
            "commit che lo aggiunge"
        ),
    )


def _non_sigillata(i: Irregolarita) -> Messaggio:
    if i.prima is not None:
        return (
            f"«{i.sigilla}» sigillata alla riga {i.riga} da «{i.atto}», che alla {i.prima} ha sigillato «{i.nota}»",
            "tutto ciò che un atto approva registrato in una volta",
            f"{COM_ERA.format(FILE)}, e registrare «{i.sigilla}» con il suo atto (ciclo atto)",
        )
    if i.sigilla.startswith("testi "):
        return (
            f"la riga {i.riga}, in cui «{i.sigilla}» hanno l'atto «{i.atto}», di tipo {i.nota}",
            "capitoli corretti da un atto di tipo errata su quel documento, registrato insieme",
            f"{COM_ERA.format(FILE)}; una correzione si registra con ciclo errata --testi",
        )
    altro = f"ha approvato {i.nota}" if i.nota else "non approva niente"
    return (
        f"«{i.sigilla}» cita l'atto «{i.atto}», che nel registro (riga {i.riga}) {altro}",
        "una variazione o un'errata che il suo atto sigilla",
        f"citare il suo atto, o registrarlo: «{comando('atto', anno=i.anno)}»"
        + (f"; se l'atto è questo, {ACCODA}" if not i.nota else ""),
    )


def _cambiata(i: Irregolarita) -> Messaggio:
    atteso = f"come la sigilla «{i.atto}» alla riga {i.riga}"
    nome = "ciclo errata" if i.sigilla.startswith("errata") else "ciclo varia"
    nuova = f"ciò che cambia ancora si registra a parte, con il suo atto: {nome}"
    if i.campo == "dopo":
        return (
            f"«{i.sigilla}», dopo la quale i dati non sono più quelli approvati con lei",
            f"i dati {atteso}",
            f"rimettere dati e istantanee com'erano (git log -- data/{i.anno}); {nuova}",
        )
    if i.campo == "atti":
        return (
            f"«{i.sigilla}» con altri atti: {i.dopo or 'nessuno'}",
            f"«{i.prima}», {atteso}",
            f"rimettere «{i.prima}»; {nuova}",
        )
    if i.campo in {"", "file"}:
        return (
            f"«{i.sigilla}», " + ("che non c'è più" if i.campo else "cambiata, e nessun sigillo che dica dove"),
            f"«{i.sigilla}» {atteso}",
            COM_ERA.format(i.source.path) + f"; {nuova}",
        )
    return (
        f"{mostrato(i.dopo)} in «{i.campo}»",
        f"{mostrato(i.prima)}, {atteso}",
        (f"rimettere {mostrato(i.prima)}" if i.prima is not None else f"togliere «{i.campo}»") + f"; {nuova}",
    )


def _testi(i: Irregolarita) -> Messaggio:
    documento = i.sigilla.removeprefix("testi ")
    atteso = f"i capitoli approvati con «{i.atto}», riga {i.riga}"
    rimedio = (
        f"{COM_ERA.format(i.source.path)}; una correzione si registra con il suo atto: "
        f"«{comando('errata', anno=i.anno, altro=f'--testi {documento}')}»"
    )
    prima, dopo = intorno(i.prima, i.dopo)
    if i.campo == "capitolo":
        return ("un capitolo che non c'è più" if i.dopo is None else "un capitolo che non c'era"), atteso, rimedio
    if i.campo == "immagine":
        che = "che non c'è più" if i.dopo is None else "che non è quella di allora" if i.prima else "che non c'era"
        return f"un'immagine {che}", atteso, rimedio
    if i.campo == "testata":
        return f"«{dopo}» fra i tre trattini in testa al capitolo", f"«{prima}»: {atteso}", rimedio
    if not i.campo:
        return "capitoli diversi da quelli approvati, e nessun sigillo che dica dove", atteso, rimedio
    if prima == dopo:
        return f"«{dopo}» con altri spazi o a capo, che cambiano ciò che si legge", f"«{prima}»: {atteso}", rimedio
    trovato = f"«{dopo}»" if i.dopo is not None else "un paragrafo di meno"
    return trovato, f"«{prima}»: {atteso}" if i.prima is not None else f"nessun paragrafo qui: {atteso}", rimedio


def _sigillo(i: Irregolarita) -> Messaggio:
    cartella = f"data/{i.anno}/{ISTANTANEE}"
    altre = f" (e altre {int(str(i.dopo)) - 1})" if i.dopo != "1" else ""
    return (
        f"la riga {i.riga} senza la copia di ciò che sigilla, o con una copia alterata{altre}",
        i.nota,
        f"git restore {cartella}, se è stata tolta da poco; se gli atti sono ancora quelli, {ACCODA} la riscrive",
    )


def intorno(prima: Contenuto, dopo: Contenuto) -> tuple[str, str]:
    """Return two texts cut around the first place where they differ.

    >>> intorno("Il grado è alto.", "Il grado è basso.")
    ('Il grado è alto.', 'Il grado è basso.')
    """
    testi = [" ".join(str(t).split()) if t is not None else "" for t in (prima, dopo)]
    uguali = next((n for n, (a, b) in enumerate(zip(*testi, strict=False)) if a != b), min(map(len, testi)))
    inizio = max(0, uguali - INTORNO) if max(map(len, testi)) > VICINO else 0
    tagliati = [("…" if inizio else "") + t[inizio : inizio + VICINO] for t in testi]
    return tagliati[0] + "…" * (len(testi[0]) > inizio + VICINO), tagliati[1] + "…" * (len(testi[1]) > inizio + VICINO)


DETTE: Mapping[Irregolare, tuple[str, Callable[[Irregolarita], Messaggio]]] = {
    **DETTE_STORIA,
    Irregolare.FORMA: ("REGISTRO-FORMA", _forma),
    Irregolare.ANNO_TOLTO: ("REGISTRO-ANNO", _anno_tolto),
    Irregolare.ATTO_TOLTO: ("REGISTRO-ATTO-TOLTO", _atto_tolto),
    Irregolare.ATTO_CAMBIATO: ("REGISTRO-ATTO-CAMBIATO", _atto_cambiato),
    Irregolare.ATTO_SENZA_RIGA: ("REGISTRO-ATTO-NUOVO", _senza_riga),
    Irregolare.RETTIFICA: ("REGISTRO-RETTIFICA", _rettifica),
    Irregolare.DUE_VOLTE: ("REGISTRO-DOPPIO", _due_volte),
    Irregolare.ORDINE: ("REGISTRO-ORDINE", _ordine),
    Irregolare.TARDIVO: ("REGISTRO-TARDIVO", _tardivo),
    Irregolare.NON_SIGILLATA: ("REGISTRO-ALTRO-ATTO", _non_sigillata),
    Irregolare.CAMBIATA: ("REGISTRO-CAMBIATO", _cambiata),
    Irregolare.TESTI: ("REGISTRO-TESTI", _testi),
    Irregolare.SIGILLO: ("REGISTRO-SIGILLO", _sigillo),
}
"""Irregularity → code and words."""
