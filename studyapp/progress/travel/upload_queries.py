"""Look at what somebody wants to take in, and find here what it is about; nothing is stored."""

import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from pydantic import ValidationError
from sqlalchemy import select

from studyapp.bank.models import QuestionRow, QuestionVersionRow
from studyapp.bank.question import Question, content_hash, from_json
from studyapp.database import db
from studyapp.errors import BadInputError
from studyapp.progress.travel.travel_queries import STAYS, TRAVELS, RowReader, row_fault
from studyapp.progress.travel.upload_file import Document, Row
from studyapp.progress.travel.upload_rules import find_broken_link, find_broken_rule, is_given_to
from studyapp.storage.prepared import AnySession

LOG = "review_log"
Version = tuple[str, str]
"""Key of the question, hash of its content."""


@dataclass(frozen=True, slots=True)
class Wording:
    """A version of a question that is not stored here yet."""

    question_id: int
    content_hash: str
    content: str
    created_at: datetime


@dataclass(frozen=True, slots=True)
class Upload:
    """What a file holds, checked.

    Attributes:
        rows: by table, with the ids that questions have here; those of unknown ones are not in it.
        wordings: the versions that have to be stored with them.
        unknown: how many rows are about each question that is unknown here.
    """

    rows: Mapping[str, list[Row]]
    wordings: Mapping[Version, Wording]
    unknown: Mapping[str, int]

    @property
    def unknown_digest(self) -> str:
        """Name the unknown questions, so that leaving out is agreed on for these alone."""
        names = json.dumps(sorted(self.unknown.items()))
        return hashlib.sha256(names.encode()).hexdigest()


def look_at(document: Document, *, now: datetime) -> Upload:
    """Check every row of a file and find the questions that it is about.

    Raises:
        BadInputError: a row is damaged or forged.
    """
    if strange := sorted(document.tables.keys() - TRAVELS.keys() - STAYS.keys()):
        raise BadInputError(f"The file has a table {strange[0][:60]!r}, which this server lacks.")
    rows = {name: _read_rows(name, document.tables.get(name, []), now) for name in TRAVELS}
    _require_whole_log(rows[LOG])
    asked = [row for name in TRAVELS for row in rows[name] if "question_key" in row]
    ids = _question_ids()
    carried = _carried(document.versions, ids, now)
    wordings, lost = _wordings(asked, ids, carried)
    unknown = Counter(
        row["question_key"]
        for row in asked
        if row["question_key"] not in ids or row["question_key"] in lost
    )
    _require_answers(rows[LOG], unknown, ids, wordings)
    kept = {
        name: [_with_id(row, ids) for row in found if row.get("question_key") not in unknown]
        for name, found in rows.items()
    }
    return Upload(kept, wordings, unknown)


def version_ids(session: AnySession) -> dict[tuple[int, str], int]:
    """Return the ids of the versions stored here, by question and hash."""
    statement = select(
        QuestionVersionRow.question_id, QuestionVersionRow.content_hash, QuestionVersionRow.id
    )
    return {(row[0], row[1]): row[2] for row in session.execute(statement)}


def _read_rows(name: str, raw: list[Row], now: datetime) -> list[Row]:
    reader = RowReader(name, now)
    rows = []
    for place, found in enumerate(raw):
        row = reader.read(found, place)
        if name == LOG and row["kind"] == "answer" and row["given"] is None:
            row["given"] = "null"  # "I don't know" is an answer
        if lacks := find_broken_rule(name, row, now):
            raise row_fault(name, place, f"has no {lacks}")
        rows.append(row)
    return rows


def _require_whole_log(log: list[Row]) -> None:
    before: dict[int, Row] = {}
    undone: set[int] = set()
    for place, row in enumerate(log):
        if fault := find_broken_link(row, before, undone):
            raise row_fault(LOG, place, fault)
        before[row["id"]] = row


def _question_ids() -> dict[str, int]:
    rows = db.session.execute(select(QuestionRow.key, QuestionRow.id))
    return {row[0]: row[1] for row in rows}


def _carried(versions: list[Row], ids: Mapping[str, int], now: datetime) -> dict[Version, Wording]:
    """Return the wordings that the file brings of questions known here."""
    found = {}
    for place, raw in enumerate(versions):
        key, digest, content = (raw.get(n) for n in ("question_key", "content_hash", "content"))
        if not (isinstance(key, str) and isinstance(content, str) and isinstance(digest, str)):
            raise row_fault("versions", place, "is not complete")
        if key not in ids:
            continue
        if content_hash(content) != digest or _question_in(content, place).id != key:
            raise row_fault("versions", place, "has a content that does not fit its hash or key")
        made_at = RowReader("question_version", now).read_moment("created_at", raw, place)
        found[key, digest] = Wording(ids[key], digest, content, made_at)
    return found


def _question_in(content: str, place: int) -> Question:
    try:
        return from_json(content)
    except ValidationError as error:
        raise row_fault("versions", place, "has a content that is no question") from error


def _wordings(
    asked: Iterable[Row], ids: Mapping[str, int], carried: Mapping[Version, Wording]
) -> tuple[dict[Version, Wording], set[str]]:
    """Return the wordings to store, and the questions of which a wording is nowhere to be found."""
    wanted = {
        (row["question_key"], row["version_content_hash"])
        for row in asked
        if "version_content_hash" in row and row["question_key"] in ids
    }
    here = version_ids(db.session)
    missing = {version for version in wanted if (ids[version[0]], version[1]) not in here}
    wordings = {version: carried[version] for version in missing if version in carried}
    return wordings, {key for key, _ in missing - wordings.keys()}


def _require_answers(
    log: list[Row],
    unknown: Mapping[str, int],
    ids: Mapping[str, int],
    wordings: Mapping[Version, Wording],
) -> None:
    """Refuse an answer that the wording of its question cannot be answered with."""
    stored = {
        (row[0], row[1]): row[2]
        for row in db.session.execute(
            select(
                QuestionVersionRow.question_id,
                QuestionVersionRow.content_hash,
                QuestionVersionRow.content,
            )
        )
    }
    questions: dict[Version, Question] = {}
    for place, row in enumerate(log):
        key = row["question_key"]
        if row["kind"] == "undo" or key in unknown:
            continue
        version = (key, row["version_content_hash"])
        if version not in questions:
            carried = wordings.get(version)
            content = carried.content if carried else stored[ids[key], version[1]]
            questions[version] = from_json(content)
        if not is_given_to(questions[version], json.loads(row["given"])):
            raise row_fault(LOG, place, "has an answer that its question does not take")


def _with_id(row: Row, ids: Mapping[str, int]) -> Row:
    return row | {"question_id": ids[row["question_key"]]} if "question_key" in row else row
