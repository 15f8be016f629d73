"""The project of another chamber: a year of examples, the pages that are of no chamber and of no year, editor help.

Gives bytes by path from the new project's folder, and writes nothing.
"""

from __future__ import annotations

from pathlib import Path

import yaml

from macros.model.archivio import ALBERO, SCADENZE
from macros.model.piano import Albero
from macros.reading.anno.albero import leggi_albero
from macros.reading.git.provvisorie import provvisoria
from macros.reading.nuovo.ossatura import anno_di_tipo
from macros.reading.schemi.editor import file_editor
from macros.reading.scrivi.modifica import in_riga
from macros.reading.scrivi.nuove_scadenze import nuove_scadenze
from macros.reading.scrivi.ritocchi import Ritocchi, coppie
from macros.reading.testo.deposito import censisci, leggi
from macros.reading.testo.lettura import Lettura
from macros.reading.testo.scalari import ANNO

TRASPARENZA = "data/trasparenza.yml"
ENTE = """\
# L'ente. Le chiavi sono spiegate nel manuale, pagina «Formato dei dati».
formato: 1
{nomi}
codice_ipa: cciaa_xx # da cambiare
dimostrativo: true # finché i valori sono d'esempio: dice a chi legge che sono inventati
"""


def progetto_nuovo(programma: Path, esempi: Path, anno: int, nome: str) -> dict[str, bytes]:
    """Return the files of a new project.

    `programma`: the folder of the program, with the pages of its own project; `esempi`: where the examples of a year
    stand.

    Raises: RifiutatoError; OSError; ModificaImpossibileError.
    """
    file = {f"data/{anno}/{SCADENZE.dove}": nuove_scadenze(anno)}
    for esempio in sorted(f for f in esempi.rglob("*") if f.is_file()):
        testo = leggi(programma, esempio).decode()
        for segno, numero in {"@PRIMA@": anno - 1, "@ANNO@": anno, "@ANNO1@": anno + 1, "@ANNO2@": anno + 2}.items():
            testo = testo.replace(segno, str(numero))
        file[f"data/{anno}/{esempio.relative_to(esempi).as_posix()}"] = testo.encode()
    nomi = "\n".join(in_riga({chiave: nome})[1:-1] for chiave in ("nome", "nome_breve"))
    file["data/ente.yml"] = ENTE.format(nomi=nomi).encode()
    if (programma / TRASPARENZA).is_file():
        file[TRASPARENZA] = _senza_giorni(leggi(programma, programma / TRASPARENZA))
    for pagina in censisci(programma, "content").file:
        sotto = pagina.relative_to(programma)
        if not ANNO.fullmatch(sotto.parts[1]):
            file[sotto.as_posix()] = leggi(programma, pagina)
    albero = _albero(file[f"data/{anno}/{ALBERO.dove}"])
    capitoli = {f"content/{n}": testo.encode() for n, testo in anno_di_tipo(anno, albero).items()}
    return file | capitoli | file_editor(programma)


def _albero(grezzo: bytes) -> Albero:
    with provvisoria() as cartella:
        (cartella / ALBERO.dove).write_bytes(grezzo)
        albero = leggi_albero(Lettura(cartella), cartella / ALBERO.dove)
    assert albero is not None  # noqa: S101 - the examples are the program's own
    return albero


def _senza_giorni(grezzo: bytes) -> bytes:
    """Return the section of transparency without the days on which another chamber brought it up to date."""
    ritocchi = Ritocchi(TRASPARENZA, grezzo)
    obblighi = coppie(ritocchi.radice).get("obblighi") if ritocchi.radice else None
    for posto, obbligo in enumerate(obblighi[1].value if obblighi else ()):
        if isinstance(obbligo, yaml.MappingNode) and "aggiornamento" in coppie(obbligo):
            ritocchi.togli(obbligo, ("obblighi", posto), {"aggiornamento"})
    return ritocchi.fatti()
