"""Files that come back signed, made here: a small PDF of ours, and what honest and hostile programs append to it.

Written apart from the program that reads them: objects are raw bytes, put one after another.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import zlib
from collections.abc import Mapping
from functools import cache

from asn1crypto import algos, cms, core, parser, tsp
from asn1crypto import x509 as asn1_x509
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.x509.oid import NameOID

NOME = "Firmatario Inventato"
CATALOGO = (
    "/Type /Catalog /Pages 2 0 R /Metadata 6 0 R /Lang (it) /Names << /Dests << /Names [(a) [3 0 R /XYZ 1.5 2 0]] >> >>"
)
PAGINA = "/Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 5 0 R /Annots [7 0 R]"
INFO = "/Title <FEFF00520065006C002E0020201300200041> /Producer (nostro) /CreationDate (D:20220224000000Z)"
XMP = """<?xpacket begin="" id="x"?><x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF
xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/"
xmlns:pdf="http://ns.adobe.com/pdf/1.3/" xmlns:xmp="http://ns.adobe.com/xap/1.0/"
xmlns:dc="http://purl.org/dc/elements/1.1/"><rdf:Description rdf:about="" pdfaid:part="3" pdfaid:conformance="A"/>
<rdf:Description rdf:about="" pdf:Producer="nostro"/><rdf:Description rdf:about=""><dc:title><rdf:Alt><rdf:li
xml:lang="x-default">Titolo</rdf:li></rdf:Alt></dc:title><xmp:ModifyDate>2022-02-24</xmp:ModifyDate></rdf:Description>
</rdf:RDF></x:xmpmeta><?xpacket end="w"?>"""
RADICE, PAGINA_1, CONTENUTO, DESCRIZIONE, NOTA, PROPRIETA, LIBERO, MODULO, CAMPO, FIRMA = (
    1,
    3,
    5,
    6,
    7,
    8,
    9,
    12,
    13,
    14,
)
"""Numbers of objects: of ours, then of the first signature."""
SPAZIO = 6000
"""Hex digits kept for a signature."""


def flusso(voci: str, byte: bytes) -> bytes:
    """Return the body of a stream."""
    return f"<< {voci} /Length {len(byte)} >>\nstream\n".encode() + byte + b"\nendstream"


@cache
def nostro() -> bytes:
    """Return a PDF as ours are written: an index that is a stream, objects inside another."""
    interni = {
        RADICE: f"<< {CATALOGO} >>",
        2: "<< /Type /Pages /Count 2 /Kids [3 0 R 4 0 R] >>",
        PAGINA_1: f"<< {PAGINA} >>",
        4: "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 5 0 R >>",
        NOTA: "<< /Type /Annot /Subtype /Link /Rect [1 1 9 9] /F 4 >>",
        PROPRIETA: f"<< {INFO} >>",
    }
    fuori = {
        CONTENUTO: flusso("", b"BT (Grado 92,40) Tj ET"),
        DESCRIZIONE: flusso("/Type /Metadata /Subtype /XML", XMP.encode()),
        10: _di_oggetti(interni),
    }
    byte, voci = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n", {0: (0, 0, 65535), LIBERO: (0, 0, 65535)}
    for numero, corpo in fuori.items():
        voci[numero] = (1, len(byte), 0)
        byte += f"{numero} 0 obj\n".encode() + corpo + b"\nendobj\n"
    voci |= {numero: (2, 10, posto) for posto, numero in enumerate(interni)}
    indice = len(byte)
    voci[11] = (1, indice, 0)
    byte += b"11 0 obj\n" + _indice(voci, f"/Size 12 /Root {RADICE} 0 R /Info {PROPRIETA} 0 R") + b"\nendobj\n"
    return byte + f"startxref\n{indice}\n%%EOF\n".encode()


def _di_oggetti(interni: Mapping[int, str]) -> bytes:
    testa, corpo = "", ""
    for numero, testo in interni.items():
        testa += f"{numero} {len(corpo)} "
        corpo += testo + "\n"
    sciolto = (testa + "\n" + corpo).encode()
    voci = f"/Type /ObjStm /N {len(interni)} /First {len(testa) + 1} /Filter /FlateDecode"
    return flusso(voci, zlib.compress(sciolto))


def _indice(voci: Mapping[int, tuple[int, int, int]], altro: str) -> bytes:
    numeri = sorted(voci)
    righe = b"".join(
        t.to_bytes(1, "big") + a.to_bytes(4, "big") + b.to_bytes(2, "big") for t, a, b in map(voci.get, numeri)
    )
    sezioni = " ".join(f"{n} 1" for n in numeri)
    return flusso(f"/Type /XRef /W [1 4 2] /Index [{sezioni}] {altro} /Filter /FlateDecode", zlib.compress(righe))


def ultimo_indice(byte: bytes) -> int:
    """Return what the last startxref of a file says."""
    return int(byte.rpartition(b"startxref")[2].split()[0])


def aggiungi(
    byte: bytes,
    oggetti: Mapping[int, bytes | str],
    *,
    indice: str = "tavola",
    chiusura: str = f"/Root {RADICE} 0 R /Info {PROPRIETA} 0 R",
    prima: int | None = None,
    voci: Mapping[int, tuple[int, int, int]] | None = None,
    fra: bytes = b"",
) -> bytes:
    """Append a revision with some objects.

    Args:
        byte: the file.
        oggetti: number → body.
        indice: `tavola`, `flusso`, `ibrido` (a table, and a stream for what is in a stream of objects).
        chiusura: what its trailer says of the document.
        prima: what it says of the index before; None: the truth.
        voci: entries of the index that are not what they should be.
        fra: bytes between the objects and the index.
    """
    prima = ultimo_indice(byte) if prima is None else prima
    posti: dict[int, tuple[int, int, int]] = {}
    ultimo = max(oggetti, default=RADICE)
    nascosti: dict[int, str] = {}
    if indice == "ibrido":
        nascosti = {n: o if isinstance(o, str) else o.decode() for n, o in oggetti.items() if n != FIRMA}
        oggetti = {n: o for n, o in oggetti.items() if n == FIRMA} | {ultimo + 1: _di_oggetti(nascosti)}
    for numero, corpo in oggetti.items():
        posti[numero] = (1, len(byte), 0)
        byte += f"{numero} 0 obj\n".encode() + (corpo.encode() if isinstance(corpo, str) else corpo) + b"\nendobj\n"
    byte += fra
    testo = f"/Size {ultimo + 4} {chiusura} /Prev {prima}"
    if indice == "flusso":
        posto, numero = len(byte), ultimo + 1
        posti = posti | {numero: (1, posto, 0)} | dict(voci or {})
        byte += f"{numero} 0 obj\n".encode() + _indice(posti, testo) + b"\nendobj\n"
    else:
        if nascosti:
            dentro = {n: (2, ultimo + 1, p) for p, n in enumerate(nascosti)}
            testo += f" /XRefStm {len(byte)}"
            numero = ultimo + 2
            posti[numero] = (1, len(byte), 0)
            byte += f"{numero} 0 obj\n".encode() + _indice(dentro, f"/Size {ultimo + 4}") + b"\nendobj\n"
            posti |= dict.fromkeys(nascosti, (0, 0, 65535))
        posto = len(byte)
        posti = posti | dict(voci or {})
        righe = (f"{n} 1\n{a:010} {b:05} {'n' if t else 'f'} \n" for n, (t, a, b) in sorted(posti.items()))
        byte += ("xref\n" + "".join(righe) + f"trailer\n<< {testo} >>\n").encode()
    return byte + f"startxref\n{posto}\n%%EOF\n".encode()


def campo(firma: int | None = FIRMA, nome: str = "Firma1", rettangolo: str = "0 0 0 0", altro: str = "/F 132") -> str:
    """Return the body of a signature field that is its own widget."""
    valore = f"/V {firma} 0 R " if firma else ""
    return f"<< /Type /Annot /Subtype /Widget /FT /Sig /T ({nome}) {valore}/Rect [{rettangolo}] {altro} >>"


def da_firmare(sotto: str = "ETSI.CAdES.detached", tipo: str = "Sig", altro: str = "") -> str:
    """Return the body of a signature that is still to be made."""
    vuoto, tratti = "0" * SPAZIO, " " * 40
    inizio = f"<< /Type /{tipo} /Filter /Adobe.PPKLite /SubFilter /{sotto} {altro}"
    return f"{inizio} /ByteRange [{tratti}] /Contents <{vuoto}> >>"


def prima_firma(**cambiati: bytes | str) -> dict[int, bytes | str]:
    """Return the objects of an honest first signature on the first page; some others in their place."""
    oggetti: dict[int, bytes | str] = {
        RADICE: f"<< {CATALOGO} /AcroForm {MODULO} 0 R >>",
        PAGINA_1: f"<< {PAGINA.replace('[7 0 R]', f'[7 0 R {CAMPO} 0 R]')} >>",
        MODULO: f"<< /Fields [{CAMPO} 0 R] /SigFlags 3 >>",
        CAMPO: campo(),
        FIRMA: da_firmare(),
    }
    nomi = {"radice": RADICE, "pagina": PAGINA_1, "modulo": MODULO, "campo": CAMPO, "firma": FIRMA}
    return oggetti | {nomi[nome]: corpo for nome, corpo in cambiati.items()}


def firma(byte: bytes, *, marca: bool = False, fino: int | None = None, oltre: int = 0, falsa: bool = False) -> bytes:
    """Make the last signature of a file, which is kept empty.

    Args:
        byte: the file.
        marca: a time stamp instead.
        fino: where what is signed ends; None: at the end of the file.
        oltre: bytes after the seal that are left out too.
        falsa: its seal is of other bytes.
    """
    posto = byte.rindex(b"/Contents <" + b"0" * SPAZIO) + len(b"/Contents ")
    dopo = posto + SPAZIO + 2
    ripresa = dopo + oltre
    tratti = f"0 {posto} {ripresa} {(fino or len(byte)) - ripresa}".encode()
    vuoti = b"[" + b" " * 40 + b"]"
    dove = byte.rindex(vuoti, 0, posto)
    byte = byte[:dove] + b"[" + tratti.ljust(40) + b"]" + byte[dove + len(vuoti) :]
    coperti = byte[:posto] + byte[ripresa : fino or len(byte)]
    sigillo = (marca_temporale(coperti) if marca else busta(coperti, separata=True, falsa=falsa)).hex()
    return byte[: posto + 1] + sigillo.ljust(SPAZIO, "0").encode() + byte[dopo - 1 :]


def firmato(indice: str = "tavola", **cambiati: bytes | str) -> bytes:
    """Return our PDF with one signature."""
    return firma(aggiungi(nostro(), prima_firma(**cambiati), indice=indice))


def seconda_firma(byte: bytes, *, marca: bool = False) -> bytes:
    """Return a signed PDF with a second signature, or a time stamp."""
    corpo = da_firmare("ETSI.RFC3161", "DocTimeStamp") if marca else da_firmare()
    oggetti = {
        MODULO: f"<< /Fields [{CAMPO} 0 R 23 0 R] /SigFlags 3 >>",
        PAGINA_1: f"<< {PAGINA.replace('[7 0 R]', f'[7 0 R {CAMPO} 0 R 23 0 R]')} >>",
        23: campo(24, "Firma2"),
        24: corpo,
    }
    return firma(aggiungi(byte, oggetti), marca=marca)


@cache
def chiave(quale: str = "ec") -> tuple[ec.EllipticCurvePrivateKey | rsa.RSAPrivateKey, asn1_x509.Certificate]:
    """Return a key and its certificate, made anew in each run."""
    privata = rsa.generate_private_key(65537, 2048) if quale == "rsa" else ec.generate_private_key(ec.SECP256R1())
    nome = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, f"{NOME}/NVNFRM70A01B157X/123")])
    certificato = (
        x509.CertificateBuilder()
        .subject_name(nome)
        .issuer_name(nome)
        .public_key(privata.public_key())
        .serial_number(77)
        .not_valid_before(dt.datetime(2022, 1, 1, tzinfo=dt.UTC))
        .not_valid_after(dt.datetime(2042, 1, 1, tzinfo=dt.UTC))
        .sign(privata, hashes.SHA256())
    )
    return privata, asn1_x509.Certificate.load(certificato.public_bytes(serialization.Encoding.DER))


def busta(
    contenuto: bytes,
    *,
    separata: bool = False,
    tipo: str = "data",
    quale: str = "ec",
    pss: bool = False,
    funzione: str = "sha256",
    senza_certificato: bool = False,
    falsa: bool = False,
    quante: int = 1,
) -> bytes:
    """Return a CMS envelope (p7m) in DER around some bytes, or a signature apart from them."""
    privata, certificato = chiave(quale)
    attributi = cms.CMSAttributes(
        [
            {"type": "content_type", "values": [tipo]},
            {"type": "message_digest", "values": [hashlib.new(funzione, contenuto).digest()]},
        ]
    )
    conto = getattr(hashes, funzione.upper())()
    detto = attributi.dump() + (b"x" if falsa else b"")
    if isinstance(privata, ec.EllipticCurvePrivateKey):
        come, sigillo = {"algorithm": f"{funzione}_ecdsa"}, privata.sign(detto, ec.ECDSA(conto))
    elif pss:
        parti = {
            "hash_algorithm": {"algorithm": funzione},
            "mask_gen_algorithm": {"algorithm": "mgf1", "parameters": {"algorithm": funzione}},
            "salt_length": 32,
        }
        come = {"algorithm": "rsassa_pss", "parameters": algos.RSASSAPSSParams(parti)}
        sigillo = privata.sign(detto, padding.PSS(padding.MGF1(conto), 32), conto)
    else:
        come, sigillo = {"algorithm": "rsassa_pkcs1v15"}, privata.sign(detto, padding.PKCS1v15(), conto)
    chi = cms.IssuerAndSerialNumber({"issuer": certificato.issuer, "serial_number": certificato.serial_number})
    firmatario = {
        "version": "v1",
        "sid": cms.SignerIdentifier({"issuer_and_serial_number": chi}),
        "digest_algorithm": {"algorithm": funzione},
        "signed_attrs": attributi,
        "signature_algorithm": come,
        "signature": sigillo,
    }
    dentro: dict[str, object] = {"content_type": tipo}
    if not separata:
        dentro["content"] = (core.OctetString if tipo == "data" else core.ParsableOctetString)(contenuto)
    firmato_ = {
        "version": "v1" if tipo == "data" else "v3",
        "digest_algorithms": [{"algorithm": funzione}],
        "encap_content_info": dentro,
        "certificates": [] if senza_certificato else [certificato],
        "signer_infos": [firmatario] * quante,
    }
    return cms.ContentInfo({"content_type": "signed_data", "content": cms.SignedData(firmato_)}).dump()


def marca_temporale(contenuto: bytes) -> bytes:
    """Return a time stamp over some bytes."""
    detto = {
        "version": "v1",
        "policy": "1.2.3",
        "message_imprint": {
            "hash_algorithm": {"algorithm": "sha256"},
            "hashed_message": hashlib.sha256(contenuto).digest(),
        },
        "serial_number": 5,
        "gen_time": dt.datetime(2022, 6, 1, tzinfo=dt.UTC),
    }
    return busta(tsp.TSTInfo(detto).dump(), tipo="tst_info")


def marcato(contenuto: bytes) -> bytes:
    """Return some bytes with a time stamp around them (TSD)."""
    prova = tsp.TimeStampAndCRL.load(parser.emit(0, 1, 16, marca_temporale(contenuto)))
    dati = {
        "version": "v1",
        "content": contenuto,
        "temporal_evidence": tsp.Evidence("tst_evidence", tsp.TimeStampTokenEvidence([prova])),
    }
    return cms.ContentInfo({"content_type": "timestamped_data", "content": tsp.TimeStampedData(dati)}).dump()


def in_pezzi(der: bytes, pezzo: int = 100) -> bytes:
    """Return an envelope as programs write it that do not know how long it will be (BER)."""
    info = cms.ContentInfo.load(der)
    firmato_ = info["content"]
    byte = firmato_["encap_content_info"]["content"].native
    pezzi = b"".join(core.OctetString(byte[n : n + pezzo]).dump() for n in range(0, len(byte), pezzo))

    def in_ber(segno: int, dentro: bytes) -> bytes:
        return bytes([segno, 0x80]) + dentro + bytes(2)

    contenuto = in_ber(0x30, core.ObjectIdentifier("1.2.840.113549.1.7.1").dump() + in_ber(0xA0, in_ber(0x24, pezzi)))
    prima = firmato_["version"].dump() + firmato_["digest_algorithms"].dump()
    dopo = firmato_["certificates"].dump() + firmato_["signer_infos"].dump()
    tipo = core.ObjectIdentifier("1.2.840.113549.1.7.2").dump()
    return in_ber(0x30, tipo + in_ber(0xA0, in_ber(0x30, prima + contenuto + dopo)))
