"""Who may see and change what belongs to a class."""

from studyapp.accounts.access import current_learner, require_teacher
from studyapp.accounts.queries import Learner
from studyapp.classroom.assigned.hand_in_operations import settle
from studyapp.classroom.classes.queries import SchoolClass, get_class
from studyapp.classroom.quizzes.queries import Quiz, get_quiz
from studyapp.classroom.sittings.models import STUDY
from studyapp.classroom.sittings.queries import Attempt, Sitting, get_attempt, get_sitting
from studyapp.clock import utc_now
from studyapp.errors import ForbiddenError, NotFoundError

ADMIN = "admin"


def current_teacher() -> Learner:
    """Return the teacher or admin who is asking; raise ForbiddenError for anybody else."""
    require_teacher()
    teacher = current_learner()
    if teacher is None:
        raise ForbiddenError("This page is for teachers.")
    return teacher


def own_class(class_id: int) -> SchoolClass:
    """Return a class of the teacher who is asking; an admin may see every class.

    Raises:
        ForbiddenError: it is another teacher's, or somebody else is asking.
        NotFoundError: there is no such class.
    """
    teacher, found = current_teacher(), get_class(class_id)
    _require_owner(teacher, found.teacher_id, "This is the class of another teacher.")
    return found


def own_quiz(quiz_id: int) -> Quiz:
    """Return a quiz of the teacher who is asking; see `own_class` for who may."""
    teacher, found = current_teacher(), get_quiz(quiz_id)
    _require_owner(teacher, found.owner_id, "This is the quiz of another teacher.")
    return found


def own_sitting(sitting_id: int) -> Sitting:
    """Return a sitting of the teacher who is asking; see `own_class` for who may.

    It belongs to who runs it, and to the teacher of its class when somebody else ran it there.
    """
    teacher, found = current_teacher(), get_sitting(sitting_id)
    if found.host_id != teacher.id and found.class_id is not None:
        owner_id = get_class(found.class_id).teacher_id
    else:
        owner_id = found.host_id
    _require_owner(teacher, owner_id, "This quiz is run by another teacher.")
    return found


def runs(teacher: Learner, sitting: Sitting) -> bool:
    """Tell whether a teacher may open the quiz of a sitting: who runs it has it, an admin each."""
    return teacher.role == ADMIN or sitting.host_id == teacher.id


def own_settled_sitting(sitting_id: int) -> Sitting:
    """Return a sitting with its results; what is over its deadline is handed in.

    Raises:
        ForbiddenError: it is another teacher's; see `own_class`.
        NotFoundError: there is no such sitting, or it is one that pupils study alone.
    """
    sitting = own_sitting(sitting_id)
    if sitting.kind == STUDY:
        raise NotFoundError("What pupils study alone is theirs, so there are no results here.")
    settle(now=utc_now(), sitting_id=sitting.id)
    return sitting


def own_attempt(attempt_id: int) -> Attempt:
    """Return an attempt of the learner who is asking.

    Raises:
        ForbiddenError: it is somebody else's, or a visitor is asking.
        NotFoundError: there is no such attempt.
    """
    learner, found = current_learner(), get_attempt(attempt_id)
    if learner is None or found.learner_id != learner.id:
        raise ForbiddenError("This is somebody else's quiz.")
    return found


def _require_owner(teacher: Learner, owner_id: int, sentence: str) -> None:
    if teacher.role != ADMIN and teacher.id != owner_id:
        raise ForbiddenError(sentence)
