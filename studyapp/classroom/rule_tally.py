"""What an attempt amounts to under the rules in force, wherever that is asked."""

from collections.abc import Mapping

from studyapp.classroom.attempt_order import items_of
from studyapp.classroom.frozen import FrozenQuiz
from studyapp.classroom.marks import Scored, Tally, tally
from studyapp.classroom.scoring import Rule


def tally_under(
    rules: Mapping[int, Rule],
    quiz: FrozenQuiz,
    seed: str,
    responses: Mapping[int, Scored],
    *,
    marks_certainty: bool,
) -> Tally:
    """Add up the attempt with this seed; rules and responses by the position of the item."""
    return tally(
        len(quiz.items),
        [item.position for item in items_of(quiz, seed)],
        responses,
        dropped={n for n, rule in rules.items() if rule.name == "dropped"},
        full_credit={n for n, rule in rules.items() if rule.name == "full_credit"},
        marks_certainty=marks_certainty,
    )
