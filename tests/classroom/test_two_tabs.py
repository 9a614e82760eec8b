"""Two tabs of one pupil at one attempt, in every order of what they do."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import combinations, product

import pytest
from flask import Flask

from studyapp.classroom.answering.operations import begin_work
from studyapp.classroom.assigned.hand_in_operations import submit
from studyapp.classroom.classes.queries import find_seat
from studyapp.classroom.sittings.queries import get_attempt
from studyapp.clock import utc_now
from studyapp.database import db
from tests.classroom.desk import WORK, Desk
from tests.trusted import Tally, times
from tests.visitor import Form

ACTS = 4
"""Of each tab: it opens and sends the first question, then the second."""
ORDERS = [[n in first for n in range(2 * ACTS)] for first in combinations(range(2 * ACTS), ACTS)]
GIVES: dict[bool, tuple[bool | None, bool | None]] = {True: (True, None), False: (False, True)}
"""Whether a tab answers rightly; nothing is given by the first tab to the second question."""
KEPT, SCRIPT_KEPT, REFUSED, STAYS = 303, 200, 409, 422


@dataclass
class Attempts:
    """One attempt after another of the pupil at a desk, begun and ended without a page."""

    desk: Desk
    id: int = 0
    fields: dict[tuple[int, bool], dict[str, str | list[str]]] = field(default_factory=dict)

    def begin(self) -> None:
        """Hand in the attempt that is open and begin another."""
        room, sitting_id, now = self.desk.room, self.desk.sitting.id, utc_now()
        with self.desk.app.app_context():
            if self.id:
                submit(self.id, "learner", now=now)
            seat = find_seat(db.session, room.class_id, room.learners["Ada"])
            assert seat is not None
            self.id = begin_work(sitting_id, seat, now=now)
        answers = ((number, right) for number in (1, 2) for right in (True, False))
        self.fields = {given: self.desk.fields(given[0], right=given[1]) for given in answers}

    @property
    def marks(self) -> str:
        with self.desk.app.app_context():
            return get_attempt(self.id).marks


@dataclass
class Tab:
    """A page of the attempt, and what goes wrong as it is used.

    Attributes:
        seen: the mark of the question when the page was opened.
    """

    attempt: Attempts
    gives: tuple[bool | None, bool | None]
    by_script: bool
    faults: list[str] = field(default_factory=list)
    form: Form = field(default_factory=lambda: Form(""))
    seen: str = ""
    done: int = 0

    def act(self) -> None:
        """Open the next question, or send the one that is open."""
        at, sends = divmod(self.done, 2)
        self.done += 1
        if sends:
            self._send(at)
            return
        pupil, number = self.attempt.desk.pupil, at + 1
        self.form = pupil.form(f"{WORK}/attempts/{self.attempt.id}/{number}", f"/{number}")
        self.seen = self.attempt.marks[at]
        if self.by_script:
            self.form.action += "/keep"

    def _send(self, at: int) -> None:
        before, right = self.attempt.marks, self.gives[at]
        given = {} if right is None else self.attempt.fields[at + 1, right]
        reply = self.attempt.desk.pupil.send(self.form, **given, go="next")
        after = self.attempt.marks
        wanted = before[at] if right is None else str(int(right))
        if reply.status_code in {KEPT, SCRIPT_KEPT}:
            if after != before[:at] + wanted + before[at + 1 :]:
                self.faults.append(f"acknowledged {wanted}, but {before} became {after}")
            if before[at] not in {".", self.seen, wanted}:
                self.faults.append(f"{before[at]} was replaced unseen")
        elif reply.status_code not in {REFUSED, STAYS} or after != before:
            self.faults.append(f"{reply.status_code}: {before} became {after}")
        elif right is not None and not self._tells_of_newer(reply.text):
            self.faults.append("an answer was refused without telling of the newer one")

    def _tells_of_newer(self, text: str) -> bool:
        return '"newer"' in text if self.by_script else "Use this one instead" in text


def faults_of_orders(desk: Desk, ways: int) -> Iterator[list[str]]:
    """Let two tabs work on a new attempt in each order; yield what went wrong with it.

    Args:
        desk: of the pupil.
        ways: one to send by a form and as the script does in turns, two to do both each time.
    """
    attempt = Attempts(desk)
    for n, order in product(range(ways), ORDERS):
        attempt.begin()
        by_script = (ORDERS.index(order) + n) % 2 == 1
        tabs = {first: Tab(attempt, gives, by_script) for first, gives in GIVES.items()}
        for first in order:
            tabs[first].act()
        told = [f"{order}: {fault}" for tab in tabs.values() for fault in tab.faults]
        if attempt.marks[1] != "1" or attempt.marks[0] not in "01":
            told.append(f"{order}: {attempt.marks} in the end")
        yield told


@pytest.mark.trust(row=6)
def test_no_answer_is_replaced_unseen_or_by_a_blank_in_any_order(app: Flask, tally: Tally) -> None:
    told = list(faults_of_orders(Desk(app, attempts=None), times(1, 2)))

    tally.note(tried=len(told), held=told.count([]))
    assert len(ORDERS) == 70
    assert [fault for faults in told for fault in faults] == []
