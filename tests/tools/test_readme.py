"""What README, CONTRIBUTING and CI say is what there is."""

import json
import re
import shutil
import tomllib

import pytest

from tests.helpers import run
from tools.build import ROOT

README = (ROOT / "README.md").read_text("utf-8")
CONTRIBUTING = (ROOT / "CONTRIBUTING.md").read_text("utf-8")


def commands(text: str) -> list[str]:
    return re.findall(r"```sh\n(.*?)\n```", text, re.DOTALL)


def test_the_readme_is_short_and_opens_with_two_commands_of_which_ci_runs_one():
    assert len(README.splitlines()) < 80
    live, tests = commands(README)
    assert live.endswith("nox -s live")
    assert tests.endswith("nox -s tests")
    assert "\n" not in live + tests
    assert tests in (ROOT / ".ci" / "run").read_text("utf-8").splitlines()


def test_nox_has_the_sessions_that_are_named():
    names = sorted(set(re.findall(r"nox -s ([\w-]+)", README + CONTRIBUTING)))
    nox = shutil.which("nox") or str(ROOT / ".venv" / "bin" / "nox")  # it ends if one is missing
    done = run(nox, "--list", "--json", "--noxfile", ROOT / "noxfile.py", "-s", *names)
    assert done.returncode == 0, done.stderr
    assert sorted(session["session"] for session in json.loads(done.stdout)) == names


def test_the_paths_that_the_readme_names_are_there():
    table = README.partition("## What is where")[2].partition("Each build")[0]
    for row in re.findall(r"^\| (`.*)\|$", table, re.MULTILINE):
        folder, *inside = re.findall(r"`([\w./-]+)`", row)
        for path in (folder, *(f"{folder}{name}" for name in inside)):
            assert (ROOT / path).exists(), path


def test_locks_pin_everything_with_hashes_and_name_no_registry():
    locks = sorted((ROOT / "requirements").glob("*.txt"))
    groups = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["dependency-groups"]
    assert {lock.stem for lock in locks} == groups.keys()
    for lock in locks:
        text = lock.read_text("utf-8")
        assert "://" not in text
        requirements = re.findall(r"^[\w-].*\n(?: .*\n)*", text, re.MULTILINE)
        assert all(re.match(r"\S+==\S+.*\n +--hash=sha256:", one) for one in requirements), lock


@pytest.mark.parametrize("folder", [".", "tools/measure"])
def test_the_lock_of_npm_pins_everything_with_hashes_and_names_no_registry(folder):
    lock = json.loads((ROOT / folder / "package-lock.json").read_text("utf-8"))
    packages = {name: package for name, package in lock["packages"].items() if name}
    assert packages
    for name, package in packages.items():
        assert package["integrity"].startswith("sha512-"), name
        assert "resolved" not in package, name
