"""The model as plain functions: imports, raw notes, YAML."""

import re
import sys

from conference.model.entries import DayFacts
from conference.model.raw_notes import parse_raw_notes
from conference.sources.checked_yaml import check, compose
from conference.sources.schemas import schemas
from tests.helpers import run
from tools.build import ROOT


def test_the_model_imports_no_sphinx():
    modules = [
        ".".join(file.relative_to(ROOT).with_suffix("").parts)
        for wing in ("model", "sources")
        for file in (ROOT / "conference" / wing).glob("*.py")
    ]
    code = f"import sys, {', '.join(modules)}; sys.exit('sphinx' in sys.modules)"
    assert run(sys.executable, "-c", code, cwd=ROOT).returncode == 0


WINGS = ("model", "sources", "pages", "site")


def test_no_import_runs_back_up_or_in_a_circle():
    """Each wing imports those before it, ``__init__`` all; within a wing, no modules go in a circle."""
    imports = {}
    for file in (ROOT / "conference").glob("*/*.py"):
        name = f"{file.parent.name}.{file.stem}"
        text = file.read_text("utf-8")
        text = re.sub(
            r"^from \.(\w+)", rf"from conference.{file.parent.name}.\1", text, flags=re.MULTILINE
        )
        imports[name] = {*re.findall(r"^from conference\.(\w+\.\w+) import", text, re.MULTILINE)}
    assert {name.partition(".")[0] for name in imports} == set(WINGS)
    for name, others in imports.items():
        for other in others:
            before, after = (WINGS.index(n.partition(".")[0]) for n in (other, name))
            assert before <= after, f"{name} imports {other}"
    while leaves := [name for name, others in imports.items() if not others & imports.keys()]:
        for name in leaves:
            del imports[name]
    assert imports == {}, "these import each other"


# -- Raw notes ------------------------------------------------------------------


def test_a_raw_heading_gives_title_and_kind():
    for heading, title, kind in (
        ("A. Keynote - Open Source", "Open Source", "keynote"),
        ("A. Keynote", "", "keynote"),
        ("B. SciPy Tools Plenary", "SciPy Tools Plenary", "plenary"),
        ("M. Lightninng Talks - xarray", "xarray", "lightning"),
        ("A. tools - numpy", "numpy", "plenary"),
        ("F.", "", "talk"),
        ("PyData", "PyData", "talk"),
    ):
        notes, _ = parse_raw_notes(f"### {heading}\n", "raw.md")
        assert (notes.sections[1].title, notes.sections[1].kind) == (title, kind)


# -- YAML -----------------------------------------------------------------------


def test_broken_yaml_is_a_fault():
    for source, line in {"a: 1\n b: 2": 2, "a: 2023-13-45": 1, "a: @": 1}.items():
        root, (fault,) = compose(source, "f.yaml")
        assert root is None
        assert fault.line == line
        assert fault.message.startswith("the YAML is broken: ")


def test_values_are_held_against_the_model():
    right = "raw_line: 7\nheld_on: 2023-07-12\nsummary: '1'\nleft_out: [{raw_line: 1, reason: x}]\n"
    wrong = ["summary: []", "summary: 1", "raw_line: 0", "raw_line: true", "left_out: [a]"]
    wrong += ["left_out: [{raw_line: 1}]", "left_out: x", "held_on: 2023-07-12 10:00:00"]
    spoilt = [re.sub(rf"(?m)^{one.partition(':')[0]}: .*", one, right) for one in wrong]
    for source in (right, *spoilt):
        root, _ = compose(source, "f.yaml")
        assert root is not None
        faults = check(DayFacts, root, "f.yaml", "it")[1]
        assert len(faults) == (source != right), source


def test_schemas_are_those_of_the_models():
    """An editor completes and checks what the build checks."""
    for name, schema in schemas().items():
        assert (ROOT / "docs/_data" / name).read_text("utf-8") == schema
