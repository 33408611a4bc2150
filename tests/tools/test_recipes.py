"""Each recipe of CONTRIBUTING, as it is printed, on a copy of the project: all tests of content stay green."""

import os
import re
import shlex
import sys
from datetime import date
from pathlib import Path

import pytest

from tests.conftest import BUILT
from tests.helpers import run
from tests.project import Project, whole_project
from tools.addresses import addresses_of
from tools.build import ROOT
from tools.read import mark

CONTENT = ["sources/test_facts", "site/test_site", "browser/test_search"]
CONTENT += ["pages/test_tracing", "pages/test_reading_list"]
GUIDE = (ROOT / "CONTRIBUTING.md").read_text("utf-8")


def recipe(title: str) -> list[str]:
    """Return the blocks of a recipe, in order, without those that are commands of ours: but ``read``."""
    section = re.split("^## ", GUIDE.partition(f"\n## {title}\n")[2], flags=re.MULTILINE)[0]
    blocks = re.findall(r"^```\w+\n(.*?)^```$", section, re.DOTALL | re.MULTILINE)
    return [block for block in blocks if not re.match("nox -s (?!read )", block)]


def change(project: Project, path: str, diff: str) -> None:
    """Replace the line of a diff by the one below it."""
    old, new = re.fullmatch(r"-(.*\n)\+(.*\n)", diff).groups()
    project.replace(path, f"\n{old}", f"\n{new}")


def append(project: Project, path: str, text: str) -> None:
    project.write(path, f"{project.read(path).rstrip()}\n\n{text}")


def changed_project(root: Path) -> Project:
    project = whole_project(root)
    correction, addition = recipe("Correct a note")
    change(project, "docs/talks/too-much-parallelism.md", correction)
    append(project, "docs/talks/numpy.md", addition)
    page, line, person = recipe("Add a talk and a person")
    project.write("docs/talks/analytical-engine.md", page)
    day = project.read("docs/days/day-1.md").rstrip().removesuffix("```")
    project.write("docs/days/day-1.md", f"{day}{line}```\n")
    append(project, "docs/_data/people.yaml", person)
    [entry] = recipe("Add a project")
    append(project, "docs/_data/projects.yaml", entry)
    item, citation, status = recipe("Add a reading item")
    append(project, "docs/references.bib", item)
    key, verdict = shlex.split(status.partition(" -- ")[2])
    marked = mark(project.read("docs/references.bib"), key, verdict, "read", date(2023, 7, 31))
    project.write("docs/references.bib", marked)
    change(project, "docs/talks/tools-plenary-day-1.md", citation)
    move, toctree, redirect = recipe("Publish or move an address")
    project.rename(*re.fullmatch(r"git mv (\S+) (\S+)\n", move).groups())
    change(project, "docs/days/day-2.md", toctree)
    project.write("docs/_data/redirects.yaml", redirect)
    return project


@pytest.fixture(scope="module")
def project(built_once) -> Project:
    """Return the changed project, built, and its new addresses listed."""
    project = built_once("recipes", changed_project)
    known = project.read("tests/addresses.txt").split()
    listed = sorted({*known, *addresses_of(project.folders.site)})
    project.write("tests/addresses.txt", "".join(f"{address}\n" for address in listed))
    return project


@pytest.mark.parametrize(
    ("path", "shown"),
    [
        ("talks/too-much-parallelism", "wut?"),
        ("talks/numpy", 'id="numpy-2-announced"'),
        ("talks/analytical-engine", "Notes on the Analytical Engine"),
        ("days/day-1", "talks/analytical-engine/"),
        ("people", 'id="ada-lovelace"'),
        ("projects", 'id="learning-curve"'),
        ("reading-list", 'id="ref-learning-curves"'),
        ("reading-list", "One line: what it is worth, and to whom."),
        ("talks/tools-plenary-day-1", "#ref-learning-curves"),
        ("talks/coiled", "../clusters-by-coiled/"),
        ("talks/clusters-by-coiled", 'id="line-286"'),
    ],
)
def test_a_recipe_shows_on_its_page(project, path, shown):
    assert shown in (project.folders.site / path / "index.html").read_text("utf-8")


def test_what_the_tests_say_of_the_content_holds_after_every_recipe(project):
    files = [str(ROOT / "tests" / f"{name}.py") for name in CONTENT]
    options = ["--numprocesses=0", "--quiet", "-m", "not browser", "-p", "no:cacheprovider"]
    command = [sys.executable, "-m", "pytest", *options, *files]
    done = run(*command, cwd=ROOT, env={**os.environ, BUILT: str(project.root)})
    assert done.returncode == 0, done.stdout
