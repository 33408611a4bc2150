"""The generator of sites of any size: the same seed, the same bytes, and nothing wrong with them."""

from __future__ import annotations

import hashlib

import pytest

from tests.project import Project
from tools.synthetic import main, write_site


def digests(folder):
    return {
        file.relative_to(folder).as_posix(): hashlib.sha256(file.read_bytes()).hexdigest()
        for file in folder.rglob("*")
        if file.is_file()
    }


def test_the_same_seed_writes_the_same_bytes(tmp_path):
    write_site(tmp_path / "one", talks=20, days=3, seed=5)
    write_site(tmp_path / "same", talks=20, days=3, seed=5)
    write_site(tmp_path / "other", talks=20, days=3, seed=6)
    assert digests(tmp_path / "one") == digests(tmp_path / "same")
    assert digests(tmp_path / "one") != digests(tmp_path / "other")


@pytest.mark.parametrize("seed", [1, 2])
def test_what_is_written_has_no_fault(tmp_path, seed):
    write_site(tmp_path, talks=120, days=11, seed=seed)
    project = Project(tmp_path)
    assert project.faults() == []
    assert len(list(tmp_path.glob("docs/talks/*.md"))) == 120
    assert len(list(tmp_path.glob("docs/days/*.md"))) == 11


def test_a_synthetic_site_builds_without_a_warning(tmp_path):
    write_site(tmp_path, talks=30, days=4)
    project = Project(tmp_path)
    assert project.build() == 0
    assert len(list(project.folders.site.glob("talks/*/index.html"))) == 30


def test_a_folder_with_something_in_it_stays_as_it_is(tmp_path, capsys):
    (tmp_path / "mine.txt").write_text("mine")
    assert main([str(tmp_path), "--talks", "3", "--days", "1"]) == 1
    assert "is not empty" in capsys.readouterr().err
    assert [file.name for file in tmp_path.iterdir()] == ["mine.txt"]
