"""Tests of one `xdist_group` run in one worker, so that what they share is made once; the slow ones begin first.

pytest-xdist 3.8 writes the group at the end of a test's name, where its scheduler reads it, but in a field that
pytest 9.2 no longer has: the marks did nothing, without a word. Until xdist sends groups another way, it is done here.
"""

from __future__ import annotations

import pytest

XDIST = "xdist_group"


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Put `@group` at the end of the names, in the workers of `--dist loadgroup` alone.

    The scheduler gives out the longest groups first, then what is in no group in its order: files with something slow
    in them come before the others, so that at the end no worker is alone with one.
    """
    if not getattr(config.option, "loadgroup", False):
        return
    lenti = {item.path for item in items if item.get_closest_marker("slow") and not item.get_closest_marker(XDIST)}
    items.sort(key=lambda item: item.path not in lenti)
    for item in items:
        gruppo = item.get_closest_marker(XDIST)
        fine = f"@{gruppo.args[0]}" if gruppo else ""
        if not item.nodeid.endswith(fine):
            item._id = type(item._id).parse(item.nodeid + fine)
