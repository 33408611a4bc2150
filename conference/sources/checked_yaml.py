"""YAML that authors write, held against a pydantic model: every fault at its line, in one go.

PyYAML's composer keeps the line of each node, which its loader drops; messages need it.
"""

import typing
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Any, TypeVar

import yaml
from pydantic import BaseModel, ValidationError

from conference.model.faults import Fault, nearest

Model = TypeVar("Model", bound=BaseModel)

# What a value has to be, by pydantic's type of error.
HOLDS = {
    "date_type": "a date such as 2023-07-12",
    "greater_than_equal": "a whole number from 1",
    "int_type": "a whole number from 1",
    "model_type": "a mapping of keys to values",
    "string_pattern_mismatch": "an address that starts with https://",
    "string_too_short": "text",
    "string_type": "text",
    "tuple_type": "a list",
}
Place = tuple[str | int, ...]


@dataclass(frozen=True)
class Yaml:
    """What YAML says, and the line of each place in it, such as ``("speakers", 0, "person")``."""

    data: Any
    lines: dict[Place, int]

    def line_of(self, *place: str | int) -> int:
        """Return the line of a place, as far as it is there."""
        while place not in self.lines:
            place = place[:-1]
        return self.lines[place]


NO_YAML = Yaml({}, {(): 1})


def compose(source: str, path: str, first_line: int = 1) -> tuple[Yaml | None, list[Fault]]:
    """Return what YAML text says, and what is wrong with it as YAML.

    The former is None where the text is empty or does not parse. *first_line* is the line of the file
    at which *source* starts.
    """
    # libyaml is five times as fast; what it refuses is read again, for the better message.
    if fast := getattr(yaml, "CSafeLoader", None):
        with suppress(yaml.YAMLError, ValueError):
            return _compose(fast(source), path, first_line)
    try:
        return _compose(yaml.SafeLoader(source), path, first_line)
    except yaml.MarkedYAMLError as error:
        # A quote or bracket that is never closed is found where the text ends, and meant where it
        # starts.
        unclosed = error.context and ("quoted" in error.context or "flow" in error.context)
        mark = error.context_mark if unclosed else error.problem_mark or error.context_mark
        line = first_line + (mark.line if mark else 0)
        problem = f"the YAML is broken: {error.problem or error.context}"
        return None, [Fault(path, line, problem, "correct the indentation, colon or quote there")]
    except (yaml.YAMLError, ValueError) as error:  # such as the date 2023-13-45
        reason = str(error).partition("\n")[0]
        return None, [Fault(path, first_line, f"the YAML is broken: {reason}", "correct the value")]


def _compose(
    loader: yaml.SafeLoader, path: str, first_line: int
) -> tuple[Yaml | None, list[Fault]]:
    lines: dict[Place, int] = {}
    faults: list[Fault] = []

    def read(node: yaml.Node, place: Place) -> Any:
        """Return the value of a node, and note the line of each place in it: of a key, if it has one."""
        lines.setdefault(place, first_line + node.start_mark.line)
        if isinstance(node, yaml.SequenceNode):
            return [read(item, (*place, index)) for index, item in enumerate(node.value)]
        if not isinstance(node, yaml.MappingNode):
            return loader.construct_object(node)
        found = {}
        for key_node, value in node.value:
            key = str(loader.construct_object(key_node))
            line = first_line + key_node.start_mark.line
            if key in found:
                message = f"the key '{key}' stands twice, first on line {lines[*place, key]}"
                faults.append(Fault(path, line, message, "keep one of the two"))
            else:
                lines[*place, key] = line
                found[key] = read(value, (*place, key))
        return found

    try:
        root = loader.get_single_node()
        return (Yaml(read(root, ()), lines) if root else None), faults
    finally:
        loader.dispose()


def check(
    model: type[Model], source: Yaml, path: str, what: str, at: Place = ()
) -> tuple[Model | None, list[Fault]]:
    """Return the mapping at a place of *source* as a *model*, or None and what is wrong with *what*."""
    data = source.data
    for part in at:
        data = data[part]
    try:
        return model.model_validate(data), []
    except ValidationError as error:
        return None, list(_faults(model, source, path, what, at, error))


def _faults(
    model: type[BaseModel], source: Yaml, path: str, what: str, at: Place, error: ValidationError
) -> Iterator[Fault]:
    for wrong in error.errors(include_url=False):
        *place, last = wrong["loc"] or ("",)
        key = next((part for part in reversed(wrong["loc"]) if isinstance(part, str)), what)
        line = source.line_of(*at, *wrong["loc"])
        match wrong["type"]:
            case "extra_forbidden":
                keys = _keys_at(model, place)
                message = f"unknown key '{last}'{nearest(str(last), keys)}"
                owner = f"an item of '{place[-2]}'" if len(place) > 1 else what
                yield Fault(path, line, message, f"{owner} may have: {', '.join(keys)}")
            case "missing":
                yield Fault(path, line, f"the key '{last}' is missing", f"add '{last}:'")
            case "literal_error":
                known = [word.strip("'") for word in wrong["ctx"]["expected"].split(", ")]
                known = [*known[:-1], *known[-1].split("' or '")]
                message = f"unknown {key} '{wrong['input']}'{nearest(str(wrong['input']), known)}"
                yield Fault(path, line, message, f"use one of: {', '.join(known)}")
            case kind:
                message = f"'{key}' must be {HOLDS.get(kind, wrong['msg'])}"
                yield Fault(path, line, message, f"correct the value of '{key}'")


def _keys_at(model: type[BaseModel], place: Sequence[str | int]) -> list[str]:
    """Return the keys that a mapping at a place in a model may have."""
    for part in place:
        if isinstance(part, str):
            model = _model_in(model.model_fields[part].annotation)
    return [info.alias or name for name, info in model.model_fields.items()]


def _model_in(annotation: Any) -> Any:
    """Return the model in an annotation such as ``tuple[Speaker, ...]`` or ``Programme | None``."""
    inside = typing.get_args(annotation)
    return _model_in(inside[0]) if inside else annotation
