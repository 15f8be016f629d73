"""The words that go with a delivery: the letter, the message, the list of what it holds, what the office does next.

Said once, for paper and for plain text. A datum that no file has is said to be missing, never invented.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from macros.model import formato
from macros.model.citazioni import in_parole
from macros.model.luoghi import SOMME
from macros.publish.html.modelli import componi
from macros.publish.pacco import ATTI, DATI, INDICE, LETTERA, MANIFESTO, PEC, Pacco, manca, oggetto, trasmissione
from macros.reading.blocco.impronta import sha256_di

if TYPE_CHECKING:
    from macros.model.ente import Destinatario

RISCONTRO = (
    "L'impronta dei dati approvati si confronta con quella citata nell'atto. Chi conserva la testa del registro potrà "
    "chiedere alla Camera, in ogni momento, se il registro la contiene ancora."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Lettera:
    """The covering letter, said once for paper and for the PEC."""

    avviso: str
    """That the data are a demonstration's; empty: they are real."""
    da: tuple[str, ...]
    a: tuple[str, ...]
    oggetto: str
    capoversi: tuple[str, ...]
    contenuto: tuple[tuple[str, str], ...]
    """The files, or folders, of the package: name, what it is."""
    fatti: tuple[tuple[str, str], ...]
    """What whoever receives it can check by: name, value."""
    firma: str

    def in_html(self, ente: str) -> str:
        """Return the body of the page."""
        return componi("lettera.html", lettera=self, ente=ente)

    def in_testo(self) -> str:
        """Return what is pasted into the message."""
        contenuto = [f"- {nome}: {che}" for nome, che in self.contenuto]
        fatti = [f"{nome}: {valore}" for nome, valore in self.fatti]
        parti = [[self.avviso] if self.avviso else [], [f"Oggetto: {self.oggetto}"], self.a, self.capoversi[:1]]
        parti += [["Il pacco contiene:", *contenuto], fatti, self.capoversi[1:], [self.firma], self.da]
        return "\n\n".join("\n".join(parte) for parte in parti if parte) + "\n"


def lettera(pacco: Pacco, file: Collection[str]) -> Lettera:
    """Return the covering letter of a package. `file`: its files."""
    f, ente = pacco.fascicolo, pacco.ente
    detti = "; ".join(f"{che.lower()}: {atto}" for che, atto in f.atti)
    scadenza = pacco.scadenza
    return Lettera(
        avviso=f.avviso,
        da=(ente.nome, ente.ufficio_responsabile or _manca("ufficio"), f"PEC: {ente.pec or _manca('PEC')}"),
        a=tuple(_indirizzo(d) for d in pacco.destinatari) or (_manca("a chi si consegna"),),
        oggetto=oggetto(pacco),
        capoversi=(
            f"Con la presente si trasmette il documento «{f.titolo}» ({detti}), con ciò che serve a controllarlo.",
            f"I file si controllano con «sha256sum -c {SOMME}». {RISCONTRO}",
        ),
        contenuto=contenuto(pacco, file),
        fatti=_riscontri(pacco),
        firma=scadenza.scadenza.chi if scadenza else _manca("chi firma"),
    )


def contenuto(pacco: Pacco, file: Collection[str]) -> tuple[tuple[str, str], ...]:
    """Return what a package holds, by name: each PDF, then its folders, and what goes with them."""
    quanti = {cartella: sum(nome.startswith(f"{cartella}/") for nome in file) for cartella in (DATI, ATTI)}
    righe = [*pacco.pdf.items()]
    forme = "CSV, JSON e un foglio di calcolo"
    righe.append((f"{DATI}/", f"i dati aperti del {pacco.anno.anno} in {quanti[DATI]} file: {forme}"))
    if quanti[ATTI]:
        righe.append((f"{ATTI}/", formato.quanti(quanti[ATTI], "documento di un atto", "documenti degli atti")))
    righe.append((LETTERA, "questa lettera"))
    righe.append((INDICE, f"ogni file con i suoi byte; lo stesso per un programma in {MANIFESTO}"))
    return (*righe, (SOMME, "le somme di controllo"))


def indice(pacco: Pacco, file: Mapping[str, bytes], commit: str, versione: str) -> str:
    """Return what a package holds, for a reader: what its manifest says to a program. Arguments as there."""
    righe = [pacco.fascicolo.titolo, pacco.ente.nome, *([pacco.fascicolo.avviso] if pacco.fascicolo.avviso else []), ""]
    righe += [f"{che}: {atto}" for che, atto in pacco.fascicolo.atti]
    righe += [f"{nome}: {valore}" for nome, valore in _riscontri(pacco)]
    if pacco.copia is not None:
        righe.append(f"Copia d'archivio (SHA-256): {pacco.copia.sha256}")
    righe += [f"Stato dei dati: commit {commit}, formato {pacco.ente.formato}"]
    righe += [f"Programma: ciclo {versione}", "", "Atti"]
    for a in pacco.atti:
        righe.append(f"- {in_parole(a)}: {a.oggetto}" + (f" ({ATTI}/{a.file})" if a.file else ""))
    righe += ["", "File, byte, SHA-256"]
    righe += [f"- {nome}, {len(grezzo)}, {sha256_di(grezzo)}" for nome, grezzo in sorted(file.items())]
    return "\n".join(righe) + "\n"


def messaggio(detta: Lettera, nome: str, grezzo: bytes) -> str:
    """Return what is pasted into the PEC: the letter, and the archive that is attached to it."""
    return f"{detta.in_testo()}\nAllegato: {nome}, {len(grezzo)} byte, SHA-256 {sha256_di(grezzo)}\n"


def leggimi(pacco: Pacco) -> str:
    """Return what the office does now: what to complete, what to send, what to record."""
    nome, scadenza = pacco.nome, pacco.scadenza
    righe = [f"Consegna: {pacco.fascicolo.titolo}", ""]
    if detti := manca(pacco):
        righe += ["Manca nei dati, e nella lettera c'è scritto «da completare»:", *(f"- {m}" for m in detti)]
        righe += ["Si scrive, si registra con git commit e si rifà il pacco.", ""]
    righe += [
        f"1. Controllare {nome}/{LETTERA}, e registrarla al protocollo.",
        f"2. Mandare {nome}.zip con il testo di {PEC}.",
    ]
    if scadenza is not None and scadenza.atto is not None:
        righe.append(f"3. Niente da registrare: la trasmissione lo è già ({in_parole(scadenza.atto)}).")
        return "\n".join([*righe, ""])
    righe += ["3. Registrare la trasmissione:", "", trasmissione(pacco), ""]
    righe += ["   Il comando chiede il numero e il giorno. Chi li sa li aggiunge in fondo, con il protocollo:"]
    righe += ["   --atto NUMERO --data GIORNO --protocollo NUMERO"]
    if scadenza is not None:
        s = scadenza.scadenza
        righe += [f"   Adempie la scadenza «{s.titolo}», entro {formato.con_articolo('il', s.entro)}."]
    return "\n".join([*righe, ""])


def _riscontri(pacco: Pacco) -> tuple[tuple[str, str], ...]:
    """Return what whoever receives a package can check by: name, value."""
    con = ", con le correzioni" if pacco.corretto else ""
    fatti = [(f"Impronta dei dati{con} (SHA-256)", pacco.fascicolo.impronta)]
    if pacco.corretto and pacco.approvata:
        fatti.append(("Impronta dei dati approvati, citata nell'atto", pacco.approvata))
    if pacco.testa:
        righe = formato.quanti(pacco.righe, "riga", "righe")
        fatti.append((f"Testa del registro degli atti, con {righe}", pacco.testa))
    return tuple(fatti)


def _indirizzo(d: Destinatario) -> str:
    return ", ".join([d.nome, *([d.ufficio] if d.ufficio else []), f"PEC: {d.pec or _manca('PEC')}"])


def _manca(che: str) -> str:
    return f"[da completare: {che}]"
