"""Numbers, dates and names in words, in American English whatever the machine's locale is."""

import datetime
from collections.abc import Sequence
from functools import cache

from docutils.utils.smartquotes import educate_tokens

MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)


def in_words(date: datetime.date | str) -> str:
    """Return a date as "12 July 2023"; a text such as "2023-07" may be a day, a month or a year."""
    year, month, day = [*map(int, f"{date}".split("-")), 0, 0][:3]
    return " ".join(filter(None, [f"{day or ''}", MONTHS[month - 1] if month else "", f"{year}"]))


def counted(number: int, singular: str) -> str:
    """Return a number with its noun: "1 note", "2 notes", "no notes"."""
    return f"{number or 'no'} {singular}{'' if number == 1 else 's'}"


def in_a_row(names: Sequence[str]) -> str:
    """Return names as a sentence has them: "A", "A and B", "A, B and C"."""
    return " and ".join(filter(None, [", ".join(names[:-1]), *names[-1:]]))


@cache
def typeset(text: str) -> str:
    """Return text with the quotes and ellipses that Sphinx gives to the text of pages.

    Not with its dashes: in the text of a note, ``--`` stands in options of commands alone.
    """
    return "".join(educate_tokens([("plain", text)], attr="qe", language="en"))
