"""The page that defines every figure: each line is whole, and its numbers are those of the code."""

import re

import pytest

from studyapp.classroom.items.report import SHARES_FROM
from studyapp.places import ROOT
from studyapp.progress.classes.misconceptions import CHOSEN_LEAST
from studyapp.progress.classes.standing import LEAST_TOGETHER
from studyapp.progress.coming_page import DAYS_AHEAD
from studyapp.progress.known import FOUR_WEEKS, WEEK
from studyapp.progress.retention.queries import LATEST_REVIEWS, LOOKED_AT
from studyapp.progress.retention.working import A_YEAR, LATELY, MONTHS, enough_for
from studyapp.progress.sessions.sessions import PAUSE
from studyapp.progress.sessions.study_days import MINUTES_FROM, WEEKS
from studyapp.progress.strokes import FADING_BELOW, LASTING_DAYS
from studyapp.reading.pace import FASTEST, PRIOR_WORDS, SLOWEST
from studyapp.review.days.operations import MATURE_DAYS
from studyapp.review.figures.question_figures import NEVER_FROM, SHARE_FROM, TIMES_FROM
from studyapp.review.figures.question_tally_queries import LATEST_ENTRIES
from studyapp.review.log.values import LONGEST_MILLISECONDS
from studyapp.review.plan.pace import ANSWERS_NEEDED, SECONDS_LEAST, SECONDS_PER_QUESTION
from studyapp.review.plan.pace_queries import LATEST_ANSWERS as TIMED_ANSWERS

PAGE = (ROOT / "docs/statistics.md").read_text(encoding="utf-8")
LINES = [line for line in PAGE.splitlines() if re.match(r"\| (?!figure)[^-]", line)]
PLACES = sorted(set(re.findall(r"`(studyapp/[\w/]+\.py)`", PAGE)))

NAMES = sorted(set(re.findall(r"`(\w+)` in `(studyapp/[\w/]+\.py)`", PAGE)))


def line_of(figure: str) -> str:
    """Return the line that defines a figure."""
    return next(line for line in LINES if line.startswith(f"| {figure} |"))


@pytest.mark.parametrize("line", LINES)
def test_each_figure_has_one_sentence_a_formula_and_a_source(line: str) -> None:
    figure, sentence, formula, source = (cell.strip() for cell in line.strip("|").split("|"))

    assert figure
    assert re.fullmatch(r"[^.]+\.", sentence)
    assert formula
    assert re.search(r"`studyapp/[\w/]+\.py`", source)


def test_no_figure_is_defined_twice_on_a_page() -> None:
    for section in PAGE.split("\n## ")[1:]:
        figures = re.findall(r"^\| ([^|]+) \|", section, re.M)
        assert len(figures) == len(set(figures))


@pytest.mark.parametrize("place", PLACES)
def test_the_code_that_a_line_names_is_there(place: str) -> None:
    assert (ROOT / place).is_file()


@pytest.mark.parametrize(("name", "place"), NAMES)
def test_the_names_that_a_line_gives_are_there(name: str, place: str) -> None:
    assert re.search(rf"^(def )?{name}\b", (ROOT / place).read_text(encoding="utf-8"), re.M)


@pytest.mark.parametrize(
    ("figure", "numbers"),
    [
        ("Come back only after three weeks", [f"≥ {LASTING_DAYS}"]),
        ("Stroke: fading", [f"< {FADING_BELOW}"]),
        ("Weakest passages", [f"< {FADING_BELOW}"]),
        ("A week ago, four weeks ago", [f"{WEEK.days} and {FOUR_WEEKS.days} days"]),
        ("Calendar", [f"{WEEKS} weeks", "{}, {}, {} and {} minutes".format(*MINUTES_FROM)]),
        ("Due by day", [f"next {DAYS_AHEAD} days"]),
        ("Recalled", [f"last {LATELY.days} ", f"last {A_YEAR.days} "]),
        ("Young and mature", [f"< {MATURE_DAYS}, ≥ {MATURE_DAYS}"]),
        ("Month by month", [f"last {MONTHS} calendar months"]),
        (
            "Too few to compare",
            [f"{enough_for(target / 100)} for {target} %" for target in (80, 90, 95)],
        ),
        ("By kind, by source", [f"latest {LATEST_REVIEWS:,}", f"latest {LOOKED_AT:,}"]),
        ("Time", [f"{LONGEST_MILLISECONDS // 1000} seconds"]),
        ("Sitting", [f"{PAUSE.seconds // 60} minutes"]),
        (
            "Minutes they take",
            [
                f"latest {TIMED_ANSWERS} timed answers",
                f"at least {SECONDS_LEAST:.0f}",
                f"{SECONDS_PER_QUESTION} until there are {ANSWERS_NEEDED}",
            ],
        ),
        ("Read by, known of a module", [f"{LEAST_TOGETHER} pupils or more"]),
        ("Weakest passages of a class", [f"{LEAST_TOGETHER} pupils or more"]),
        (
            "What the class takes for right",
            [f"from {SHARES_FROM} answers on", f"chosen by {CHOSEN_LEAST} or more"],
        ),
        ("Asked, right", [f"from {SHARE_FROM} on"]),
        ("Never chosen", [f"from {NEVER_FROM} answers"]),
        ("Seconds", [f"latest {LATEST_ENTRIES:,} entries", f"from {TIMES_FROM} on"]),
        ("Reading pace", [f"{SLOWEST} to {FASTEST} words", f"{PRIOR_WORDS:,} words"]),
    ],
)
def test_the_numbers_of_a_line_are_those_of_the_code(figure: str, numbers: list[str]) -> None:
    for number in numbers:
        assert number in line_of(figure)


def test_a_share_is_said_from_as_many_answers_as_the_page_says() -> None:
    assert f"A share is said from {SHARES_FROM} answers on" in PAGE
