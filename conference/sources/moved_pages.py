"""Pages that moved: ``docs/_data/redirects.yaml`` maps old document names to new ones."""

from __future__ import annotations

from typing import TYPE_CHECKING

from . import checked_yaml as yaml_source
from conference.model.faults import Fault

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path


def read_redirects(
    file: Path, path: str, pages: Iterable[str]
) -> tuple[dict[str, str], list[Fault]]:
    """Return the redirects in a file, and what is wrong with them: *pages* are those that there are."""
    if not file.is_file():
        return {}, []
    root, faults = yaml_source.compose(file.read_text("utf-8"), path)
    known = set(pages)
    redirects: dict[str, str] = {}
    if root is None or not isinstance(root.value, dict):
        return {}, faults
    for old, node in root.value.items():
        if node.value not in known:
            message = f"'{old}' is redirected to '{node.value}', which is no page"
            faults.append(Fault(path, node.line, message, "name a page, such as talks/metpy"))
        elif old in known:
            message = f"'{old}' is redirected but is a page"
            faults.append(Fault(path, root.key_lines[old], message, "remove one of the two"))
        else:
            redirects[old] = str(node.value)
    return redirects, faults
