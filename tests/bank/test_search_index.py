import re
import sqlite3
import unicodedata
from pathlib import Path
from random import Random

import pytest
from flask import Flask

from studyapp.bank import search_index
from studyapp.bank.catalogue import Catalogue, build_catalogue
from studyapp.bank.queries import catalogue
from studyapp.bank.search_index import SearchIndex
from studyapp.errors import LacksSearchError
from studyapp.reading.article import Article
from studyapp.reading.search_words import Wanted, read_words
from tests.reading.builders import parsed
from tests.review.builders import make_oak

WORD = re.compile(r"[^\W_]+")


def wanted(typed: str) -> Wanted:
    found = read_words(typed)
    assert found is not None
    return found


def folded(text: str) -> list[str]:
    """Return the words of a text, without case and accents."""
    plain = unicodedata.normalize("NFD", text.casefold())
    return WORD.findall("".join(c for c in plain if not unicodedata.combining(c)))


def found_in(index: SearchIndex, typed: str) -> list[str]:
    """Return the names of the paragraphs that hold some words."""
    return [index.places[n].paragraph.id for n in index.passages(wanted(typed))]


@pytest.fixture
def oak(tmp_path: Path) -> SearchIndex:
    return SearchIndex(make_oak(tmp_path))


@pytest.fixture
def served(app: Flask) -> Catalogue:
    with app.app_context():
        return catalogue()


@pytest.mark.parametrize(
    ("typed", "paragraphs"),
    [
        pytest.param("fire", ["oak-1950:8"], id="a word, case aside"),
        pytest.param("trusted rivers", ["oak-1950:5"], id="in another form"),
        pytest.param('"trusted"', [], id="as written"),
        pytest.param("nob*", ["oak-1950:10"], id="by its beginning"),
        pytest.param('"the council never"', ["oak-1950:5"], id="a phrase over signs and lines"),
        pytest.param("school church", ["oak-1950:8"], id="words in one paragraph"),
        pytest.param("school charged", [], id="words of two paragraphs"),
        pytest.param("miller", ["oak-1950:3", "oak-1950:10"], id="in reading order"),
        pytest.param("bridge flood", [], id="a title stands over its first paragraph alone"),
        pytest.param("bridge widow", ["elm:3"], id="a title and its first paragraph"),
    ],
)
def test_passages_are_found(oak: SearchIndex, typed: str, paragraphs: list[str]) -> None:
    assert found_in(oak, typed) == paragraphs


@pytest.mark.parametrize(
    ("text", "typed", "marked"),
    [
        pytest.param("我便在镇口的咸亨酒店里当伙计", "咸亨", "咸亨", id="Chinese"),
        pytest.param("我便在镇口的咸亨酒店里当伙计", "酒*", "酒", id="Chinese beginning"),
        pytest.param("シンデレラのガラスの靴", "ガラス", "ガラス", id="Japanese"),
        pytest.param("สวัสดีไก่ย่าง", "ไก่", "ไก", id="Thai"),
        pytest.param(
            "Die Ge\u00adwerk\u00adschaft zahlt",
            "Gewerkschaft",
            "Ge\u00adwerk\u00adschaft",
            id="shy",
        ),
        pytest.param("Стояла ёлка", "елка", "ёлка", id="Cyrillic accent"),
        pytest.param("Une e\u0301cole ici", "école", "e\u0301cole", id="accent apart"),
        pytest.param(
            "a co\x02operation \x03 here", "cooperation", "co\x02operation", id="controls"
        ),
    ],
)
def test_words_of_any_script_are_found_and_marked(text: str, typed: str, marked: str) -> None:
    article: Article = parsed(f"A title\n\n{text}\n")
    index = SearchIndex(build_catalogue("of scripts", [article], []))

    (hit,) = index.hits(wanted(typed), index.passages(wanted(typed)))

    assert hit.pieces[1] == marked
    assert "".join(hit.pieces) == text


def test_a_mark_that_is_a_sound_is_not_passed_over() -> None:
    article: Article = parsed("A title\n\nシンデレラのガラスの靴\n")
    index = SearchIndex(build_catalogue("of sounds", [article], []))

    assert index.passages(wanted("カラス")) == []


def test_what_was_looked_for_is_marked_in_the_extract(oak: SearchIndex) -> None:
    words = wanted("council")

    (hit,) = oak.hits(words, oak.passages(words))

    assert hit.place.paragraph.id == "oak-1950:5"
    assert "".join(hit.pieces) == hit.place.paragraph.text
    assert hit.pieces[1::2] == ("council", "council")


def test_a_passage_found_by_its_title_has_nothing_marked(oak: SearchIndex) -> None:
    words = wanted("elm bridge")

    (hit,) = oak.hits(words, oak.passages(words))

    assert "".join(hit.pieces).startswith("The widow Harrow built the bridge")


@pytest.mark.parametrize("spelling", ["colour organise", "color organize", "COLORS organising"])
def test_british_and_american_spellings_find_one_another(spelling: str) -> None:
    article: Article = parsed("A title\n\nThey organised the colour of it.\n")

    index = SearchIndex(build_catalogue("of colours", [article], []))

    assert len(index.passages(wanted(spelling))) == 1


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("defence", "defense"),
        ("centres", "centered"),
        ("programme", "programs"),
        ("theatre", "theaters"),
        ("analysed", "analyze"),
        ("judgements", "judgment"),
        ("U.S.S.R.", "USSR"),
    ],
)
def test_whichever_spelling_a_text_keeps_to_both_find_it(one: str, other: str) -> None:
    for written in (one, other):
        article: Article = parsed(f"A title\n\nThey wrote of {written} there.\n")
        index = SearchIndex(build_catalogue(written, [article], []))

        assert [len(index.passages(wanted(typed))) for typed in (one, other)] == [1, 1]


def test_an_accent_is_no_hindrance() -> None:
    article: Article = parsed("A title\n\nThe regime, or régime, of Beneš.\n")

    index = SearchIndex(build_catalogue("of accents", [article], []))

    assert len(index.passages(wanted("Benes"))) == 1
    assert len(index.passages(wanted('"régime of benes"'))) == 1


@pytest.mark.parametrize("typed", ["Lodz", "Łódź", "LÓDZ", '"saemund of lodz"', "odeg*"])
def test_neither_is_a_letter_with_a_stroke_and_the_extract_shows_it_as_written(typed: str) -> None:
    text = "Nobody came. Sæmund of Łódź met Ødegård; he went back to Łódź."
    article: Article = parsed(f"A title\n\n{text}\n")
    index = SearchIndex(build_catalogue("of strokes", [article], []))
    words = wanted(typed)

    (hit,) = index.hits(words, index.passages(words))

    assert "".join(hit.pieces) == text
    assert hit.pieces[1] in {"Łódź", "Sæmund of Łódź", "Ødegård"}


def test_an_extract_is_cut_at_the_same_words_whatever_their_letters() -> None:
    text = " ".join(["æther"] * 60 + ["Łódź"] + ["œuvre"] * 60)
    article: Article = parsed(f"A title\n\n{text}\n")
    index = SearchIndex(build_catalogue("of much", [article], []))
    words = wanted("lodz")

    (hit,) = index.hits(words, index.passages(words))

    before, found, after = hit.pieces
    assert (before[:2], found, after[-1]) == ("…æ", "Łódź", "…")
    assert before[1:] + found + after[:-1] in text


def test_every_word_of_the_texts_is_found_where_it_stands_and_nowhere_else(
    served: Catalogue,
) -> None:
    index = SearchIndex(served)
    held = {
        place.paragraph.id: set(folded(f"{place.paragraph.text} {place.paragraph.caption or ''}"))
        for place in served.places.values()
    }
    titles = {word for _, module in served.modules.values() for word in folded(module.title)}
    titles |= {w for p in served.places.values() for w in folded(p.paragraph.section or "")}
    words = sorted(set[str]().union(*held.values()) - titles)

    for word in Random(7).sample(words, 400):
        assert found_in(index, f'"{word}"') == [n for n, own in held.items() if word in own]


def test_the_best_passages_are_few_and_of_the_best_fit(served: Catalogue) -> None:
    index = SearchIndex(served)
    bounds = index.ranges["woods-2003"]
    words = wanted("purge")
    numbers = [n for n in index.passages(words) if n in bounds]

    best = index.best(words, numbers, 3)

    assert len(numbers) > len(best) == 3
    assert best == sorted(best)
    assert set(best) <= set(numbers)
    by_count = {
        n: sum(w.startswith("purg") for w in folded(index.places[n].paragraph.text))
        for n in numbers
    }
    assert max(by_count[n] for n in best) == max(by_count.values())


def test_questions_are_found_by_their_stem_alone(tmp_path: Path) -> None:
    served = make_oak(tmp_path)
    number, stored = next(iter(served.questions.items()))
    word = max(folded(stored.question.stem), key=len)

    found = SearchIndex(served).questions(wanted(word))

    assert number in found
    assert all(word in folded(served.questions[n].question.stem) for n in found)


def test_a_server_without_full_text_search_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(search_index, "FORM", search_index.FORM.replace("fts5", "absent_fts5"))

    with pytest.raises(LacksSearchError, match="built without FTS5"):
        SearchIndex(make_oak(tmp_path))


def test_another_fault_is_not_taken_for_that(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(search_index, "FORM", "CREATE NOTHING")

    with pytest.raises(sqlite3.OperationalError):
        SearchIndex(make_oak(tmp_path))
