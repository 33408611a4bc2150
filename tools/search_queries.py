"""Queries with their right answers: the committed ones, and some for an invented site."""

from __future__ import annotations

import json
import random
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

import yaml

from tools.build import ROOT
from tools.invented_words import misspelt

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path
    from typing import Any

QUERIES = ROOT / "tests" / "search_queries.yaml"
ABSENT = "absent"
KINDS = (
    *("exact", "prefix", "typo", "identifier", "person", "alias"),
    *("sentence", "words", "reading", "form", ABSENT),
)


@dataclass(frozen=True)
class Query:
    """What is asked, and which pages and notes are right; for absent things, none is.

    ``pages`` are addresses in the site, ``notes`` the ids of notes and additions. ``held_out``
    queries are not looked at while the search is tuned.
    """

    text: str
    kind: str
    pages: frozenset[str] = frozenset()
    notes: frozenset[str] = frozenset()
    held_out: bool = False


def read_queries(file: Path = QUERIES) -> list[Query]:
    """Return the queries of a file. Raises ValueError where one is not whole."""
    found = []
    for entry in yaml.safe_load(file.read_text("utf-8")):
        unknown = entry.keys() - {"query", "kind", "pages", "notes", "held_out"}
        if unknown or entry["kind"] not in KINDS or ("pages" in entry) == (entry["kind"] == ABSENT):
            raise ValueError(f"{file}: the entry {entry} is not whole")
        found.append(
            Query(
                entry["query"],
                entry["kind"],
                frozenset(entry.get("pages", ())),
                frozenset(entry.get("notes", ())),
                entry.get("held_out", False),
            )
        )
    return found


def invent_queries(site: Path, seed: int, count: int) -> list[Query]:
    """Return *count* queries of each kind that fits an invented *site*, from its ``talks.json``.

    A query is right where all of its words are in a note, which is checked here by plain search.
    """
    talks: list[dict[str, Any]] = json.loads((site / "talks.json").read_text("utf-8"))["talks"]
    chance = random.Random(seed)  # noqa: S311 - no secret
    return [
        query
        for make in (_exact, _prefix, _typo, _person, _absent)
        for query in make(talks, chance, count)
    ]


def _exact(talks: list[dict[str, Any]], chance: random.Random, count: int) -> Iterator[Query]:
    for words, _ in _picked(talks, chance, count):
        yield _query(talks, " ".join(words), "exact", words)


def _prefix(talks: list[dict[str, Any]], chance: random.Random, count: int) -> Iterator[Query]:
    for words, _ in _picked(talks, chance, count):
        yield _query(talks, " ".join(words)[:-1], "prefix", [*words[:-1], words[-1][:-1]])


def _typo(talks: list[dict[str, Any]], chance: random.Random, count: int) -> Iterator[Query]:
    for words, _ in _picked(talks, chance, count):
        longest = max(words, key=len)
        text = " ".join(misspelt(word, chance) if word == longest else word for word in words)
        yield _query(talks, text, "typo", words)


def _person(talks: list[dict[str, Any]], chance: random.Random, count: int) -> Iterator[Query]:
    spoken = [talk for talk in talks if talk["speakers"]]
    for talk in chance.sample(spoken, min(count, len(spoken))):
        speaker = chance.choice(talk["speakers"])
        gave = {t["address"] for t in talks if speaker in t["speakers"]}
        pages = frozenset({f"people/#{speaker['person']}", *gave})
        yield Query(speaker["name"], "person", pages)


def _absent(talks: list[dict[str, Any]], chance: random.Random, count: int) -> Iterator[Query]:
    for _ in range(count):
        yield Query("".join(chance.choices("qxzjkvw", k=8)), ABSENT)


def _picked(
    talks: list[dict[str, Any]], chance: random.Random, count: int
) -> Iterator[tuple[list[str], dict[str, Any]]]:
    """Yield three neighbouring words of a note and the note, again and again."""
    notes = [note for talk in talks for note in talk["notes"]]
    yielded = 0
    while yielded < count:
        note = chance.choice(notes)
        words = re.findall(r"(?<!\S)[a-z]{4,}(?!\S)", note["text"])
        if len(words) < 3 or len(words[2]) < 5:
            continue
        yielded += 1
        yield words[:3], note


def _query(talks: list[dict[str, Any]], text: str, kind: str, words: list[str]) -> Query:
    pages, notes = set(), set()
    for talk in talks:
        for note in talk["notes"]:
            if all(re.search(rf"\b{word}", note["text"], re.IGNORECASE) for word in words):
                pages.add(talk["address"])
                notes.add(note["id"])
    return Query(text, kind, frozenset(pages), frozenset(notes))
