"""Tables of sittings: a frozen quiz put before people, their attempts, and their responses."""

from datetime import datetime
from typing import Final

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from studyapp.accounts.models import NAME_KEY_LONGEST
from studyapp.database import JSON_TEXT, SECRET, VERDICT, Base

STUDY: Final = "study"
"""The kind of a sitting that pupils study alone: it has no attempts, and so no results."""


class SittingRow(Base):
    """One use of a frozen quiz: assigned, played live, printed, or offered to be studied alone.

    What is answered in one that is studied alone is in the review log of each learner.

    Attributes:
        class_id: whose gradebook it belongs to; None for a live quiz that anybody may join.
        seed: decides what is drawn and shuffled on the forms of a paper quiz.
        ended_at: when the teacher ended it; an assigned one also ends by its dates.
    """

    __tablename__ = "sitting"
    __table_args__ = (
        CheckConstraint("kind IN ('assigned', 'live', 'paper', 'study')", name="kind_is_known"),
        CheckConstraint("kind = 'live' OR class_id IS NOT NULL", name="belongs_to_a_class"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    version_id: Mapped[int] = mapped_column(ForeignKey("quiz_version.id"), index=True)
    class_id: Mapped[int | None] = mapped_column(
        ForeignKey("class.id", ondelete="CASCADE"), index=True
    )
    host_id: Mapped[int] = mapped_column(ForeignKey("learner.id"), index=True)
    kind: Mapped[str] = mapped_column(String(8))
    title: Mapped[str] = mapped_column(String(120))
    seed: Mapped[str] = mapped_column(String(32))
    created_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]


class AssignmentRow(Base):
    """When and how an assigned quiz is worked on.

    Attributes:
        seconds: time limit of an attempt; None for none.
        attempts: how many each learner has; None for as many as they like.
        counts: which attempt counts: `best`, `last`, `first` or `mean`.
        feedback: shown after `each` question, once `submitted`, once `closed`, or `never`.
        late_until: until when an attempt may still be handed in late; None for not at all.
        late_percent: what a late attempt is worth, of its points.
        extends_close: more time of a learner also moves the close.
        certainty: learners say how sure they are, and are marked by it.
    """

    __tablename__ = "assignment"
    __table_args__ = (
        CheckConstraint("opens_at < closes_at", name="opens_before_it_closes"),
        CheckConstraint("late_until >= closes_at", name="late_is_after_the_close"),
        CheckConstraint("late_percent BETWEEN 0 AND 100", name="late_percent_is_one"),
        CheckConstraint("seconds > 0", name="time_limit_is_some"),
        CheckConstraint("attempts > 0", name="attempts_are_some"),
        CheckConstraint("counts IN ('best', 'last', 'first', 'mean')", name="counts_is_known"),
        CheckConstraint(
            "feedback IN ('each', 'submitted', 'closed', 'never')", name="feedback_is_known"
        ),
    )

    sitting_id: Mapped[int] = mapped_column(
        ForeignKey("sitting.id", ondelete="CASCADE"), primary_key=True
    )
    opens_at: Mapped[datetime]
    closes_at: Mapped[datetime]
    seconds: Mapped[int | None]
    attempts: Mapped[int | None]
    counts: Mapped[str] = mapped_column(String(5))
    feedback: Mapped[str] = mapped_column(String(9))
    late_until: Mapped[datetime | None]
    late_percent: Mapped[int]
    extends_close: Mapped[bool]
    certainty: Mapped[bool]


class LiveRow(Base):
    """The whole state of a live quiz: every change raises `version`, in the same transaction.

    Attributes:
        code: lets players in; None once the quiz is over.
        position: the item that is asked or was asked last, from 1; 0 in the lobby.
        opened_at, closes_at: of the present question; `closes_at` is None without a timer.
        seconds: timer of a question; None for none.
        standings: players see how they stand.
        lets_late: players may join once it has begun.
        nicknames: players without a seat in the class may join under a nickname.
    """

    __tablename__ = "live"
    __table_args__ = (
        CheckConstraint(
            "phase IN ('lobby', 'open', 'closed', 'reveal', 'done')", name="phase_is_known"
        ),
        CheckConstraint("(phase = 'done') = (code IS NULL)", name="code_dies_with_the_quiz"),
    )

    sitting_id: Mapped[int] = mapped_column(
        ForeignKey("sitting.id", ondelete="CASCADE"), primary_key=True
    )
    code: Mapped[str | None] = mapped_column(String(6), unique=True)
    phase: Mapped[str] = mapped_column(String(6))
    position: Mapped[int]
    opened_at: Mapped[datetime | None]
    closes_at: Mapped[datetime | None]
    version: Mapped[int]
    seconds: Mapped[int | None]
    standings: Mapped[bool]
    lets_late: Mapped[bool]
    nicknames: Mapped[bool]


class AttemptRow(Base):
    """The work of one learner at one sitting; a player of a live quiz has one.

    Attributes:
        number: which attempt of the learner this is, from 1.
        seed: decides what is drawn, in which order, and the order of the options.
        form: of a paper quiz.
        submitted_by: `learner`, `deadline`, `teacher`, or `end` of a live quiz.
        marks: a character an item in the order of the frozen quiz, kept at every write; see
            `studyapp/classroom/sittings/marks.py`.
        points, possible: kept at every write; what the responses are worth under the rules in
            force, and what could be had.
    """

    __tablename__ = "attempt"
    __table_args__ = (
        UniqueConstraint("sitting_id", "learner_id", "number"),
        CheckConstraint("(submitted_at IS NULL) = (submitted_by IS NULL)", name="says_who_sent"),
        CheckConstraint(
            "submitted_by IN ('learner', 'deadline', 'teacher', 'end')", name="sender_is_known"
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    sitting_id: Mapped[int] = mapped_column(ForeignKey("sitting.id", ondelete="CASCADE"))
    learner_id: Mapped[int] = mapped_column(
        ForeignKey("learner.id", ondelete="CASCADE"), index=True
    )
    seat_id: Mapped[int | None] = mapped_column(
        ForeignKey("seat.id", ondelete="SET NULL"), index=True
    )
    number: Mapped[int]
    seed: Mapped[str] = mapped_column(String(36))
    form: Mapped[str | None] = mapped_column(String(1))
    started_at: Mapped[datetime]
    submitted_at: Mapped[datetime | None]
    submitted_by: Mapped[str | None] = mapped_column(String(8))
    is_late: Mapped[bool]
    marks: Mapped[str] = mapped_column(Text, info=VERDICT)
    points: Mapped[float] = mapped_column(info=VERDICT)
    possible: Mapped[float]


class PlayerRow(Base):
    """Under which name somebody plays a live quiz; one who was sent out stays listed.

    Attributes:
        nickname: chosen by the player, or the name of their seat, which may be as long.
    """

    __tablename__ = "player"
    __table_args__ = (UniqueConstraint("sitting_id", "nickname_key"),)

    attempt_id: Mapped[int] = mapped_column(
        ForeignKey("attempt.id", ondelete="CASCADE"), primary_key=True
    )
    sitting_id: Mapped[int] = mapped_column(ForeignKey("sitting.id", ondelete="CASCADE"))
    nickname: Mapped[str] = mapped_column(String(60))
    nickname_key: Mapped[str] = mapped_column(String(NAME_KEY_LONGEST), info=SECRET)
    kicked_at: Mapped[datetime | None]


class ResponseRow(Base):
    """The answer that stands to one item of an attempt.

    Attributes:
        position: of the item in the frozen quiz, from 1.
        given, shown: JSON; positions in the bank file, and the order of display. None in `given`
            is "I don't know".
        certainty: 1, 2 or 3, where certainty is marked.
        verdict: by the key of the version that was asked: `right`, `near` or `wrong`.
        share: what it is worth by that key, 0 to 1.
        score: what it is worth under the rule in force, 0 to 1; 0 while the item is dropped.
        entry_uuid: made by the client; the same again changes nothing.
        revision: counts the answers given to this item, from 1; a save that builds on an older
            one is refused.
    """

    __tablename__ = "response"
    __table_args__ = (
        UniqueConstraint("attempt_id", "position"),
        Index("ix_response_question_version", "question_version_id"),
        CheckConstraint("share BETWEEN 0 AND 1", name="share_is_one"),
        CheckConstraint("score BETWEEN 0 AND 1", name="score_is_a_share"),
        CheckConstraint("certainty BETWEEN 1 AND 3", name="certainty_is_known"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    attempt_id: Mapped[int] = mapped_column(ForeignKey("attempt.id", ondelete="CASCADE"))
    position: Mapped[int]
    question_version_id: Mapped[int] = mapped_column(ForeignKey("question_version.id"))
    given: Mapped[str] = mapped_column(Text, info=JSON_TEXT)
    shown: Mapped[str] = mapped_column(String(60), info=JSON_TEXT)
    certainty: Mapped[int | None]
    verdict: Mapped[str] = mapped_column(String(5), info=VERDICT)
    share: Mapped[float] = mapped_column(info=VERDICT)
    score: Mapped[float] = mapped_column(info=VERDICT)
    entry_uuid: Mapped[str] = mapped_column(String(36))
    revision: Mapped[int]
    milliseconds: Mapped[int | None]
    answered_at: Mapped[datetime]
