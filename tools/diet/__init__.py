"""Makes a built site light: one style sheet with the rules in use, and files named by content.

It reads what all pages and their scripts use by patterns, since a parser takes far longer, and
writes a copy of the site. Nothing here knows the theme's rules: they are read. Pages have to
keep to their own Content-Security-Policy, about which a browser would not say a word.
"""

import base64
import hashlib
import re
import shutil
from pathlib import Path

from tools.node import BuildError

from .styles import STATIC, Files, Used, light_sheets

KEPT_OUT = (".buildinfo", "_sources/", f"{STATIC}/")
# Sphinx and its themes quote each attribute and escape quotes in text.
REFERENCE = re.compile(rf'="((?:\.\.?/)*|/(?:[\w.~-]+/)*){STATIC}/([^"?#]+)(?:\?[^"]*)?"')
SHEET = re.compile(r'\n\s*<link\b[^>]*\brel="stylesheet"[^>]*>')
CLASSES = re.compile(r'\sclass="([^"]*)"')
POLICY = re.compile(r'<meta http-equiv="Content-Security-Policy" content="([^"]*)"')
INLINE_STYLE = re.compile(r'<[a-z][^<>]*\s(?:style|on[a-z]+)="[^"]*"|<style\b')
INLINE_SCRIPT = re.compile(r"<script(?![^>]*\s(?:src|type)=)[^>]*>(.*?)</script>", re.DOTALL)
# A word of a script that may be the name of a class, not of a variable or folder: a short one only if
# it is a whole text.
WORD = re.compile(r'(?<![\w-])[A-Za-z][\w-]{2,}(?![\w/-])|(?<=")[a-z][a-z0-9]?(?=")')


def diet(site: Path, light: Path, cache: Path) -> None:
    """Write a light copy of what Sphinx wrote to the folder *light*, which must not exist.

    The folder *cache* keeps style sheets for the next time. Raises BuildError if a page
    needs what is not there, or has what its policy forbids.
    """
    names = sorted(path.relative_to(site).as_posix() for path in site.rglob("*") if path.is_file())
    names = [name for name in names if not name.startswith(KEPT_OUT)]
    pages = {name: (site / name).read_text("utf-8") for name in names if name.endswith(".html")}
    files = Files(site / STATIC, light / STATIC)
    kinds = [
        {name: text for name, text in pages.items() if name.startswith("talks/") == talk}
        for talk in (True, False)  # most readers come to one talk, and need no other rules
    ]
    links = (link for text in pages.values() for link in SHEET.findall(text))
    paths = dict.fromkeys(REFERENCE.findall(link)[0][1] for link in links)
    used = [used_by(kind, files) for kind in kinds]
    sheets = light_sheets(paths, next(iter(pages)), used, files, cache)
    sheet_of = {name: sheet for kind, sheet in zip(kinds, sheets, strict=True) for name in kind}
    for name in names:
        file = light / name
        file.parent.mkdir(parents=True, exist_ok=True)
        if name not in pages:
            shutil.copy2(site / name, file)
            continue
        text = pages[name]
        check_policy(text, name)
        if first := SHEET.search(text):
            address = f"{REFERENCE.findall(first[0])[0][0]}{STATIC}/{sheet_of[name]}"
            rest = SHEET.sub("", text[first.end() :])
            text = f'{text[: first.start()]}\n    <link rel="stylesheet" href="{address}"/>{rest}'
        file.write_text(with_new_names(text, name, files), encoding="utf-8")


def check_policy(text: str, page: str) -> None:
    """Raise BuildError if a page has a script or style in it that its policy forbids."""
    policy = POLICY.search(text)
    forbidden = [found[0] for found in INLINE_STYLE.finditer(text)]
    for script in INLINE_SCRIPT.findall(text):
        digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
        if policy and f"'sha256-{digest}'" not in policy[1]:
            forbidden.append(script.strip())
    if policy and forbidden:
        raise BuildError(
            f"{page} has {forbidden[0][:120]!r} in it, which its policy forbids. "
            "Fix: move it to conference/theme/static/site.css or conference/browser/."
        )


def with_new_names(text: str, page: str, files: Files) -> str:
    """Return the text of a page with the new names of the files that it asks for."""
    return REFERENCE.sub(lambda found: f'="{found[1]}{STATIC}/{files.name(found[2], page)}"', text)


def used_by(pages: dict[str, str], files: Files) -> Used:
    """Return the names that pages have, and words of their scripts that may be names of any kind."""
    text = "\n".join(pages.values())
    asked = {path: name for name, one in pages.items() for _, path in REFERENCE.findall(one)}
    scripts = set(INLINE_SCRIPT.findall(text))
    scripts |= {files.read(path, asked[path]).decode() for path in asked if path.endswith(".js")}
    words = {word for script in scripts for word in WORD.findall(script)}
    # A script writes `dataset.contentRoot` for data-content-root.
    of_scripts = {re.sub("[A-Z]", lambda c: f"-{c[0].lower()}", f"data-{word}") for word in words}
    return {
        "attributes": sorted(of_scripts | set(re.findall(r"\s(data-[\w-]+)", text))),
        "tags": sorted(set(re.findall(r"<([a-z][a-z0-9]*)", text))),
        "classes": sorted({name for names in CLASSES.findall(text) for name in names.split()}),
        "ids": sorted(set(re.findall(r'\sid="([^"]*)"', text))),
        "words": sorted(words),
    }
