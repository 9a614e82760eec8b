"""Every rule of the bank, question by question and over all of them."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import get_close_matches

from studyapp.bank.bank_file import PlacedBankFile, PlacedQuestion
from studyapp.bank.question import Multiple, Question, Single
from studyapp.bank.rules.acceptance import unanswered
from studyapp.bank.rules.answers import answer_faults
from studyapp.bank.rules.evidence import Passages, evidence_faults
from studyapp.bank.rules.keys import ModuleKeys, key_faults, own_answer_faults
from studyapp.bank.rules.options import option_faults
from studyapp.bank.rules.stems import source_names, stem_faults
from studyapp.bank.rules.words import WordCounts
from studyapp.reading.library import Library
from studyapp.yaml_files.faults import Fault


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What a question is held against.

    Attributes:
        passages: None when a text has an error: questions would be blamed for it.
        names: the words that name each article; `sources` are all of them.
        words: how common each word is in the bank.
        keys: the keys of each module.
    """

    passages: Passages | None
    names: dict[str, set[str]]
    sources: set[str]
    words: WordCounts
    keys: ModuleKeys

    def passages_for(self, placed: PlacedQuestion) -> Passages | None:
        """Return the passages if the question's own are among them."""
        is_known = self.passages is not None and placed.module in self.passages.asked_modules
        return self.passages if is_known else None


def check_bank(
    files: Sequence[PlacedBankFile], library: Library, *, texts_are_sound: bool = True
) -> list[Fault]:
    """Return what is wrong with each file, each question, and between them."""
    questions = [placed for file in files for placed in file.questions]
    passages = Passages.of(library) if texts_are_sound else None
    words = WordCounts(placed.question for placed in questions)
    names = source_names(library)
    around = Surroundings(
        passages, names, set().union(*names.values()), words, ModuleKeys(questions, words)
    )
    faults = list(_repeated_ids(questions))
    if passages is not None:
        for file in files:
            faults += _file_faults(file, passages)
    for placed in questions:
        all_rules_ran = around.passages_for(placed) is not None
        faults += unanswered(placed, _faults_of(placed, around), all_rules_ran=all_rules_ran)
    return faults


def _faults_of(placed: PlacedQuestion, around: Surroundings) -> Iterator[Fault]:
    question = placed.question
    yield from answer_faults(placed)
    yield from stem_faults(placed, around.names, around.passages)
    yield from own_answer_faults(placed)
    yield from around.keys.faults(placed)
    yield from _odd_skill(placed, question)
    if isinstance(question, Single | Multiple):
        yield from option_faults(placed, question, around.words, around.passages)
    if (passages := around.passages_for(placed)) is not None:
        yield from evidence_faults(placed, passages)
        yield from key_faults(placed, passages, around.sources)


def _odd_skill(placed: PlacedQuestion, question: Question) -> Iterator[Fault]:
    if (question.skill == "place") != (question.kind == "locate"):
        message = "the skill `place` belongs to questions of the kind `locate`, and to all of them"
        yield placed.fault(("skill",), "skill-differs", message, "warning")


def _repeated_ids(questions: Iterable[PlacedQuestion]) -> Iterator[Fault]:
    first: dict[str, PlacedQuestion] = {}
    for placed in questions:
        earlier = first.setdefault(placed.question.id, placed)
        if earlier is not placed:
            where = f"{earlier.file}:{earlier.place('id')[0]}"
            message = f"the id {placed.question.id} is given twice; it stands first at {where}"
            yield placed.fault(("id",), "id-twice", message)


def _file_faults(file: PlacedBankFile, passages: Passages) -> Iterator[Fault]:
    """Check what a file says of itself: its module, and what it does not ask about."""
    if file.module not in passages.asked_modules:
        near = get_close_matches(file.module, sorted(passages.asked_modules), n=1)
        hint = f"; did you mean {near[0]}?" if near else "; write its sidecar first"
        yield file.fault(("module",), "module-unknown", f"there is no module {file.module}{hint}")
        return
    for paragraph_id in file.not_asked:
        if passages.modules.get(paragraph_id) != file.module:
            message = f"{file.module} has no paragraph {paragraph_id}"
            yield file.fault(("not_asked", paragraph_id), "paragraph-unknown", message)
