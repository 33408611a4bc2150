"""What is wrong with a site that cannot be made light."""

from __future__ import annotations


class DietError(Exception):
    """A page needs what is not there; the message says which, what, and how to mend it."""
