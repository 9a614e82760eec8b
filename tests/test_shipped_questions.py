"""What the shipped bank promises: enough questions of every kind, each tied to its paragraphs."""

from collections import Counter
from typing import Any

import yaml

from tests.shipped import ARTICLES, BANK, article, checked, exported, paragraphs

KINDS = {"single", "multiple", "cloze", "short", "number", "order", "match", "locate"}
QUESTIONS = 200
QUESTIONS_OF_A_SOURCE = 12
QUESTIONS_OF_A_KIND = 4
QUESTIONS_OF_A_MODULE = 5
QUESTIONS_ACROSS_SOURCES = 8


def questions() -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = exported()["questions"]
    return found


def texts() -> dict[str, str]:
    """Return each paragraph as one line."""
    return {p["id"]: p["text"].replace("\n", " ") for key in ARTICLES for p in paragraphs(key)}


def test_the_shipped_content_has_no_faults() -> None:
    assert [str(fault) for fault in checked().faults] == []


def test_every_question_of_the_files_is_served() -> None:
    # BaseLoader makes nothing but text, lists and mappings.
    files = [
        yaml.load(path.read_bytes(), yaml.BaseLoader)  # noqa: S506
        for path in BANK.rglob("*.yaml")
    ]

    written = [question["id"] for file in files for question in file["questions"]]

    assert sorted(question["id"] for question in questions()) == sorted(written)
    assert len(set(written)) == len(written) >= QUESTIONS


def test_every_source_is_asked_about() -> None:
    counts = Counter((q["module"] or "").partition("/")[0] for q in questions())

    assert {key: counts[key] for key in ARTICLES if counts[key] < QUESTIONS_OF_A_SOURCE} == {}
    assert counts[""] >= QUESTIONS_ACROSS_SOURCES


def test_every_module_has_enough_questions_for_a_check() -> None:
    counts = Counter(question["module"] for question in questions())
    modules = [f"{key}/{m['key']}" for key in ARTICLES for m in article(key)["modules"]]

    assert {m: counts[m] for m in modules if counts[m] < QUESTIONS_OF_A_MODULE} == {}
    assert set(counts) == {*modules, None}


def test_every_kind_is_used() -> None:
    counts = Counter(question["kind"] for question in questions())

    assert set(counts) == KINDS
    assert {kind: n for kind, n in counts.items() if n < QUESTIONS_OF_A_KIND} == {}


def test_every_quote_stands_exactly_once_in_its_paragraph() -> None:
    served = texts()
    evidence = [(q["id"], e) for q in questions() for e in q["evidence"]]

    counts = {(name, e["quote"]): served[e["paragraph"]].count(e["quote"]) for name, e in evidence}

    assert {where: count for where, count in counts.items() if count != 1} == {}


def test_every_question_has_evidence_of_three_words_or_more() -> None:
    quotes = {q["id"]: [e["quote"] for e in q["evidence"]] for q in questions()}

    assert [name for name, found in quotes.items() if not found] == []
    assert [quote for found in quotes.values() for quote in found if len(quote.split()) < 3] == []


def test_a_question_of_a_module_is_proved_by_that_module() -> None:
    module_of = {
        p["id"]: f"{key}/{module['key']}"
        for key in ARTICLES
        for module in article(key)["modules"]
        for p in module["paragraphs"]
    }

    strangers = [
        question["id"]
        for question in questions()
        if question["module"] is not None
        and question["module"] not in {module_of[e["paragraph"]] for e in question["evidence"]}
    ]

    assert strangers == []


def test_a_question_across_sources_is_proved_by_two_of_them() -> None:
    sources = {
        q["id"]: {e["paragraph"].partition(":")[0] for e in q["evidence"]}
        for q in questions()
        if q["module"] is None
    }

    assert {name: found for name, found in sources.items() if len(found) < 2} == {}


def test_what_a_locate_question_asks_for_is_a_paragraph_of_its_module() -> None:
    for question in questions():
        if question["kind"] != "locate":
            continue
        key, _, name = question["module"].partition("/")
        module = next(m for m in article(key)["modules"] if m["key"] == name)
        assert set(question["answers"]) <= {p["id"] for p in module["paragraphs"]}, question["id"]
