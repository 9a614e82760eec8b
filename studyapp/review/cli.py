"""The `review` commands."""

import click
from flask.cli import AppGroup

from studyapp.review.operations import rebuild_memory

review_commands = AppGroup("review", help="Look after the review log and what follows from it.")


@review_commands.command("rebuild")
def rebuild() -> None:
    """Derive every schedule from the log anew and say what differed."""
    rebuilt = rebuild_memory()
    for learner_id, question_id in rebuilt.differed:
        click.echo(f"learner {learner_id}, question {question_id}: put right")
    click.echo(f"{rebuilt.learners} learners rebuilt, {len(rebuilt.differed)} schedules differed.")
