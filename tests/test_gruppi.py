"""How the tests are shared out among the workers of a run."""

from __future__ import annotations

import os
import re
import subprocess
import sys

import pytest

from tests.progetto_copia import RADICE

PROVE = """
import pytest

@pytest.mark.xdist_group("g")
@pytest.mark.parametrize("n", range(9))
def test_in_gruppo(n): pass

@pytest.mark.parametrize("n", range(9))
def test_sciolto(n): pass
"""


@pytest.mark.slow
def test_un_gruppo_resta_a_un_solo_lavoratore(tmp_path) -> None:
    (tmp_path / "test_x.py").write_text(PROVE, encoding="utf-8")
    comando = [sys.executable, "-m", "pytest", "-v", "-n", "2", "--dist", "loadgroup", "-p", "tests.gruppi"]
    detto = subprocess.run(
        [*comando, "-p", "no:cacheprovider", "--rootdir", str(tmp_path), "-c", os.devnull, str(tmp_path)],
        cwd=tmp_path,
        env={**os.environ, "PYTEST_ADDOPTS": "", "PYTHONPATH": str(RADICE)},
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    chi = re.findall(r"\[(gw\d)\].*PASSED.*::(test_\w+)", detto)
    assert len(chi) == 18, detto
    assert len({lavoratore for lavoratore, _ in chi}) == 2, "one worker alone proves nothing"
    assert len({lavoratore for lavoratore, nome in chi if nome == "test_in_gruppo"}) == 1
