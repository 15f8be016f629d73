"""Tests; a package, so that `tests.strumenti` is ours and never some distribution's `tests`."""
