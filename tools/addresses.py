"""Keeps the list of every address ever published: ``python -m tools.addresses`` adds the new ones.

An address is a promise: what is in the list once stays in it, and a test opens each one.
"""

import re
import sys
from pathlib import Path

from tools.build import DEFAULT, ROOT, build

LIST = ROOT / "tests" / "addresses.txt"
# Ids that other sites may link to: of entries (<dt>), notes, reading items and additions. Sphinx
# gives more ids, which are no promise.
TAG = re.compile(r"<[a-z][^>]*\sid=\"[^\"]+\"[^>]*>")
PROMISED = re.compile(r'<dt\s|\sid="(?:line|ref)-|\sclass="(?:[^"]*\s)?addition[\s"]')
ID = re.compile(r'\sid="([^"]+)"')


def addresses_of(site: Path) -> list[str]:
    """Return the addresses of the pages of a built site and of what they promise, sorted."""
    found = set()
    for file in site.rglob("index.html"):
        page = file.relative_to(site).as_posix().removesuffix("index.html")
        tags = [tag for tag in TAG.findall(file.read_text("utf-8")) if PROMISED.search(tag)]
        found |= {page or "/", *(f"{page}#{ID.findall(tag)[0]}" for tag in tags)}
    return sorted(found)


def main() -> int:
    """Build the site, and add its addresses to the list; return the exit code."""
    if code := build(DEFAULT, ["--quiet"]):
        return code
    known = set(LIST.read_text("utf-8").split()) if LIST.is_file() else set()
    new = set(addresses_of(DEFAULT.site)) - known
    LIST.write_text("".join(f"{address}\n" for address in sorted(known | new)), encoding="utf-8")
    print(f"{len(new)} new addresses, {len(known | new)} in all")
    return 0


if __name__ == "__main__":
    sys.exit(main())
