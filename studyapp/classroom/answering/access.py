"""Who may work on an assigned quiz."""

from studyapp.accounts.access import current_learner
from studyapp.classroom.assigned.queries import AssignedQuiz, get_assigned
from studyapp.classroom.classes.access import own_attempt
from studyapp.classroom.classes.queries import Seat, get_seat
from studyapp.classroom.sittings.queries import Attempt
from studyapp.errors import ConflictError


def own_work(sitting_id: int) -> tuple[AssignedQuiz, Seat]:
    """Return a quiz that is assigned to a class of the learner who is asking, and their seat.

    Raises:
        NoSeatError: they have no seat in that class, or no longer.
        NotFoundError: there is no such assigned quiz.
    """
    learner, quiz = current_learner(), get_assigned(sitting_id)
    return quiz, get_seat(quiz.class_.id, learner.id if learner is not None else None)


def own_work_attempt(attempt_id: int) -> tuple[AssignedQuiz, Attempt]:
    """Return an attempt of the learner who is asking, to look at; a lost seat does not matter."""
    attempt = own_attempt(attempt_id)
    return get_assigned(attempt.sitting_id), attempt


def working_attempt(attempt_id: int) -> tuple[AssignedQuiz, Attempt]:
    """Return an attempt of the learner who is asking, to work on.

    Raises:
        ForbiddenError: it is somebody else's, or the learner has no seat in the class any more.
        ConflictError: the class has ended.
    """
    quiz, attempt = own_work_attempt(attempt_id)
    own_work(attempt.sitting_id)
    require_going_on(quiz)
    return quiz, attempt


def require_going_on(quiz: AssignedQuiz) -> None:
    """Raise ConflictError when the class was put away."""
    if quiz.class_.ended_at is not None:
        raise ConflictError("This class has ended, so its quizzes take no answers any more.")
