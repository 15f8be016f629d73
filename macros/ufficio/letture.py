"""What an office wrote in a cell, as the data would have it; why it is none, where it is not."""

from __future__ import annotations

from dataclasses import dataclass

from macros.model.formato import data_breve
from macros.reading.testo.scalari import (
    ERRORE_FOGLIO,
    Rifiuto,
    fra_parole,
    legge_data,
    legge_numero,
    legge_si_no,
    senza_accenti,
    spoglia,
    unica,
)
from macros.ufficio.celle import CellaLetta, GenereCella
from macros.ufficio.modulo import Casella, GenereCasella

NUMERI = (GenereCella.NUMERO, GenereCella.PERCENTO)
GIORNI = (GenereCasella.GIORNO, GenereCasella.GIORNO_O_NO)


@dataclass(frozen=True, slots=True)
class PercheRifiutata:
    """Why a cell is refused: found, expected, repair."""

    trovato: str
    atteso: str
    rimedio: str


def letta(casella: Casella, cella: CellaLetta) -> str | PercheRifiutata:
    """Return what a cell says, in the spelling of the data; the reason where it says nothing that they may hold."""
    if perche := _illeggibile(cella) or _di_altro_genere(casella, cella):
        return perche
    testo = unica(spoglia(cella.testo))
    try:
        return _nel_suo_genere(casella, cella.genere, testo)
    except Rifiuto as no:
        return PercheRifiutata(no.trovato(), no.expected, no.fix)


def _illeggibile(cella: CellaLetta) -> PercheRifiutata | None:
    if cella.genere is GenereCella.ERRORE or ERRORE_FOGLIO.fullmatch(spoglia(cella.testo)):
        return PercheRifiutata(
            f"«{cella.testo or 'errore'}», un errore del foglio di calcolo",
            "il dato",
            "correggere la formula, o scrivere il dato",
        )
    if cella.genere is GenereCella.SENZA_VALORE:
        return PercheRifiutata(
            "una formula senza risultato", "il dato", "aprire il file, salvarlo e rimandarlo; oppure scrivere il dato"
        )
    return None


def _di_altro_genere(casella: Casella, cella: CellaLetta) -> PercheRifiutata | None:
    """Return why what the spreadsheet made of a cell cannot be what its office typed; None: it can."""
    testo, atteso = "scrivere di nuovo il dato in una cella di formato «Testo»", ATTESI[casella.genere]
    match cella.genere:
        case GenereCella.GIORNO if casella.genere not in GIORNI:
            giorno = data_breve(legge_data(cella.testo))
            return PercheRifiutata(
                f"la data {giorno}, che il foglio di calcolo ha fatto di ciò che era scritto", atteso, testo
            )
        case GenereCella.ALTRO:
            return PercheRifiutata(f"«{cella.testo}», che per il foglio di calcolo è un'ora", atteso, testo)
        case GenereCella.SI_NO if casella.genere not in {
            GenereCasella.SI_NO,
            GenereCasella.GIORNO_O_NO,
            GenereCasella.TESTO,
        }:
            return PercheRifiutata(f"«{'VERO' if cella.testo == 'si' else 'FALSO'}»", atteso, testo)
        case GenereCella.PERCENTO if casella.genere is GenereCasella.NUMERO and casella.unita != "%":
            detta = cella.testo.replace(".", ",")
            return PercheRifiutata(f"la percentuale {detta} %", f"{atteso}: l'unità non è una percentuale", testo)
    return None


ATTESI = {
    GenereCasella.NUMERO: "un numero",
    GenereCasella.GIORNO: "un giorno, come 30/06/2022",
    GenereCasella.GIORNO_O_NO: "un giorno, come 30/06/2022, oppure no",
    GenereCasella.SI_NO: "si oppure no",
    GenereCasella.SCELTA: "una parola dell'elenco",
    GenereCasella.TESTO: "un testo",
}


def _nel_suo_genere(casella: Casella, genere: GenereCella, testo: str) -> str:
    """Return a text in the spelling of the data. Raises: Rifiuto."""
    if genere in NUMERI:
        testo = testo.replace(".", ",")
    match casella.genere:
        case GenereCasella.NUMERO:
            if casella.unita == "%":
                testo = testo.removesuffix("%").rstrip()
            legge_numero(testo)
            return testo
        case GenereCasella.GIORNO_O_NO if testo.lower() == "no":
            return "no"
        case GenereCasella.GIORNO | GenereCasella.GIORNO_O_NO:
            return legge_data(testo).isoformat()
        case GenereCasella.SI_NO:
            return "si" if legge_si_no(testo) else "no"
        case GenereCasella.SCELTA:
            per_forma = {_forma(p): p for p in casella.parole}
            return fra_parole(casella.parole, "vuoto, oppure ")(per_forma.get(_forma(testo), testo))
    return f"{testo}%" if genere is GenereCella.PERCENTO else testo


def _forma(parola: str) -> str:
    return " ".join(senza_accenti(parola).lower().replace("_", " ").split())
