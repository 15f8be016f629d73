"""Tables as a workbook: XLSX written by hand, the same bytes for the same sheets.

Without a library: those that there are write sixteen digits of a number, and the twenty decimals of an exact grade
would not be those of the CSV; and they take two to five times as long, at every change of the site. No formula, no
merged cell; what a text cell holds was made harmless where the CSV was written (`macros/model/foglio.py`).
"""

from __future__ import annotations

import datetime as dt
import io
import re
import zipfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from html import escape

from macros.publish.dati.colonne import NUMERICI, NUMERO, Colonna, TipoColonna

MEDIATYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
SEMPRE = (1980, 1, 1, 0, 0, 0)
"""The day of every file inside: the clock is no datum."""
ZERO, PRIMO = dt.date(1899, 12, 30), dt.date(1900, 3, 1)
"""The day that a spreadsheet counts from, and the first that all of them count alike."""
LUNGO = 32_767
"""Characters that a cell holds."""
NORMALE, TITOLO, TESTATA, DATA, A_CAPO = range(5)
"""Styles of a cell, in the order of `_STILI`."""
LARGO_MINIMO, LARGO_MASSIMO = 9, 60
"""Of a column, in characters."""
_VIETATI = re.compile(r"[\x00-\x08\x0b-\x1f\ufffe\uffff]")
_FOGLI = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_LEGAMI = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACCO = "http://schemas.openxmlformats.org/package/2006"
_TIPO = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_TESTA = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_STILI = (
    f'<styleSheet xmlns="{_FOGLI}"><fonts count="3"><font><sz val="11"/><name val="Calibri"/></font>'
    '<font><b/><sz val="14"/><name val="Calibri"/></font><font><b/><sz val="11"/><name val="Calibri"/></font></fonts>'
    '<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill>'
    '</fills><borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>'
    '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs><cellXfs count="5">'
    '<xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>'
    '<xf numFmtId="0" fontId="1" fillId="0" borderId="0" xfId="0" applyFont="1"/>'
    '<xf numFmtId="0" fontId="2" fillId="0" borderId="0" xfId="0" applyFont="1"/>'
    '<xf numFmtId="14" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>'
    '<xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0" applyAlignment="1">'
    '<alignment vertical="top" wrapText="1"/></xf></cellXfs>'
    '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>'
)


@dataclass(frozen=True, slots=True)
class FoglioDati:
    """A sheet: lines above, then a table with its columns and its rows."""

    nome: str
    colonne: Mapping[str, Colonna]
    righe: Sequence[Sequence[str]]
    sopra: tuple[str, ...] = ()
    a_capo: bool = False


@dataclass(frozen=True, slots=True)
class Frontespizio:
    """What a workbook says of itself."""

    titolo: str
    descrizione: str
    autore: str
    giorno: dt.date


def in_xlsx(di: Frontespizio, fogli: Sequence[FoglioDati]) -> bytes:
    """Return a workbook."""
    pacco = io.BytesIO()
    with zipfile.ZipFile(pacco, "w", zipfile.ZIP_DEFLATED) as archivio:
        for nome, testo in _parti(di, fogli):
            archivio.writestr(zipfile.ZipInfo(nome, SEMPRE), _TESTA + testo, zipfile.ZIP_DEFLATED)
    return pacco.getvalue()


def _parti(di: Frontespizio, fogli: Sequence[FoglioDati]) -> Iterator[tuple[str, str]]:
    """Yield the files of the package: name, text."""
    numeri = range(1, len(fogli) + 1)
    con_tabella = [n for n, f in zip(numeri, fogli, strict=True) if f.righe]
    tipi = [("/xl/workbook.xml", f"{_TIPO}.sheet.main+xml"), ("/xl/styles.xml", f"{_TIPO}.styles+xml")]
    tipi += [(f"/xl/worksheets/sheet{n}.xml", f"{_TIPO}.worksheet+xml") for n in numeri]
    tipi += [(f"/xl/tables/table{n}.xml", f"{_TIPO}.table+xml") for n in con_tabella]
    tipi += [("/docProps/core.xml", "application/vnd.openxmlformats-package.core-properties+xml")]
    yield (
        "[Content_Types].xml",
        f'<Types xmlns="{_PACCO}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        + "".join(f'<Override PartName="{nome}" ContentType="{tipo}"/>' for nome, tipo in tipi)
        + "</Types>",
    )
    principale = ("rId1", f"{_LEGAMI}/officeDocument", "xl/workbook.xml")
    yield (
        "_rels/.rels",
        _rimandi([principale, ("rId2", f"{_PACCO}/relationships/metadata/core-properties", "docProps/core.xml")]),
    )
    yield "docProps/core.xml", _proprieta(di)
    coppie = [*zip(numeri, fogli, strict=True)]
    nominati = "".join(f'<sheet name="{escape(f.nome)}" sheetId="{n}" r:id="rId{n}"/>' for n, f in coppie)
    yield (
        "xl/workbook.xml",
        f'<workbook xmlns="{_FOGLI}" xmlns:r="{_LEGAMI}"><sheets>{nominati}</sheets></workbook>',
    )
    legati = [(f"rId{n}", f"{_LEGAMI}/worksheet", f"worksheets/sheet{n}.xml") for n in numeri]
    yield "xl/_rels/workbook.xml.rels", _rimandi([*legati, (f"rId{len(fogli) + 1}", f"{_LEGAMI}/styles", "styles.xml")])
    yield "xl/styles.xml", _STILI
    for n, foglio in coppie:
        yield f"xl/worksheets/sheet{n}.xml", "".join(_foglio(foglio, primo=n == 1))
        if n in con_tabella:
            yield (
                f"xl/worksheets/_rels/sheet{n}.xml.rels",
                _rimandi([("rId1", f"{_LEGAMI}/table", f"../tables/table{n}.xml")]),
            )
            yield f"xl/tables/table{n}.xml", _tabella(foglio, n)


def _rimandi(quali: Iterable[tuple[str, str, str]]) -> str:
    dentro = "".join(f'<Relationship Id="{i}" Type="{tipo}" Target="{dove}"/>' for i, tipo, dove in quali)
    return f'<Relationships xmlns="{_PACCO}/relationships">{dentro}</Relationships>'


def _proprieta(di: Frontespizio) -> str:
    giorno = f"{di.giorno.isoformat()}T00:00:00Z"
    date = "".join(f'<dcterms:{d} xsi:type="dcterms:W3CDTF">{giorno}</dcterms:{d}>' for d in ("created", "modified"))
    return (
        f'<cp:coreProperties xmlns:cp="{_PACCO}/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/" '
        'xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"<dc:title>{_testo(di.titolo)}</dc:title><dc:creator>{_testo(di.autore)}</dc:creator>"
        f"<dc:description>{_testo(di.descrizione)}</dc:description>{date}<dc:language>it-IT</dc:language>"
        "</cp:coreProperties>"
    )


def _foglio(f: FoglioDati, *, primo: bool) -> Iterator[str]:
    testata, lettere = len(f.sopra) + 1, [_lettera(n) for n in range(len(f.colonne))]
    scelto = 'tabSelected="1" ' if primo else ""
    intestazioni = "".join(_scritta(a, testata, TESTATA, c) for a, c in zip(lettere, f.colonne, strict=True))
    yield (
        f'<worksheet xmlns="{_FOGLI}" xmlns:r="{_LEGAMI}"><sheetViews><sheetView {scelto}'
        f'workbookViewId="0"><pane ySplit="{testata}" topLeftCell="A{testata + 1}" activePane="bottomLeft" '
        f'state="frozen"/><selection pane="bottomLeft"/></sheetView></sheetViews><cols>'
    )
    for n, nome in enumerate(f.colonne):
        quanto = max(len(nome) + 4, *(len(r[n]) for r in f.righe[:100]), LARGO_MINIMO)
        yield f'<col min="{n + 1}" max="{n + 1}" width="{min(quanto, LARGO_MASSIMO)}" customWidth="1"/>'
    yield "</cols><sheetData>"
    for n, detto in enumerate(f.sopra, 1):
        yield f'<row r="{n}">{_scritta("A", n, TITOLO if n == 1 else NORMALE, detto)}</row>'
    yield f'<row r="{testata}">{intestazioni}</row>'
    posti = [(lettera, c.tipo) for lettera, c in zip(lettere, f.colonne.values(), strict=True)]
    stile = A_CAPO if f.a_capo else NORMALE
    for n, riga in enumerate(f.righe, testata + 1):
        celle = (_cella(a, n, tipo, stile, c) for (a, tipo), c in zip(posti, riga, strict=True) if c)
        yield f'<row r="{n}">{"".join(celle)}</row>'
    yield "</sheetData>"
    if f.righe:
        yield '<tableParts count="1"><tablePart r:id="rId1"/></tableParts>'
    yield "</worksheet>"


def _cella(lettera: str, riga: int, tipo: TipoColonna, stile: int, scritta: str) -> str:
    """Write a cell: a number where the column has numbers, a day where it has days, else text."""
    if tipo in NUMERICI or (tipo is TipoColonna.MISTO and NUMERO.fullmatch(scritta)):
        return f'<c r="{lettera}{riga}"><v>{scritta}</v></c>'
    if tipo is TipoColonna.GIORNO and (giorno := dt.date.fromisoformat(scritta)) >= PRIMO:
        return f'<c r="{lettera}{riga}" s="{DATA}"><v>{(giorno - ZERO).days}</v></c>'
    return _scritta(lettera, riga, stile, scritta)


def _scritta(lettera: str, riga: int, stile: int, scritta: str) -> str:
    return (
        f'<c r="{lettera}{riga}" s="{stile}" t="inlineStr"><is><t xml:space="preserve">{_testo(scritta)}</t></is></c>'
    )


def _testo(scritto_: str) -> str:
    """Return a text as XML holds it: without the characters that it cannot, no longer than a cell."""
    return escape(_VIETATI.sub(" ", scritto_[:LUNGO]), quote=False)


def _tabella(f: FoglioDati, n: int) -> str:
    """Return the table of a sheet: whoever listens hears the name of the column, and the rows can be filtered."""
    testata = len(f.sopra) + 1
    dove = f"A{testata}:{_lettera(len(f.colonne) - 1)}{testata + len(f.righe)}"
    nome = re.sub(r"\W", "_", f.nome)
    colonne = "".join(f'<tableColumn id="{i}" name="{escape(c)}"/>' for i, c in enumerate(f.colonne, 1))
    return (
        f'<table xmlns="{_FOGLI}" id="{n}" name="{nome}" displayName="{nome}" ref="{dove}" totalsRowShown="0">'
        f'<autoFilter ref="{dove}"/><tableColumns count="{len(f.colonne)}">{colonne}</tableColumns>'
        '<tableStyleInfo name="TableStyleLight1" showFirstColumn="0" showLastColumn="0" showRowStripes="1" '
        'showColumnStripes="0"/></table>'
    )


def _lettera(n: int) -> str:
    """Return what a column is called, from 0: A to Z, AA and so on."""
    prima, ultima = divmod(n, 26)
    return (_lettera(prima - 1) if prima else "") + chr(ord("A") + ultima)
