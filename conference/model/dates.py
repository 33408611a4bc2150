"""Dates in words, in English whatever the machine's locale is."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import datetime

MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)


def in_words(date: datetime.date) -> str:
    """Return a date as "12 July 2023"."""
    return f"{date.day} {MONTHS[date.month - 1]} {date.year}"


def in_american_words(date: datetime.date) -> str:
    """Return a date as "July 12, 2023", the order of the Chicago style."""
    return f"{MONTHS[date.month - 1]} {date.day}, {date.year}"
