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
    fields = "  readstatus = {read},\n  readdate = {2023-07-31},\n  annotation = {Read (it)},\n"
    before, zarr, entry = SOURCE.partition("@software{zarr,\n")
    entry, end, after = entry.partition("\n}\n")
    assert twice == f"{before}{zarr}{entry}\n{fields}{end[1:]}{after}"


def test_an_unknown_key_is_told():
    with pytest.raises(ValueError, match=r"has no 'zar' \(did you mean 'zarr'\?\). Fix: "):
        mark(SOURCE, "zar", "", "read", DAY)
