"""A command that records a decision, killed at any moment: it leaves nothing, or what the same command completes."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from macros.checks.esame import esamina
from macros.model.problems import Documento, Problem, Source
from macros.model.tratti import Gravita
from macros.reading.progetto import impronte
from macros.reading.scrivi import scrittura
from macros.reading.scrivi.scrittura import ScritturaError, interrotta, scrivi, uno_alla_volta
from macros.reading.testo.deposito import BYTE_MASSIMI
from scripts import registrazione
from tests.conftest import esegui
from tests.firmati import firmato, nostro
from tests.piano_variato import CAPITOLI
from tests.progetto_copia import impronte as byte_di
from tests.progetto_copia import registra_atti
from tests.test_casi import MINI, approva
from tests.test_copie import tenuta
from tests.uccisioni import TUTTI, cambiamenti, ciclo_ucciso
from tests.ufficio import compilato

ATTO = ("--organo", "Segretario Generale", "--data", "02/05/2022", "--anno", "2021")
COMANDI = {
    "approva": (
        "approva", "piano", "--anno", "2021", "--organo", "Giunta", "--atto", "delibera 5", "--data", "28/01/2021",
    ),
    "varia": ("varia", "2.1.1.b", "target.31-12", "90", "--motivo", "m", "--anno", "2021", "--proposta"),
    "varia con gli atti": (
        "varia", "2.1.1.b", "target.31-12", "90", "--motivo", "m", "--anno", "2021", "--atto-oiv", "oiv-1",
        "--atto-giunta", "giunta-1",
    ),
    "errata": ("errata", "consuntivo 1.1.a", "valore", "304", "--motivo", "m", "--atto", "determinazione 3", *ATTO),
    "atto": ("atto", "--tipo", "ordine_servizio", "--atto", "ordine 3", "--oggetto", "Uffici", *ATTO),
    "importa": ("importa", "{radice}/modulo-2021-31-12-anagrafica.xlsx"),
    "anno nuovo": ("anno-nuovo", "2022"),
    "firmato": ("consegna", "piano", "--anno", "2021", "--firmato", "{radice}/tornato.pdf"),
    "rettifica": ("atto", "--rettifica", "oiv-1", "--motivo", "m", "--atto", "verbale 8", "--anno", "2021"),
}  # fmt: skip
OIV = "tipo: validazione_oiv\norgano: OIV\nnumero: verbale 5\ndata: 2021-09-14\noggetto: V\ndocumento: piano\n"
GIUNTA = (
    "tipo: approvazione_giunta\norgano: Giunta\nnumero: delibera 90\ndata: 2021-09-23\noggetto: V\ndocumento: piano\n"
)


def progetto(cartella: Path, comando: str) -> Path:
    """The mini project as each command needs it."""
    shutil.copytree(MINI, cartella)
    for nome, testo in CAPITOLI.items():
        if nome.startswith("piano/"):
            (cartella / "content/2021" / nome).parent.mkdir(parents=True, exist_ok=True)
            (cartella / "content/2021" / nome).write_text(testo + "\nSi legge così.\n", encoding="utf-8")
    if comando == "importa":
        modulo_compilato(cartella)
    if comando in {"approva", "importa", "anno nuovo"}:
        return cartella
    for documento in ("piano", *(("monitoraggio", "relazione") if comando == "errata" else ())):
        approva(cartella, documento)
    if comando == "firmato":
        tenuta(cartella, nostro())
        (cartella / "tornato.pdf").write_bytes(firmato())
        return cartella
    (cartella / "data/2021/atti/oiv-1.yml").write_text(OIV, encoding="utf-8")
    (cartella / "data/2021/atti/giunta-1.yml").write_text(GIUNTA, encoding="utf-8")
    registra_atti(cartella)
    return cartella


def modulo_compilato(cartella: Path) -> None:
    """Write a form that an area has filled in: a value, and a text in another file."""
    esegui("modulo", "anagrafica", "--anno", "2021", "--periodo", "31-12", "--uscita", cartella, "--radice", cartella)
    file = cartella / "modulo-2021-31-12-anagrafica.xlsx"
    testo = ("Testi", "2.1.1|Azioni dell'anno", "Testo", "Un testo nuovo.")
    file.write_bytes(compilato(file.read_bytes(), ("Valori", "2.1.1.a", "Valore al 31/12", "97"), testo))


def argomenti(comando: str, radice: Path) -> tuple[str, ...]:
    propria = impronte(radice, 2021)[Documento.PIANO]
    impronta = ("--impronta", propria) if comando == "approva" else ()
    return (*(a.format(radice=radice) for a in COMANDI[comando]), *impronta, "--radice", str(radice))


def uccidi(comando: str, cartella: Path, quanti: int) -> int:
    """Kill a command at some moments spread over all its changes of the disk; return how many there were."""
    prima_di_tutto = progetto(cartella / "prima", comando)
    fatto = Path(shutil.copytree(prima_di_tutto, cartella / "fatto"))
    tutti = cambiamenti(*argomenti(comando, fatto))[TUTTI]
    prima, dopo = byte_di(prima_di_tutto), byte_di(fatto)
    assert prima != dopo
    assert not [p for p in esamina(fatto)[1] if p.gravita is Gravita.ERRORE]
    momenti = sorted(
        {1 + n * tutti // quanti for n in range(quanti)}
        | set(range(max(1, tutti - 12), tutti + 1, max(1, 12 // quanti)))
    )
    for momento in momenti:
        radice = Path(shutil.copytree(prima_di_tutto, cartella / "p"))
        argomenti_suoi = argomenti(comando, radice)
        assert ciclo_ucciso(TUTTI, momento, *argomenti_suoi, TMPDIR=str(cartella)).returncode == -9, momento
        if not interrotta(radice):
            rimasti = {n: b for n, b in byte_di(radice).items() if not n.startswith("data/.scrittura")}
            assert rimasti in (prima, dopo), momento
        else:
            assert [p.code for p in esamina(radice)[1]] == ["SCRITTURA-INTERROTTA"]
        if byte_di(radice) != dopo:
            a_meta = interrotta(radice)
            esito, _, detto = esegui(*argomenti_suoi)
            assert esito == int(a_meta), (momento, detto)
        assert byte_di(radice) == dopo, momento
        shutil.rmtree(radice)
    return tutti


@pytest.mark.slow
@pytest.mark.parametrize("comando", [pytest.param("approva", marks=pytest.mark.prova), "varia", "anno nuovo"])
def test_ucciso_in_pochi_momenti_non_lascia_niente_a_meta(tmp_path: Path, comando: str) -> None:
    assert uccidi(comando, tmp_path, 3) > 10


@pytest.mark.prova
@pytest.mark.parametrize("comando", COMANDI)
def test_ucciso_in_cento_momenti(tmp_path: Path, comando: str) -> None:
    uccidi(comando, tmp_path, 100)


def test_com_era_prima_si_esamina_solo_dove_dopo_ci_sono_errori(monkeypatch: pytest.MonkeyPatch) -> None:
    """An examination is what a command spends most on; an error that was there already is none of its own."""
    errore = Problem(Source("data/2021/albero.yml"), "ALBERO-TRIENNIO", "", "", "")
    visti: list[Path] = []
    for trovati, quante in (((), 1), ((errore,), 2)):
        visti.clear()
        monkeypatch.setattr(registrazione, "esamina", lambda radice, _, t=trovati: (visti.append(radice), t))
        assert registrazione.errori_nuovi(MINI, 2021, {}) == ()
        assert (len(visti), visti[1:]) == (quante, [MINI] * (quante - 1))


def test_chi_cambia_un_file_a_meta_di_una_scrittura_ferma_tutto(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What was to be written is not put over what somebody wrote meanwhile; mended, the command goes on."""
    radice = Path(shutil.copytree(MINI, tmp_path / "p"))
    uno, due = radice / "data/2021/misure.csv", radice / "data/2021/smvp.yml"
    prima = uno.read_bytes()
    originale = scrittura.al_suo_posto

    def a_meta(file: Path, grezzo: bytes, pronto: Path) -> None:
        if file == due:
            raise KeyboardInterrupt
        originale(file, grezzo, pronto)

    with monkeypatch.context() as m:
        m.setattr(scrittura, "al_suo_posto", a_meta)
        with pytest.raises(KeyboardInterrupt):
            scrivi(radice, {uno: b"nuovo\n", due: b"altro\n"})
    assert interrotta(radice)
    uno.write_bytes(b"a mano\n")
    with pytest.raises(ScritturaError, match=r"poi è cambiato data/2021/misure\.csv") as detto, uno_alla_volta(radice):
        pass
    assert "Per rinunciare: guardare con git status e git diff" in str(detto.value)
    assert "togliere data/.scrittura" in str(detto.value)
    uno.write_bytes(prima)
    with uno_alla_volta(radice) as ripresi:
        assert ripresi == ("data/2021/misure.csv", "data/2021/smvp.yml")
    assert (uno.read_bytes(), due.read_bytes(), interrotta(radice)) == (b"nuovo\n", b"altro\n", False)


@pytest.mark.slow
def test_una_scrittura_interrotta_si_finisce_anche_se_e_grande(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """All the files of a command together may be more than one file may be."""
    radice = Path(shutil.copytree(MINI, tmp_path / "p"))
    nuovi = {radice / f"data/2021/{n}.yml": bytes([n]) * 7 * 2**20 for n in (1, 2)}
    originale = scrittura.al_suo_posto

    def ucciso(file: Path, grezzo: bytes, pronto: Path) -> None:
        if file in nuovi:
            raise KeyboardInterrupt
        originale(file, grezzo, pronto)

    with monkeypatch.context() as m:
        m.setattr(scrittura, "al_suo_posto", ucciso)
        with pytest.raises(KeyboardInterrupt):
            scrivi(radice, nuovi)
    assert (radice / "data/.scrittura").stat().st_size > BYTE_MASSIMI
    with uno_alla_volta(radice) as ripresi:
        assert ripresi == ("data/2021/1.yml", "data/2021/2.yml")
    assert {f: f.read_bytes() for f in nuovi} == nuovi
    assert not interrotta(radice)


@pytest.mark.parametrize("scritto", ["", "[1]", '[{"file": "../x", "prima": "", "dopo": "YQ=="}]', "{"])
def test_una_scrittura_in_attesa_che_non_si_capisce_non_si_esegue(tmp_path: Path, scritto: str) -> None:
    radice = Path(shutil.copytree(MINI, tmp_path / "p"))
    (radice / "data/.scrittura").write_text(scritto, encoding="utf-8")
    esito, _, detto = esegui("varia", "2.1.1.b", "target.31-12", "90", "--motivo", "m", "--radice", radice)
    assert (esito, "Niente è stato scritto" in detto) == (1, True)
    assert not (tmp_path / "x").exists()
    esito, fuori, _ = esegui("verifica", "--radice", radice)
    assert (esito, "SCRITTURA-INTERROTTA" in fuori) == (1, True)


@pytest.mark.slow
def test_il_comando_interrotto_si_ripete_e_lo_dice(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    radice = progetto(tmp_path / "p", "atto")
    originale = scrittura.al_suo_posto

    def ucciso(file: Path, grezzo: bytes, pronto: Path) -> None:
        if file.name == "registro.csv":
            raise KeyboardInterrupt
        originale(file, grezzo, pronto)

    with monkeypatch.context() as m:
        m.setattr(scrittura, "al_suo_posto", ucciso)
        esegui(*argomenti("atto", radice))
    assert interrotta(radice)
    meta = byte_di(radice)
    esito, _, detto = esegui(*argomenti("atto", radice), "--prova")
    assert (esito, "senza --prova" in detto, byte_di(radice)) == (1, True, meta)
    esito, fuori, detto = esegui(*argomenti("atto", radice))
    assert (esito, "era stato interrotto mentre scriveva: ora è completo" in detto) == (1, True)
    assert "data/registro.csv" in fuori
    assert not [p for p in esamina(radice)[1] if p.gravita is Gravita.ERRORE]
