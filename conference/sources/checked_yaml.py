"""YAML with line numbers, and a small schema that reports every fault in one go.

PyYAML's composer keeps the line of each node, which its loader drops; messages need it.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any

import yaml

from conference.model.faults import Fault, nearest


@dataclass(frozen=True)
class Node:
    """A YAML value with the line that it starts on.

    ``value`` is a scalar, a list of nodes, or a dict from text to nodes; ``key_lines`` has the line
    of each key of a dict.
    """

    value: Any
    line: int
    key_lines: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True)
class Field:
    """What one key may hold: ``accepts`` tests a node, ``holds`` says it in words."""

    holds: str
    accepts: Callable[[Node], bool]
    required: bool = False


def _is_text(node: Node) -> bool:
    return isinstance(node.value, str) and bool(node.value.strip())


def _is_address(node: Node) -> bool:
    return (
        _is_text(node) and node.value.startswith(("https://", "http://")) and " " not in node.value
    )


def _is_texts(node: Node) -> bool:
    return isinstance(node.value, list) and all(_is_text(item) for item in node.value)


def _is_mappings(node: Node) -> bool:
    return isinstance(node.value, list) and all(isinstance(item.value, dict) for item in node.value)


def text(*, required: bool = False) -> Field:
    """Return a field for text that is not empty."""
    return Field("text", _is_text, required)


def number(*, required: bool = False) -> Field:
    """Return a field for a whole number from 1."""
    return Field("a whole number from 1", lambda n: type(n.value) is int and n.value > 0, required)


def date(*, required: bool = False) -> Field:
    """Return a field for a date such as 2023-07-12."""
    return Field("a date such as 2023-07-12", lambda n: type(n.value) is datetime.date, required)


def address(*, required: bool = False) -> Field:
    """Return a field for a web address."""
    return Field("an address that starts with https://", _is_address, required)


def texts(*, required: bool = False) -> Field:
    """Return a field for a list of texts."""
    return Field("a list of texts", _is_texts, required)


def mapping(*, required: bool = False) -> Field:
    """Return a field for a mapping of keys to values."""
    return Field("a mapping of keys to values", lambda n: isinstance(n.value, dict), required)


def mappings(*, required: bool = False) -> Field:
    """Return a field for a list of mappings."""
    return Field("a list of mappings", _is_mappings, required)


def compose(source: str, path: str, first_line: int = 1) -> tuple[Node | None, list[Fault]]:
    """Return the root node of YAML text, and what is wrong with it as YAML.

    The node is None where the text is empty or does not parse. *first_line* is the line of the file
    at which *source* starts.
    """
    # libyaml is five times as fast; what it refuses is read once more, for the better message.
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
) -> tuple[Node | None, list[Fault]]:
    faults: list[Fault] = []
    try:
        root = loader.get_single_node()
        return (_convert(root, loader, path, first_line, faults) if root else None), faults
    finally:
        loader.dispose()


def _convert(
    node: yaml.Node, loader: yaml.SafeLoader, path: str, first_line: int, faults: list[Fault]
) -> Node:
    line = first_line + node.start_mark.line
    if isinstance(node, yaml.SequenceNode):
        return Node([_convert(n, loader, path, first_line, faults) for n in node.value], line)
    if isinstance(node, yaml.MappingNode):
        value: dict[str, Node] = {}
        key_lines: dict[str, int] = {}
        for key_node, value_node in node.value:
            key = str(loader.construct_object(key_node))
            key_line = first_line + key_node.start_mark.line
            if key in value:
                message = f"the key '{key}' stands twice, first on line {key_lines[key]}"
                faults.append(Fault(path, key_line, message, "keep one of the two"))
                continue
            value[key] = _convert(value_node, loader, path, first_line, faults)
            key_lines[key] = key_line
        return Node(value, line, key_lines)
    return Node(loader.construct_object(node), line)


def check(node: Node, fields: Mapping[str, Field], path: str, what: str) -> Iterator[Fault]:
    """Yield a fault for each unknown, missing or mistyped key of the mapping *node*.

    *what* names the mapping in messages, such as "a talk page".
    """
    known = ", ".join(fields)
    for key, value in node.value.items():
        wanted = fields.get(key)
        if wanted is None:
            yield Fault(
                path,
                node.key_lines[key],
                f"unknown key '{key}'{nearest(key, fields)}",
                f"{what} may have: {known}",
            )
        elif not wanted.accepts(value):
            yield Fault(
                path, value.line, f"'{key}' must be {wanted.holds}", f"correct the value of '{key}'"
            )
    for key, wanted in fields.items():
        if wanted.required and key not in node.value:
            yield Fault(
                path, node.line, f"the key '{key}' is missing", f"add '{key}:' with {wanted.holds}"
            )
