"""Results as CSV files for spreadsheets: the same figures as on the pages."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from studyapp.bank.grading import Given
from studyapp.bank.question import Question
from studyapp.classroom.results.figures import points_figure
from studyapp.classroom.results.given_words import given_words
from studyapp.classroom.results.grid import WORDS, ResultRow
from studyapp.classroom.sittings.scoring import RULE_WORDS, Rule, verdict_under
from studyapp.csv_text import Cell, CsvStyle, csv_text
from studyapp.percents import percent_or_none

SCORE_HEAD = ("Pupil", "Attempt", "Points", "Possible", "Percent", "Handed in", "Late")
RESPONSE_HEAD = (
    *("Pupil", "Pupil number", "Quiz", "Quiz version", "Kind", "Attempt", "Position"),
    *("Question", "Question version", "Given", "Verdict", "Score", "Certainty"),
    *("Answered at", "Handed in", "Regraded"),
)


@dataclass(frozen=True, slots=True)
class FiledResponse:
    """A response with all that says whose and to what it is.

    Attributes:
        verdict: by the key that was asked.
        rule: how it is graded instead; `score` follows it.
    """

    name: str
    pupil_code: str | None
    title: str
    quiz_version: int
    kind: str
    attempt: int
    position: int
    question_key: str
    question_hash: str
    question: Question
    given: Given
    verdict: str
    score: float
    certainty: int | None
    answered_at: datetime
    submitted_at: datetime | None
    rule: Rule | None = None


def score_file(
    rows: Iterable[ResultRow], count: int, zone: ZoneInfo, style: CsvStyle
) -> Iterator[str]:
    """Yield the grid of a sitting of `count` items, line by line."""
    head = [*SCORE_HEAD, *(str(n) for n in range(1, count + 1))]
    return csv_text(head, (_score_line(row, zone) for row in rows), style)


def response_file(
    responses: Iterable[FiledResponse], zone: ZoneInfo, style: CsvStyle
) -> Iterator[str]:
    """Yield every response, a line each."""
    lines = (_response_line(response, zone) for response in responses)
    return csv_text(RESPONSE_HEAD, lines, style)


def _score_line(row: ResultRow, zone: ZoneInfo) -> Sequence[Cell]:
    return [
        row.name,
        row.number,
        points_figure(row.worth.points),
        points_figure(row.possible),
        percent_or_none(row.share),
        moment_cell(row.submitted_at, zone),
        "yes" if row.is_late else "no",
        *(WORDS[mark] for mark in row.marks),
    ]


def _response_line(response: FiledResponse, zone: ZoneInfo) -> Sequence[Cell]:
    return [
        response.name,
        response.pupil_code,
        response.title,
        response.quiz_version,
        response.kind,
        response.attempt,
        response.position,
        response.question_key,
        response.question_hash,
        given_words(response.question, response.given),
        verdict_under(response.question, response.given, response.rule, response.verdict),
        points_figure(response.score),
        response.certainty,
        moment_cell(response.answered_at, zone),
        moment_cell(response.submitted_at, zone),
        RULE_WORDS[response.rule.name] if response.rule is not None else None,
    ]


def moment_cell(moment: datetime | None, zone: ZoneInfo) -> str | None:
    """Return a moment in ISO 8601, as a clock in the zone showed it, with its offset."""
    return moment.astimezone(zone).isoformat(timespec="seconds") if moment is not None else None
