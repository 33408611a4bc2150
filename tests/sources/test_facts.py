"""Facts of the conference that must not change by accident, whatever is corrected or added."""

import hashlib
import re
from typing import Any

import pytest
import yaml

from tools.build import ROOT


@pytest.fixture(scope="module")
def facts() -> dict[str, Any]:
    return yaml.safe_load((ROOT / "tests" / "facts.yaml").read_text("utf-8"))


def test_the_raw_notes_are_never_edited(real_site, facts):
    content = (real_site.root / facts["raw_notes"]).read_bytes()
    assert hashlib.sha256(content).hexdigest() == facts["sha256"]
    assert content.isascii()
    assert content.count(b"\n") == facts["lines"]


def test_every_bullet_of_the_raw_notes_is_a_note_on_one_page(real_site, site, data, facts):
    raw = real_site.read(facts["raw_notes"]).splitlines()
    bullets = [number for number, line in enumerate(raw, 1) if re.match(r" *-", line)]
    lines = {
        path: [int(note["id"].removeprefix("line-")) for note in page.select("li.note")]
        for path, page in site.pages.items()
    }
    listed = lines.pop("reading-list/")
    noted = sorted(number for numbers in lines.values() for number in numbers)
    assert sorted([*noted, *listed, *facts["left_out"]]) == bullets
    assert len(noted) == facts["notes"]
    assert len(listed) == facts["listed"]
    headed = [talk for talk in data["talks"] if talk["raw_line"]]
    assert len(headed) == facts["talks"]
