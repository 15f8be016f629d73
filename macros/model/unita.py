"""Units of measure that agree with their number: «1 scheda», «2 schede». Words only: nothing is computed here."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

SINGOLARI = {
    "accessi": "accesso",
    "accordi": "accordo",
    "anni": "anno",
    "anomalie": "anomalia",
    "atti": "atto",
    "attività": "attività",
    "aziende": "azienda",
    "bandi": "bando",
    "casi": "caso",
    "certificati": "certificato",
    "cittadini": "cittadino",
    "comuni": "comune",
    "contatti": "contatto",
    "contributi": "contributo",
    "controlli": "controllo",
    "convenzioni": "convenzione",
    "corsi": "corso",
    "dipendenti": "dipendente",
    "domande": "domanda",
    "eventi": "evento",
    "fasi": "fase",
    "giorni": "giorno",
    "giorni lavorativi": "giorno lavorativo",
    "giornate": "giornata",
    "imprese": "impresa",
    "incontri": "incontro",
    "iniziative": "iniziativa",
    "interventi": "intervento",
    "mesi": "mese",
    "minuti": "minuto",
    "notizie": "notizia",
    "ore": "ora",
    "pagine": "pagina",
    "partecipanti": "partecipante",
    "persone": "persona",
    "pratiche": "pratica",
    "procedimenti": "procedimento",
    "progetti": "progetto",
    "protocolli": "protocollo",
    "prove": "prova",
    "punti": "punto",
    "regolamenti": "regolamento",
    "reclami": "reclamo",
    "relazioni": "relazione",
    "richieste": "richiesta",
    "schede": "scheda",
    "segnalazioni": "segnalazione",
    "seminari": "seminario",
    "servizi": "servizio",
    "settimane": "settimana",
    "società": "società",
    "soggetti": "soggetto",
    "sportelli": "sportello",
    "unità": "unità",
    "utenti": "utente",
    "verifiche": "verifica",
    "visitatori": "visitatore",
    "visite": "visita",
    "voti": "voto",
}
"""Units of measure an office may write in the plural → what is said of one."""


def unita_concorde(numero: Decimal | Fraction | int, unita: str) -> str:
    """Return a unit of measure, which the data write in the plural, as it is said after that number.

    Known words only (`SINGOLARI`): a unit with another first word stays as the office wrote it.

    >>> unita_concorde(1, "schede"), unita_concorde(Decimal("-1.00"), "punti su 5"), unita_concorde(2, "schede")
    ('scheda', 'punto su 5', 'schede')
    >>> unita_concorde(1, "giorni lavorativi"), unita_concorde(1, "%"), unita_concorde(Decimal("1.5"), "giorni")
    ('giorno lavorativo', '%', 'giorni')
    """
    if abs(numero) != 1:
        return unita
    if unita in SINGOLARI:
        return SINGOLARI[unita]
    prima, spazio, resto = unita.partition(" ")
    # «giorni solari» would become «giorno solari»: only a complement may follow the noun unchanged.
    complemento = resto.partition(" ")[0] in {"a", "al", "da", "di", "in", "per", "su"}
    return SINGOLARI.get(prima, prima) + spazio + resto if complemento else unita
