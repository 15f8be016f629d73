"""The states that the history of git keeps of data and chapters: commit, day, pull request, files touched.

Along the first parents alone: each state is one that the main line really had. Never fails: what the
copy does not have (no git, a shallow clone) is said in the answer. Names of people are never read.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from macros.reading.git import comando as git

CARTELLE = ("data", "content")
BREVE = 7
"""Digits of a commit's name where it is printed."""
_PROPOSTE = (
    re.compile(r"\AMerge pull request (?P<n>#\d+)\b"),  # GitHub, Bitbucket Server
    re.compile(r"\AMerge pull request '.*' \((?P<n>[#!]\d+)\) from ", re.DOTALL),  # Gitea, Forgejo
    re.compile(r"\AMerged in \S+ \(pull request (?P<n>#\d+)\)"),  # Bitbucket
    re.compile(r"\AMerged PR (?P<n>\d+): "),  # Azure
    re.compile(r"\A[^\n]*\((?P<n>[#!]\d+)\)[ \t]*(?:\n|\Z)"),  # squash
    re.compile(r"^See merge request [^\s!]*(?P<n>!\d+)[ \t]*$", re.MULTILINE),  # GitLab
)
_DI_GIT = re.compile(r"Merge (branch|branches|remote-tracking|commit|tag|pull request)\b|Merged (in|PR)\b")
"""How git, and who merges with it, begins the first line of a merge."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Commit:
    """A commit of the main line that touched data or chapters."""

    commit: str
    giorno: dt.date
    """When it entered the line."""
    proposta: str
    """Number of the pull request that it merges, as its message has it (`#12`, `!12`); «» when none is named."""
    titolo: str
    """What its message calls it; «» where it has only the words of git itself, which name branches."""
    unione: bool
    """True: a commit with two parents."""
    file: Mapping[str, str]
    """Path from the project folder → what happened to it (A added, M changed, D removed)."""

    @property
    def breve(self) -> str:
        """The commit, as it is printed."""
        return self.commit[:BREVE]

    def tocca(self, cartelle: Iterable[str]) -> bool:
        """True when it touched one of these files, or something below one of these folders (`…/`)."""
        prefissi = tuple(cartelle)
        return any(nome.startswith(prefissi) for nome in self.file)


@dataclass(frozen=True, slots=True, kw_only=True)
class Storia:
    """What this copy knows of its history."""

    presente: bool = False
    """False: no git, or no commit."""
    comincia: dt.date | None = None
    """Of a shallow clone: the day of the first state that it has; what came before is unknown."""
    stati: tuple[Commit, ...] = ()
    """The latest first."""
    sospesi: frozenset[str] = frozenset()
    """Files that are not as the last commit has them."""

    def ultimo(self, file: str) -> Commit | None:
        """Return the state that gave a file the content it has; None: unknown, or not committed yet."""
        if file in self.sospesi:
            return None
        stato = next((s for s in self.stati if file in s.file), None)
        return stato if stato and stato.file[file] != "D" else None

    def nato(self, file: str) -> Commit | None:
        """Return the state in which a file came to be; None: unknown, or not committed yet."""
        stato = next((s for s in self.stati if s.file.get(file) in {"A", "D"}), None)
        return stato if stato and stato.file[file] == "A" else None


def leggi_storia(radice: Path, nome: str = "HEAD") -> Storia:
    """Return the history of a project folder up to a revision, with three calls of git."""
    detto = git.testo(radice, "rev-parse", "--is-shallow-repository", "--git-path", "shallow")
    if detto is None:
        return Storia()
    parziale, _, confini = detto.partition("\n")
    elenco = git.testo(
        radice,
        *("-c", "log.showSignature=false", "-c", "core.quotePath=false", "-c", "i18n.logOutputEncoding=UTF-8"),
        *("log", "--first-parent", "-m", "--no-renames", "--no-ext-diff", "--name-status", "--relative"),
        *("--format=%x00%H %cI %P%x00%B%x00", "--end-of-options", nome, "--", *CARTELLE),
    )
    if elenco is None:
        return Storia()
    stati = [_stato(*pezzi) for pezzi in zip(*[iter(elenco.split("\0")[1:])] * 3, strict=False)]
    confine = _confini(radice / confini) if parziale == "true" else frozenset()
    # A clone cut there shows everything as new in its first commit: that is not where it came from.
    tagliato = next((s for s in stati if s.commit in confine), None)
    if tagliato:
        stati = stati[: stati.index(tagliato)]
    diversi = None  # of a revision, the working tree says nothing
    if nome == "HEAD":
        opzioni = ("--name-only", "--no-ext-diff", "--relative")
        diversi = git.testo(radice, "-c", "core.quotePath=false", "diff", *opzioni, "HEAD", "--", *CARTELLE)
    return Storia(
        presente=True,
        comincia=tagliato.giorno if tagliato else None,
        stati=tuple(stati),
        sospesi=frozenset((diversi or "").splitlines()),
    )


def numero_proposta(messaggio: str) -> str:
    r"""Return the number of the pull request that a commit's message names; «» when it names none.

    >>> numero_proposta("Merge pull request #12 from ufficio/target"), numero_proposta("Pesi del 2.2 (#7)\n\ntesto")
    ('#12', '#7')
    >>> numero_proposta("Merge branch 'pesi' into 'main'\n\nSee merge request camera/ciclo!31")
    '!31'
    >>> numero_proposta('Revert "Pesi del 2.2 (#7)"'), numero_proposta("Pesi come chiesto in #7")
    ('', '')
    """
    return next((trovato["n"] for forma in _PROPOSTE if (trovato := forma.search(messaggio.strip()))), "")


def titolo_proposta(messaggio: str) -> str:
    r"""Return what a commit's message calls it: its first line, or the one below git's own words; «»: nothing.

    >>> titolo_proposta("Pesi del 2.2\n\ntesto"), titolo_proposta("Merge branch 'pesi' into 'main'\n\nPesi del 2.2")
    ('Pesi del 2.2', 'Pesi del 2.2')
    >>> titolo_proposta("Merge branch 'pesi' into 'main'"), titolo_proposta("Merge dei pesi")
    ('', 'Merge dei pesi')
    """
    righe = [riga.strip() for riga in messaggio.splitlines() if riga.strip()]
    return next((riga for riga in righe if not _DI_GIT.match(riga)), "")


def _stato(testa: str, messaggio: str, elenco: str) -> Commit:
    commit, giorno, *genitori = testa.split(" ")
    coppie = (riga.split("\t", 1) for riga in elenco.splitlines() if "\t" in riga)
    return Commit(
        commit=commit,
        giorno=dt.date.fromisoformat(giorno[:10]),
        proposta=numero_proposta(messaggio),
        titolo=titolo_proposta(messaggio),
        unione=len(genitori) > 1,
        file={nome: che[:1] for che, nome in coppie},
    )


def _confini(file: Path) -> frozenset[str]:
    try:
        return frozenset(file.read_text(encoding="ascii").split())
    except OSError:
        return frozenset()
