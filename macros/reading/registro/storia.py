"""The register in the history of git: what it was must be the beginning of what it is, else it was rewritten.

The line of first parents is walked, whole. Each register on it is the beginning of today's. Of a merge, the new one
goes on from one of the lines, and has every row of the commits that it brings there, in their order: that is how rows
written on two branches are put one after the other; the walk goes on along the line that it continues. What did not
read, or had a broken chain, was red then, and says nothing. Where the project was moved to another folder, the
register is looked for in the one where it was.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path

from macros.model.problems import Source
from macros.model.registro import COLONNE, Irregolare, Irregolarita, Registro
from macros.reading.git import comando as git
from macros.reading.git.grafo import Grafo
from macros.reading.registro.forma import FILE, da_testo, spezzata
from macros.reading.registro.unione import Righe, Uguali, Unione, comuni, continua
from macros.reading.testo.chiavi import Mappa
from macros.reading.testo.lettura import Lettura
from macros.reading.testo.nodi import nodi_di_testo
from macros.reading.testo.scalari import legge_booleano

ENTE = "data/ente.yml"
QUI = f"./{FILE}"
"""From the project folder, as git writes it."""


@dataclass
class Registri:
    """The registers that the history has, each read once."""

    radice: Path
    uguali: Uguali
    _blob: dict[str, str] = field(default_factory=dict)
    _posti: dict[str, str] = field(default_factory=dict)
    _lette: dict[str, Righe] = field(default_factory=dict)
    _dimostrativi: dict[str, bool] = field(default_factory=dict)

    def linea(self, da: str) -> list[tuple[str, tuple[str, ...]]]:
        """Return the commits along the first parents, the latest first, each with its parents."""
        detto = git.testo(self.radice, "-c", "log.showSignature=false", "log", "--first-parent", "--format=%H %P", da)
        righe = [riga.split() for riga in (detto or "").splitlines()]
        commit = [(parti[0], tuple(parti[1:])) for parti in righe if parti]
        self._cerca(c for nome, genitori in commit for c in (nome, *genitori))
        return commit

    def arrivati(self, genitori: Sequence[str], continuata: str) -> list[str]:
        """Return the commits that a merge brings to the line that it continues; of each register, one."""
        grafo = self._grafo if self._grafo and {*genitori, continuata} <= self._grafo.posto.keys() else None
        commit = grafo.portati(genitori, continuata) if grafo else list(genitori)
        self._cerca(grafo.ordine if grafo else [continuata, *commit])
        primi = {self._blob[c]: c for c in reversed(commit)}
        return [c for blob, c in primi.items() if blob not in {self._blob[continuata], ""}]

    def righe(self, commit: str) -> Righe:
        """Return the register of a commit; none where it had none, or one that was red."""
        blob = self._blob_di(commit)
        if blob not in self._lette:
            grezzo = (self._grezzi or {}).get(blob) or git.byte(self.radice, "cat-file", "blob", blob) if blob else None
            lette = da_testo((grezzo or b"").decode("utf-8", "replace")) or ()
            self._lette[blob] = lette if spezzata(lette) is None else ()
        return self._lette[blob]

    def _blob_di(self, commit: str) -> str:
        """Return the name of a commit's register; «» where it has none."""
        if commit not in self._blob:
            self._cerca([commit])
        return self._blob[commit]

    def _cerca(self, commit: Iterable[str]) -> None:
        """Find the file that each commit has at the place of the register, with one call of git.

        The place is today's; where a commit has none there, one that the register was taken away from.
        """
        nuovi = [c for c in dict.fromkeys(commit) if c not in self._blob]
        if not nuovi:
            return
        chiesti = [(c, posto) for c in nuovi for posto in (QUI, *self._lasciati)]
        ingresso = "".join(f"{c}:{posto}\n" for c, posto in chiesti).encode()
        detto = (git.byte(self.radice, "cat-file", "--batch-check", ingresso=ingresso) or b"").decode().splitlines()
        self._blob |= dict.fromkeys(nuovi, "")
        for (c, posto), riga in zip(chiesti, detto, strict=bool(detto)):
            parti = riga.split()
            if not self._blob[c] and len(parti) > 1 and parti[1] == "blob":
                self._blob[c], self._posti[c] = parti[0], posto

    @cached_property
    def _storico(self) -> tuple[dict[str, None], list[str]] | None:
        """The registers that the history had, by the name that git gives each, and the places that lost theirs.

        Places are from the top of the repository. None: something of the history cannot be read.
        """
        detto = git.byte(
            self.radice, "-c", "log.showSignature=false", "log", "-m", "--full-history", "--no-renames", "--raw",
            "--no-abbrev", "--format=", "-z", "HEAD", "--", f":(top,glob)**/{FILE}",
        )  # fmt: skip
        if detto is None:
            return None
        pezzi = [p for p in detto.decode("utf-8", "surrogateescape").split("\0") if p.strip()]
        mosse = [(dati.split(), nome) for dati, nome in zip(pezzi[::2], pezzi[1::2], strict=True)]
        blob = dict.fromkeys(dati[3] for dati, _ in mosse if dati[4] != "D")
        return blob, sorted({nome for dati, nome in mosse if dati[4] == "D"})

    @property
    def _lasciati(self) -> list[str]:
        """Where the history had a register that some commit took away."""
        return self._storico[1] if self._storico else []

    @cached_property
    def _grezzi(self) -> dict[str, bytes] | None:
        """What each register of the history holds, all of them with one call of git; None: not every one is here."""
        if self._storico is None:
            return None
        nomi = list(self._storico[0])
        detto = git.byte(self.radice, "cat-file", "--batch", ingresso="".join(f"{n}\n" for n in nomi).encode())
        grezzi, resto = {}, detto
        for nome in nomi:
            testata, _, resto = (resto or b"").partition(b"\n")
            if not testata.startswith(f"{nome} blob ".encode()):
                return None
            quanti = int(testata.split()[2])
            grezzi[nome], resto = resto[:quanti], resto[quanti + 1 :]
        return grezzi

    def si_legge(self, revisione: str) -> bool:
        """True for a revision that this copy has, with its register where it had one."""
        commit = git.testo(
            self.radice, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{revisione}^{{commit}}"
        )
        detto = git.testo(self.radice, "ls-tree", commit, "--", FILE) if commit else None
        return detto is not None and all(
            git.byte(self.radice, "cat-file", "-e", riga.split()[2]) is not None for riga in detto.splitlines()
        )

    def intera(self) -> bool:
        """True when every register that the history had can be read here: no commit, no file of it is missing.

        What it had of another form, as behind a filter of git, is no register either.
        """
        illeggibile = self._grezzi is None or (self._blob_di("HEAD") and not self.righe("HEAD"))
        return not illeggibile and self._seguita()

    def _seguita(self) -> bool:
        """True when git looks at the folder that the repository stands in, and follows the register there."""
        cima = git.testo(self.radice, "rev-parse", "--show-toplevel")
        ignorato = git.byte(self.radice, "check-ignore", "--quiet", FILE) is not None
        altrui = (self.radice / "data" / ".git").exists()
        return cima is not None and (Path(cima) / ".git").exists() and not ignorato and not altrui

    @cached_property
    def _grafo(self) -> Grafo | None:
        """Who comes from whom; None: something of it cannot be read."""
        return Grafo.di(self.radice)

    def dimostrativo(self, commit: str) -> bool:
        """True when a commit was of a demonstration, read as the files are."""
        if commit not in self._dimostrativi:
            self._leggi_enti([commit, *(c for c in self._blob if c != commit and c not in self._dimostrativi)])
        return self._dimostrativi[commit]

    def _leggi_enti(self, commit: Sequence[str]) -> None:
        """Read what each commit said of its body, beside its register, with one call of git."""
        posti = [self._posti.get(c, QUI).removesuffix(FILE) + ENTE for c in commit]
        ingresso = "".join(f"{c}:{posto}\n" for c, posto in zip(commit, posti, strict=True)).encode()
        resto, letti = git.byte(self.radice, "cat-file", "--batch", ingresso=ingresso) or b"", {b"": False}
        for c in commit:
            testata, _, resto = resto.partition(b"\n")
            grezzo = b""
            if b" blob " in testata:
                quanti = int(testata.split()[-1])
                grezzo, resto = resto[:quanti], resto[quanti + 1 :]
            if grezzo not in letti:
                letti[grezzo] = self._dice_dimostrativo(grezzo)
            self._dimostrativi[c] = letti[grezzo]

    def _dice_dimostrativo(self, grezzo: bytes) -> bool:
        nodi = nodi_di_testo(ENTE, grezzo.decode("utf-8-sig", "replace"))
        return nodi is not None and bool(Mappa(Lettura(self.radice), nodi, ENTE).letto("dimostrativo", legge_booleano))


def registrato_davvero(radice: Path) -> bool:
    """True when some commit of the line has the register of a body that is no demonstration."""
    storia = Registri(radice, lambda _a, _b: False)
    return any(storia.righe(c) and not storia.dimostrativo(c) for c, _ in storia.linea("HEAD"))


def irregolarita_storia(radice: Path, registro: Registro, uguali: Uguali, base: str | None) -> Iterator[Irregolarita]:
    """Yield where the register does not go on from what it was, and what of it this copy cannot tell.

    Outside git nothing is compared. `uguali`: tells whether two rows seal the same. `base`: a revision that the
    register must go on from too: that of who receives a proposal.
    """
    storia = Registri(radice, uguali)
    sotto_git = any((c / ".git").exists() for c in (radice.resolve(), *radice.resolve().parents))
    if not sotto_git or git.testo(radice, "rev-parse", "--is-inside-work-tree") != "true":
        if base is not None:
            yield Irregolarita(che=Irregolare.SENZA_STORIA, source=Source(FILE), nota=base)
        elif registro.presente and sotto_git:
            yield Irregolarita(che=Irregolare.PARZIALE, source=Source(FILE))
        return
    if base is not None:
        if not storia.si_legge(base):
            yield Irregolarita(che=Irregolare.SENZA_STORIA, source=Source(FILE), nota=base)
        elif not continua(storia.righe(base), registro.righe):
            yield _rotta(base, storia.righe(base), registro.righe)
            return
    if registro.presente and git.testo(radice, "rev-parse", "--is-shallow-repository") == "true":
        yield Irregolarita(che=Irregolare.PARZIALE, source=Source(FILE), nota="parziale")
    elif registro.presente and not storia.intera():
        yield Irregolarita(che=Irregolare.PARZIALE, source=Source(FILE), nota="guasta")
    yield from _lungo_la_linea(storia, registro.righe)


def _lungo_la_linea(storia: Registri, oggi: Righe) -> Iterator[Irregolarita]:
    """Walk back from today, and yield the first place where the register does not go on.

    A demonstration may begin anew: that is said until it is in a commit, and the walk goes on to what was registered
    in earnest. Who adopts the programme has the remade one among its commits, and nothing to do about it.
    """
    da: str | None = "HEAD"
    in_testa = next((commit for commit, _ in storia.linea("HEAD")), "")
    spezzati: set[int] = set()
    rifatta: Irregolarita | None = None
    while da is not None:
        linea, da = storia.linea(da), None
        for commit, genitori in linea:
            prima = storia.righe(commit)
            continuata = next((g for g in genitori if continua(storia.righe(g), prima)), None)
            rotte = {} if continua(prima, oggi) else {commit: _rotta(commit[:7], prima, oggi)}
            spezzati |= set() if rotte else {len(prima)}  # of a register that was made anew lengths say nothing
            rotte |= _perse(storia, prima, genitori, continuata) if len(genitori) > 1 else {}
            davvero = next((c for c in rotte if not storia.dimostrativo(c)), None)
            if davvero is not None:
                yield rotte[davvero]
                return
            rifatta = rifatta or rotte.get(in_testa)
            if continuata is not None and continuata != genitori[0]:
                da = continuata
                break
    yield from _allungati(oggi, spezzati) if rifatta is None else [replace(rifatta, che=Irregolare.RIFATTO)]


def _perse(storia: Registri, prima: Righe, genitori: Sequence[str], continuata: str | None) -> dict[str, Irregolarita]:
    """Return what a merge lost of the commits that it put together.

    Not only of the last ones: a row that one of them had taken away is lost with the merge.
    """
    if continuata is None:
        return {g: _rotta(g[:7], storia.righe(g), prima) for g in genitori}
    unione, sue = Unione(storia.radice, storia.uguali), storia.righe(continuata)
    perse: dict[str, Irregolarita] = {}
    for commit in storia.arrivati(genitori, continuata):
        altre = storia.righe(commit)
        posto = unione.persa(prima, altre, comuni(sue, altre))
        if posto is not None:
            perse[commit] = Irregolarita(
                che=Irregolare.STORIA, source=Source(FILE), riga=str(posto + 1), nota=commit[:7], campo="unione",
                prima=_breve(altre, posto + 1),
            )  # fmt: skip
    return perse


def _allungati(oggi: Righe, lunghezze: set[int]) -> Iterator[Irregolarita]:
    """Yield acts that sealed one thing in a commit, and another in a later one."""
    for prima, dopo in itertools.pairwise(oggi):
        if prima.atto == dopo.atto and prima.sigilla and dopo.sigilla and int(prima.riga) in lunghezze:
            yield Irregolarita(
                che=Irregolare.NON_SIGILLATA, source=dopo.source, anno=dopo.anno, atto=dopo.atto, sigilla=dopo.sigilla,
                riga=dopo.riga, prima=prima.riga, nota=prima.sigilla,
            )  # fmt: skip


def _rotta(nome: str, prima: Righe, dopo: Righe) -> Irregolarita:
    riga = comuni(prima, dopo) + 1
    altre = riga <= min(len(prima), len(dopo)) and _breve(prima, riga) == _breve(dopo, riga)
    campi = [c for c in COLONNE if altre and getattr(prima[riga - 1], c) != getattr(dopo[riga - 1], c)]
    return Irregolarita(
        che=Irregolare.STORIA,
        source=Source(FILE, riga + 1 if riga <= len(dopo) else 1),
        riga=str(riga),
        nota=nome,
        campo=campi[0] if campi else "",
        prima=_breve(prima, riga),
        dopo=_breve(dopo, riga),
    )


def _breve(righe: Righe, riga: int) -> str | None:
    return " ".join(filter(None, (righe[riga - 1].atto, righe[riga - 1].sigilla))) if riga <= len(righe) else None
