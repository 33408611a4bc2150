"""Facts of the conference that must not change by accident, whatever is corrected or added."""

import hashlib
import re

import yaml

from tools.build import ROOT


def test_the_raw_notes_are_never_edited_and_every_bullet_is_a_note_once(real_site, data):
    facts = yaml.safe_load((ROOT / "tests" / "facts.yaml").read_text("utf-8"))
    content = (real_site.root / facts["raw_notes"]).read_bytes()
    assert hashlib.sha256(content).hexdigest() == facts["sha256"]
    assert content.isascii()
    lines = content.decode().splitlines()
    assert len(lines) == facts["lines"]
    bullets = [number for number, line in enumerate(lines, 1) if re.match(r" *-", line)]
    noted = [note["raw_line"] for talk in data["talks"] for note in talk["notes"]]
    listed = [note["raw_line"] for note in data["reading_list"]["notes"]]
    assert sorted([*noted, *listed, *facts["left_out"]]) == bullets
    assert (len(noted), len(listed)) == (facts["notes"], facts["listed"])
    assert sum(bool(talk["raw_line"]) for talk in data["talks"]) == facts["talks"]
