"""Every raw line on exactly one page: joins pages with the sections of the raw notes they claim."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from conference.model.alignment import THRESHOLD, align, closest, similarity
from conference.model.entries import ListFacts, Note, TalkFacts
from conference.model.faults import Fault
from conference.model.raw_notes import RawLine, RawNotes, RawSection

from .pages import STRAY, Page


def raw_line_of(page: Page) -> int | None:
    """Return the raw heading that a page says it was made from."""
    return page.facts.raw_line if isinstance(page.facts, (ListFacts, TalkFacts)) else None


def trace_page(page: Page, section: RawSection) -> None:
    """Give the notes of a page their raw lines, and report what is wrong with that."""
    facts = page.facts
    assert isinstance(facts, (ListFacts, TalkFacts))  # noqa: S101 - it has a raw line
    left_out = [line.raw_line for line in facts.left_out]
    numbers = {line.number for line in section.bullets}
    for index, number in enumerate(left_out):
        if number not in numbers:
            message = f"raw line {number} is left out but is no bullet of this page"
            line = page.front.line_of("left_out", index)
            page.fault(line, message, "correct the number under 'left_out'")
    lines = [line for line in section.bullets if line.is_noted and line.number not in left_out]
    found = align([line.text for line in lines], [note.typed for note in page.notes])
    for r, n in found.pairs:
        note, raw_line = page.notes[n], lines[r]
        page.notes[n] = replace(note, raw_line=raw_line.number)
        if n in found.misplaced:
            # Two notes in each other's place are one fault, told at the first.
            better = found.misplaced[n]
            if not any(
                (better, m) in found.pairs and found.misplaced.get(m) == r for m in range(n)
            ):
                page.faults.append(_out_of_order(page, note, lines[better]))
        elif note.depth not in (raw_line.depth, STRAY):
            what = f"the note of raw line {raw_line.number} is nested {note.depth} deep"
            message = f'{what}, the raw line {raw_line.depth}: "{raw_line.text}"'
            page.fault(note.line, message, "indent the bullet as in the raw notes")
    before = {r: page.notes[n].line for r, n in found.pairs}
    for r in found.missing:
        place = max((line for other, line in before.items() if other < r), default=page.title_line)
        page.missing.append((place, lines[r].number))


def trace(raw: RawNotes, pages: Iterable[Page]) -> Iterator[Fault]:
    """Yield a fault for each raw line or note of traced pages without its other half."""
    claimed: dict[int, Page] = {}
    if not raw.sections:
        return  # the raw notes cannot be read
    complete = True  # whether each page says what it was made from
    for page in pages:
        number = raw_line_of(page)
        complete = complete and page.readable
        if number is None:
            continue
        line = page.front.line_of("raw_line")
        if number not in raw.sections:
            message = f"raw line {number} is no heading of {raw.path}"
            fix = "give the number of the line there with the page's heading"
            yield Fault(page.path, line, message, fix)
        elif number in claimed:
            message = f"raw line {number} is used twice, first by {claimed[number].path}"
            yield Fault(page.path, line, message, "give each page the line of its own heading")
        else:
            claimed[number] = page
            yield from _check_title(page, raw.sections[number])
    if complete:
        for number, section in raw.sections.items():
            if number not in claimed:
                heading = f"{'#' * section.heading.level} {section.heading.text}"
                what = f"raw line {number} and the {len(section.bullets)} notes below it"
                message = f'{what} are on no page: "{heading}"'
                fix = f"add 'raw_line: {number}' to the front matter of its page"
                yield Fault(raw.path, number, message, fix)
    yield from _explain(raw, claimed)


def _check_title(page: Page, section: RawSection) -> Iterator[Fault]:
    """Yield a fault where the page's title was not made from its raw heading."""
    heading = section.heading
    if page.title and not section.title:
        programme = page.facts.programme if isinstance(page.facts, TalkFacts) else None
        if programme and page.title != programme.title:
            what = f"raw line {heading.number} has no title, so the page's title must be the"
            message = f'{what} programme\'s, not "{page.title}"'
            fix = "make the title and 'title' under 'programme' the same"
            yield Fault(page.path, page.title_line, message, fix)
    elif (
        page.title
        and page.title not in section.title
        and similarity(section.title, page.title, THRESHOLD) == 0
    ):
        what = f'the title "{page.title}" was not made from raw line {heading.number}'
        fix = "correct 'raw_line', or bring the title closer to the heading"
        yield Fault(page.path, page.title_line, f'{what}: "{heading.text}"', fix)


def _out_of_order(page: Page, note: Note, line: RawLine) -> Fault:
    message = f'the note of raw line {line.number} is out of order: "{line.text}"'
    return Fault(page.path, note.line, message, "move the bullet to where its raw line stands")


def _explain(raw: RawNotes, claimed: Mapping[int, Page]) -> Iterator[Fault]:
    """Yield one fault for each leftover, pairing notes that were moved with where they came from."""
    missing = [
        (page, place, raw.lines[number])
        for page in claimed.values()
        for place, number in page.missing
    ]
    homes = {
        line.number: page
        for number, page in claimed.items()
        for line in raw.sections[number].bullets
    }
    for page in claimed.values():
        for note in page.notes:
            if note.raw_line or note.depth == STRAY:
                continue
            at = closest(note.typed, [line.text for _, _, line in missing], above=THRESHOLD)
            if at is None:
                yield _surplus(page, note, raw, homes)
                continue
            home, _, line = missing.pop(at)
            if home is page:
                yield _out_of_order(page, note, line)
            else:
                what = f"raw line {line.number} stands here but belongs to {home.path}"
                fix = "move the bullet back to that page"
                yield Fault(page.path, note.line, f'{what}: "{line.text}"', fix)
    for page, place, line in missing:
        message = f'raw line {line.number} has no note: "{line.text}"'
        fix = "put its bullet back below this line, or name it under 'left_out' with the reason"
        yield Fault(page.path, place, message, fix)


def _surplus(page: Page, note: Note, raw: RawNotes, homes: Mapping[int, Page]) -> Fault:
    if not note.text:
        return Fault(page.path, note.line, "the bullet is empty", "write the note, or remove it")
    bullets = [line for line in raw.lines.values() if line.is_noted]
    own = [line for line in bullets if homes.get(line.number) is page]
    for lines in (own, bullets):
        at = closest(note.typed, [line.text for line in lines], above=THRESHOLD)
        if at is not None:
            line = lines[at]
            where = homes[line.number].path if line.number in homes else raw.path
            elsewhere = "" if where == page.path else f", first in {where}"
            message = f'raw line {line.number} is used twice{elsewhere}: "{line.text}"'
            return Fault(page.path, note.line, message, "remove one of the two bullets")
    fix = "move it into an {addition} with its source, or bring it closer to its raw line"
    return Fault(page.path, note.line, f'the note "{note.text}" has no raw line', fix)
