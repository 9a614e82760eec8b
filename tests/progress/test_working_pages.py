"""The page about recall and certainty: its figures are those of the log, and it says how sure."""

import re
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from flask import Flask, render_template

from studyapp.accounts.operations import ensure_learner
from studyapp.bank.catalogue import StoredQuestion
from studyapp.bank.kind_words import KIND_WORDS
from studyapp.bank.queries import catalogue
from studyapp.progress.retention.working_page import working_summary
from studyapp.review.learner_day import learner_day
from studyapp.review.rating import Confidence
from studyapp.review.session.selection import label_of
from tests.classroom.people import visitor_as
from tests.progress.a_year import BERLIN, live_a_year
from tests.progress.plain_figures import counted, interval, latest, log_rows, said, tally
from tests.review.builders import give
from tests.review.cards import learner_behind, met
from tests.review.edited_bank import sync_edited, take_out
from tests.review.page_text import parsed, words, words_of
from tests.statements import statements
from tests.visitor import Visitor

ADDRESS = "/progress/memory"
DAY = timedelta(days=1)
Row = tuple[str, str, str]


@pytest.fixture(scope="module")
def student_id(shared_app: Flask) -> int:
    """Return someone who has studied for four months, but not today at any hour of it."""
    with shared_app.app_context():
        now = datetime.now(UTC)
        learner_id = ensure_learner("a student", "Europe/Berlin", now=now).id
        live_a_year(learner_id, days=120, until=now - DAY)
    return learner_id


@pytest.fixture
def stored(app: Flask) -> list[StoredQuestion]:
    with app.app_context():
        return list(catalogue().questions.values())


def table_rows(page: str, caption: str) -> dict[str, Row]:
    """Return the rows of a table: counts, percent and interval by the words before them."""
    tables = parsed(page).query("main table")
    table = next(t for t in tables if words(t.query("caption")[0]) == caption)
    rows = [row for row in table.query("tr") if row.query("th[scope=row]")]
    return {
        words(row.query("th")[0]): (cells[0], cells[1], cells[2])
        for row in rows
        for cells in [[words(cell) for cell in row.query("td")]]
    }


def shown(right: int, of: int) -> Row:
    """Return what a row must say, reckoned anew."""
    if of < 10:
        return f"{right} of {of}", "", "too few" if of else "none"
    percent, low, high = interval(right, of)
    return f"{right:,} of {of:,}", str(percent), f"{low} to {high} %"


def answer_times(
    app: Flask,
    learner_id: int,
    stored: list[StoredQuestion],
    times: int,
    *,
    right: bool = True,
    confidence: Confidence | None = None,
) -> None:
    """Let someone answer questions, and each of them again two days later."""
    now = datetime.now(UTC)
    with app.app_context():
        for n in range(times):
            give(learner_id, stored[n], 2 * n, now=now - 3 * DAY)
            again, then = 2 * n + 1, now - DAY
            give(learner_id, stored[n], again, right=right, now=then, confidence=confidence)


def test_every_figure_of_the_page_is_that_of_the_log(shared_app: Flask, student_id: int) -> None:
    page = visitor_as(shared_app, student_id).open(ADDRESS)

    with shared_app.app_context():
        rows, served = log_rows(student_id), catalogue()
        today = learner_day(datetime.now(UTC), BERLIN)
    month, year = today - 29 * DAY, today - 364 * DAY
    assert table_rows(page, "Recalled of reviews") == {
        "Last 30 days": shown(*counted(rows, month)),
        "Last 30 days, young": shown(*counted(rows, month, most=20)),
        "Last 30 days, mature": shown(*counted(rows, month, least=21)),
        "Last 365 days": shown(*counted(rows, year)),
        "Last 365 days, young": shown(*counted(rows, year, most=20)),
        "Last 365 days, mature": shown(*counted(rows, year, least=21)),
    }
    assert table_rows(page, "Right by how sure you said you were") == {
        "Guessed": shown(*said(rows, "guessed", year)),
        "Fairly sure": shown(*said(rows, "fairly", year)),
        "Sure": shown(*said(rows, "sure", year)),
    }
    reviews = [(served.questions[n], right) for n, right in latest(rows, 1000)]
    kinds = tally((KIND_WORDS[s.question.kind].capitalize(), right) for s, right in reviews)
    assert table_rows(page, "Recalled by kind of question") == {
        kind: shown(*counts) for kind, counts in kinds.items()
    }
    sources = tally((label_of(s.module.split("/")[0], served), right) for s, right in reviews)
    assert table_rows(page, "Recalled by source") == {
        source: shown(*counts) for source, counts in sources.items()
    }


def test_a_visitor_is_told_that_there_is_nothing_yet(visitor: Visitor) -> None:
    page = visitor.open(ADDRESS)

    assert "Nothing of yours can be counted yet." in page
    assert "Read this module" in page
    assert parsed(page).query("main table") == []


def test_one_answer_is_no_review(
    app: Flask, visitor: Visitor, stored: list[StoredQuestion]
) -> None:
    met(app, visitor, stored[0], datetime.now(UTC) - DAY)

    page = visitor.open(ADDRESS)

    assert "Nothing of yours can be counted yet." in page


def test_one_review_is_counted_and_no_share_is_said_of_it(
    app: Flask, visitor: Visitor, stored: list[StoredQuestion]
) -> None:
    answer_times(app, learner_behind(app, visitor), stored, 1, confidence="sure")

    page = visitor.open(ADDRESS)

    assert table_rows(page, "Recalled of reviews")["Last 30 days"] == ("1 of 1", "", "too few")
    text = words_of(page)
    assert "you recalled 1 of 1 review, too few to compare with your target of 90 %" in text
    assert "When you said sure, you were right 1 of 1 times, too few for a share." in text


@pytest.mark.parametrize(
    ("right", "sentence"),
    [
        (True, "you recalled 100 % of 60 reviews, more than you aim for: your target of 90 % lies"),
        (False, "you recalled 0 % of 60 reviews, less than you aim for: your target of 90 % lies"),
    ],
)
def test_all_right_and_all_wrong_lie_beside_the_target(
    app: Flask, visitor: Visitor, stored: list[StoredQuestion], right: bool, sentence: str
) -> None:
    answer_times(app, learner_behind(app, visitor), stored, 60, right=right, confidence="sure")

    page = visitor.open(ADDRESS)

    assert sentence in words_of(page)
    share = 100 if right else 0
    assert f"When you said sure, you were right {share} % of 60 times." in words_of(page)
    assert table_rows(page, "Recalled of reviews")["Last 30 days"] == shown(60 * right, 60)


def test_a_question_that_is_no_longer_asked_stands_apart(
    app: Flask, visitor: Visitor, stored: list[StoredQuestion], tmp_path: Path
) -> None:
    answer_times(app, learner_behind(app, visitor), stored, 2)
    sync_edited(app, tmp_path, stored[0], take_out)

    page = visitor.open(ADDRESS)

    for caption in ("Recalled by kind of question", "Recalled by source"):
        rows = table_rows(page, caption)
        assert rows["No longer asked"] == ("1 of 1", "", "too few")
        assert sum(int(counts.split()[2]) for counts, _, _ in rows.values()) == 2


def test_of_more_than_a_thousand_reviews_those_of_the_latest_days_count(
    app: Flask, visitor: Visitor, stored: list[StoredQuestion]
) -> None:
    learner_id, now = learner_behind(app, visitor), datetime.now(UTC)
    often, once_more = stored[0], next(s for s in stored if s.module == "compare")
    with app.app_context():
        for n in range(1005):
            give(learner_id, often, n, right=n > 4, now=now - (1005 - n) * DAY)
        # They come last into the log, and are of older days than all the others.
        for n in range(3):
            give(learner_id, once_more, 2000 + n, now=now - (1200 - n) * DAY)

    page = visitor.open(ADDRESS)

    assert "Your latest 1,000 reviews, counted as above; older ones are left out." in words_of(page)
    rows = table_rows(page, "Recalled by source")
    assert [counts for counts, _, _ in rows.values()] == ["1,000 of 1,000"]


def test_comparisons_stand_apart_from_the_sources(
    app: Flask, visitor: Visitor, stored: list[StoredQuestion]
) -> None:
    compared = [s for s in stored if s.module == "compare"]
    answer_times(app, learner_behind(app, visitor), compared, 3)

    assert list(table_rows(visitor.open(ADDRESS), "Recalled by source")) == ["Comparisons"]


def test_the_page_of_one_learner_says_nothing_of_another(
    shared_app: Flask, student_id: int
) -> None:
    visitor = Visitor(shared_app)
    learner_behind(shared_app, visitor)

    page = visitor.open(ADDRESS)

    assert "Nothing of yours can be counted yet." in page
    assert parsed(page).query("main table") == []


def test_the_chart_says_what_its_table_holds(shared_app: Flask, student_id: int) -> None:
    page = visitor_as(shared_app, student_id).open(ADDRESS)

    months = table_rows(page, "Recalled month by month")
    drawn = [percent for _, percent, _ in months.values() if percent]
    chart = parsed(page).query("main svg[role=img]")[0]

    assert len(months) == 12
    assert len(chart.query("circle")) == len(drawn) >= 3
    assert f"{len(drawn)} of 12 months" in words(chart.query("desc")[0])


@pytest.mark.sqlite("its statements are traced")
def test_pages_run_as_many_statements_for_little_as_for_much(
    shared_app: Flask, student_id: int, stored: list[StoredQuestion]
) -> None:
    with shared_app.app_context():
        other_id = ensure_learner("a beginner", "UTC", now=datetime.now(UTC)).id
    answer_times(shared_app, other_id, stored, 2)
    asked = []
    for learner_id in (student_id, other_id):
        visitor = visitor_as(shared_app, learner_id)
        visitor.open(ADDRESS)
        with shared_app.app_context(), statements() as found:
            visitor.open(ADDRESS)
        asked.append(found)

    assert len(asked[0]) == len(asked[1]) > 5, asked


def test_the_summary_says_what_the_page_says_and_leads_to_it(
    shared_app: Flask, student_id: int
) -> None:
    today = learner_day(datetime.now(UTC), BERLIN)
    with shared_app.test_request_context():
        summary = working_summary(student_id, today)
        part = render_template("progress/_working.html", working=summary)

    text = words_of(visitor_as(shared_app, student_id).open(ADDRESS))

    assert " ".join(summary["sentence"].split()) in text
    assert " ".join(summary["sure"].split()) in text
    assert f'href="{ADDRESS}"' in part


@pytest.mark.sqlite("its statements are traced")
def test_the_summary_takes_two_statements(shared_app: Flask, student_id: int) -> None:
    with shared_app.app_context(), statements() as found:
        summary = working_summary(student_id, datetime.now(UTC).date())

    assert len(found) == 2
    assert re.fullmatch(r"In the last 30 days you recalled \d+\s% of .+", summary["sentence"])
