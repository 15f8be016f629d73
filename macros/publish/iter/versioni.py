"""The page «Iter e versioni» of a document: acts, fingerprint, the states of git that led to it, variations.

On the site alone, never in a PDF: it speaks of commits, which come after what is printed.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from macros.model import formato
from macros.model.archivio import ISTANTANEA
from macros.model.atti import PERIODO_DI
from macros.model.dei_documenti import prefissi_iter
from macros.model.luoghi import SOMME, file_documenti
from macros.model.pagine import MANUALE_APPROVAZIONI, MANUALE_REGISTRO, VARIAZIONI
from macros.model.problems import Documento
from macros.model.registro import Registro
from macros.model.valori import TipoAtto
from macros.publish.contesto.contesto import DOCUMENTI, Contesto, piu_vicino
from macros.publish.html.modelli import componi
from macros.publish.iter.atti import TIPI_ATTO
from macros.publish.iter.copie import copia_detta
from macros.publish.iter.firmati import firmato_detto
from macros.publish.parole import voci

if TYPE_CHECKING:
    from collections.abc import Iterable

    from macros.model.anno import Anno
    from macros.model.atti import Atto
    from macros.model.variazioni import Variazione
    from macros.reading.git.iter_git import Commit, Storia

PUBBLICATI = frozenset({TipoAtto.PUBBLICAZIONE, TipoAtto.TRASMISSIONE})
SENZA_GIT = (
    "Questa copia non ha la storia di git: mancano il commit di ogni versione approvata e le proposte di modifica "
    "da cui è nata. Atti, impronte e somme di controllo ci sono tutti."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class AttoIter:
    """An act on the way of the document."""

    data: str
    giorno: str
    """ISO, for `<time>`."""
    tipo: str
    titolo: str
    """Body, number."""
    oggetto: str
    protocollo: str
    albo: str
    """Address on the albo; empty: not recorded."""
    file: str
    sha256: str
    registrato: str
    """When the act entered the history; empty: there is no history."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PassoIter:
    """A merge of the main line."""

    nome: str
    data: str
    giorno: str
    commit: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TrattoIter:
    """The states before the approval, or after it."""

    chiave: str
    titolo: str
    passi: tuple[PassoIter, ...]
    altri: str
    """How many more states there are, with no pull request; empty: none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RigaVariazione:
    """A variation or a correction of the document."""

    nome: str
    motivo: str
    stato: str
    atti: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class InRegistro:
    """The row that seals the document, and the head of the register then and now."""

    riga: str
    catena: str
    righe: int
    testa: str


def iter_e_versioni(ctx: Contesto, documento: str, *, anno: int | None = None) -> str:
    """Return the acts, the fingerprint, the approved state and the merges that led to a document.

    Example:
        {{ iter_e_versioni("piano") }}
    """
    if documento not in DOCUMENTI:
        raise piu_vicino(documento, DOCUMENTI, "un documento")
    dati, quale = ctx.vista.anno(ctx.numero_anno(anno)), Documento(documento)
    storia = ctx.vista.storia_letta()
    atto = ctx.vista.atto(dati.anno, quale)
    stato = _stato_approvato(storia, dati, quale, atto)
    variazioni = variazioni_iter(dati, quale, solo_approvate=ctx.vista.pubblico)
    atti = sorted(atti_iter(dati, quale, variazioni), key=lambda a: (a.data, a.nome))
    pdf = ctx.pdf_documento(dati, quale)
    return componi(
        "iter.html",
        approvato=voci.atto_in_parole(atto) if atto else "",
        approvata=_approvata(quale),
        tappe=tuple(_tappa(a, storia, dati) for a in atti),
        impronta=atto.impronta if atto and atto.impronta else "",
        oggi=ctx.vista.impronta(dati.anno, quale),
        registro=_registro(ctx.vista.registro, dati.anno, quale) if atto else None,
        variato=quale in dati.piani,
        errata=any(map(dati.approvata_il, dati.errata)),
        stato=_passo(stato) if stato else None,
        anno=dati.anno,
        documento=documento,
        limiti=_limiti(storia, quale, atto, stato),
        tratti=_tratti(storia, dati, quale, atti, stato) if storia.presente else (),
        variazioni=tuple(_riga(dati, v) for v in variazioni),
        tutte=ctx.se_esiste(VARIAZIONI.indirizzo(dati.anno)),
        di_che="Errata" if quale is Documento.RELAZIONE else "Variazioni",
        pubblicati=tuple(_tappa(a, storia, dati) for a in atti if a.tipo in PUBBLICATI and a.file and a.sha256),
        pdf=pdf,
        copia=copia_detta(ctx.vista, dati.anno, quale) if pdf else None,
        firmato=firmato_detto(ctx.vista, dati.anno, quale) if pdf else None,
        somme=file_documenti(dati.anno, SOMME) if pdf else "",
        manuale=ctx.se_esiste(MANUALE_APPROVAZIONI.indirizzo()),
        manuale_registro=ctx.se_esiste(MANUALE_REGISTRO.indirizzo()),
    )


def _registro(registro: Registro, anno: int, documento: Documento) -> InRegistro | None:
    """Return where the register seals a document; None: it does not."""
    riga = next((r for r in registro.di(anno) if r.sigilla == documento), None)
    if riga is None:
        return None
    return InRegistro(riga=riga.riga, catena=riga.catena, righe=len(registro.righe), testa=registro.testa)


def atti_iter(anno: Anno, documento: Documento, variazioni: Iterable[Variazione]) -> tuple[Atto, ...]:
    """Return the acts on a document: its own, those of its variations, those that its rows quote."""
    periodo = PERIODO_DI.get(documento)
    citati = {r.atto for r in anno.rilevazioni.get(periodo, {}).values()} if periodo else set()
    citati |= {nome for v in variazioni for nome in v.nomi_atti}
    return tuple(a for a in anno.atti.values() if a.documento == documento or a.nome in citati)


def variazioni_iter(anno: Anno, documento: Documento, *, solo_approvate: bool) -> tuple[Variazione, ...]:
    """Return the variations of the Piano, the corrections of the Relazione; in public only the approved ones.

    Of a PIAO that absorbs the Piano, those that amend its section: that are not in it already.
    """
    scelte = {Documento.PIANO: anno.variazioni, Documento.RELAZIONE: anno.errata}.get(documento, ())
    if documento is Documento.PIAO and documento in anno.variati and (atto := anno.approvazione(documento)):
        scelte = tuple(v for v in anno.variazioni if (g := anno.approvata_il(v)) is None or g > atto.data)
    return tuple(v for v in scelte if not solo_approvate or anno.approvata_il(v))


def _riga(anno: Anno, v: Variazione) -> RigaVariazione:
    atti = (anno.atti.get(nome) for nome in v.nomi_atti)
    return RigaVariazione(
        nome=("Errata" if v.errata else "Variazione") + f" {v.numero}",
        motivo=v.motivo,
        stato=anno.stato(v),
        atti=tuple(voci.atto_in_parole(a) for a in atti if a),
    )


def _tappa(atto: Atto, storia: Storia, anno: Anno) -> AttoIter:
    tipo = f"{_di_variazioni(anno, atto)}{TIPI_ATTO[atto.tipo]}"
    return AttoIter(
        data=formato.data_lunga(atto.data),
        giorno=atto.data.isoformat(),
        tipo=tipo[:1].upper() + tipo[1:],
        titolo=voci.atto_breve(atto),
        oggetto=atto.oggetto,
        protocollo=atto.protocollo or "",
        albo=atto.albo or "",
        file=atto.file or "",
        sha256=atto.sha256 or "",
        registrato=_registrato(storia, atto),
    )


def _di_variazioni(anno: Anno, atto: Atto) -> str:
    """Say of an act of variations which they are («Variazioni 1 e 2: »): it is not of the document; else empty."""
    numeri = [str(v.numero) for v in anno.variazioni if atto.nome in v.nomi_atti]
    if not numeri:
        return ""
    quali = " e ".join([", ".join(numeri[:-1]), numeri[-1]] if len(numeri) > 1 else numeri)
    return f"{formato.concorda(len(numeri), 'variazione', 'variazioni')} {quali}: "


def _registrato(storia: Storia, atto: Atto) -> str:
    if not storia.presente:
        return ""
    nato = storia.nato(atto.source.path)
    if nato is None:
        return "Registrato prima che cominci la storia di questa copia" if storia.comincia else "Non ancora registrato"
    con = f" con la {_nome(nato)}" if nato.proposta else ""
    return f"Registrato {formato.con_articolo('il', nato.giorno)}{con}, commit {nato.breve}"


def _stato_approvato(storia: Storia, anno: Anno, documento: Documento, atto: Atto | None) -> Commit | None:
    """Return the state that holds what the act approved: with the snapshot where there is one, else with the act."""
    if atto is None:
        return None
    if atto.impronta:
        return storia.ultimo(f"{anno.cartella}/{ISTANTANEA[documento].dove}")
    return storia.nato(atto.source.path)


def _approvata(documento: Documento) -> str:
    """Say what its act makes of a version: the Monitoraggio is communicated."""
    return "comunicata" if documento is Documento.MONITORAGGIO else "approvata"


def _limiti(storia: Storia, documento: Documento, atto: Atto | None, stato: Commit | None) -> tuple[str, ...]:
    """Say what the history of this copy cannot tell."""
    if not storia.presente:
        return (SENZA_GIT,)
    frasi = []
    if storia.comincia:
        giorno = formato.con_articolo("del", storia.comincia)
        frasi.append(f"La storia di questa copia è parziale: mancano le versioni prima {giorno}.")
    if atto and stato is None:
        perche = "è fra quelle che mancano" if storia.comincia else "non è ancora registrata nella storia"
        frasi.append(f"La versione {_approvata(documento)} {perche}.")
    return tuple(frasi)


def _tratti(
    storia: Storia, anno: Anno, documento: Documento, atti: Iterable[Atto], approvato: Commit | None
) -> tuple[TrattoIter, ...]:
    """Return the merges that touched the document, up to its approved state and after it, the first one first."""
    file = [f"{anno.cartella}/{prefisso}" for prefisso in prefissi_iter(documento)]
    file += [f"content/{anno.anno}/{documento}/", *(a.source.path for a in atti)]
    stati = [s for s in reversed(storia.stati) if s.tocca(file)]
    if approvato is None:
        return (_tratto("prima", "Modifiche nella storia di questa copia", stati),)
    taglio = stati.index(approvato) + 1
    comunicata = documento is Documento.MONITORAGGIO
    fatta = "la comunicazione alla Giunta" if comunicata else "l'approvazione"
    dopo = _tratto("dopo", f"Modifiche dopo {fatta}", stati[taglio:])
    return (
        _tratto("prima", f"Modifiche che hanno portato alla versione {_approvata(documento)}", stati[:taglio]),
        *((dopo,) if stati[taglio:] else ()),
    )


def _tratto(chiave: str, titolo: str, stati: list[Commit]) -> TrattoIter:
    unioni = [s for s in stati if s.proposta or s.unione]
    sole = len(stati) - len(unioni)
    altre = "Altre " if unioni else ""
    quante = formato.concorda(
        sole,
        "Un'altra modifica registrata" if unioni else "Una modifica registrata",
        f"{altre}{sole} modifiche registrate",
    )
    return TrattoIter(
        chiave=chiave,
        titolo=titolo,
        passi=tuple(map(_passo, unioni)),
        altri=f"{quante} senza una proposta numerata." if sole else "",
    )


def _passo(stato: Commit) -> PassoIter:
    nome = _nome(stato)
    return PassoIter(
        nome=nome[:1].upper() + nome[1:],
        data=formato.data_lunga(stato.giorno),
        giorno=stato.giorno.isoformat(),
        commit=stato.breve,
    )


def _nome(stato: Commit) -> str:
    if stato.proposta:
        return f"proposta di modifica n. {stato.proposta.lstrip('#!')}"
    if stato.unione:
        return stato.titolo or "proposta di modifica senza numero"
    return "modifica senza proposta"
