"""Which talks have something in common: shared projects and people, rare ones counting most."""

from __future__ import annotations

import math
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Set

MOST = 3


@dataclass(frozen=True)
class Relation:
    """A related talk by its document name, and the names that both mention, the rarest first."""

    docname: str
    shared: tuple[str, ...]


def relate(names: Mapping[str, Set[str]]) -> dict[str, list[Relation]]:
    """Return for each talk at most three related ones, from the names that each talk has.

    A name weighs ``log(talks / talks with the name)``: one that all talks have says nothing.
    """
    having = Counter(name for found in names.values() for name in found)
    weight = {name: math.log(len(names) / count) for name, count in having.items()}
    relations: dict[str, list[Relation]] = {}
    for docname, own in names.items():
        scored = []
        for other, theirs in names.items():
            shared = sorted(own & theirs, key=lambda name: (-weight[name], name.casefold()))
            score = sum(weight[name] for name in shared)
            if other != docname and score > 0:
                scored.append((-score, other, Relation(other, tuple(shared))))
        relations[docname] = [relation for *_, relation in sorted(scored)[:MOST]]
    return relations
