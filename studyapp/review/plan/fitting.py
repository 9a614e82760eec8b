"""Fit the parameters of the scheduler to one learner, and tell whether they foresee better.

The one module that knows the package `fsrs-rs-python`, which the program can do without.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import isfinite, log
from statistics import fmean

from studyapp.errors import ConflictError
from studyapp.review.log.replay import LogEntry
from studyapp.review.memory import DECAY_AT, chance_of_recall

try:
    import fsrs_rs_python as core
except ImportError:  # the extra `fit` is not installed
    core = None  # type: ignore[assignment]

REVIEWS_NEEDED = 400
LATEST_PART = 0.2
"""So much of the answers, the latest, judges what was fitted to those before."""

JUDGED_LEAST = 20
DECIMALS = 6
"""The package reckons in single precision: unrounded, a parameter can pass its bound."""

SURE = 1e-6
MISSING = (
    "Fitting needs a package that is not installed. Install it into the environment of this"
    " program with: python -m pip install fsrs-rs-python"
)


@dataclass(frozen=True, slots=True)
class Fit:
    """What came of fitting.

    Attributes:
        reviews: how many answers there were.
        parameters: fitted to all of them.
        judged: how many of the latest answers were foretold.
        loss_before, loss_after: log loss of foretelling those, with what was used before and with
            parameters fitted to the answers before them; smaller is better.
    """

    reviews: int
    parameters: tuple[float, ...]
    judged: int
    loss_before: float
    loss_after: float

    @property
    def is_better(self) -> bool:
        """Tell whether the fitted parameters foresaw better and can be used."""
        return self.loss_after < self.loss_before and all(map(isfinite, self.parameters))


@dataclass(frozen=True, slots=True)
class _Repetition:
    """An answer to a question that was answered before, on an earlier day.

    Attributes:
        place: of the answer among all, from 0.
        reviews: rating and days since the one before, of every answer up to this one.
    """

    place: int
    reviews: tuple[tuple[int, int], ...]


def can_fit() -> bool:
    """Tell whether the package that fits is installed."""
    return core is not None


def fit(entries: Iterable[LogEntry], used: Sequence[float] | None) -> Fit:
    """Fit parameters to what moved a learner's schedule.

    The oldest four fifths of the answers give parameters that are judged by the latest fifth; then
    all of them give those that are returned. The same answers always give the same parameters.

    Args:
        entries: one learner's log.
        used: the parameters in use; None for those of the scheduler.

    Raises:
        ConflictError: the package is missing, there are too few answers, or too few of them
            repeat a question on a later day.
    """
    if core is None:
        raise ConflictError(MISSING)
    answers = standing(entries)
    if len(answers) < REVIEWS_NEEDED:
        raise ConflictError(
            f"A fit needs {REVIEWS_NEEDED} answers, and there are {len(answers)} so far."
        )
    repetitions = _repetitions(answers)
    first_judged = round(len(answers) * (1 - LATEST_PART))
    earlier = [one for one in repetitions if one.place < first_judged]
    latest = [one for one in repetitions if one.place >= first_judged]
    if min(len(earlier), len(latest)) < JUDGED_LEAST:
        raise ConflictError("Too few of the answers repeat a question on a later day for a fit.")
    return Fit(
        reviews=len(answers),
        parameters=_fitted(repetitions),
        judged=len(latest),
        loss_before=_loss(latest, used or core.DEFAULT_PARAMETERS),
        loss_after=_loss(latest, _fitted(earlier)),
    )


def standing(entries: Iterable[LogEntry]) -> list[LogEntry]:
    """Return the answers that were not undone, in the order they were given."""
    log_ = sorted(entries, key=lambda entry: entry.id)
    undone = {entry.undoes for entry in log_}
    return [entry for entry in log_ if entry.kind == "answer" and entry.id not in undone]


def fit_text(found: Fit, *, is_first: bool) -> str:
    """Say in one sentence how a fit did, and what is used now."""
    before = "the standard one" if is_first else "the one in use"
    tried = f"The fitted schedule foretold your latest {found.judged} answers"
    if found.is_better:
        return f"{tried} better than {before}, so it is used."
    return f"{tried} no better than {before}, which stays."


def _repetitions(answers: Sequence[LogEntry]) -> list[_Repetition]:
    held: dict[int, list[tuple[int, int]]] = defaultdict(list)
    last_day = {answer.question_id: answer.learner_day for answer in reversed(answers)}
    found = []
    for place, answer in enumerate(answers):
        if answer.rating is None:
            continue
        reviews = held[answer.question_id]
        # A late post counts for the day of the answer before it, as it does in the schedule.
        day = max(answer.learner_day, last_day[answer.question_id])
        days = (day - last_day[answer.question_id]).days
        last_day[answer.question_id] = day
        reviews.append((int(answer.rating), days))
        if days > 0:
            found.append(_Repetition(place, tuple(reviews)))
    return found


def _fitted(repetitions: Iterable[_Repetition]) -> tuple[float, ...]:
    items = [_item(one.reviews) for one in repetitions]
    found = core.FSRS([]).compute_parameters(items)
    return tuple(round(number, DECIMALS) for number in found)


def _loss(repetitions: Sequence[_Repetition], parameters: Sequence[float]) -> float:
    """Return the log loss of foretelling the last answer of each repetition."""
    before = [_item(one.reviews[:-1]) for one in repetitions]
    states = core.FSRS(list(parameters)).memory_state_batch(before)
    losses = []
    for one, state in zip(repetitions, states, strict=True):
        rating, days = one.reviews[-1]
        recalled = chance_of_recall(state.stability, parameters[DECAY_AT], days)
        chance = min(max(recalled, SURE), 1 - SURE)
        losses.append(-log(chance if rating > 1 else 1 - chance))
    return fmean(losses)


def _item(reviews: Sequence[tuple[int, int]]) -> "core.FSRSItem":
    return core.FSRSItem([core.FSRSReview(rating, days) for rating, days in reviews])
