"""The hard rules of the bank: what breaks one of them is not asked."""

from collections.abc import Iterable, Iterator, Sequence

from studyapp.bank.answer_rules import answer_faults
from studyapp.bank.bank_file import PlacedQuestion
from studyapp.bank.evidence_rules import Passages, evidence_faults
from studyapp.bank.question import COMPARE
from studyapp.faults import Fault
from studyapp.reading.library import Library


def check_questions(questions: Sequence[PlacedQuestion]) -> list[Fault]:
    """Return the faults that show without the texts: ids given twice, answers that clash."""
    faults = list(_repeated_ids(questions))
    for placed in questions:
        faults += answer_faults(placed)
    return faults


def check_evidence(questions: Sequence[PlacedQuestion], library: Library) -> list[Fault]:
    """Return the faults of modules, evidence and targets against a library that is whole."""
    passages = Passages.of(library)
    modules = {COMPARE, *passages.modules.values()}
    faults = list(_unknown_modules(questions, modules))
    for placed in questions:
        if placed.module in modules:
            faults += evidence_faults(placed, passages)
    return faults


def _repeated_ids(questions: Iterable[PlacedQuestion]) -> Iterator[Fault]:
    first: dict[str, PlacedQuestion] = {}
    for placed in questions:
        earlier = first.setdefault(placed.question.id, placed)
        if earlier is not placed:
            where = f"{earlier.file}:{earlier.place('id')[0]}"
            message = f"the id {placed.question.id} is given twice; it stands first at {where}"
            yield placed.fault(("id",), "id-twice", message)


def _unknown_modules(questions: Iterable[PlacedQuestion], modules: set[str]) -> Iterator[Fault]:
    """Yield one fault for each file, not for each of its questions."""
    files = {placed.file: placed for placed in questions}
    for file, placed in files.items():
        if placed.module not in modules:
            message = f"there is no module {placed.module}"
            yield Fault(file, *placed.module_place, "module-unknown", message)
