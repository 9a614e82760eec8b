"""Questions are picked from the shipped bank by rules."""

from collections import Counter

import pytest

from studyapp.bank.catalogue import Catalogue
from studyapp.bank.queries import catalogue
from studyapp.classroom.quizzes.pick import PickRules, part_of, pick_questions

MODULE = "woods-2003/stalins-purges"
SECTIONED = "woods-2003/before-and-in-1917"


@pytest.fixture
def served(app_context: None) -> Catalogue:
    return catalogue()


def passages(served: Catalogue, picked: list[int]) -> Counter[str]:
    """Count how many of the questions each paragraph proves."""
    return Counter(
        name
        for n in picked
        for name in {evidence.paragraph for evidence in served.questions[n].question.evidence}
    )


def test_the_same_seed_picks_the_same_and_another_picks_otherwise(served: Catalogue) -> None:
    rules = PickRules(20, parts=frozenset({"woods-2003"}))

    first = pick_questions(served, rules, "one")

    assert pick_questions(served, rules, "one") == first
    assert pick_questions(served, rules, "two") != first


def test_what_is_picked_stands_in_the_order_of_the_bank(served: Catalogue) -> None:
    order = list(served.questions)

    picked = pick_questions(served, PickRules(30), "seed")

    assert picked == sorted(picked, key=order.index)


@pytest.mark.parametrize(
    "rules",
    [
        pytest.param(PickRules(5, parts=frozenset({MODULE})), id="a module"),
        pytest.param(PickRules(5, parts=frozenset({"cwi-2003"})), id="an article"),
        pytest.param(PickRules(5, parts=frozenset({"compare"})), id="comparisons"),
        pytest.param(PickRules(5, tags=frozenset({"tag:stalin", "tag:lenin"})), id="tags"),
        pytest.param(PickRules(5, kinds=frozenset({"order", "match"})), id="kinds"),
        pytest.param(PickRules(5, difficulties=frozenset({"hard"})), id="difficulty"),
        pytest.param(
            PickRules(3, parts=frozenset({"woods-2003"}), kinds=frozenset({"cloze"})), id="both"
        ),
    ],
)
def test_only_what_fits_every_rule_is_picked(served: Catalogue, rules: PickRules) -> None:
    picked = [served.questions[n] for n in pick_questions(served, rules, "seed")]

    assert len(picked) == rules.count
    for stored in picked:
        question, article = stored.question, stored.module.partition("/")[0]
        assert not rules.parts or rules.parts & {stored.module, article}
        assert not rules.tags or rules.tags & {f"tag:{tag}" for tag in question.tags}
        assert not rules.kinds or question.kind in rules.kinds
        assert not rules.difficulties or question.difficulty in rules.difficulties


def test_each_section_of_the_modules_gives_as_many_as_it_can(served: Catalogue) -> None:
    rules = PickRules(3, per_section=True, parts=frozenset({SECTIONED, MODULE}))
    there = Counter(
        part_of(served, stored)
        for module in (SECTIONED, MODULE)
        for stored in served.questions_in(module)
    )

    picked = pick_questions(served, rules, "seed")

    found = Counter(part_of(served, served.questions[n]) for n in picked)
    assert len(found) > 2
    assert found == {part: min(3, count) for part, count in there.items()}


@pytest.mark.parametrize("seed", ["a", "b", "c", "d", "e"])
def test_passages_share_the_questions_evenly(served: Catalogue, seed: str) -> None:
    singles = PickRules(6, parts=frozenset({MODULE}), kinds=frozenset({"single"}))

    picked = pick_questions(served, singles, seed)

    fitting = [
        stored.id for stored in served.questions_in(MODULE) if stored.question.kind == "single"
    ]
    least = min(6, len(passages(served, fitting)))
    assert len(passages(served, picked)) >= min(least, len(picked))


def test_modules_share_the_questions_evenly(served: Catalogue) -> None:
    modules = [name for name in served.by_module if name.startswith("woods-2003/")][:4]

    picked = pick_questions(served, PickRules(12, parts=frozenset(modules)), "seed")

    assert Counter(served.questions[n].module for n in picked) == dict.fromkeys(modules, 3)


def test_what_the_quiz_holds_already_is_not_picked_and_its_passages_come_last(
    served: Catalogue,
) -> None:
    rules = PickRules(100, parts=frozenset({MODULE}))
    everything = pick_questions(served, rules, "seed")
    taken = everything[:1]
    asked = passages(served, taken)

    others = pick_questions(served, rules, "seed", taken)
    first = pick_questions(served, PickRules(1, parts=rules.parts), "seed", taken)

    assert set(others) == set(everything) - set(taken)
    assert not set(passages(served, first)) & set(asked)


def test_fewer_are_picked_where_no_more_fit(served: Catalogue) -> None:
    rules = PickRules(100, parts=frozenset({MODULE}))

    assert set(pick_questions(served, rules, "seed")) == set(served.by_module[MODULE])
