"""The `review` commands."""

import click
from flask.cli import AppGroup

from studyapp.accounts.queries import get_account_id
from studyapp.clock import utc_now
from studyapp.counts import counted
from studyapp.errors import ConflictError
from studyapp.review.operations import rebuild_memory
from studyapp.review.plan.fit_operations import fit_learner
from studyapp.review.plan.fit_queries import learners_to_fit
from studyapp.review.plan.fitting import MISSING, REVIEWS_NEEDED, can_fit

review_commands = AppGroup("review", help="Look after the review log and what follows from it.")


@review_commands.command("rebuild")
def rebuild() -> None:
    """Derive every schedule and every day's tally from the log anew and say what differed."""
    rebuilt = rebuild_memory()
    for learner_id, question_id in rebuilt.differed:
        click.echo(f"learner {learner_id}, question {question_id}: put right")
    for learner_id, day in rebuilt.days:
        click.echo(f"learner {learner_id}, {day}: counted again")
    click.echo(
        f"{counted(rebuilt.learners, 'learner')} rebuilt, "
        f"{counted(len(rebuilt.differed), 'schedule')} and "
        f"{counted(len(rebuilt.days), 'day')} differed."
    )


@review_commands.command("fit")
@click.option("--learner", "name", metavar="NAME", help="Fit the schedule of this account.")
@click.option("--all", "everybody", is_flag=True, help="Fit that of everybody with answers enough.")
def fit(name: str | None, everybody: bool) -> None:
    """Fit schedules to their learners; each is used only if it foresees better."""
    if (name is None) != everybody:
        raise click.UsageError("Say whose schedule to fit: --learner NAME, or --all.")
    if not can_fit():
        raise click.ClickException(MISSING)
    if name is not None:
        click.echo(f"{name}: {_fit_line(get_account_id(name))}")
        return
    learners = learners_to_fit()
    for number, (learner_id, shown) in enumerate(learners, start=1):
        try:
            line = _fit_line(learner_id)
        except ConflictError as error:
            line = str(error)
        click.echo(f"{number} of {len(learners)}, {shown}: {line}")
    if not learners:
        click.echo(f"Nobody has given the {REVIEWS_NEEDED} answers that a fit needs.")


def _fit_line(learner_id: int) -> str:
    found, was_standard = fit_learner(learner_id, now=utc_now())
    before = "standard" if was_standard else "in use before"
    result = "used" if found.is_better else "not used"
    return (
        f"{found.reviews} answers; on the latest {found.judged} off by {found.loss_after:.3f},"
        f" {before} {found.loss_before:.3f}: {result}."
    )
