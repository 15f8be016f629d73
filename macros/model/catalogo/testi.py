"""Problems of texts and pages."""

from __future__ import annotations

from collections.abc import Mapping

from macros.model.tratti import CheManca, Senso, avviso

RIGHE: Mapping[str, Senso] = {
    "PAGINA-ATTRIBUTO": Senso(
        "Una pagina di content dà a un elemento un attributo: può avere solo il nome di un punto (#…).",
        "togliere l'attributo: l'aspetto è del tema",
    ),
    "PAGINA-CAPITOLO": Senso(
        "L'elenco dei capitoli di un documento nomina una pagina che non c'è, o due volte la stessa.",
        "correggere il nome nell'elenco, scrivere la pagina, o toglierla dall'elenco",
    ),
    "PAGINA-HTML": Senso(
        "Una pagina di content contiene HTML: i capitoli si scrivono in Markdown, le tabelle con le macro.",
        "scriverlo in Markdown; per tabelle e schede c'è una macro",
    ),
    "PAGINA-INDIRIZZO": Senso(
        "Un collegamento porta a un indirizzo non ammesso, o un'immagine sta fuori da questo sito.",
        "correggere l'indirizzo; un'immagine si copia in una cartella di content",
    ),
    "PAGINA-INTESTAZIONE": Senso(
        "L'intestazione di una pagina, fra due righe «---», non si legge o andrebbe perduta.",
        "chiuderla con una riga «---», o cominciare con il titolo",
    ),
    "PAGINA-LIMITE": Senso(
        "Una pagina, una sua riga o i suoi elenchi superano i limiti entro cui si costruisce in fretta.",
        "dividere la pagina o la riga",
    ),
    "PAGINA-MACRO": Senso(
        "Fra graffe c'è qualcosa che non è la chiamata di una macro con valori scritti per esteso.",
        "richiamare una macro dell'elenco, con valori scritti per esteso",
    ),
    "PAGINA-RISERVATA": Senso(
        "Una pagina o una figura sta dove la costruzione scrive il sito: ne prenderebbe il posto.",
        "spostarlo in un'altra cartella, o dargli un altro nome",
    ),
    "PAGINA-TIPO": Senso(
        "Nella cartella content stanno solo pagine e figure: documenti e dati li scrive la costruzione.",
        "toglierlo: l'allegato di un atto sta nella cartella atti",
    ),
    "PROSA-DATA-CICLO": avviso(
        "Un testo nomina la data di rilevazione di un altro anno.", "correggerla, se è rimasta da un altro anno"
    ),
    "PROSA-ELISIONE": avviso(
        "Una data ha l'articolo sbagliato, come «del 11 ottobre».", "correggere il testo; se è approvato, con un'errata"
    ),
    "PROSA-FONTE-DOPO": avviso(
        "Un testo approvato dice come sua fonte un documento approvato dopo.", "dire da quali dati viene"
    ),
    "PROSA-MIGLIAIA": avviso(
        "In un testo un numero di quattro cifre o più è senza il punto delle migliaia.",
        "scrivere il punto delle migliaia; se il testo è approvato, con un'errata",
    ),
    "PROSA-PERSONA": avviso(
        "Un testo può far riconoscere la salute o la condotta di una persona: va detto in altre parole.",
        "dirlo in altre parole: «il personale si è ridotto»",
    ),
    "TESTO-CAMBIATO": avviso(
        "Un testo confermato con le sue cifre è stato cambiato o tolto: va confermato di nuovo.",
        "rimettere il testo, o confermarlo di nuovo con ciclo conferma",
        manca=CheManca.RILETTURE,
    ),
    "TESTO-CODICE-FISCALE": Senso(
        "Un testo ha la forma di un codice fiscale: nessun dato personale entra nel deposito.",
        "toglierlo: le persone compaiono per ruolo; avvisare chi cura il deposito",
    ),
    "TESTO-DA-RILEGGERE": avviso(
        "Le cifre che un testo commenta sono cambiate dopo che qualcuno lo aveva confermato.",
        "rileggerlo, e confermarlo con ciclo conferma",
        manca=CheManca.RILETTURE,
    ),
    "TESTO-IBAN": Senso(
        "Un testo ha la forma di un IBAN: nessun conto corrente entra nel deposito.",
        "toglierlo; avvisare chi cura il deposito se è già registrato",
    ),
    "TESTO-POSTA": Senso(
        "Un indirizzo di posta elettronica che non è fra i contatti dell'ente: può essere di una persona.",
        "toglierlo; se è di un ufficio, scriverlo in ente.yml",
    ),
    "TESTO-SEGNAPOSTO": Senso(
        "In un testo destinato alla pubblicazione è rimasto un segnaposto.",
        "scrivere il testo, o lasciare il campo vuoto",
    ),
    "TESTO-TELEFONO": Senso(
        "Un numero di telefono che non è fra i contatti dell'ente: può essere di una persona.",
        "toglierlo; se è di un ufficio, scriverlo in ente.yml",
    ),
}
