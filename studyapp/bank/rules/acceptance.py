"""Warnings that an author has answered: `accept` names the code and gives the reason."""

from collections.abc import Iterable, Iterator

from studyapp.bank.bank_file import PlacedQuestion
from studyapp.yaml_files.faults import Fault


def unanswered(
    placed: PlacedQuestion, faults: Iterable[Fault], *, all_rules_ran: bool
) -> Iterator[Fault]:
    """Yield the faults of a question without the warnings that it accepts.

    An error stays, whatever is accepted; so is told what is accepted without need, unless a rule
    did not run that may need it.
    """
    accepted = placed.question.accept
    used = set()
    for fault in faults:
        if fault.code in accepted and fault.level != "error":
            used.add(fault.code)
        else:
            yield fault
    for code in accepted if all_rules_ran else ():
        if code not in used:
            message = f"there is no warning {code} here to accept; take the entry out"
            yield placed.fault(("accept", code), "accept-unused", message, "warning")
