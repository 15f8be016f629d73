"""What is said of a document that came back signed, and why one does not prove what it should. Nobody is named here."""

from __future__ import annotations

from decimal import Decimal

from macros.firma.esito import Firmato, Forma, NonDimostrabile, Ragione
from macros.model import formato

PUNTI, POLLICE = 72, Decimal("25.4")
"""Points in an inch, millimetres in an inch."""
NON_VERIFICATO = (
    "Non è verificata la validità dei certificati: di chi sono, chi li ha rilasciati, se erano scaduti o revocati. "
    "La dice un programma di firma collegato a Internet"
)
RAGIONI = {
    Ragione.NON_RICONOSCIUTO: "non è un PDF, né una busta p7m che si possa leggere",
    Ragione.ALTRO_DOCUMENTO: (
        "il PDF che contiene non comincia con i byte della copia d'archivio: è un altro documento, oppure il programma "
        "di firma l'ha riscritto (opzioni come «ottimizza» o «converti in PDF/A»)"
    ),
    Ragione.TROPPO_GRANDE: "ciò che è stato aggiunto al documento è troppo per essere una firma",
    Ragione.NESSUNA_FIRMA: "non c'è nessuna firma; una marca temporale da sola non lo è",
    Ragione.SEPARATA: "la firma è in un file separato dal documento: serve la busta che lo contiene, o il PDF firmato",
    Ragione.CIFRATA: "la busta è cifrata: serve quella solo firmata",
    Ragione.BUSTA_ILLEGGIBILE: "la busta è rotta, o non contiene un PDF",
    Ragione.CODA_ILLEGGIBILE: "ciò che è stato aggiunto in coda al PDF non si legge senza ambiguità ({dove})",
    Ragione.INDICE_FALSO: "l'indice aggiunto al PDF non dice il vero ({dove}): due programmi vedrebbero due testi",
    Ragione.OGGETTO_RISCRITTO: "è riscritto un oggetto del nostro PDF che una firma non tocca ({dove})",
    Ragione.CATALOGO: "nel catalogo del PDF è cambiata una voce che una firma non tocca ({dove})",
    Ragione.MODULO: "il modulo aggiunto al PDF ha altro oltre ai campi di firma, o uno è cambiato ({dove})",
    Ragione.PAGINA: "di una pagina è cambiato altro oltre alle annotazioni ({dove})",
    Ragione.ANNOTAZIONE: "in una pagina (oggetto {dove}) è nuova, tolta o cambiata un'annotazione che non è una firma",
    Ragione.PROPRIETA: "sono cambiate le proprietà del documento ({dove})",
    Ragione.METADATI: "sono cambiati i metadati del documento",
    Ragione.RIQUADRO_GRANDE: "le firme visibili coprono più di un decimo della pagina {dove}, e ciò che c'è sotto",
    Ragione.NON_TUTTO_IL_FILE: "una firma non è di tutto il file",
    Ragione.CAMBIATO_DOPO: "dopo l'ultima firma è stato aggiunto altro",
    Ragione.CERTIFICATO_SENZA_MODIFICHE: "chi ha firmato per primo ha vietato altre firme, e ce n'è una dopo",
    Ragione.FIRMA_ILLEGGIBILE: "una firma non si legge",
    Ragione.ALGORITMO: "una firma usa un metodo superato, o che qui non si verifica ({dove})",
    Ragione.CERTIFICATO_ASSENTE: "nel file manca il certificato di una firma",
    Ragione.FIRMA_NON_TORNA: "una firma non torna con i byte del file: qualcosa è cambiato dopo",
    Ragione.MARCA_NON_TORNA: "una marca temporale non torna con i byte del file: qualcosa è cambiato dopo",
}
"""Why a file does not prove that what was signed is our document."""


def perche_no(esito: NonDimostrabile) -> str:
    """Return why a file proves nothing. What it quotes comes from the file: it is to be cleaned before it is shown.

    >>> perche_no(NonDimostrabile(Ragione.CATALOGO, "OpenAction"))
    'nel catalogo del PDF è cambiata una voce che una firma non tocca (OpenAction)'
    """
    return RAGIONI[esito.ragione].format(dove=esito.dove or "?")


def quale(esito: Firmato) -> str:
    """Return what kind of signed file it is.

    >>> quale(Firmato(forma=Forma.P7M, buste=2, firme=(), riquadri=(), profili=True))
    'busta p7m, con 2 buste una dentro l’altra'
    """
    if esito.forma is Forma.PDF:
        return "PDF con la firma al suo interno (PAdES)"
    return "busta p7m" + (f", con {esito.buste} buste una dentro l’altra" if esito.buste > 1 else "")


def conformita(esito: Firmato) -> str:
    """Return what the signature leaves of the profiles of the PDF, and where it shows."""
    if esito.profili:
        return "la firma non si vede sulle pagine, e il PDF resta PDF/A-3a e PDF/UA-1"
    persi = "il PDF firmato non è più PDF/A-3a né PDF/UA-1: chi archivia e chi usa tecnologie assistive ha l'altro"
    if not esito.riquadri:
        return f"la firma non si vede sulle pagine, ma è fatta in un modo che i profili non ammettono: {persi}"
    dove = ", ".join(f"pagina {r.pagina}, {_mm(r.larghezza)} × {_mm(r.altezza)} mm" for r in esito.riquadri)
    return f"la firma si vede ({dove}), e {persi}"


def quante(esito: Firmato) -> str:
    """Return how many signatures and time stamps there are.

    >>> from macros.firma.esito import FirmaTrovata
    >>> quante(Firmato(forma=Forma.PDF, buste=0, firme=(FirmaTrovata(""),), riquadri=(), profili=True))
    'una firma'
    """
    marche = sum(firma.marca for firma in esito.firme)
    firme = formato.concorda(len(esito.firme) - marche, "una firma", f"{len(esito.firme) - marche} firme")
    return firme + (formato.concorda(marche, ", una marca temporale", f", {marche} marche temporali") if marche else "")


def _mm(punti: Decimal) -> str:
    return formato.numero(punti * POLLICE / PUNTI, 0)
