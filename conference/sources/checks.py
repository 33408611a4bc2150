"""What one source says of another: names, keys and pages that have to be there."""

from collections.abc import Iterator, Mapping, Set
from difflib import get_close_matches

from conference.model.catalogue import DAYS, TALKS, Catalogue
from conference.model.entries import Talk, TalkFacts
from conference.model.faults import Fault, nearest

from .load import Loaded
from .pages import Page


def check_sources(
    catalogue: Catalogue, loaded: Loaded, pages: Mapping[str, Page]
) -> Iterator[Fault]:
    """Yield the faults that no source has by itself.

    A fault that follows from another one stays unsaid: where a page cannot be read, nobody knows
    whom and what it names.
    """
    complete = all(page.readable for page in pages.values()) and all(
        conference.raw.sections for conference in loaded.conferences.values()
    )
    for docname, talk in catalogue.talks.items():
        yield from _check_speakers(talk, catalogue, loaded, pages[docname])
        yield from _check_see_also(talk, catalogue, pages[docname])
    for page in pages.values():
        yield from _check_additions(page)
        for line, number in page.quoted if complete else ():
            found = catalogue.note(page.docname, number)
            if found is None or found[0] not in catalogue.talks:
                message = f"no talk has a note of raw line {number}"
                yield Fault(page.path, line, message, "use the number in a note's id")
        if not loaded.reading.faults:
            for line, key in page.cites:
                if key not in catalogue.reading:
                    message = f"unknown citation key '{key}'{nearest(key, catalogue.reading)}"
                    fix = f"correct the key, or add the entry to {loaded.reading.path}"
                    yield Fault(page.path, line, message, fix)
    if complete:
        yield from _check_people(catalogue, loaded)
        yield from _check_projects(catalogue, loaded)
    for old, new in catalogue.redirects.items():
        line = loaded.redirects.lines[old]
        if new not in pages:
            message = f"'{old}' is redirected to '{new}', which is not a page"
            yield Fault(loaded.redirects.path, line, message, "name a page, such as talks/metpy")
        elif old in pages:
            message = f"'{old}' is redirected but is a page"
            yield Fault(loaded.redirects.path, line, message, "remove one of the two")


def check_toctrees(
    pages: Mapping[str, Page], home: str, orphans: Set[str]
) -> tuple[dict[str, list[str]], list[Fault]]:
    """Return which pages each page lists, and a fault for each that is not listed exactly once.

    A talk is listed by its day. *orphans* are pages that say that no page lists them.
    """
    listed: dict[str, list[str]] = {}
    parents: dict[str, tuple[str, int]] = {}
    faults = []
    for docname, page in pages.items():
        for line, target, _ in page.listed:
            is_talk = TALKS in target
            if target not in pages:
                message = f"'{target}' is listed but there is no such page{nearest(target, pages)}"
                faults.append(Fault(page.path, line, message, "correct the entry, or remove it"))
                continue
            if other := parents.get(target):
                what = f"the {'talk' if is_talk else 'page'} '{target}'"
                message = f"{what} is listed twice, first in {other[0]}:{other[1]}"
                faults.append(Fault(page.path, line, message, "keep one of the two entries"))
            elif is_talk and DAYS not in docname:
                message = f"the talk '{target}' is listed outside a day"
                faults.append(Fault(page.path, line, message, "list it in a page below days/"))
            else:
                listed.setdefault(docname, []).append(target)
            parents.setdefault(target, (page.path, line))
    for docname, page in pages.items():
        if docname in parents or docname == home or docname in orphans:
            continue
        if TALKS in docname:
            entry = f"../{TALKS}{docname.partition(TALKS)[2]}"
            message, fix = "the talk is in no day", f"add '{entry}' to the toctree of its day"
        else:
            message = "the page is in no toctree"
            fix = f"add '{docname}' to the toctree of {home}.md"
        faults.append(Fault(page.path, 1, message, fix))
    return listed, faults


def _check_speakers(
    talk: Talk, catalogue: Catalogue, loaded: Loaded, page: Page
) -> Iterator[Fault]:
    section = catalogue.section_of(talk)
    for index, speaker in enumerate(talk.facts.speakers):
        line = page.front.line_of("speakers", index, "person")
        person = catalogue.people.get(speaker.person)
        if person is None:
            unreadable = loaded.people.faults and not loaded.people.lines
            if not unreadable and speaker.person not in loaded.people.lines:
                known = nearest(speaker.person, catalogue.people)
                fix = f"correct the key, or add the person to {loaded.people.path}"
                yield Fault(page.path, line, f"unknown person '{speaker.person}'{known}", fix)
        elif speaker.source == "notes" and section:
            typed = "\n".join(line.text for line in (section.heading, *section.bullets))
            if speaker.person not in catalogue.person_names.named(typed):
                message = f"the raw lines of this talk do not name '{person.name}'"
                fix = "use 'source: programme', or add the spelling of the notes to the person"
                yield Fault(page.path, line, message, fix)


def _check_see_also(talk: Talk, catalogue: Catalogue, page: Page) -> Iterator[Fault]:
    names = {*catalogue.talks, *catalogue.redirects} - {talk.docname}
    slugs = [name.removeprefix(talk.folder) for name in names if name.startswith(talk.folder)]
    for index, other in enumerate(talk.facts.see_also):
        if other.talk not in slugs:
            message = f"there is no other talk '{other.talk}'{nearest(other.talk, slugs)}"
            line = page.front.line_of("see_also", index, "talk")
            yield Fault(page.path, line, message, "name a file in talks/, without its .md")


def _check_additions(page: Page) -> Iterator[Fault]:
    numbers = {note.raw_line for note in page.notes}
    seen: set[str] = set()
    for addition in page.additions:
        if addition.id in seen:
            message = f"two additions have the id '{addition.id}'"
            yield Fault(page.path, addition.line, message, "give one of the two another id")
        seen.add(addition.id)
        for number in addition.raw_lines if page.readable else ():
            if number not in numbers:
                what = f"the addition '{addition.id}' is about raw line {number}"
                message = f"{what}, which has no note here"
                yield Fault(page.path, addition.line, message, "correct ':lines:'")
    if isinstance(page.facts, TalkFacts) and page.facts.raw_line is None and page.notes:
        message = "the page has notes but no 'raw_line'"
        fix = "add 'raw_line:' with the line of the talk's heading in the raw notes"
        yield Fault(page.path, 1, message, fix)


def _check_people(catalogue: Catalogue, loaded: Loaded) -> Iterator[Fault]:
    speakers = [speaker for talk in catalogue.talks.values() for speaker in talk.facts.speakers]
    spoken_of = {speaker.person for speaker in speakers}
    unknown, path = spoken_of - catalogue.people.keys(), loaded.people.path
    for key, person in catalogue.people.items():
        if key not in spoken_of and not get_close_matches(key, unknown):
            fix = f"add '{key}' to the speakers of a talk, or remove the entry"
            yield Fault(path, loaded.people.lines[key], f"'{person.name}' never speaks", fix)


def _check_projects(catalogue: Catalogue, loaded: Loaded) -> Iterator[Fault]:
    at_fault = {fault.line for fault in loaded.projects.faults}
    path = loaded.projects.path
    # What the raw notes name may be missing on the pages for a reason that has been told.
    typed = "\n".join(
        line.text
        for conference in catalogue.conferences.values()
        for line in conference.raw.lines.values()
    )
    named = {*catalogue.project_mentions, *catalogue.project_names.named(typed)}
    for key, project in catalogue.projects.items():
        line = loaded.projects.lines[key]
        if key not in named and line not in at_fault:
            fix = "add the spelling of the notes to its 'spellings', or remove the entry"
            message = f"no note mentions '{project.name}'"
            yield Fault(path, line, message, fix)
        if project.item and catalogue.reading and project.item not in catalogue.reading:
            known = nearest(project.item, catalogue.reading)
            message = f"'{project.name}' has the unknown reading item '{project.item}'{known}"
            fix = f"correct 'item', or add the entry to {loaded.reading.path}"
            yield Fault(path, line, message, fix)
