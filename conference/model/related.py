"""Which talks have something in common: shared projects and people, rare ones counting most."""

import heapq
import math
from collections.abc import Mapping, Set
from dataclasses import dataclass

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
    having: dict[str, list[str]] = {}
    for docname, found in names.items():
        for name in found:
            having.setdefault(name, []).append(docname)
    weight = {name: math.log(len(names) / len(talks)) for name, talks in having.items()}
    relations: dict[str, list[Relation]] = {}
    for docname, own in names.items():
        rarest_first = sorted(own, key=lambda name: (-weight[name], name.casefold()))
        scores: dict[str, float] = {}
        for name in rarest_first:
            for other in having[name] if weight[name] else ():
                scores[other] = scores.get(other, 0.0) + weight[name]
        scores.pop(docname, None)
        best = heapq.nsmallest(MOST, ((-score, other) for other, score in scores.items()))
        relations[docname] = [
            Relation(other, tuple(name for name in rarest_first if name in names[other]))
            for _, other in best
        ]
    return relations
