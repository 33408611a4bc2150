"""JSON Schemas of what authors write, so that an editor completes and checks it while they type."""

import json
import sys
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter

from conference.model.entries import DayFacts, HomeFacts, Person, Project, TalkFacts

KINDS: dict[str, Any] = {
    "people": dict[str, Person],
    "projects": dict[str, Project],
    "talk": TalkFacts,
    "day": DayFacts,
    "home": HomeFacts,
}


def schemas() -> dict[str, str]:
    """Return the text of each schema by the name of its file."""
    return {
        f"{name}.schema.json": json.dumps(TypeAdapter(kind).json_schema(), indent=2) + "\n"
        for name, kind in KINDS.items()
    }


if __name__ == "__main__":  # python -m conference.sources.schemas docs/_data
    for name, text in schemas().items():
        Path(sys.argv[1], name).write_text(text, encoding="utf-8")
