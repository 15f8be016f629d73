"""The look-out for personal data: a datum is found however it is spelled, wherever it stands, and is not said."""

from __future__ import annotations

import io
import random
import time
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from macros.checks import personali
from macros.checks.esame import esamina
from macros.reading.pagine.scritti import _di_pdf, _di_zip, _stringhe, scritti
from macros.reading.testo.lettura import Lettura
from tests.progetto_copia import progetto_piccolo, sostituisci

pytestmark = pytest.mark.slow

CODICE = "RSSMRA80A01H501U"
"""Of nobody: the example of the ministry."""
SCHEDA = "data/2021/schede/AS.1.yml"
SVG = "<svg>\n<text><tspan>RSSMRA</tspan><tspan>80A01H501U</tspan></text>\n</svg>"
PAGINA = "content/2021/relazione/premessa.md"


@pytest.fixture
def progetto(tmp_path: Path) -> Path:
    return progetto_piccolo(tmp_path / "p")


def dati_personali(progetto: Path) -> list[tuple[str, int, str]]:
    problemi = [p for p in esamina(progetto)[1] if p.code.startswith("TESTO-") and p.code != "TESTO-SEGNAPOSTO"]
    for p in problemi:
        assert "80A01" not in p.found + p.fix + p.expected, "the datum is not said"
        assert "rossi" not in p.found + p.fix + p.expected
    return [(p.source.path, p.source.line, p.code) for p in problemi]


def scrivi(progetto: Path, nome: str, testo: str | bytes) -> None:
    file = progetto / nome
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(testo if isinstance(testo, bytes) else testo.encode())


def test_il_progetto_di_prova_e_pulito(progetto):
    assert dati_personali(progetto) == []


@pytest.mark.parametrize(
    "scritto",
    [
        pytest.param(r'"pratica di RSSMRA\x380A01H501U"', id="una sequenza YAML"),
        pytest.param(r'"pratica di \u0052SSMRA80A01H501U"', id="una sequenza Unicode"),
        pytest.param(">\n        pratica di RSSMRA80A01\n        H501U", id="un testo piegato"),
        pytest.param("pratica di RSSMRA80A01\n        H501U", id="un testo su due righe"),
        pytest.param('"pratica di RSSMRA80A01\\\n        H501U"', id="virgolette continuate"),
        pytest.param("pratica di RSS-MRA-80A01-H501U", id="trattini"),
        pytest.param("pratica di RSS.MRA.80A01/H501_U", id="punti, barre"),
        pytest.param("pratica di RSS\u00a0MRA\u00a080A01\u2009H501U", id="spazi che non si spezzano"),
        pytest.param("pratica di RSS\u200bMRA\u200d80A01\u2060H501\u00adU", id="segni senza forma"),
        pytest.param("pratica di R S S M R A 8 0 A 0 1 H 5 0 1 U", id="una lettera alla volta"),
        pytest.param("pratica di &#82;SSMRA80A01H501U", id="un'entità HTML"),
        pytest.param("pratica di &amp;#x52;SSMRA80A01H501U", id="un'entità di un'entità"),
        pytest.param(
            "pratica di " + "".join(chr(ord(c) + 0xFEE0) for c in CODICE),
            id="lettere larghe",
        ),
        pytest.param("pratica di RSSMR\u041080\u041001\u041d501U", id="lettere cirilliche"),
        pytest.param("pratica di rss mra 80a01 h501u", id="minuscole"),
        pytest.param("pratica di RSSMRA80A01<b></b>H501U", id="un tag in mezzo"),
        pytest.param("pratica di RSSMRA80A01H5LMU", id="le lettere degli omocodici"),
    ],
)
def test_un_codice_fiscale_in_un_dato_comunque_scritto(progetto, scritto):
    if "H5LMU" in scritto:  # its check letter is another
        scritto = scritto.replace("H5LMU", "H5LM" + _lettera("RSSMRA80A01H5LM"))
    sostituisci(progetto / SCHEDA, "Nessuna per AS.1.a.", scritto)
    trovati = dati_personali(progetto)
    assert [(f, c) for f, _, c in trovati] == [(SCHEDA, "TESTO-CODICE-FISCALE")], trovati


def _lettera(primi: str) -> str:
    return next(c for c in "ABCDEFGHIJKLMNOPQRSTUVWXYZ" if list(personali.codici_fiscali(primi + c)))


@pytest.mark.parametrize(
    ("nome", "testo", "riga"),
    [
        pytest.param(PAGINA, "# Titolo\n\nReferente: RSSMRA80A01\nH501U.\n", 3, id="un capitolo a capo"),
        pytest.param(PAGINA, "# Titolo\n\nReferente: RSS**MRA**80A01`H501U`.\n", 3, id="segni di Markdown"),
        pytest.param(PAGINA, "# Titolo\n\n- uno\n- RSSMRA\\-80A01H501U\n", 4, id="una barra rovescia"),
        pytest.param(PAGINA, '---\ntitle: "RSSMRA\\x380A01H501U"\n---\n\n# Titolo\n', 2, id="la testata"),
        pytest.param(PAGINA, '# Titolo\n\n{{ grado("RSSMRA\\x380A01H501U") }}\n', 3, id="un argomento"),
        pytest.param(PAGINA, "# Titolo\n\n[x](https://a.example/RSSMRA%380A01H501U)\n", 3, id="un indirizzo"),
        pytest.param("content/2021/figura.svg", SVG, 2, id="un SVG"),
        pytest.param("content/nota.txt", "RSSMRA-80A01-H501U", 1, id="un testo"),
        pytest.param("content/nota.html", "<p>RSSMRA&#56;0A01H501U</p>", 1, id="una pagina HTML"),
        pytest.param("content/nota.json", '{"x": ["RSSMRA\\u00380A01H501U"]}', 1, id="un JSON"),
        pytest.param("content/nota.xyz", "RSSMRA-80A01-H501U".encode("utf-16"), 1, id="UTF-16, di genere ignoto"),
        pytest.param("data/2021/note.tsv", "a\tb\nuno\tRSSMRA-80A01-H501U\n", 2, id="una cella"),
        pytest.param("data/2021/atti/atto.txt", "RSSMRA 80A01 H501U", 1, id="l'allegato di un atto"),
        pytest.param("data/2021/RSSMRA-80A01-H501U/x.txt", "niente", 1, id="il nome di una cartella"),
        pytest.param("content/2021/RSSMRA%380A01H501U.png", b"\x89PNG\r\n\x1a\n", 1, id="il nome di una figura"),
    ],
)  # fmt: skip
def test_un_codice_fiscale_in_ogni_file_da_pubblicare(progetto, nome, testo, riga):
    scrivi(progetto, nome, testo)
    assert (nome, riga, "TESTO-CODICE-FISCALE") in dati_personali(progetto)


def _zip(nome: str, testo: str) -> bytes:
    aperto = io.BytesIO()
    with zipfile.ZipFile(aperto, "w", zipfile.ZIP_DEFLATED) as archivio:
        archivio.writestr(nome, testo)
    return aperto.getvalue()


def _png(testo: bytes) -> bytes:
    pezzo = b"tEXt" + b"Author\0" + testo
    return b"\x89PNG\r\n\x1a\n" + (len(pezzo) - 4).to_bytes(4, "big") + pezzo + zlib.crc32(pezzo).to_bytes(4, "big")


PAGINA_PDF = b"BT [(di RSSMRA) -3 (80A01H501U)] TJ ET"


@pytest.mark.parametrize(
    ("nome", "grezzo"),
    [
        pytest.param("x.pdf", b"%PDF-1.7 \xff\n/Author (RSSMRA80A01H501U)\n", id="l'autore di un PDF"),
        pytest.param(
            "x.pdf", b"%PDF-1.7\n\xff\nstream\n" + zlib.compress(PAGINA_PDF) + b"\nendstream\n", id="una pagina"
        ),
        pytest.param("x.docx", _zip("word/document.xml", "<w:t>RSSMRA</w:t><w:t>80A01H501U</w:t>"), id="un documento"),
        pytest.param("x.ods", _zip("content.xml", "<p>RSSMRA 80A01 H501U</p>"), id="un foglio"),
        pytest.param("x.png", _png(b"RSSMRA80A01H501U"), id="una figura"),
    ],
)
def test_un_codice_fiscale_in_un_allegato_che_non_e_testo(progetto, nome, grezzo):
    scrivi(progetto, f"data/2021/atti/{nome}", grezzo)
    assert dati_personali(progetto) == [(f"data/2021/atti/{nome}", 1, "TESTO-CODICE-FISCALE")]


@pytest.mark.parametrize(
    "pezzo",
    [
        pytest.param(b"stream\n", id="parti mai chiuse"),
        pytest.param(b"stream\nendstream", id="parti vuote"),
        pytest.param(b"stream\n(" + b"endstrea", id="quasi chiuse"),
    ],
)
def test_un_pdf_ostile_si_legge_in_tempo_lineare(pezzo):
    _cresce_come_il_testo(lambda n: list(_di_pdf(pezzo * (n // len(pezzo)))))


@pytest.mark.parametrize("pezzo", [b"(", b"(\\", b"\\(", b"(a", b"<", b"4", b"<4 ", b"(<", b" ", b"()", b"(<41>"])
@pytest.mark.parametrize("prima", [b"", b"(", b"<"])
def test_una_pagina_ostile_si_legge_in_tempo_lineare(pezzo, prima):
    _cresce_come_il_testo(lambda n: _stringhe(prima + pezzo * (n // len(pezzo))))


def _cresce_come_il_testo(fai: Callable[[int], object]) -> None:
    def secondi(byte: int) -> float:
        inizio = time.perf_counter()
        fai(byte)
        return time.perf_counter() - inizio

    assert secondi(50_000) < 2, "far less than when each byte is the beginning of all the others"
    assert secondi(400_000) < 2


def test_le_stringhe_di_una_pagina_sono_quelle_di_sempre():
    pagina = rb"BT (a\(b\)) Tj <63 64> Tj [(e (f) g) -3 (h)] TJ << /X <69>>> (mai chiusa (i) <6a"
    assert _stringhe(pagina) == "a(b)cdfhii"


@pytest.mark.parametrize("come", [zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_un_archivio_guasto_si_legge_com_e(come):
    """Whatever byte is wrong, in the names too: no archive stops the checks."""
    archivio = io.BytesIO()
    with zipfile.ZipFile(archivio, "w", come) as aperto:
        aperto.writestr("perché.xml", "RSSMRA 80A01 H501U " * 20)
    buono = archivio.getvalue()
    for posto in range(2, len(buono)):
        for byte in (0, 255):
            list(_di_zip(buono[:posto] + bytes([byte]) + buono[posto + 1 :]))


@pytest.mark.parametrize("quanti", [500_000, pytest.param(2_000_000, marks=pytest.mark.prova)])
def test_il_certificato_di_chi_ha_firmato_e_le_cifre_a_caso_non_sono_un_allarme(progetto, quanti):
    scrivi(progetto, "data/2021/atti/x.p7m", b"\x30\x82\xff TINIT-RSSMRA80A01H501U \x00")
    caso = random.Random(7).randbytes(quanti)  # noqa: S311 - chance, not a secret
    scrivi(progetto, "data/2021/atti/y.bin", b"\xff" + caso)
    scrivi(progetto, "data/2021/atti/z.zip", _zip("a.xml", caso.decode("latin-1")))
    assert dati_personali(progetto) == []


def test_senza_la_lettera_giusta_un_codice_smembrato_e_un_testo_qualunque(progetto):
    scrivi(progetto, PAGINA, "# Titolo\n\nSigle RSS MRA 80 A 01 H 501 Z, e tabella ABC DEF 12 B 34 C 567 D.\n")
    assert dati_personali(progetto) == []


@pytest.mark.parametrize(
    ("testo", "codice"),
    [
        ("IBAN IT60-X054-2811-1010-0000-0123-456", "TESTO-IBAN"),
        ("IBAN IT60X05428111010000\n00123456", "TESTO-IBAN"),
        ("DE89 3704 0044 0532 0130 00", "TESTO-IBAN"),
        ("scrivere a mario.rossi@gmail.com", "TESTO-POSTA"),
        ("scrivere a mario.rossi&#64;posta.it", "TESTO-POSTA"),
        ("scrivere a mario.rossi\uff20posta.it", "TESTO-POSTA"),
        ("scrivere a [chi risponde](mailto:mario.rossi%40posta.it)", "TESTO-POSTA"),
        ("scrivere a <mario.rossi@posta.it>", "TESTO-POSTA"),
        ("scrivere a mario.rossi (chiocciola) posta.it", "TESTO-POSTA"),
        ("chiamare +39 030 3725200", "TESTO-TELEFONO"),
        ("chiamare 0039-345-1234567", "TESTO-TELEFONO"),
        ("tel. 030/3725200", "TESTO-TELEFONO"),
        ("cellulare: 3451234567", "TESTO-TELEFONO"),
        ("[chiama](tel:+390303725200)", "TESTO-TELEFONO"),
    ],
)
def test_conti_posta_e_telefoni(progetto, testo, codice):
    scrivi(progetto, PAGINA, f"# Titolo\n\n{testo}\n")
    assert dati_personali(progetto) == [(PAGINA, 3, codice)]


def test_i_contatti_dell_ente_valgono_ovunque_e_il_dominio_di_un_gestore_no(progetto):
    ente = progetto / "data" / "ente.yml"
    sostituisci(
        ente,
        "ufficio_responsabile: Ufficio Controllo di gestione",
        'pec: camera@legalmail.it\nufficio_responsabile: "Ufficio, performance@bs.camcom.it, tel. 030 3725200"',
    )
    righe = ["camera@legalmail.it", "urp@bs.camcom.it", "tel. +39 030 3725200", "mario.rossi@legalmail.it"]
    scrivi(progetto, PAGINA, "# Titolo\n\n" + "\n".join(righe) + "\n")
    assert dati_personali(progetto) == [(PAGINA, 6, "TESTO-POSTA")]


def test_un_indirizzo_senza_dominio_non_rende_noti_tutti(progetto):
    sostituisci(progetto / "data/ente.yml", "nome:", "indirizzo_sito: https://it\nnome:")
    scrivi(progetto, PAGINA, "# Titolo\n\nmario.rossi@casa-sua.it\n")
    assert (PAGINA, 3, "TESTO-POSTA") in dati_personali(progetto)


def test_le_coordinate_di_un_disegno_non_sono_telefoni(progetto):
    scrivi(progetto, "content/2021/figura.svg", '<svg><path d="M 345 1234567 L 333 7654321"/><text>12</text></svg>')
    assert dati_personali(progetto) == []


@pytest.mark.parametrize(
    "pezzo",
    ["a", "A1", "RSSMRA", "RSSMRA80A01H501", "<", "@a", "a.a@", "&#82;", "&amp;", "IT60", "3 ", "tel ",
     "tel....", "%41", "\\x41", "[ at", "l'unico ",
     "assenza di un", "é", "+39 1 ", "a@b.", "legge n. ", "&", "<a ", "\u200b"],
)  # fmt: skip
@pytest.mark.parametrize("lunga", [250_000, pytest.param(1_000_000, marks=pytest.mark.prova)])
def test_una_riga_lunghissima_si_legge_in_tempo_lineare(pezzo, lunga):
    def secondi(caratteri: int) -> float:
        testo = pezzo * (caratteri // len(pezzo))
        inizio = time.perf_counter()
        for letto in personali.letture(testo):
            personali.CODICE_FISCALE.search(letto)
            for cerca in (personali.codici_fiscali, personali.iban, personali.indirizzi, personali.telefoni):
                assert len(list(cerca(letto))) <= len(testo)
            list(personali.delicate(letto))
        return time.perf_counter() - inizio

    assert secondi(lunga) < max(0.5, secondi(lunga // 8) * 8) * 4, "eight times the text"


PEZZI = ("RSSMRA85T10A562S", "RSS MRA", "85T10A562S", "IT60X0542811101000000123456", "IT60 X054", "2811101000000123456")
LEGANTI = st.sampled_from(["", " ", "\n", ", ", ": ", '"', "'", ";", "\u00a0", "è", "e\u0301", "# ", "- ", "|", "\t"])


@pytest.mark.slow
@given(st.lists(st.tuples(st.sampled_from([*PEZZI, "uno", "2021", "IT"]), LEGANTI), max_size=8), st.data())
@settings(max_examples=600, deadline=None)
def test_cio_che_si_salta_intero_non_ha_niente_nelle_sue_parti(
    parti: list[tuple[str, str]], dati: st.DataObject
) -> None:
    """A file is spared the look at each of its texts only where none of them would have been told."""
    suffisso = dati.draw(st.sampled_from([".yml", ".csv", ".md", ".svg"]))
    testo = "".join(f"{a}{b}" for a, b in parti)
    if not personali.forse_uniti(testo):
        for scritto in scritti(Lettura(Path()), Path(f"a{suffisso}"), testo):
            for letto in personali.letture(scritto.testo):
                assert not list(personali.codici_fiscali(letto))
                assert not list(personali.iban(letto))


SPARSI = [
    *(
        "3",
        "340",
        "340 123 4567",
        "+39 030 12345",
        "tel.",
        "Tel 030 3514",
        "12,",
        "-",
        "/",
        "mario",
        "rossi@",
        "@libero.it",
    ),
    *(
        "(at)",
        "chiocciola",
        "unico",
        "addetto",
        "assenza prolungata",
        "malattia",
        "104/92",
        "<b>",
        "&#64;",
        "\n",
        " ",
        ".",
        "a1b2" * 12,
    ),
]


@given(st.lists(st.lists(st.sampled_from(SPARSI), max_size=5).map("".join), max_size=5))
@settings(max_examples=1500, deadline=None)
def test_i_testi_guardati_insieme_non_nascondono_cio_che_uno_ha(testi: list[str]) -> None:
    """Texts are looked through together first: what is found in one is found in all of them."""
    letture = [letto for testo in testi for letto in personali.letture(testo)]
    insieme = "\0".join(letture)
    for cerca in (personali.indirizzi, personali.telefoni, personali.delicate):
        assert any(cerca(insieme)) or not any(any(cerca(letto)) for letto in letture)
