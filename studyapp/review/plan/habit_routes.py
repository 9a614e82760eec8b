"""The page on which a learner says how they want to be asked."""

from flask import Blueprint, flash, redirect, render_template, url_for
from werkzeug.wrappers import Response

from studyapp.accounts.access import acting_learner, current_learner
from studyapp.clock import utc_now
from studyapp.review.memory import Rating, remember
from studyapp.review.plan.habit_forms import GOALS, KINDS_OF_DAY, RETENTIONS, HabitsForm
from studyapp.review.plan.habit_operations import save_habits
from studyapp.review.plan.habit_queries import habits_of

bp = Blueprint("habits", __name__, url_prefix="/review/habits")
EXAMPLES = (80, 85, 90, 95)
ANSWERS_SHOWN = 4


@bp.get("")
def show() -> str:
    """Show how the learner is asked."""
    learner = current_learner()
    form = HabitsForm()
    form.show(habits_of(learner.id if learner is not None else None))
    return _page(form)


@bp.post("")
def save() -> Response | tuple[str, int]:
    """Keep how the learner wants to be asked."""
    form = HabitsForm()
    if not form.validate():
        return _page(form), 422
    save_habits(acting_learner().id, form.habits)
    flash("Saved. It counts from your next answer on.")
    return redirect(url_for(".show"), 303)


def _page(form: HabitsForm) -> str:
    examples = [{"share": share, "days": _intervals(share / 100)} for share in EXAMPLES]
    return render_template(
        "review/habits.html",
        form=form,
        retentions=RETENTIONS,
        goals=GOALS,
        kinds_of_day=KINDS_OF_DAY,
        examples=examples,
    )


def _intervals(retention: float) -> list[int]:
    """Return the days between the first answers of a question that is always known."""
    memory, today, days = None, utc_now().date(), []
    for _ in range(ANSWERS_SHOWN):
        memory = remember(memory, Rating.GOOD, today, retention=retention)
        days.append((memory.due_on - today).days)
        today = memory.due_on
    return days
