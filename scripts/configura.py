"""`ciclo configura`: what a web server has to be told to serve the site; nothing of the project is written."""

from __future__ import annotations

import re
from pathlib import Path
from string import Template
from urllib.parse import urlsplit

import click

from macros.model.formato import pulita
from scripts.aiuto import Comando
from scripts.comandi import con_radice, racconta_errori

SERVER = ("nginx", "apache", "htaccess")
MODELLI = Path(__file__).parent / "server"
TESTI = {
    "html": "text/html",
    "css": "text/css",
    "js": "text/javascript",
    "csv": "text/csv",
    "json": "application/json",
    "jsonld": "application/ld+json",
    "ics": "text/calendar",
    "txt": "text/plain",
    "xml": "application/xml",
    "svg": "image/svg+xml",
}
"""Extension → type of what is text: in UTF-8, and compressed."""
ALTRI = {
    "pdf": "application/pdf",
    "p7m": "application/pkcs7-mime",
    "png": "image/png",
    "jpg": "image/jpeg",
    "jpeg": "image/jpeg",
    "woff2": "font/woff2",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "ods": "application/vnd.oasis.opendocument.spreadsheet",
    "odt": "application/vnd.oasis.opendocument.text",
}
"""Extension → type of what is not."""
BREVE = "no-cache"
"""Pages, styles, scripts, data: kept, and asked for again with their ETag, since their names never change."""
GIORNO, MESE = "public, max-age=86400", "public, max-age=2592000"
"""Documents, which only an errata changes; installed files, which only a new version of the program does."""
_CSP = "default-src 'none'; script-src 'self'; style-src {stili}; img-src 'self' data:; font-src 'self' data:; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors {dove}"  # noqa: E501 - one header
CON_STILI = "'self' 'unsafe-inline'"
"""A file that is alone has its styles inside."""
CARTELLA = re.compile(r"/[\w./-]+", re.ASCII)
"""A folder that needs no quoting in any of the three."""
SOTTOCARTELLA = re.compile(r"(?:/\w[\w.-]*)*", re.ASCII)
"""Where the site stands on its server, the same: it is written in rules and in patterns, as it is."""


@click.command(cls=Comando, short_help="Stampa la configurazione di un server web per il sito.")
@click.argument("server", type=click.Choice(SERVER))
@click.option(
    "--cartella", default="/srv/ciclo/sito", metavar="CARTELLA", help="Dove il sito sta sul server (/srv/ciclo/sito)."
)
@click.option("--porta", type=click.IntRange(1, 65535), default=80, metavar="PORTA", help="Dove nginx ascolta (80).")
@con_radice
def configura(*, server: str, cartella: str, porta: int, radice: Path) -> int:
    """Stampa la configurazione di nginx, quella di Apache, o un file .htaccess.

    Per esempio: ciclo configura nginx --cartella /srv/ciclo/sito

    Nome e sottocartella vengono da indirizzo_sito, in data/ente.yml. Intestazioni di sicurezza, durata delle copie,
    tipi e compressione sono gli stessi per tutti. Non scrive niente: il testo si manda in un file.
    """
    from macros.reading.anno.regole import leggi_ente
    from macros.reading.testo.lettura import Lettura

    if not CARTELLA.fullmatch(cartella):
        msg = f"«{cartella}» non è una cartella del server: si scrive intera, da /, senza spazi"
        raise click.UsageError(msg)
    lettura = Lettura(radice)
    ente = leggi_ente(lettura)
    if lettura.problemi:
        racconta_errori(lettura.problemi)
        return 1
    indirizzo = urlsplit((ente.indirizzo_sito if ente else None) or "")
    if not indirizzo.netloc:
        click.echo("Manca indirizzo_sito in data/ente.yml: il sito si suppone nella radice del server.", err=True)
    sotto = indirizzo.path.rstrip("/")
    try:
        nome = (indirizzo.hostname or "_").encode("idna").decode()  # a server is asked for it so
    except UnicodeError:
        nome = ""
    if not (nome and SOTTOCARTELLA.fullmatch(sotto)) or indirizzo.query or indirizzo.fragment:
        click.echo(
            f"ciclo: indirizzo_sito, in data/ente.yml, è «{pulita(indirizzo.geturl())}»: per configurare un server "
            "servono un nome e, se c'è, una sottocartella di lettere senza accenti, cifre, trattini e punti. "
            "Correggerlo, o configurare il server a mano.",
            err=True,
        )
        return 1
    click.echo(configurazione(server, nome, sotto, cartella.rstrip("/"), porta))
    return 0


def configurazione(server: str, nome: str, radice: str, cartella: str, porta: int) -> str:
    """Return what a server has to be told.

    Args:
        server: which.
        nome: of the host; `_`: any.
        radice: where the site is on it: «» or `/performance`.
        cartella: where its files are.
        porta: where nginx listens.
    """
    tipi = TESTI | ALTRI
    detti = {
        "nome": nome,
        "radice": radice,
        "cartella": cartella,
        "porta": str(porta),
        "breve": BREVE,
        "documenti": GIORNO,
        "installati": MESE,
        "csp": _CSP.format(stili="'self'", dove="'self'"),
        "csp_documenti": _CSP.format(stili=CON_STILI, dove="'self'"),
        "csp_frammenti": _CSP.format(stili=CON_STILI, dove="*"),
    }
    if server == "nginx":
        detti["tipi"] = " ".join(f"{tipo} {estensione};" for estensione, tipo in tipi.items())
        # nginx compresses pages without being told, and says so of who tells it.
        detti["testi"] = " ".join(t for t in TESTI.values() if t != TESTI["html"])
        detti["senza_barra"] = f"    location = {radice} {{\n        return 301 {radice}/;\n    }}\n" if radice else ""
        return _modello("nginx.conf", detti)
    detti["tipi"] = "\n".join(f"AddType {tipo} .{estensione}" for estensione, tipo in tipi.items())
    detti["tipi"] += "\nAddCharset utf-8 " + " ".join(f".{estensione}" for estensione in TESTI)
    detti["testi"] = " ".join(TESTI.values())
    righe = _modello("htaccess", detti)
    if server == "htaccess":
        return righe
    alias = f'Alias "{radice}" "{cartella}"\n' if radice else f'DocumentRoot "{cartella}"\n'
    return _modello("apache.conf", {"alias": alias, "cartella": cartella, "righe": righe})


class _Modello(Template):
    """What a server's own variables begin with is left as it is."""

    idpattern = r"(?!uri|sent_|ciclo_)[a-z_]+"


def _modello(nome: str, detti: dict[str, str]) -> str:
    return _Modello((MODELLI / nome).read_text(encoding="utf-8")).safe_substitute(detti)
