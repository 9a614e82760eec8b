"""What may be said of an item, given how many have worked on it: small classes hear less.

The bounds follow from intervals: a share of 0.5 among 20 people is known to 20 points either way,
a correlation of 0.3 among 30 could be 0, and a wrong option that nobody of 73 chose may still be
chosen by 5 in 100.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from studyapp.bank.question import Multiple, Question, Single
from studyapp.classroom.items.statistics import (
    NO_VARIANCE,
    Estimate,
    ItemSums,
    Work,
    corrected_for_chance,
    facility,
    fisher,
    item_rest,
    point_biserial,
    top_half,
)
from studyapp.classroom.quizzes.frozen import FrozenItem
from studyapp.classroom.sittings.scoring import Rule, score_of

SHARES_FROM: Final = 10
WORDS_FROM: Final = 30
OPTIONS_FROM: Final = 75
EASY: Final = 0.95
WEAK: Final = 0.2
WORKING_SHARE: Final = 0.05
"""A wrong option works if 5 in 100 choose it, and those do worse (Tarrant et al. 2009)."""
WORDS: Final = ((0.5, "very good"), (0.3, "adequate"), (WEAK, "weak"), (0.0, "very weak"))


@dataclass(frozen=True, slots=True)
class OptionReport:
    """How an option was chosen.

    Attributes:
        share: of those who were asked; None while they are too few.
        link: correlation of choosing it with the rest; None while there are too few, or where it
            says nothing.
        is_idle: a wrong option that does not work.
    """

    text: str
    is_key: bool
    count: int
    share: float | None
    link: float | None
    is_idle: bool


@dataclass(frozen=True, slots=True)
class ItemReport:
    """What may be said of an item.

    Attributes:
        people: how many first attempts were asked it.
        points: what they got for it together.
        blanks: how many of them left it open, which counts as 0.
        beyond_chance: facility corrected for guessing, of items with one right option.
        doubt: the key should be looked at.
        rest: correlation with the rest, from 30 people.
        words: how well it tells who knows the rest, or why that cannot be said.
        is_weak: it should be looked at.
        linked: how many attempts the links of the options are computed from.
    """

    position: int
    people: int
    points: float
    blanks: int
    facility: Estimate | None
    beyond_chance: float | None
    doubt: bool
    rest: Estimate | None
    words: str
    is_weak: bool
    options: tuple[OptionReport, ...]
    linked: int


def report_item(
    item: FrozenItem,
    rule: Rule | None,
    sums: ItemSums,
    works: Sequence[Work],
    *,
    has_rest: bool,
) -> ItemReport:
    """Return what may be said of an item.

    Args:
        item: the item as it was asked.
        rule: how it is graded instead, if it is.
        sums: of everybody, those who were erased among them.
        works: of those who are still there.
        has_rest: every learner had another item beside this one.
    """
    asked = [work for work in works if item.position in work.scores]
    share = facility(sums) if sums.people >= SHARES_FROM else None
    r = item_rest(sums) if has_rest else None
    keys = right_options(item.question, rule)
    doubt = share is not None and r is not None and r < 0 and _beats_key(item, keys, asked)
    rest = fisher(r, sums.people) if r is not None and sums.people >= WORDS_FROM else None
    is_easy = share is not None and share.value > EASY
    return ItemReport(
        item.position,
        sums.people,
        sums.x,
        sum(item.position in work.blanks for work in asked),
        share,
        _beyond_chance(item.question, share, len(keys)),
        doubt,
        rest,
        _words(rule, sums, rest, has_rest=has_rest, is_easy=is_easy),
        doubt or (rest is not None and rest.value < WEAK and not is_easy),
        _options(item, keys, sums, asked),
        len(asked),
    )


def right_options(question: Question, rule: Rule | None) -> frozenset[int]:
    """Return the options that the key in force calls right; none for kinds without options."""
    if not isinstance(question, Single | Multiple):
        return frozenset()
    keyed = rule if rule is not None and rule.key is not None else None
    alone = (n if isinstance(question, Single) else [n] for n in range(len(question.options)))
    return frozenset(n for n, given in enumerate(alone) if score_of(question, given, keyed) > 0)


def _beats_key(item: FrozenItem, keys: frozenset[int], asked: Sequence[Work]) -> bool:
    """Tell whether the better half chose a wrong option more often than the right one."""
    question = item.question
    if not isinstance(question, Single | Multiple) or not keys:
        return False
    best = top_half(asked, item.position)
    counts = [
        sum(n in work.choices.get(item.position, ()) for work in best)
        for n in range(len(question.options))
    ]
    of_keys = [counts[n] for n in keys]
    of_wrong = [count for n, count in enumerate(counts) if n not in keys]
    bound = max(of_keys) if isinstance(question, Single) else min(of_keys)
    return max(of_wrong, default=0) > bound


def _beyond_chance(question: Question, share: Estimate | None, keys: int) -> float | None:
    if share is None or not isinstance(question, Single) or keys == len(question.options):
        return None
    return corrected_for_chance(share.value, keys / len(question.options))


def _words(
    rule: Rule | None, sums: ItemSums, rest: Estimate | None, *, has_rest: bool, is_easy: bool
) -> str:
    if rule is not None and rule.name == "dropped":
        return "dropped, so it counts for nobody"
    if sums.people < WORDS_FROM:
        return f"not said of fewer than {WORDS_FROM}"
    if rest is None:
        return _why_silent(sums, has_rest=has_rest)
    if is_easy:
        return "too easy to tell people apart"
    return next((word for least, word in WORDS if rest.value >= least), "negative, look at it")


def _why_silent(sums: ItemSums, *, has_rest: bool) -> str:
    if not has_rest:
        return "there is no other question to compare it with"
    mean = sums.x / sums.people
    is_flat = sums.xx / sums.people - mean * mean < NO_VARIANCE
    return "everybody did the same on it" if is_flat else "everybody did the same on the rest"


def _options(
    item: FrozenItem, keys: frozenset[int], sums: ItemSums, asked: Sequence[Work]
) -> tuple[OptionReport, ...]:
    question = item.question
    if not isinstance(question, Single | Multiple):
        return ()
    rests = [(work.choices.get(item.position, ()), work.rests[item.position]) for work in asked]
    found = []
    for n, option in enumerate(question.options):
        count = sums.choices[n]
        share = count / sums.people if sums.people >= SHARES_FROM else None
        link = point_biserial(
            [rest for chosen, rest in rests if n in chosen],
            [rest for chosen, rest in rests if n not in chosen],
        )
        is_idle = share is not None and (share < WORKING_SHARE or (link is not None and link >= 0))
        found.append(
            OptionReport(
                option.text,
                n in keys,
                count,
                share,
                link if len(asked) >= WORDS_FROM else None,
                sums.people >= OPTIONS_FROM and n not in keys and is_idle,
            )
        )
    return tuple(found)
