"""What comes back signed: our bytes unchanged are known in whatever form, anything else is refused with its reason."""

from __future__ import annotations

import base64
import random
import time
import zlib
from functools import reduce
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from asn1crypto import cms
from pypdf import PdfReader

from macros.firma.esito import Firmato, FirmaTrovata, Forma, NonDimostrabile, Ragione
from macros.firma.firmato import esamina_firmato
from macros.firma.stati import quante_pagine
from tests import firmati as f

NOI = f.nostro()
UNA = (FirmaTrovata(f.NOME),)
DUE = UNA * 2
VISIBILE = f.campo(rettangolo="50 50 200 100", altro="/F 4")


def esamina(byte: bytes) -> Firmato | NonDimostrabile:
    return esamina_firmato(NOI, byte)


def _detto(byte: bytes, nostro: bytes = NOI) -> str:
    """Return what is said of a file: the reason and the place, or how it holds ours."""
    esito = esamina_firmato(nostro, byte)
    if isinstance(esito, NonDimostrabile):
        return f"{esito.ragione}: {esito.dove}".removesuffix(": ")
    return f"{esito.forma} {len(esito.firme)}" + (" con i profili" if esito.profili else " senza i profili")


# ---- what honest programs make


def test_le_pagine_di_un_pdf_nostro_si_contano_di_un_altro_no():
    assert quante_pagine(NOI) == len(PdfReader(BytesIO(NOI)).pages)
    assert quante_pagine(b"%PDF-1.7\n%%EOF") is None


def test_una_firma_invisibile_dentro_il_pdf_tiene_i_profili():
    atteso = Firmato(forma=Forma.PDF, buste=0, firme=UNA, riquadri=(), profili=True)
    for indice in ("tavola", "flusso", "ibrido"):
        assert esamina(f.firmato(indice)) == atteso, indice


def test_una_firma_visibile_non_li_tiene_e_si_sa_dove_e():
    esito = esamina(f.firmato(campo=VISIBILE))
    assert isinstance(esito, Firmato)
    assert not esito.profili
    assert [(r.pagina, r.larghezza, r.altezza) for r in esito.riquadri] == [(1, 150, 50)]


@pytest.mark.parametrize(
    ("campo", "profili"),
    [
        pytest.param(f.campo(rettangolo="9 9 9 9"), True, id="un punto"),
        pytest.param(f.campo(altro="/F 2"), False, id="nascosta: PDF/A non vuole annotazioni nascoste"),
        pytest.param(f.campo(altro=""), False, id="senza modi"),
        pytest.param(f.campo(rettangolo="9 9 90 90", altro="/F 2"), False, id="nascosta con un'area"),
    ],
)
def test_una_firma_che_non_si_vede_non_ha_riquadri(campo, profili):
    esito = esamina(f.firmato(campo=campo))
    assert isinstance(esito, Firmato)
    assert (esito.riquadri, esito.profili) == ((), profili)


BUSTE = {
    "DER": f.busta(NOI),
    "RSA": f.busta(NOI, quale="rsa"),
    "RSA-PSS": f.busta(NOI, quale="rsa", pss=True),
    "base64": base64.encodebytes(f.busta(NOI)),
    "PEM": b"-----BEGIN PKCS7-----\n" + base64.encodebytes(f.busta(NOI)) + b"-----END PKCS7-----\n",
    "a pezzi": f.in_pezzi(f.busta(NOI)),
    "due firme": f.busta(NOI, quante=2),
}


def test_una_busta_in_ogni_sua_scrittura_contiene_il_documento():
    for come, byte in BUSTE.items():
        firme = DUE if come == "due firme" else UNA
        assert esamina(byte) == Firmato(forma=Forma.P7M, buste=1, firme=firme, riquadri=(), profili=True), come


def test_le_buste_si_contano_una_dentro_l_altra():
    assert esamina(f.busta(f.busta(NOI))).buste == 2
    assert esamina(f.in_pezzi(f.busta(f.firmato()))) == Firmato(
        forma=Forma.P7M, buste=1, firme=DUE, riquadri=(), profili=True
    )
    marcato = esamina(f.marcato(f.busta(NOI)))
    assert [firma.marca for firma in marcato.firme] == [True, False]
    assert marcato.buste == 2


def _validita(byte: bytes) -> bytes:
    """Append what shows that certificates were valid, as programs do after a signature."""
    radice = f"<< {f.CATALOGO} /AcroForm {f.MODULO} 0 R /DSS 30 0 R /Extensions << /ESIC << /ExtensionLevel 5 >> >> >>"
    dati = {f.RADICE: radice, 30: "<< /Type /DSS /Certs [31 0 R] >>", 31: f.flusso("", b"certificato")}
    return f.aggiungi(byte, dati)


FIRMATO = f.firmato()
CERTIFICATA = f.da_firmare(altro="/Reference [<< /TransformMethod /DocMDP /TransformParams << /P 1 >> >>]")
RADICE_CERTIFICATA = f"<< {f.CATALOGO} /AcroForm {f.MODULO} 0 R /Perms << /DocMDP {f.FIRMA} 0 R >> >>"
SOLO_QUESTA = f.firmato(radice=RADICE_CERTIFICATA, firma=CERTIFICATA)
ALTRA_FORMA = (
    '<x:xmpmeta xmlns:x="adobe:ns:meta/"><r:RDF xmlns:r="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
    '<r:Description r:about="" xmlns:a="http://www.aiim.org/pdfa/ns/id/" a:conformance="A"><a:part>3</a:part>'
    '<d:title xmlns:d="http://purl.org/dc/elements/1.1/"><r:Alt><r:li xml:lang="x-default">Titolo</r:li></r:Alt>'
    '</d:title><m:ModifyDate xmlns:m="http://ns.adobe.com/xap/1.0/">2022-05-05</m:ModifyDate></r:Description>'
    "</r:RDF></x:xmpmeta>"
)


def _descrizione(testo: str) -> bytes:
    return f.flusso("/Type /Metadata /Subtype /XML", testo.encode())


def _con(**altri: bytes | str) -> bytes:
    """Return our PDF signed, with some more objects rewritten: their numbers after a letter."""
    oggetti = f.prima_firma() | {int(nome[1:]): corpo for nome, corpo in altri.items()}
    return f.firma(f.aggiungi(NOI, oggetti))


CAMPO_VUOTO = {n: o for n, o in f.prima_firma(campo=f.campo(None)).items() if n != f.FIRMA}
ONESTI = {
    "due firme": f.seconda_firma(FIRMATO),
    "una firma e una marca": f.seconda_firma(FIRMATO, marca=True),
    "la validità dopo la firma": _validita(FIRMATO),
    "altra validità": f.aggiungi(
        _validita(FIRMATO), {30: "<< /Type /DSS /Certs [31 0 R 32 0 R] >>", 32: f.flusso("", b"")}
    ),
    "una marca dopo la certificazione": f.seconda_firma(SOLO_QUESTA, marca=True),
    "date e programma": _con(n8=f"<< {f.INFO.replace('(nostro)', '(altri)')} /ModDate (D:20220505) >>"),
    "il titolo in altre lettere": _con(n8="<< /Title (Rel. \\205 A) /CreationDate (D\\07220220224000000Z) >>"),
    "la descrizione in altra forma": _con(n6=_descrizione(ALTRA_FORMA)),
    "un oggetto riscritto com'era": _con(n4="<< /Contents 5 0 R /MediaBox [0 0 595.0 842]/Parent 2 0 R/Type/P#61ge >>"),
    "un a capo in fondo": FIRMATO + b"\n",
    "un campo preparato prima": f.firma(
        f.aggiungi(f.aggiungi(NOI, CAMPO_VUOTO), {f.CAMPO: f.campo(), f.FIRMA: f.da_firmare()})
    ),
}


@pytest.mark.parametrize("quale", ONESTI)
def test_cio_che_serve_a_una_firma_puo_cambiare(quale):
    esito = esamina(ONESTI[quale])
    assert isinstance(esito, Firmato), esito
    assert esito.profili


VERI = Path(__file__).parent / "dati" / "firmati"
"""Made by the programs of others: pyHanko 0.38 (pades-*), OpenSSL 3 (*.p7m), with a key made for it and thrown away."""


@pytest.mark.parametrize(
    ("nome", "atteso"),
    [
        ("nostro.pdf", "nessuna_firma"),
        ("pades.pdf", "pdf 1 con i profili"),
        ("pades-due.pdf", "pdf 2 con i profili"),
        ("pades-certificato.pdf", "pdf 1 con i profili"),
        ("pades-visibile.pdf", "pdf 1 senza i profili"),
        ("pezzi.p7m", "p7m 1 con i profili"),
        ("testo.p7m", "p7m 1 con i profili"),
    ],
)
def test_cio_che_fanno_i_programmi_di_altri_si_riconosce(nome, atteso):
    assert _detto((VERI / nome).read_bytes(), (VERI / "nostro.pdf").read_bytes()) == atteso


# ---- what is refused, with its reason

VUOTA = f.aggiungi(NOI, f.prima_firma())
NOTA_NUOVA = "<< /Type /Annot /Subtype /FreeText /Rect [9 9 99 99] /Contents (Grado 99,90) >>"


def _pagina(voce: str, valore: str) -> str:
    return f"<< {f.PAGINA.replace('[7 0 R]', f'[7 0 R {f.CAMPO} 0 R]').replace(voce, valore)} >>"


def _catalogo(altro: str) -> bytes:
    return f.firmato(radice=f"<< {f.CATALOGO} /AcroForm {f.MODULO} 0 R {altro} >>")


def _modulo(altro: str) -> bytes:
    return f.firmato(modulo=f"<< /Fields [{f.CAMPO} 0 R] /SigFlags 3 {altro} >>")


def _indice(**come: Any) -> bytes:
    return f.firma(f.aggiungi(NOI, f.prima_firma(), **come))


def _dopo(oggetti: dict[int, bytes | str]) -> bytes:
    """Return a signed PDF with a revision after the signature."""
    return f.aggiungi(FIRMATO, oggetti)


def _tratti(byte: bytes, nuovi: bytes) -> bytes:
    vecchi = byte[byte.rindex(b"/ByteRange") :].partition(b"]")[0]
    return byte.replace(vecchi, (b"/ByteRange [" + nuovi).ljust(len(vecchi)))


CON_NOTA = f.aggiungi(NOI, f.prima_firma(firma=f.da_firmare().replace("> >>", "> /Nota (99,90) >>")))


def _proprieta_al_posto_della_pagina() -> bytes:
    """Return our PDF signed, with the first page turned into the properties of the document."""
    oggetti = f.prima_firma(pagina=f"<< {f.INFO} >>")
    return f.firma(f.aggiungi(NOI, oggetti, chiusura="/Root 1 0 R /Info 3 0 R"))


def _aspetto_riscritto() -> bytes:
    """Return a signed PDF whose visible signature is drawn anew after it, as if it were about the certificates."""
    oggetti = f.prima_firma(
        radice=f"<< {f.CATALOGO} /AcroForm {f.MODULO} 0 R /DSS << /Certs [15 0 R] >> >>",
        campo=f.campo(rettangolo="50 50 200 100", altro="/F 4 /AP << /N 15 0 R >>"),
    )
    oggetti[15] = f.flusso("/Type /XObject /Subtype /Form /BBox [0 0 150 50]", b"(Firmato)")
    firmato = f.firma(f.aggiungi(NOI, oggetti))
    return f.aggiungi(firmato, {15: f.flusso("/Type /XObject /Subtype /Form /BBox [0 0 150 50]", b"(Grado 99,90)")})


BOMBA = f.flusso("/Type /ObjStm /N 1 /First 4 /Filter /FlateDecode", zlib.compress(b" " * (40 * 2**20), 9))
CIFRATA = cms.ContentInfo(
    {"content_type": "encrypted_data", "content": cms.EncryptedData({"version": "v0", "encrypted_content_info": {
        "content_type": "data", "content_encryption_algorithm": {"algorithm": "aes256_cbc", "parameters": bytes(16)},
    }})}
).dump()  # fmt: skip

OSTILI = {
    # not what was sent out
    "vuoto": (b"", "non_riconosciuto"),
    "un testo": (b"Relazione firmata", "non_riconosciuto"),
    "base64 di altro": (base64.b64encode(b"Relazione"), "non_riconosciuto"),
    "il nostro, non firmato": (NOI, "nessuna_firma"),
    "il nostro, troncato": (NOI[:-10], "altro_documento"),
    "un byte cambiato": (FIRMATO.replace(b"92,40", b"98,40"), "altro_documento"),
    "la busta di un altro": (f.busta(NOI.replace(b"92,40", b"98,40")), "altro_documento"),
    "la busta di un testo": (f.busta(b"testo"), "busta_illeggibile"),
    "troncato": (FIRMATO[:-10], f"coda_illeggibile: byte {FIRMATO.rindex(b'startxref')}"),
    "altro in fondo": (FIRMATO + b"altro", f"coda_illeggibile: byte {len(FIRMATO)}"),
    # envelopes
    "firma separata": (f.busta(NOI, separata=True), "separata"),
    "cifrata": (CIFRATA, "cifrata"),
    "troppe buste": (reduce(lambda b, _: f.busta(b), range(9), NOI), "troppo_grande"),
    "busta troncata": (f.busta(NOI)[:-9], "non_riconosciuto"),
    "busta con altro in fondo": (f.busta(NOI) + b"altro", "non_riconosciuto"),
    "sigillo falso": (f.busta(NOI, falsa=True), "firma_non_torna"),
    "contenuto cambiato": (f.busta(NOI).replace(b"92,40", b"98,40"), "firma_non_torna"),
    "senza certificato": (f.busta(NOI, senza_certificato=True), "certificato_assente"),
    "impronta debole": (f.busta(NOI, funzione="sha1"), "algoritmo: sha1"),
    "solo una marca": (f.marcato(NOI), "nessuna_firma"),
    "marca di altro": (f.marcato(f.busta(NOI)).replace(b"92,40", b"98,40"), "marca_non_torna"),
    # objects of ours
    "contenuto riscritto": (_con(n5=f.flusso("", b"BT (Grado 99,90) Tj ET")), "oggetto_riscritto: 5"),
    "pagina che ne mostra un altro": (
        _con(n3=_pagina("/Contents 5", "/Contents 20"), n20=f.flusso("", b"")),
        "pagina: Contents",
    ),
    "pagina tolta": (_con(n2="<< /Type /Pages /Count 1 /Kids [3 0 R] >>"), "oggetto_riscritto: 2 Pages"),
    "numero mai usato": (_con(n9="(x)"), "oggetto_riscritto: 9"),
    "nota aggiunta": (_con(n3=_pagina("[7", "[20 0 R 7"), n20=NOTA_NUOVA), "annotazione: 3"),
    "nota in coda": (_con(n3=_pagina("13 0 R]", "13 0 R 20 0 R]"), n20=NOTA_NUOVA), "annotazione: 3"),
    "nota scritta nella pagina": (_con(n3=_pagina("13 0 R]", f"13 0 R {NOTA_NUOVA}]")), "annotazione: 3"),
    "nota tolta": (_con(n3=_pagina("7 0 R ", "")), "annotazione: 3"),
    "nota riscritta": (_con(n7=NOTA_NUOVA), "oggetto_riscritto: 7 Annot"),
    "titolo cambiato": (_con(n8="<< /Title (Altro) /CreationDate (D:20220224000000Z) >>"), "proprieta: Title"),
    "proprietà tolte": (_indice(chiusura="/Root 1 0 R"), "proprieta: CreationDate"),
    "descrizione cambiata": (_con(n6=_descrizione(f.XMP.replace("Titolo", "Altro"))), "metadati"),
    "conformità tolta": (_con(n6=_descrizione(f.XMP.replace('pdfaid:part="3"', ""))), "metadati"),
    "descrizione con entità": (
        _con(n6=_descrizione('<!DOCTYPE a [<!ENTITY b "c">]>' + ALTRA_FORMA)),
        "metadati: DOCTYPE",
    ),
    # the catalog, the form
    "azione all'apertura": (_catalogo("/OpenAction << /S /JavaScript /JS (x) >>"), "catalogo: OpenAction"),
    "azioni": (_catalogo("/AA << >>"), "catalogo: AA"),
    "allegato": (
        _con(n1=f"<< {f.CATALOGO.replace('/Names <<', '/Names << /EmbeddedFiles 20 0 R', 1)} >>"),
        "catalogo: Names",
    ),
    "lingua tolta": (_con(n1=f"<< {f.CATALOGO.replace('/Lang (it)', '')} >>"), "catalogo: Lang"),
    "diritti d'uso": (_catalogo("/Perms << /UR3 14 0 R >>"), "catalogo: Perms"),
    "modulo XFA": (_modulo("/XFA (x)"), "modulo: XFA"),
    "aspetti da rifare": (_modulo("/NeedAppearances true"), "modulo: NeedAppearances"),
    "campo di testo": (f.firmato(campo=f.campo().replace("/FT /Sig", "/FT /Tx")), "modulo: FT"),
    "campo che fa qualcosa": (f.firmato(campo=f.campo(altro="/F 132 /A << /S /JavaScript >>")), "modulo: A"),
    "campo che è una nota": (f.firmato(campo=f.campo().replace("/Widget", "/FreeText")), "annotazione: 3"),
    "campo in un giro": (f.firmato(campo=f.campo(altro=f"/Kids [{f.CAMPO} 0 R]")), "modulo: Kids"),
    "firma che copre la pagina": (f.firmato(campo=f.campo(rettangolo="0 0 595 200")), "riquadro_grande: 1"),
    # two readings of one file
    "indice di prima": (_indice(prima=0), "indice_falso: Prev"),
    "indice in un giro": (_indice(prima=len(NOI)), "indice_falso: Prev"),
    "altra radice": (_indice(chiusura="/Root 20 0 R /Info 8 0 R"), "indice_falso: Root"),
    "cifrato": (_indice(chiusura="/Root 1 0 R /Info 8 0 R /Encrypt << >>"), "indice_falso: Root"),
    "oggetto nostro altrove": (_indice(voci={5: (1, len(NOI), 0)}), "indice_falso: 5"),
    "oggetto nostro cancellato": (_indice(voci={5: (0, 0, 1)}), "indice_falso: 5"),
    "oggetto che l'indice non dice": (_indice(fra=b"5 0 obj\n(x)\nendobj\n"), "indice_falso: 5"),
    "oggetto scritto due volte": (_indice(fra=b"3 0 obj\n(x)\nendobj\n"), "indice_falso: 3"),
    "indice nella parte nostra": (
        VUOTA.rpartition(b"startxref")[0] + b"startxref\n%d\n%%%%EOF\n" % f.ultimo_indice(NOI),
        "indice_falso: startxref",
    ),
    "chiave doppia": (_con(n3=_pagina("/Type", "/Contents 20 0 R /Type")), None),
    "altra generazione": (_indice(fra=b"21 1 obj\n(x)\nendobj\n"), "indice_falso: 21"),
    "misura che nasconde i nostri": (VUOTA.replace(b"/Size 18", b"/Size  3"), "indice_falso: Size"),
    "altro indice in un commento": (FIRMATO + b"%startxref 9 %%EOF\n", f"coda_illeggibile: byte {len(FIRMATO) + 19}"),
    "pagina detta proprietà": (_proprieta_al_posto_della_pagina(), "pagina: Contents"),
    # what the signature is of
    "senza firma": (VUOTA, "non_tutto_il_file"),
    "modulo senza firma": (f.aggiungi(NOI, CAMPO_VUOTO), "nessuna_firma"),
    "oggetti nuovi senza firma": (f.aggiungi(NOI, {20: "(x)"}), "nessuna_firma"),
    "testo nel vuoto": (f.firma(CON_NOTA, oltre=len(" /Nota (99,90)")), "non_tutto_il_file"),
    "vuoto più largo": (_tratti(FIRMATO, b"0 10 %d 20" % (len(FIRMATO) - 20)), "non_tutto_il_file"),
    "firma di una parte": (f.firma(VUOTA, fino=len(VUOTA) - 30), "non_tutto_il_file"),
    "altra firma": (f.firma(VUOTA, falsa=True), "firma_non_torna"),
    "di altro tipo": (f.firmato(firma=f.da_firmare("adbe.pkcs7.sha1")), "algoritmo: adbe.pkcs7.sha1"),
    "firma spostata nel campo": (f.firmato(campo=f.campo(f.MODULO)), "non_tutto_il_file"),
    # after the signature
    "nota dopo la firma": (_dopo({3: _pagina("13 0 R]", "13 0 R 20 0 R]"), 20: NOTA_NUOVA}), "annotazione: 3"),
    "campo dopo la firma": (
        _dopo({f.MODULO: f"<< /Fields [{f.CAMPO} 0 R 20 0 R] /SigFlags 3 >>", 20: f.campo(None, "F")}),
        "cambiato_dopo",
    ),
    "firma tolta dopo": (_dopo({f.MODULO: "<< /Fields [] >>"}), "modulo: Fields"),
    "aspetto riscritto dopo": (_aspetto_riscritto(), "oggetto_riscritto: 15 XObject"),
    "firma riscritta dopo": (_dopo({f.FIRMA: "<< >>"}), f"oggetto_riscritto: {f.FIRMA} Sig"),
    "campo riscritto dopo": (_dopo({f.CAMPO: VISIBILE}), f"oggetto_riscritto: {f.CAMPO} Annot"),
    "firmato dopo una certificazione che lo vieta": (f.seconda_firma(SOLO_QUESTA), "certificato_senza_modifiche"),
    # to keep us busy
    "flusso che si gonfia": (_con(n20=BOMBA), "troppo_grande"),
    "elenchi uno nell'altro": (_con(n20="[" * 5000 + "]" * 5000), None),
    "vuoti": (b" " * (4 * 2**20) + b"\xff", "non_riconosciuto"),
    "coda enorme": (FIRMATO + b"%" * (9 * 2**20), "troppo_grande"),
    "busta in troppi pezzi": (f.in_pezzi(f.busta(b"%PDF-" + bytes(60_000)), 1), "troppo_grande"),
    "buste di lunghezza ignota": (b"\x30\x80" * 100_000, "troppo_grande"),
    "lunghezza di un altro": (_con(n20=b"<< /Length 21 0 R >>\nstream\nabc\nendstream", n21="2"), None),
}


@pytest.mark.parametrize("quale", OSTILI)
def test_ogni_altra_cosa_e_rifiutata_con_la_sua_ragione(quale):
    byte, atteso = OSTILI[quale]
    inizio = time.process_time()
    detto = _detto(byte)
    assert detto == atteso if atteso else detto.startswith("coda_illeggibile"), detto
    assert time.process_time() - inizio < 1


def test_un_byte_cambiato_fuori_del_sigillo_non_passa_mai():
    """Wherever it is, and whatever it becomes; inside the seal there are the certificates, which nobody checks here."""
    caso = random.Random(20221129)  # noqa: S311 - a seed for the same bytes every time
    inizio = FIRMATO.rindex(b"/Contents <")
    for _ in range(300):
        posto = caso.randrange(len(FIRMATO) - f.SPAZIO)
        posto += f.SPAZIO if posto > inizio else 0
        cambiato = bytearray(FIRMATO)
        cambiato[posto] ^= caso.randrange(1, 256)
        assert isinstance(esamina(bytes(cambiato)), NonDimostrabile), posto


@pytest.mark.parametrize("come", ["DER", "a pezzi"])
def test_una_busta_guasta_da_una_ragione_e_mai_un_errore(come):
    caso = random.Random(come)  # noqa: S311 - as above
    busta = BUSTE[come]
    for _ in range(300):
        guasta = bytearray(busta)
        for _ in range(caso.randrange(1, 4)):
            guasta[caso.randrange(len(guasta))] = caso.randrange(256)
        esito = esamina(bytes(guasta))
        assert isinstance(esito, NonDimostrabile) or NOI in bytes(guasta) or come == "a pezzi"


def test_ogni_ragione_ha_un_esempio():
    dette = {_detto(byte).partition(":")[0] for byte, _ in OSTILI.values()}
    assert {m.value for m in Ragione} - dette == {Ragione.FIRMA_ILLEGGIBILE}


def test_del_certificato_si_dice_il_nome_e_non_il_codice():
    assert f.chiave()[1].subject.native["common_name"] != f.NOME
    assert esamina(FIRMATO).firme == UNA
