"""What was changed between a raw line and its note, word by word: computed, never written by hand."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cache

TOKEN = re.compile(r"\s+|\S+")
MARKS = re.compile(r"[`*<>]")  # of code, emphasis and addresses


@dataclass(frozen=True)
class Correction:
    """Words that were changed."""

    offset: int  # in the corrected text
    typed: str  # empty where words were added
    corrected: str  # empty where words were removed

    @property
    def is_markup(self) -> bool:
        """Whether the words are the same, and only marks, such as of code, or spaces differ."""
        typed, corrected = (MARKS.sub("", text).split() for text in (self.typed, self.corrected))
        return typed == corrected


@cache
def compare(typed: str, corrected: str) -> tuple[Correction, ...]:
    """Return the corrections that lead from what was typed to the corrected text, in order.

    Changed words that stand next to each other are one correction. Kept between calls: the page of
    a note, the page of all corrections and the data each ask for them.
    """
    if typed == corrected:
        return ()
    before, after = TOKEN.findall(typed), TOKEN.findall(corrected)
    opcodes = SequenceMatcher(None, before, after, autojunk=False).get_opcodes()
    changed = [code for code in opcodes if code[0] != "equal"]
    merged: list[tuple[int, int, int, int]] = []
    for _, b1, b2, a1, a2 in changed:
        if merged and "".join(before[merged[-1][1] : b1]).isspace():
            merged[-1] = (merged[-1][0], b2, merged[-1][2], a2)
        else:
            merged.append((b1, b2, a1, a2))
    return tuple(
        Correction(len("".join(after[:a1])), "".join(before[b1:b2]), "".join(after[a1:a2]))
        for b1, b2, a1, a2 in merged
    )


def difference(corrected: str, corrections: Sequence[Correction]) -> list[tuple[str, str]]:
    """Return the corrected text in parts, each with what was typed in its place, often the same."""
    parts: list[tuple[str, str]] = []
    at = 0
    for correction in corrections:
        same = corrected[at : correction.offset]
        parts += [(same, same), (correction.corrected, correction.typed)]
        at = correction.offset + len(correction.corrected)
    parts.append((corrected[at:], corrected[at:]))
    return parts
