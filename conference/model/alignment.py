"""The proof that nothing is lost: notes are aligned with the raw lines that they were made from."""

from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

# A note shares at least this much with its raw line. Corrections of spelling keep far more (the
# lowest of these notes is "PY03", made "PyO3", at 0.75); a text about something else has less.
THRESHOLD = 0.6


@dataclass
class Alignment:
    """Which note was made from which raw line, as positions in the two lists."""

    pairs: list[tuple[int, int]]  # (raw, note)
    missing: list[int]  # raw lines without a note
    misplaced: dict[int, int]  # notes that are closer to another raw line: note: raw


def similarity(one: str, other: str, at_least: float = 0.0) -> float:
    """Return how alike two texts are, from 0 to 1, or 0 where that is below *at_least*."""
    if one == other:
        return 1.0
    matcher = SequenceMatcher(None, one.lower(), other.lower(), autojunk=False)
    if matcher.real_quick_ratio() < at_least or matcher.quick_ratio() < at_least:
        return 0.0
    ratio = matcher.ratio()
    return ratio if ratio >= at_least else 0.0


def align(raw: Sequence[str], notes: Sequence[str]) -> Alignment:
    """Pair notes with raw lines, keeping the order of both, so that they are as alike as can be."""
    if len(raw) == len(notes) and all(
        similarity(r, n, THRESHOLD) for r, n in zip(raw, notes, strict=True)
    ):
        pairs = [(i, i) for i in range(len(raw))]
    else:
        pairs = _best_pairs(raw, notes)
    likeness = {n: similarity(raw[r], notes[n]) for r, n in pairs}
    better = {n: closest(notes[n], raw, above=own) for n, own in likeness.items() if own < 1}
    return Alignment(
        pairs,
        missing=sorted(set(range(len(raw))) - {r for r, _ in pairs}),
        misplaced={n: r for n, r in better.items() if r is not None},
    )


def closest(note: str, raw: Sequence[str], above: float) -> int | None:
    """Return the position of the raw line most alike to *note*, if more alike than *above*."""
    scores = [similarity(text, note, above) for text in raw]
    best = max(scores, default=0)
    return scores.index(best) if best > above else None


def _best_pairs(raw: Sequence[str], notes: Sequence[str]) -> list[tuple[int, int]]:
    # The longest-common-subsequence table, weighted. Squares make one exact pair worth more than
    # two half-alike ones, so a swap shows as a swap.
    score = [[similarity(r, n, THRESHOLD) ** 2 for n in notes] for r in raw]
    best = [[0.0] * (len(notes) + 1) for _ in range(len(raw) + 1)]
    for r in range(len(raw) - 1, -1, -1):
        for n in range(len(notes) - 1, -1, -1):
            together = score[r][n] + best[r + 1][n + 1] if score[r][n] else 0.0
            best[r][n] = max(best[r + 1][n], best[r][n + 1], together)
    pairs = []
    r = n = 0
    while r < len(raw) and n < len(notes):
        if score[r][n] and best[r][n] == score[r][n] + best[r + 1][n + 1]:
            pairs.append((r, n))
            r, n = r + 1, n + 1
        elif best[r][n] == best[r + 1][n]:
            r += 1
        else:
            n += 1
    return pairs
