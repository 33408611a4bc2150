"""Topics, what became of what was told, and links to single notes."""

from conference.model.entries import TOPICS
from conference.model.words import in_words
from tests.helpers import addresses, text


def test_every_topic_has_talks_and_lists_those_that_have_it(site, data):
    page = site.pages["topics/"]
    for topic, title in TOPICS.items():
        section = page.find(id=topic)
        assert text(section.h2).startswith(title)
        having = [talk["address"] for talk in data["talks"] if topic in talk["topics"]]
        assert addresses("topics/", section.select("li a")) == having
        assert len(having) > 1


def test_what_became_of_it_lists_every_dated_note_of_the_editor_in_order(site, data):
    additions = [addition for talk in data["talks"] for addition in talk["additions"]]
    dated = sorted((one["date"], one["address"]) for one in additions if one["date"])
    items = site.pages["what-became-of-it/"].select(".quoted-notes > li")
    found = [addresses("what-became-of-it/", item.select("a"))[0] for item in items]
    assert found == [address for _, address in dated]
    assert [text(item.strong) for item in items] == [in_words(date) for date, _ in dated]
    dates = ("2023-07-17", "2024-03", "2024")
    assert [*map(in_words, dates)] == ["17 July 2023", "March 2024", "2024"]


def test_the_terms_of_the_glossary_lead_to_notes(site):
    page = site.pages["glossary/"]
    assert len(page.select("dl.glossary > dt")) > 30
    [noted] = addresses("glossary/", page.select("#term-SIMD + dd a"))
    assert noted == "talks/out-performing-numpy/#line-52"
