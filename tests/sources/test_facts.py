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


def test_every_bullet_of_the_raw_notes_is_a_note_once(real_site, data, facts):
    raw = real_site.read(facts["raw_notes"]).splitlines()
    bullets = [number for number, line in enumerate(raw, 1) if re.match(r" *-", line)]
    noted = [note["raw_line"] for talk in data["talks"] for note in talk["notes"]]
    listed = [note["raw_line"] for note in data["reading_list"]["notes"]]
    assert sorted([*noted, *listed, *facts["left_out"]]) == bullets
    assert (len(noted), len(listed)) == (facts["notes"], facts["listed"])
    assert sum(bool(talk["raw_line"]) for talk in data["talks"]) == facts["talks"]
