"""Marks a reading item as read: ``python -m tools.read zarr "start with the spec"``."""

import argparse
import datetime
import re
import sys
from collections.abc import Sequence
from pathlib import Path

from conference.model.faults import nearest

REFERENCES = Path("docs", "references.bib")
ENTRY = r"(?m)^@\w+\{%s,\n(?:.*\n)*?(?=\}\n?)"
STATE = re.compile(r"(?m)^ *(?:readstatus|readdate|annotation) *=.*\n")


def mark(source: str, key: str, verdict: str, status: str, date: datetime.date) -> str:
    """Return a bibliography with the state of an entry. Raises ValueError if there is no such entry."""
    found = re.search(ENTRY % re.escape(key), source)
    if not found:
        keys = re.findall(r"(?m)^@\w+\{(.+),$", source)
        raise ValueError(
            f"{REFERENCES} has no '{key}'{nearest(key, keys)}. "
            "Fix: use the part of its address behind '#ref-'."
        )
    fields = {"readstatus": status, "readdate": date.isoformat(), "annotation": verdict.strip()}
    # A brace would end the field.
    said = {name: value.replace("{", "(").replace("}", ")") for name, value in fields.items()}
    lines = "".join(f"  {name} = {{{value}}},\n" for name, value in said.items() if value)
    return source[: found.start()] + STATE.sub("", found[0]) + lines + source[found.end() :]


def main(arguments: Sequence[str] | None = None) -> int:
    """Mark an item in the bibliography; return the exit code: 1 if it is not there."""
    parser = argparse.ArgumentParser(prog="nox -s read --", description="Mark an item as read.")
    parser.add_argument("key", help="the part of its address behind '#ref-', such as zarr")
    parser.add_argument("verdict", nargs="?", default="", help="in a line: what it is worth")
    parser.add_argument(
        "--skimmed", dest="status", action="store_const", const="skimmed", default="read"
    )
    known = parser.parse_args(arguments)
    today = datetime.datetime.now().astimezone().date()
    source = REFERENCES.read_text("utf-8")
    try:
        marked = mark(source, known.key, known.verdict, known.status, today)
    except ValueError as error:
        print(error, file=sys.stderr)
        return 1
    REFERENCES.write_text(marked, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
