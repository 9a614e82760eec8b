"""What an attempt amounts to under the rules in force, wherever that is asked."""

from collections.abc import Iterable, Mapping

from studyapp.classroom.sittings.marks import Scored, Tally, tally
from studyapp.classroom.sittings.scoring import Rule


def tally_under(
    rules: Mapping[int, Rule],
    count: int,
    asked: Iterable[int],
    responses: Mapping[int, Scored],
    *,
    marks_certainty: bool,
) -> Tally:
    """Add up an attempt at a quiz of `count` items; rules and responses by position."""
    return tally(
        count,
        asked,
        responses,
        dropped={n for n, rule in rules.items() if rule.name == "dropped"},
        full_credit={n for n, rule in rules.items() if rule.name == "full_credit"},
        marks_certainty=marks_certainty,
    )
