"""What is kept between builds: asked again it is not made again, and a broken file is no trouble."""

from __future__ import annotations

from conference.sources.load import Sources, load
from conference.sources.kept import Kept

from tests.project import mini_project


def double(text: str) -> str:
    CALLS.append(text)
    return text * 2


CALLS: list[str] = []


def test_a_result_is_made_once(tmp_path):
    CALLS.clear()
    file = tmp_path / "kept" / "results"
    first = Kept.load(file)
    assert [first(double, "a"), first(double, "a"), first(double, "b")] == ["aa", "aa", "bb"]
    first.save(file)
    second = Kept.load(file)
    assert second(double, "a") == "aa"
    assert CALLS == ["a", "b"]
    second.save(file)
    assert Kept.load(file)(double, "b") == "bb"
    assert CALLS == ["a", "b", "b"]  # the second did not ask for it, so it was dropped


def test_a_file_of_something_else_is_ignored(tmp_path):
    file = tmp_path / "results"
    file.write_bytes(b"not a pickle")
    assert Kept.load(file)(double, "c") == "cc"


def test_a_catalogue_of_kept_results_is_the_same(tmp_path):
    docs = mini_project(tmp_path).folders.docs
    sources = Sources(docs, tmp_path / "notes" / "raw.md", docs / "references.bib")
    kept = Kept()
    before = load(sources, kept)
    kept.save(tmp_path / "results")
    again = load(sources, Kept.load(tmp_path / "results"))
    assert again[1] == before[1] == []
    assert again[0].talks == before[0].talks
    assert again[0].outline() == before[0].outline()
