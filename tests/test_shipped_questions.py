"""What the shipped bank promises: enough questions of every kind, each tied to its paragraphs."""

import re
from collections import Counter, defaultdict
from statistics import mean
from typing import Any

import yaml

from studyapp.bank.coverage import coverage_rows
from tests.shipped import ARTICLES, BANK, article, checked, exported, paragraphs

KINDS = {"single", "multiple", "cloze", "short", "number", "order", "match", "locate"}
QUESTIONS = 600
QUESTIONS_OF_A_MODULE = 8
QUESTIONS_ACROSS_SOURCES = 70
LEAST_SHARE_OF_A_KIND = 0.04
MOST_SHARE_OF_SINGLE = 0.45
SHARES_OF_DIFFICULTY = {"easy": (0.25, 0.35), "medium": (0.45, 0.6), "hard": (0.15, 0.25)}
MOST_SHARE_OF_SHORTEST_KEYS = 0.29
MOST_SHARE_OF_ONE_NUMBER_OF_KEYS = 0.5
DENSE_WORDS = 110


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


def test_every_passage_is_asked_about_that_can_be() -> None:
    content = checked()
    total = coverage_rows(content.library, content.questions, content.not_asked)[-1]

    assert total.open == ()
    assert (total.blocks, total.exempt) == (384, 5)


def test_a_long_passage_is_asked_about_twice() -> None:
    asked = Counter(p for q in questions() for p in {e["paragraph"] for e in q["evidence"]})

    dense = {name for name, text in texts().items() if len(text.split()) >= DENSE_WORDS}

    assert {name: asked[name] for name in dense if asked[name] < 2} == {}


def test_every_module_has_enough_questions_for_a_check() -> None:
    counts = Counter(question["module"] for question in questions())
    modules = [f"{key}/{m['key']}" for key in ARTICLES for m in article(key)["modules"]]

    assert {m: counts[m] for m in modules if counts[m] < QUESTIONS_OF_A_MODULE} == {}
    assert set(counts) == {*modules, None}
    assert counts[None] >= QUESTIONS_ACROSS_SOURCES


def test_no_kind_is_rare_and_single_choice_does_not_rule() -> None:
    counts = Counter(question["kind"] for question in questions())
    shares = {kind: n / counts.total() for kind, n in counts.items()}

    assert set(shares) == KINDS
    assert {k: share for k, share in shares.items() if share < LEAST_SHARE_OF_A_KIND} == {}
    assert shares["single"] <= MOST_SHARE_OF_SINGLE


def test_length_does_not_tell_which_of_several_options_are_right() -> None:
    shares = []
    for question in questions():
        if question["kind"] == "multiple":
            keys = [len(o["text"]) for o in question["options"] if o["correct"]]
            wrong = [len(o["text"]) for o in question["options"] if not o["correct"]]
            shorter = [(k < w) + (k == w) / 2 for k in keys for w in wrong]
            shares.append(mean(shorter))

    assert 0.45 <= mean(shares) <= 0.55


def test_easy_medium_and_hard_are_mixed() -> None:
    counts = Counter(question["difficulty"] for question in questions())

    for difficulty, (least, most) in SHARES_OF_DIFFICULTY.items():
        assert least <= counts[difficulty] / counts.total() <= most, difficulty


def test_the_key_is_not_the_shortest_option_too_often() -> None:
    shares = []
    for question in questions():
        if question["kind"] == "single":
            lengths = [len(option["text"]) for option in question["options"]]
            shortest = [o for o in question["options"] if len(o["text"]) == min(lengths)]
            shares.append(sum(option["correct"] for option in shortest) / len(shortest))

    assert mean(shares) <= MOST_SHARE_OF_SHORTEST_KEYS


def test_how_many_options_are_right_is_not_told_by_how_many_there_are() -> None:
    counts: dict[int, Counter[int]] = defaultdict(Counter)
    for question in questions():
        if question["kind"] == "multiple":
            right = sum(option["correct"] for option in question["options"])
            counts[len(question["options"])][right] += 1

    shares = {options: max(c.values()) / c.total() for options, c in counts.items()}

    assert {n: s for n, s in shares.items() if s > MOST_SHARE_OF_ONE_NUMBER_OF_KEYS} == {}


def test_a_third_asks_for_more_than_recall() -> None:
    counts = Counter(question["skill"] for question in questions())

    assert counts["recall"] <= counts.total() * 2 / 3


def test_every_explanation_has_two_or_three_sentences() -> None:
    quoted = re.compile(r'"[^"]*"')
    end = re.compile(r'[.?!](?=\s+[A-Z"]|\s*$)')
    lengths = {q["id"]: len(end.findall(quoted.sub("Q", q["explanation"]))) for q in questions()}

    assert {name: count for name, count in lengths.items() if count not in {2, 3}} == {}


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


def typed_answers(question: dict[str, Any]) -> list[set[str]]:
    """Return for each blank what passes in it; nothing for a question that is not typed."""
    if question["kind"] not in {"cloze", "short", "number"}:
        return []
    answers = question["answers"]
    blanks = answers if question["kind"] == "cloze" else [answers]
    return [{answer.lower() for answer in blank} for blank in blanks]


def test_what_is_typed_about_two_sources_is_not_asked_by_a_module() -> None:
    found = [
        (q["id"], q["module"], typed_answers(q), {e["paragraph"] for e in q["evidence"]})
        for q in questions()
        if typed_answers(q)
    ]
    across = [entry for entry in found if entry[1] is None]
    inside = [entry for entry in found if entry[1] is not None]

    twice = [
        (first, second)
        for first, _, blanks, cited in across
        for second, _, others, passages in inside
        if cited & passages and all(any(blank & other for other in others) for blank in blanks)
    ]

    assert twice == []
