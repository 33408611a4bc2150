"""Results of slow functions of the sources, kept from one build to the next.

An edit changes one page; the others need no parsing and aligning again. A result is kept by all that
it was made from, so it is never out of date; what a build did not ask for is dropped.
"""

from __future__ import annotations

import pickle
from typing import TYPE_CHECKING, ParamSpec, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable
    from pathlib import Path
    from typing import Any

Arguments = ParamSpec("Arguments")
Result = TypeVar("Result")


class Kept:
    """Calls functions, or returns what they returned the last time. Results must not be changed."""

    def __init__(self, before: dict[Hashable, Any] | None = None) -> None:
        """Take what an earlier build kept."""
        self._before = before or {}
        self._now: dict[Hashable, Any] = {}

    def __call__(
        self,
        function: Callable[Arguments, Result],
        *arguments: Arguments.args,
        **none: Arguments.kwargs,
    ) -> Result:
        """Return what the function returns for these arguments, which have to be hashable."""
        key = (function.__name__, arguments)
        if key not in self._now:
            self._now[key] = (
                self._before[key] if key in self._before else function(*arguments, **none)
            )
        result: Result = self._now[key]
        return result

    @classmethod
    def load(cls, file: Path) -> Kept:
        """Return what a build kept in a file; nothing where there is none or it is of no use."""
        try:
            return cls(pickle.loads(file.read_bytes()))  # noqa: S301 - written by us, below
        except Exception:  # noqa: BLE001 - whatever it is, the next build writes it anew
            return cls()

    def save(self, file: Path) -> None:
        """Keep the results of this build in a file, unless they are those of the last."""
        if self._now.keys() != self._before.keys():
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(pickle.dumps(self._now, pickle.HIGHEST_PROTOCOL))
