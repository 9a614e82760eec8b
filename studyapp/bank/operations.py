"""Changes to the stored bank: it is brought in line with the files whole, or not at all."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sqlalchemy import bindparam, insert, select, update
from sqlalchemy.orm import Session

from studyapp.bank.bank import CheckedContent, check_content, content_hash_of, hash_files
from studyapp.bank.bank_file import PlacedQuestion
from studyapp.bank.models import ContentStateRow, QuestionRow, QuestionVersionRow
from studyapp.bank.queries import find_content_state
from studyapp.bank.question import as_json, content_hash
from studyapp.bank.sync_plan import SyncPlan, plan_sync
from studyapp.database import table_of, write_transaction
from studyapp.reading.library import record_registers
from studyapp.reading.losses import gone_modules, lost_places, missing_registers
from studyapp.reading.operations import store_articles
from studyapp.reading.queries import count_readers, stored_passages
from studyapp.yaml_files.faults import Fault, has_errors

STATE_ID = 1
QUESTION = table_of(QuestionRow)
_CHANGE = update(QUESTION).where(QUESTION.c.key == bindparam("of_key"))


@dataclass(frozen=True, slots=True)
class SyncResult:
    """What a sync did.

    Attributes:
        plan: what changed; None when the files are refused or unchanged.
        faults: what the check found; errors mean that nothing was changed.
        registers: register files of paragraph numbers that were written.
    """

    plan: SyncPlan | None
    faults: tuple[Fault, ...] = ()
    registers: tuple[Path, ...] = ()

    @property
    def refused(self) -> bool:
        """Tell whether errors kept the files out."""
        return has_errors(self.faults)


def sync_content(seeds: Path, bank: Path, *, now: datetime) -> SyncResult:
    """Check every content file and bring the stored bank in line; on errors change nothing."""
    checked = check_content(seeds, bank)
    stored = stored_passages()
    # First, because questions are blamed for paragraphs that have other numbers.
    faults = [*missing_registers(seeds, checked.library, stored), *checked.faults]
    if has_errors(faults):
        return SyncResult(None, tuple(faults))
    faults += lost_places(seeds, count_readers(gone_modules(checked.library, stored)))
    registers, warnings = _record_registers(seeds, checked)
    files_hash = checked.files_hash_after(registers)
    with write_transaction() as session:
        plan = _store(session, checked, files_hash, now)
    return SyncResult(plan, (*faults, *warnings), tuple(registers))


def sync_if_changed(seeds: Path, bank: Path, *, now: datetime) -> SyncResult:
    """Sync unless the files are as they were; remember a refusal so that a teacher hears of it."""
    state = find_content_state()
    files_hash = hash_files(seeds, bank)
    if state is not None and files_hash == state.files_hash:
        if state.refused_hash is not None:
            _remember_refusal(None, ())
        return SyncResult(None)
    result = sync_content(seeds, bank, now=now)
    if result.refused and state is not None:
        errors = [str(fault) for fault in result.faults if fault.level == "error"]
        _remember_refusal(files_hash, errors)
    return result


def _record_registers(
    seeds: Path, checked: CheckedContent
) -> tuple[dict[Path, bytes], list[Fault]]:
    try:
        return record_registers(seeds, checked.library), []
    except OSError as error:
        # The numbers come out the same next time, unless the text changes before that.
        message = f"the paragraph numbers cannot be recorded in this folder: {error.strerror}"
        return {}, [Fault(seeds.name, 0, 0, "not-recorded", message, "warning")]


def _store(session: Session, checked: CheckedContent, files_hash: str, now: datetime) -> SyncPlan:
    contents = {placed.question.id: as_json(placed.question) for placed in checked.questions}
    hashes = {key: content_hash(content) for key, content in contents.items()}
    plan = plan_sync(hashes, _stored_hashes(session))
    store_articles(session, checked.library.articles)
    _store_questions(session, checked.questions, contents, hashes, now)
    for key in plan.retire:
        retired = update(QuestionRow).where(QuestionRow.key == key)
        session.execute(retired.values(retired_at=now))
    _store_state(session, files_hash, content_hash_of(checked.library, checked.questions), now)
    return plan


def _stored_hashes(session: Session) -> dict[str, tuple[str, bool]]:
    columns = (QuestionRow.key, QuestionRow.content_hash, QuestionRow.retired_at)
    return {row[0]: (row[1], row[2] is not None) for row in session.execute(select(*columns))}


def _store_questions(
    session: Session,
    questions: Sequence[PlacedQuestion],
    contents: dict[str, str],
    hashes: dict[str, str],
    now: datetime,
) -> None:
    """Store every question at its position, with a version for content not seen before."""
    values = {
        placed.question.id: {
            "module": placed.module,
            "position": position,
            "content_hash": hashes[placed.question.id],
            "retired_at": None,
        }
        for position, placed in enumerate(questions)
    }
    known = _ids_by_key(session)
    changed = [row | {"of_key": key} for key, row in values.items() if key in known]
    added = [row | {"key": key} for key, row in values.items() if key not in known]
    if changed:
        session.execute(_CHANGE, changed)
    if added:
        session.execute(insert(QUESTION), added)
    _store_versions(session, contents, hashes, now)


def _store_versions(
    session: Session, contents: dict[str, str], hashes: dict[str, str], now: datetime
) -> None:
    columns = (QuestionVersionRow.question_id, QuestionVersionRow.content_hash)
    seen = {(row[0], row[1]) for row in session.execute(select(*columns))}
    ids = _ids_by_key(session)
    versions = [
        {
            "question_id": ids[key],
            "content_hash": hashes[key],
            "content": content,
            "created_at": now,
        }
        for key, content in contents.items()
        if (ids[key], hashes[key]) not in seen
    ]
    if versions:
        session.execute(insert(table_of(QuestionVersionRow)), versions)


def _ids_by_key(session: Session) -> dict[str, int]:
    columns = (QuestionRow.key, QuestionRow.id)
    return {row[0]: row[1] for row in session.execute(select(*columns))}


def _store_state(session: Session, files_hash: str, content_hash: str, now: datetime) -> None:
    values = {
        "files_hash": files_hash,
        "content_hash": content_hash,
        "synced_at": now,
        "refused_hash": None,
        "refused_faults": None,
    }
    found = session.execute(select(ContentStateRow.id)).first()
    if found is None:
        session.execute(insert(ContentStateRow).values(id=STATE_ID, **values))
    else:
        session.execute(update(ContentStateRow).values(values))


def _remember_refusal(files_hash: str | None, faults: Sequence[str]) -> None:
    values = {"refused_hash": files_hash, "refused_faults": "\n".join(faults) or None}
    with write_transaction() as session:
        session.execute(update(ContentStateRow).values(values))
