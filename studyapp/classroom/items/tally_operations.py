"""What attempts leave to the statistics of their items before they are erased."""

import json
from collections import defaultdict

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from studyapp.classroom.items.queries import first_attempts, sums_in, works_of
from studyapp.classroom.items.statistics import ItemSums, summed, tally_sums
from studyapp.classroom.quizzes.models import ItemTallyRow
from studyapp.classroom.quizzes.queries import get_frozen, rules_in_force
from studyapp.classroom.sittings.models import AttemptRow, SittingRow


def leave_tallies(session: Session, attempts: Select[int]) -> None:
    """Add the sums of attempts, chosen by their ids, to what is kept; they are erased next.

    Those that the statistics leave out leave nothing: they were not handed in, or not the first.
    So does a first attempt after which another stays: that one stands for its learner then.
    The sums hold what the responses are worth now; a later regrade cannot change them.
    """
    by_version = defaultdict(set)
    rows = session.execute(
        select(SittingRow.version_id, AttemptRow.id)
        .join(AttemptRow, AttemptRow.sitting_id == SittingRow.id)
        .where(AttemptRow.id.in_(attempts))
    )
    for version_id, attempt_id in rows:
        by_version[version_id].add(attempt_id)
    for version_id, attempt_ids in by_version.items():
        _leave(session, version_id, attempt_ids)


def _leave(session: Session, version_id: int, attempt_ids: set[int]) -> None:
    quiz, rules = get_frozen(version_id), rules_in_force(session, version_id)
    works = works_of(session, quiz, rules)
    staying = {
        first.learner_id for first in first_attempts(session, version_id, without=attempt_ids)
    }
    leaving = summed(
        tally_sums(works[first.attempt_id])
        for first in first_attempts(session, version_id)
        if first.attempt_id in attempt_ids & works.keys() and first.learner_id not in staying
    )
    for position, sums in leaving.items():
        row = session.get(ItemTallyRow, (version_id, position))
        if row is None:
            row = ItemTallyRow(version_id=version_id, position=position)
            session.add(row)
            _fill(row, sums)
        else:
            _fill(row, sums_in(row) + sums)


def _fill(row: ItemTallyRow, sums: ItemSums) -> None:
    row.people = sums.people
    row.sum_x, row.sum_xx = sums.x, sums.xx
    row.sum_r, row.sum_rr, row.sum_xr = sums.r, sums.rr, sums.xr
    row.choices = json.dumps(sums.choices, sort_keys=True)
