"""Words, names and misspellings for synthetic notes, all drawn from one seeded generator.

The words are those of real notes, as often as these have them, and several thousand made of
syllables: few that are frequent and many that are rare, as in any language.
"""

from __future__ import annotations

import itertools
import re
from collections import Counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import random
    from collections.abc import Sequence

WORD = re.compile(r"(?<![\w`./:{-])[a-z]{3,}(?![\w`./:-])")
STARTS = (
    *("b", "br", "c", "cl", "d", "dr", "f", "fl", "g", "gr", "h", "j", "k", "l", "m", "n"),
    *("p", "pl", "pr", "qu", "r", "s", "sp", "st", "t", "tr", "v", "w", "y", "z"),
)
MIDDLES = (*"aeiou" * 3, "ai", "ea", "ou")
ENDS = (*("",) * 9, "l", "n", "r", "s", "t", "m", "nd", "st", "ck")
INVENTED = 5000
# How much of a text is made of the words of the real notes, most of them the small change of English.
REAL_SHARE = 0.55


class Words:
    """Draws words: ``rng`` decides everything, so that equal seeds give equal words."""

    def __init__(self, rng: random.Random, real_text: str) -> None:
        """Take the words of *real_text*, and invent others."""
        self.rng = rng
        counted = Counter(WORD.findall(real_text))
        self.real: list[str] = sorted(counted)
        self._real_weights = list(itertools.accumulate(counted[word] for word in self.real))
        self._taken = set(self.real)
        self.invented: list[str] = [self.new() for _ in range(INVENTED)]
        self._weights = list(itertools.accumulate(1 / rank for rank in range(5, INVENTED + 5)))

    def new(self, syllables: Sequence[int] = (2, 2, 3)) -> str:
        """Return a word that nothing else is called."""
        choose = self.rng.choice
        while True:
            sounds = (STARTS, MIDDLES, ENDS) * choose(syllables)
            word = "".join(choose(sound) for sound in sounds)
            if word not in self._taken and len(word) > 3:
                self._taken.add(word)
                return word

    def rare(self) -> str:
        """Return an invented word, any as likely as any other."""
        return self.rng.choice(self.invented)

    def text(self, count: int, topic: Sequence[str] = ()) -> list[str]:
        """Return that many words; about one in five is of the topic, where there is one."""
        return [self._word(topic) for _ in range(count)]

    def _word(self, topic: Sequence[str]) -> str:
        if topic and self.rng.random() < 0.2:
            return self.rng.choice(topic)
        if self.rng.random() < REAL_SHARE:
            return self.rng.choices(self.real, cum_weights=self._real_weights)[0]
        return self.rng.choices(self.invented, cum_weights=self._weights)[0]


def misspelt(text: str, rng: random.Random) -> str:
    """Return a text with one word as a hurried keyboard has it; the same where no word is long.

    A letter is stuttered, dropped, or swapped with the next.
    """
    places = [match.span() for match in re.finditer(r"[A-Za-z]{5,}", text)]
    if not places:
        return text
    start, end = rng.choice(places)
    at = rng.randrange(start + 1, end - 1)
    changed = rng.choice((text[at] * 2, "", text[at + 1] + text[at]))
    rest = text[at + 2 :] if len(changed) == 2 and changed[0] == text[at + 1] else text[at + 1 :]
    return text[:at] + changed + rest
