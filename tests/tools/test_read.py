"""``nox -s read``: an item says that it is read, and nothing else changes."""

import datetime

import pytest

from tools.build import ROOT
from tools.read import mark

DAY = datetime.date(2023, 7, 31)
SOURCE = (ROOT / "docs/references.bib").read_text("utf-8")


def test_an_item_is_marked_and_marked_again():
    once = mark(SOURCE, "zarr", "", "skimmed", DAY)
    twice = mark(once, "zarr", "Read {it}", "read", DAY)
    removed, added = set(SOURCE.splitlines()), twice.splitlines()
    assert [line for line in added if line not in removed] == [
        "  readstatus = {read},",
        "  readdate = {2023-07-31},",
        "  annotation = {Read (it)},",
    ]
    assert len(added) == len(SOURCE.splitlines()) + 3
    entry = twice.partition("@software{zarr,")[2].partition("\n}\n")[0]
    assert entry.endswith("  annotation = {Read (it)},")


def test_an_unknown_key_is_told():
    with pytest.raises(ValueError, match=r"has no 'zar' \(did you mean 'zarr'\?\). Fix: "):
        mark(SOURCE, "zar", "", "read", DAY)
