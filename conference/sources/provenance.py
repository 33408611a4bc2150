"""Every raw line on exactly one page: joins pages with the sections of the raw notes they claim."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from conference.model.alignment import THRESHOLD, Alignment, align, closest, similarity
from conference.model.faults import Fault
from conference.model.catalogue import Note
from .written_pages import SourceNote, SourcePage, plain_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from .kept import Kept
    from conference.model.raw_notes import RawLine, RawNotes, RawSection


@dataclass(frozen=True)
class Claim:
    """A page that says which raw heading it was made from, and which raw lines it leaves out."""

    page: SourcePage
    raw_line: int
    line: int
    left_out: Mapping[int, int]  # raw line: line of the front matter that says so
    has_notes: bool
    programme_title: str = ""


@dataclass
class _Leftovers:
    """What the pages' alignments left over, to be matched with each other across pages."""

    missing: list[tuple[SourcePage, int, RawLine]] = field(default_factory=list)
    extra: list[tuple[SourcePage, SourceNote]] = field(default_factory=list)


def trace(
    raw: RawNotes, claims: Sequence[Claim], kept: Kept, *, complete: bool
) -> tuple[dict[str, tuple[Note, ...]], list[Fault]]:
    """Return the notes of each page, and a fault for each raw line or note without its other half.

    *kept* spares pages that did not change. *complete* is false where some page could not be read: its raw lines are then not missed.
    """
    faults: list[Fault] = []
    notes: dict[str, tuple[Note, ...]] = {}
    leftovers = _Leftovers()
    claimed: dict[int, SourcePage] = {}
    for claim in claims:
        section = raw.sections.get(claim.raw_line)
        if section is None:
            faults.append(
                Fault(
                    claim.page.path,
                    claim.line,
                    f"raw line {claim.raw_line} is no heading of {raw.path}",
                    "give the number of the line there with the page's heading",
                )
            )
            continue
        number = section.heading.number
        if number in claimed:
            faults.append(
                Fault(
                    claim.page.path,
                    claim.line,
                    f"raw line {number} is used twice, first by {claimed[number].path}",
                    "give each page the line of its own heading",
                )
            )
            continue
        claimed[number] = claim.page
        faults += _check_title(claim, section)
        if claim.has_notes:
            notes[claim.page.docname] = _trace_page(claim, section, kept, leftovers, faults)
    if complete:
        faults += _unclaimed(raw, claimed)
    pages = {
        line.number: claimed[number]
        for number, section in raw.sections.items()
        if number in claimed
        for line in section.bullets
    }
    faults += _explain(leftovers, raw, pages)
    return notes, faults


def _check_title(claim: Claim, section: RawSection) -> Iterable[Fault]:
    """Yield a fault where the page's title was not made from its raw heading."""
    title, page = plain_text(section.title), claim.page
    if not page.title:
        return
    if not title:
        if page.title != claim.programme_title:
            yield Fault(
                page.path,
                page.title_line,
                f"raw line {section.heading.number} has no title, so the page's title must be the "
                f'programme\'s, not "{page.title}"',
                "make the title and 'title' under 'programme' the same",
            )
    elif similarity(title, page.title, THRESHOLD) == 0:
        yield Fault(
            page.path,
            page.title_line,
            f'the title "{page.title}" was not made from raw line {section.heading.number}: '
            f'"{section.heading.text}"',
            "correct 'raw_line', or bring the title closer to the heading",
        )


def _trace_page(
    claim: Claim,
    section: RawSection,
    kept: Kept,
    leftovers: _Leftovers,
    faults: list[Fault],
) -> tuple[Note, ...]:
    page = claim.page
    numbers = {line.number for line in section.bullets}
    for number, line in claim.left_out.items():
        if number not in numbers:
            faults.append(
                Fault(
                    page.path,
                    line,
                    f"raw line {number} is left out but is no bullet of this page",
                    "correct the number under 'left_out'",
                )
            )
    lines = [line for line in section.bullets if line.number not in claim.left_out]
    typed = tuple(line.text for line in lines)
    found = kept(_align, typed, tuple(note.text for note in page.notes))
    raw_of = {n: lines[r] for r, n in found.pairs}
    for r, n in found.pairs:
        note, raw_line = page.notes[n], lines[r]
        if n in found.misplaced:
            # Two notes in each other's place are one fault, told at the first.
            better = found.misplaced[n]
            if not any(
                (better, m) in found.pairs and found.misplaced.get(m) == r for m in range(n)
            ):
                faults.append(_out_of_order(page, note, lines[better]))
        elif note.depth != raw_line.depth:
            faults.append(
                Fault(
                    page.path,
                    note.line,
                    f"the note of raw line {raw_line.number} is nested {note.depth} deep, "
                    f'the raw line {raw_line.depth}: "{raw_line.text}"',
                    "indent the bullet as in the raw notes",
                )
            )
    before = {r: page.notes[n].line for r, n in found.pairs}
    for r in found.missing:
        place = max((line for other, line in before.items() if other < r), default=page.title_line)
        leftovers.missing.append((page, place, lines[r]))
    leftovers.extra += [(page, page.notes[n]) for n in found.extra]
    return tuple(
        Note(
            raw_of[n].number if n in raw_of else None,
            note.depth,
            note.text,
            note.cites,
            note.typed,
        )
        for n, note in enumerate(page.notes)
    )


def _align(typed: tuple[str, ...], notes: tuple[str, ...]) -> Alignment:
    return align([plain_text(text) for text in typed], notes)


def _out_of_order(page: SourcePage, note: SourceNote, line: RawLine) -> Fault:
    return Fault(
        page.path,
        note.line,
        f'the note of raw line {line.number} is out of order: "{line.text}"',
        "move the bullet to where its raw line stands",
    )


def _unclaimed(raw: RawNotes, claimed: Mapping[int, SourcePage]) -> Iterable[Fault]:
    for number, section in raw.sections.items():
        if number not in claimed:
            heading = section.heading
            yield Fault(
                raw.path,
                number,
                f"raw line {number} and the {len(section.bullets)} notes below it are on no page: "
                f'"{"#" * heading.level} {heading.text}"',
                f"add 'raw_line: {number}' to the front matter of its page",
            )


def _explain(
    leftovers: _Leftovers, raw: RawNotes, pages: Mapping[int, SourcePage]
) -> Iterable[Fault]:
    """Yield one fault for each leftover, pairing notes that were moved with where they came from."""
    missing = list(leftovers.missing)
    for page, note in leftovers.extra:
        at = closest(note.text, [plain_text(line.text) for _, _, line in missing], above=THRESHOLD)
        if at is not None:
            home, _, line = missing.pop(at)
            if home is page:
                yield _out_of_order(page, note, line)
            else:
                yield Fault(
                    page.path,
                    note.line,
                    f'raw line {line.number} stands here but belongs to {home.path}: "{line.text}"',
                    "move the bullet back to that page",
                )
            continue
        yield _surplus(page, note, raw, pages)
    for page, place, line in missing:
        yield Fault(
            page.path,
            place,
            f'raw line {line.number} has no note: "{line.text}"',
            "put its bullet back below this line, or name it under 'left_out' with the reason",
        )


def _surplus(
    page: SourcePage, note: SourceNote, raw: RawNotes, pages: Mapping[int, SourcePage]
) -> Fault:
    bullets = [line for line in raw.lines.values() if not line.level]
    own = [line for line in bullets if pages.get(line.number) is page]
    for lines in (own, bullets):
        at = closest(note.text, [plain_text(line.text) for line in lines], above=THRESHOLD)
        if at is not None:
            line = lines[at]
            where = pages[line.number].path if line.number in pages else raw.path
            elsewhere = "" if where == page.path else f", first in {where}"
            return Fault(
                page.path,
                note.line,
                f'raw line {line.number} is used twice{elsewhere}: "{line.text}"',
                "remove one of the two bullets",
            )
    return Fault(
        page.path,
        note.line,
        f'the note "{note.text}" has no raw line',
        "move it into an {addition} with its source, or bring it closer to its raw line",
    )
