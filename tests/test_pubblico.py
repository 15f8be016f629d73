"""The public build says nothing that acts do not cover yet: planted words and figures, searched in every byte.

What is secret is not listed here: it is whatever the folders of the year hold, but for what the impronte of the
public documents are of. A kind of file, or a field, that is new is therefore planted and looked for by itself.
"""

from __future__ import annotations

import hashlib
import io
import json
import re
import subprocess
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

from macros.checks.esame import esamina
from macros.model.anno import Anno
from macros.model.archivio import EVIDENZE
from macros.model.problems import Documento, Problem
from macros.model.stampe import STAMPE
from macros.model.tratti import Gravita
from macros.reading.blocco.impronta import in_byte
from macros.reading.progetto import apri_approvati
from macros.reading.registro.accoda import Chiesto
from macros.reading.registro.forma import leggi_registro
from macros.reading.testo.lettura import Lettura
from tests.progetto_copia import ciclo, copia_progetto, file_stampati, registra_atti
from tests.progetto_copia import stampati as da_stampare
from tests.strumenti import richiedi

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("pubblico")]

ANNO = 2021
NUMERO = re.compile(r"\d{1,9}(?:,\d{1,3})?")
SOMMA = re.compile(r"\b(?=[0-9a-f]*[a-f])[0-9a-f]{16,64}\b")
"""A fingerprint: by chance it holds figures that were planted elsewhere."""
PAROLE = re.compile(r"[^\W\d_]{2,} .*[^\W\d_]{2,}", re.DOTALL)
"""A text with a blank: no word of the format, no code, no day has one."""
Posto = tuple[str, int, str | None]
"""File, line, field; None: every field of the line."""
FIGURE = (".png", ".jpg", ".jpeg")
"""What may stand beside the pages."""


class Semina:
    """Marks planted in the files of a year, each in one place; what a check refuses is taken back."""

    def __init__(self, progetto: Path, pubblici: set[Documento]) -> None:
        self.progetto, self.pubblici, self.segni = progetto, pubblici, {}
        """Mark → (file, line, field)."""
        dell_anno = (f for f in self._file(f"data/{ANNO}", ".yml", ".csv") if f.parent.name != EVIDENZE.allegati)
        self.interi = {f: f.read_text(encoding="utf-8") for f in dell_anno}

    def _file(self, cartella: str, *suffissi: str) -> list[Path]:
        return sorted(f for f in (self.progetto / cartella).rglob("*") if f.suffix in suffissi)

    def _segno(self, file: Path, riga: int, campo: str, *, cifra: bool) -> str:
        quanti = len(self.segni)
        segno = f"{70000 + quanti}3" if cifra else f"Zq{quanti:05d}x"
        self.segni[segno] = (file.relative_to(self.progetto).as_posix(), riga, campo)
        return segno

    def nei_dati(self) -> None:
        """Plant in every text and figure of the year's data, then take back what makes an error."""
        vietati: set[Posto] = set()
        for _ in range(12):
            self.segni = {s: p for s, p in self.segni.items() if not p[0].startswith("data/")}
            for file, intero in self.interi.items():
                semina = self._in_yaml if file.suffix == ".yml" else self._in_csv
                file.write_text(semina(file, intero, vietati), encoding="utf-8")
            guai = self._guai()
            if not guai:
                return
            vietati |= self._da_togliere(guai)
        pytest.fail("\n".join(map(str, guai))[:1500])

    def _guai(self) -> list[Problem]:
        """Return what would stop the public build."""
        trovati = esamina(self.progetto)[1]
        return [p for p in trovati if p.gravita is Gravita.ERRORE or p.documento in self.pubblici]

    def _da_togliere(self, guai: list[Problem]) -> set[Posto]:
        """Return where planting is to blame: the marks named, beside the line, the file's figures, the file."""
        tolti: set[Posto] = set()
        for p in guai:
            file, riga = p.source.path, p.source.line
            piantati = {s: r for s, (f, r, _) in self.segni.items() if f == file}
            nominati: set[Posto] = {self.segni[s] for s in self.segni if s in f"{p.found} {p.expected} {p.fix}"}
            vicini = {r for r in piantati.values() if abs(r - riga) <= 1}
            cifre = {r for s, r in piantati.items() if s.isdigit()}
            tolti |= nominati or {(file, r, None) for r in vicini or cifre or set(piantati.values())}
        return tolti

    def _in_yaml(self, file: Path, testo: str, vietati: set[Posto]) -> str:
        nome, posti = file.relative_to(self.progetto).as_posix(), []

        def visita(nodo: yaml.Node, campo: str) -> None:
            if isinstance(nodo, yaml.MappingNode):
                for chiave, valore in nodo.value:
                    visita(valore, f"{campo}.{'*' if re.search('[0-9]', chiave.value) else chiave.value}")
            elif isinstance(nodo, yaml.SequenceNode):
                for figlio in nodo.value:
                    visita(figlio, campo + "[]")
            elif (PAROLE.search(nodo.value) or NUMERO.fullmatch(nodo.value)) and not (
                {(nome, nodo.start_mark.line + 1, c) for c in (campo, None)} & vietati
            ):
                posti.append((nodo, campo))

        visita(yaml.compose(testo, Loader=yaml.SafeLoader), "")
        for nodo, campo in sorted(posti, key=lambda p: -p[0].start_mark.index):
            cifra = NUMERO.fullmatch(nodo.value) is not None
            segno = self._segno(file, nodo.start_mark.line + 1, campo, cifra=cifra)
            nuovo = nodo.value.partition(",")[0] + f".{segno}" if cifra else json.dumps(f"{segno} {nodo.value}")
            fine = nodo.end_mark.index
            a_capo = "\n" if testo[:fine].endswith("\n") else ""
            testo = testo[: nodo.start_mark.index] + nuovo + a_capo + testo[fine:]
        return testo

    def _in_csv(self, file: Path, testo: str, vietati: set[Posto]) -> str:
        nome, (titoli, *righe) = file.relative_to(self.progetto).as_posix(), testo.splitlines()
        for n, riga in enumerate(righe):
            celle = riga.split(";")
            for c, (cella, titolo) in enumerate(zip(celle, titoli.split(";"), strict=False)):
                if {(nome, n + 2, di) for di in (titolo, None)} & vietati or '"' in riga:
                    continue
                if NUMERO.fullmatch(cella) and len(cella) > 1:
                    celle[c] = cella.partition(",")[0] + "," + self._segno(file, n + 2, titolo, cifra=True)
                elif PAROLE.search(cella):
                    celle[c] = f"{self._segno(file, n + 2, titolo, cifra=False)} {cella}"
            righe[n] = ";".join(celle)
        return "\n".join([titoli, *righe]) + "\n"

    def nei_capitoli(self) -> None:
        """Plant in the body, in the title and in the name of a file of every folder of the year's pages."""
        for file in self._file(f"content/{ANNO}", ".md"):
            testo = file.read_text(encoding="utf-8")
            titolo = f"title: \\g<1>{self._segno(file, 1, 'title', cifra=False)} "
            testo = re.sub(r"(?m)^title: (['\"]?)", titolo, testo, count=1)
            file.write_text(f"{testo}\n\nParola {self._segno(file, 1, 'corpo', cifra=False)}.\n", encoding="utf-8")
        for cartella in {f.parent for f in self._file(f"content/{ANNO}", ".md")}:
            for suffisso in FIGURE:
                segno = self._segno(cartella / f"x{suffisso}", 1, "nome di file", cifra=False)
                dentro = self._segno(cartella / f"x{suffisso}", 1, "dentro un file", cifra=False)
                (cartella / f"{segno.lower()}{suffisso}").write_text(dentro, encoding="utf-8")

    def nel_registro(self, anno: Anno) -> None:
        """Register every act, what the public documents' approve included, then each again with a reason planted."""
        for documento in self.pubblici:
            approvati = apri_approvati(self.progetto, ANNO)
            grezzo, atto = in_byte(approvati.parti(documento)), approvati.atto(documento)
            approvati.istantanea(documento).parent.mkdir(exist_ok=True)
            approvati.istantanea(documento).write_bytes(grezzo)
            with (self.progetto / atto.source.path).open("a", encoding="utf-8") as file:
                file.write(f"impronta: {hashlib.sha256(grezzo).hexdigest()}\n")
        registra_atti(self.progetto)
        registro = self.progetto / "data/registro.csv"
        motivi = {nome: self._segno(registro, 1, f"motivo di {nome}", cifra=False) for nome in sorted(anno.atti)}
        registra_atti(self.progetto, Chiesto(motivi=motivi))


def coperti(progetto: Path, pubblici: set[Documento]) -> str:
    """Return all that the impronte of those documents are of."""
    approvati = apri_approvati(progetto, ANNO)
    return " ".join(in_byte(approvati.parti(d)).decode("utf-8") for d in pubblici)


def segreti(progetto: Path, semina: Semina, pubblici: set[Documento]) -> dict[str, tuple[str, int, str]]:
    """Return the marks that no public document covers."""
    detto = coperti(progetto, pubblici)
    anno = esamina(progetto)[0].anni[ANNO]
    file_pubblici = {f"data/{ANNO}/{nome}" for nome in ("smvp.yml", "scadenze.yml")} if pubblici else set()
    file_pubblici |= {anno.atti[nome].source.path for nome in atti_pubblici(anno, pubblici)}
    for v in anno.variazioni:
        if pubblici and (anno.approvata_il(v) or (v.proposta_da in pubblici)):
            file_pubblici.add(v.source.path)
    nascosti = {}
    for segno, posto in semina.segni.items():
        parti = Path(posto[0]).parts
        capitolo = parti[2] if parti[0] == "content" and len(parti) > 3 else None
        di_un_documento = capitolo in set(Documento)
        if parti[0] == "content":
            pubblico = bool(pubblici) and (capitolo in pubblici if di_un_documento else True)
        else:
            pubblico = posto[0] in file_pubblici or segno in detto
        if not pubblico:
            nascosti[segno] = posto
    return nascosti


def atti_pubblici(anno: Anno, pubblici: set[Documento]) -> set[str]:
    """Names of the acts that may be told: those of what is public, and those that are on line at their address."""
    atti = anno.atti.values() if pubblici else ()
    in_linea = {nome for a in atti for nome in a.pubblica if anno.atti[nome].albo}
    suoi = {a.nome for a in atti if a.nome not in _esclusi(anno) and a.documento in {None, "smvp", *pubblici}}
    return suoi | in_linea


def nel_solo_registro(progetto: Path, anno: Anno, pubblici: set[Documento]) -> set[str]:
    """Return what the rows of acts that may not be told hold, but for the head: names and fingerprints."""
    registro, detti = leggi_registro(Lettura(progetto)), atti_pubblici(anno, pubblici)
    righe = [r for r in registro.righe if r.atto not in detti]
    celle = {c for r in righe for c in (r.atto, r.impronta, r.impronta_testi, r.sha256_atto, r.catena)}
    return celle - {"", registro.testa}


def _esclusi(anno) -> set[str | None]:
    """Names of the acts that only rows of a survey quote: they are of the document of that survey."""
    return {r.atto for righe in anno.rilevazioni.values() for r in righe.values()}


def pubblicato(sito: Path) -> Iterator[tuple[str, str]]:
    """Yield every byte that is published, and every name: PDFs as text with their attachments, archives opened."""
    for file in sorted(sito.rglob("*")):
        nome = file.relative_to(sito).as_posix()
        yield f"il nome {nome}", nome
        if not file.is_file():
            continue
        grezzo = file.read_bytes()
        yield nome, grezzo.decode("utf-8", "replace")
        if file.suffix == ".pdf":
            testo = subprocess.run([richiedi("pdftotext"), str(file), "-"], capture_output=True, check=True).stdout
            yield nome, re.sub(r"[\u2010-]\n", "", testo.decode("utf-8"))
            from pypdf import PdfReader

            letto = PdfReader(file)
            yield nome, str(letto.metadata) + str(letto.outline)
            for allegato, pezzi in letto.attachments.items():
                yield f"{nome}/{allegato}", b"".join(pezzi).decode("utf-8")
        elif zipfile.is_zipfile(file):
            with zipfile.ZipFile(io.BytesIO(grezzo)) as archivio:
                for voce in archivio.namelist():
                    yield f"{nome}/{voce}", archivio.read(voce).decode("utf-8", "replace")


@pytest.fixture
def progetto(tmp_path: Path) -> Path:
    return copia_progetto(tmp_path / "progetto")


def togli_atti(progetto: Path, *documenti: Documento) -> None:
    """Take away what covers some documents, not all that is about them: data validated, opinions, dispatches stay."""
    for atto in (progetto / "data" / str(ANNO) / "atti").glob("*.yml"):
        letto = yaml.safe_load(atto.read_text(encoding="utf-8"))
        copre = letto["tipo"] in {"approvazione_giunta", "comunicazione_giunta"}
        if copre and letto.get("documento") in documenti:
            atto.unlink()
    if Documento.RELAZIONE in documenti:  # premi come after it
        (progetto / "data" / str(ANNO) / "premi.yml").unlink(missing_ok=True)


@pytest.mark.parametrize(
    ("pubblici", "stampa"),
    [
        pytest.param(set(), (), id="nessun documento", marks=pytest.mark.prova),
        pytest.param({Documento.PIANO}, (), id="il solo Piano", marks=pytest.mark.prova),
        pytest.param({Documento.PIANO, Documento.MONITORAGGIO}, (), id="Piano e Monitoraggio", marks=pytest.mark.prova),
        pytest.param({Documento.PIANO, Documento.MONITORAGGIO}, ("--senza-pdf",), id="le sole pagine e i dati"),
    ],
)
def test_in_pubblico_niente_di_cio_che_gli_atti_non_coprono(
    progetto: Path, pubblici: set[Documento], stampa: tuple[str, ...]
) -> None:
    togli_atti(progetto, *(set(Documento) - pubblici))
    if not pubblici:  # a Piano that is not approved has no variation
        for variazione in (progetto / "data" / str(ANNO) / "variazioni").glob("*.yml"):
            variazione.unlink()
        albero = progetto / "data" / str(ANNO) / "obiettivi" / "3.2.1.yml"
        albero.write_text(albero.read_text(encoding="utf-8").replace('"31-12": 380', '"31-12": 440'), encoding="utf-8")
    semina = Semina(progetto, pubblici)
    semina.nei_dati()
    semina.nei_capitoli()
    nascosti = segreti(progetto, semina, pubblici)
    generi = {re.sub(r"[^/]+(\.\w+)$", r"*\1", f) if f.count("/") > 2 else f for f, _, _ in nascosti.values()}
    tutti = {f.relative_to(progetto).parts[2] for f in (progetto / "data" / str(ANNO)).rglob("*") if f.is_file()}
    tutti -= {"albero.yml", "obiettivi", "piani.yml", "risorse.yml", "scadenze.yml", "smvp.yml"} if pubblici else set()
    tutti -= {"monitoraggio"} if Documento.MONITORAGGIO in pubblici else set()
    tutti -= {"variazioni"} if Documento.MONITORAGGIO in pubblici else set()
    tutti -= {"fasi.csv"}  # days and codes alone: nothing to plant in, looked for by test_vista
    tutti -= {EVIDENZE.allegati}  # each is the one of its fingerprint: whether they go out is tried by test_evidenze
    assert tutti <= {Path(g).parts[2] for g in generi}, "every kind of file holds something to look for"
    anno = esamina(progetto)[0].anni[ANNO]
    semina.nel_registro(anno)
    nascosti = segreti(progetto, semina, pubblici)
    del_registro = nel_solo_registro(progetto, anno, pubblici)
    taciuti = anno.atti.keys() - atti_pubblici(anno, pubblici)
    assert len(del_registro) > len(taciuti) > 0, "names and fingerprints to look for"

    bozza = ciclo("costruisci", "--senza-pdf", "--uscita", str(progetto / "bozza"), radice=progetto)
    assert bozza.returncode == 0, bozza.stderr
    in_bozza = " ".join(testo for _, testo in pubblicato(progetto / "bozza"))
    assert sum(s in in_bozza for s in nascosti) > len(nascosti) * 0.6, "the draft shows them, or this proves nothing"

    esito = ciclo("costruisci", "--pubblico", *stampa, "--uscita", str(progetto / "sito"), radice=progetto)
    assert esito.returncode == 0, esito.stderr
    detto = list(pubblicato(progetto / "sito"))
    perduti = sorted(
        {
            f"{nome}: {segno} di {nascosti[segno]}"
            for nome, testo in detto
            for segno in set(re.findall(r"[zZ]q\d{5}x|(?<!\d)7\d{4}3(?!\d)", SOMMA.sub("", testo)))
            | {s.capitalize() for s in re.findall(r"zq\d{5}x", testo)}
            if segno in nascosti
        }
        | {f"{nome}: {cella} del registro" for nome, testo in detto for cella in del_registro if cella in testo}
    )
    assert perduti == []
    registro = leggi_registro(Lettura(progetto))
    versione = json.loads((progetto / "sito" / "versione.json").read_text(encoding="utf-8"))
    assert versione["registro"] == {"righe": len(registro.righe), "testa": registro.testa}
    stampati = {f.name for f in (progetto / "sito" / "documenti").rglob("*.*")}
    attesi = [nome for nome in da_stampare(progetto, ANNO) if STAMPE[nome].documento in pubblici and not stampa]
    assert stampati == file_stampati(attesi, ANNO)
