"""Python's UTF-8 mode, and accents in what is printed, whatever the locale."""

from __future__ import annotations

import os
import sys


def in_utf8() -> None:
    """Begin the same command again in UTF-8 mode where names of files would be anything else, as in the locale `C`.

    No setting made later reaches the names already read, the libraries and the processes that they start.
    """
    if sys.getfilesystemencoding() != "utf-8":
        os.environ["PYTHONUTF8"] = "1"
        os.execv(sys.executable, [sys.executable, "-X", "utf8", *sys.orig_argv[1:]])  # noqa: S606 - ourselves again


def scrive_in_utf8() -> None:
    """Write accents whatever the terminal says of itself; what is no character at all, as its number."""
    for flusso in (sys.stdout, sys.stderr):
        if hasattr(flusso, "reconfigure"):
            flusso.reconfigure(encoding="utf-8", errors="backslashreplace")
