"""Take what a learner has done elsewhere into their account here, whole or not at all."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import Table, and_, delete, insert, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from studyapp.accounts.own_data.personal_queries import SUBJECT, personal_tables
from studyapp.bank.models import QuestionVersionRow
from studyapp.counts import counted
from studyapp.database import table_of, write_transaction
from studyapp.errors import BadInputError
from studyapp.progress.travel.travel_queries import TRAVELS, Travel, references_of, table_named
from studyapp.progress.travel.upload_file import Row, read_document
from studyapp.progress.travel.upload_queries import LOG, Upload, Wording, look_at, version_ids
from studyapp.reading.note import NOTES_LIMIT
from studyapp.reading.note_queries import count_notes
from studyapp.review.days.operations import rebuild_tallies
from studyapp.review.models import MemoryRow
from studyapp.review.operations import rebuild_learner
from studyapp.review.plan.exam import EXAMS_LIMIT
from studyapp.review.plan.exam_queries import count_exams
from studyapp.review.plan.models import EnrolmentRow
from studyapp.safety.regular_backups import back_up_before
from studyapp.storage.prepared import PreparedWrite

CONTRADICTION = "The file contradicts itself or what is here already, so nothing was taken in."
Key = tuple[Any, ...]
Ids = dict[str, dict[int, int]]
"""By table: what a row is called here, by what it was called in the file."""


@dataclass(frozen=True, slots=True)
class Taken:
    """What came in, and what was here already: rows by table."""

    new: Counter[str] = field(default_factory=Counter)
    known: Counter[str] = field(default_factory=Counter)

    @property
    def sentence(self) -> str:
        """Say it in words."""
        answers, every = self.new[LOG], self.new.total()
        if not every:
            return "Everything in this file was here already, so nothing changed."
        before = self.known.total()
        were = "was" if before == 1 else "were"
        known = f" {counted(before, 'row')} {were} here already." if before else ""
        rest = every - answers
        return f"{answers:,} answers and undos and {rest:,} other rows came in.{known}"


def take_file_in(learner_id: int, content: bytes, *, leaves_out: bool, now: datetime) -> str:
    """Take a file in as a whole and say what came in.

    Args:
        learner_id: whose account it goes into.
        content: of the archive, or of the JSON file out of it.
        leaves_out: rows about questions that are unknown here may be left out.
        now: no moment in the file may lie a day after it.

    Raises:
        BadInputError: it is damaged, forged, or about unknown questions.
    """
    upload = look_at(read_document(content), now=now)
    if upload.unknown and not leaves_out:
        keys, rows = ", ".join(sorted(upload.unknown)), sum(upload.unknown.values())
        raise BadInputError(
            f"{counted(rows, 'row')} {'is' if rows == 1 else 'are'} about questions that are"
            f" unknown here, so nothing was taken in: {keys}. To take in the rest, add --leave-out."
        )
    return take_in(learner_id, upload, now=now).sentence


def take_in(learner_id: int, upload: Upload, *, now: datetime) -> Taken:
    """Store the rows of an upload that are not here yet, and derive memory and days anew.

    What is here already stays, or the later of both stays; doing it twice changes nothing.

    Raises:
        BadInputError: rows contradict one another or what is here.
    """
    back_up_before("upload")
    taken = Taken()
    try:
        with write_transaction(None if upload.wordings else learner_id) as session:
            _store_wordings(session, upload.wordings.values())
            versions = version_ids(session)
            ids: Ids = {name: {} for name in TRAVELS}
            for name in TRAVELS:
                rows = [_with_version(row, versions) for row in upload.rows[name]]
                _Intake(session, learner_id, name, ids, taken, now).store(rows)
            _require_room(session, learner_id, taken)
            _derive(session, learner_id)
    except IntegrityError as error:
        raise BadInputError(CONTRADICTION) from error
    return taken


class _Intake:
    """Brings the rows of one table in."""

    def __init__(
        self, session: Session, learner_id: int, name: str, ids: Ids, taken: Taken, now: datetime
    ) -> None:
        self._session, self._learner_id, self._name, self._ids = session, learner_id, name, ids
        self._taken, self._now = taken, now
        self._table, self._travel = table_named(name), TRAVELS[name]
        self._references = references_of(name)
        self._here = self._rows_here()
        self._latest = self._latest_answers() if name == LOG else {}
        self._uses_fit = name == "memory_fit" and any(row["used"] for row in self._here.values())
        self._columns = {column.name for column in self._table.c} - {"id"}
        first, *_ = self._table.primary_key
        self._add = PreparedWrite(insert(self._table).returning(first), sets=self._columns)

    def store(self, rows: Iterable[Row]) -> None:
        """Add what is not here, settle what is."""
        for row in rows:
            number = row.get("id")
            values = self._values_of(row)
            if values is None:
                continue
            here = self._here.get(_key(values, self._travel))
            if here is None:
                new_id: int | None = self._insert(values)
                self._taken.new[self._name] += 1
            else:
                new_id = here.get("id")
                self._settle(here, values)
                self._taken.known[self._name] += 1
            if number is not None and new_id is not None:
                self._ids[self._name][number] = new_id

    def _values_of(self, row: Row) -> Row | None:
        """Return a row with the ids of here; None when what it hangs on was left out."""
        values = {name: row[name] for name in self._columns if name in row}
        for column, target in self._references.items():
            if values[column] is None:
                continue
            values[column] = self._ids[target].get(values[column])
            if values[column] is None and not self._table.c[column].nullable:
                return None
        if SUBJECT in self._table.c:
            values[SUBJECT] = self._learner_id
        return values

    def _insert(self, values: Row) -> int:
        if self._name == "memory_fit":
            values["used"] = values["used"] and not self._uses_fit
            self._uses_fit = self._uses_fit or values["used"]
        if self._is_late(values):
            values["received_at"] = self._now
        (new_id,) = self._add.run(self._session, **values) or (0,)
        return int(new_id)

    def _is_late(self, values: Row) -> bool:
        """Tell whether an answer belongs before one that is here: then it counts as come late."""
        latest = self._latest.get(values.get("question_id", 0))
        is_answer = values.get("kind") == "answer" and values["received_at"] is None
        return latest is not None and is_answer and bool(values["recorded_at"] < latest)

    def _settle(self, here: Row, comes: Row) -> None:
        if self._name == LOG and any(here[n] != comes[n] for n in ("kind", "question_id")):
            raise BadInputError("The file has an answer of yours under the id of another one.")
        changed = self._travel.settle(here, comes) if self._travel.settle else {}
        if changed:
            is_this = and_(*(column == here[column.name] for column in self._table.primary_key))
            self._session.execute(update(self._table).where(is_this).values(changed))

    def _rows_here(self) -> dict[Key, Row]:
        (personal,) = (own for own in personal_tables() if own.table is self._table)
        found = self._session.execute(
            select(self._table).where(personal.of(self._learner_id))
        ).mappings()
        rows = [dict(row) for row in found]
        return {_key(row, self._travel): row for row in rows}

    def _latest_answers(self) -> dict[int, datetime]:
        latest: dict[int, datetime] = {}
        for row in self._here.values():
            question_id, at = row["question_id"], row["recorded_at"]
            latest[question_id] = max(at, latest.get(question_id, at))
        return latest


def _key(row: Mapping[str, Any], travel: Travel) -> Key:
    return tuple(row[column] for column in travel.identity)


def _with_version(row: Row, versions: Mapping[tuple[int, str], int]) -> Row:
    if "version_content_hash" not in row:
        return row
    return row | {"version_id": versions[row["question_id"], row["version_content_hash"]]}


def _store_wordings(session: Session, wordings: Iterable[Wording]) -> None:
    for wording in wordings:
        values = {
            "question_id": wording.question_id,
            "content_hash": wording.content_hash,
            "content": wording.content,
            "created_at": wording.created_at,
        }
        is_this = (
            QuestionVersionRow.question_id == wording.question_id,
            QuestionVersionRow.content_hash == wording.content_hash,
        )
        if session.scalar(select(QuestionVersionRow.id).where(*is_this)) is None:
            session.execute(insert(QuestionVersionRow).values(values))


def _require_room(session: Session, learner_id: int, taken: Taken) -> None:
    """Refuse more of what was taken in than pages and forms let one learner keep."""
    limits = (
        ("exam", count_exams, EXAMS_LIMIT, "dates in your plan"),
        ("note", count_notes, NOTES_LIMIT, "notes"),
    )
    for name, count, limit, words in limits:
        if taken.new[name] and count(session, learner_id) > limit:
            raise BadInputError(
                f"With those of the file you would have more than {limit:,} {words}, the most that"
                " is kept. Delete some first. Nothing was taken in."
            )


def _derive(session: Session, learner_id: int) -> None:
    """Derive memory and days anew; no question waits to be asked that was answered elsewhere."""
    try:
        rebuild_learner(session, learner_id)
    except ValueError as error:
        raise BadInputError(CONTRADICTION) from error
    rebuild_tallies(session, learner_id)
    enrolment: Table = table_of(EnrolmentRow)
    met = select(MemoryRow.question_id).where(MemoryRow.learner_id == learner_id)
    session.execute(
        delete(enrolment).where(
            enrolment.c.learner_id == learner_id, enrolment.c.question_id.in_(met)
        )
    )
