"""What a session is limited to: one source, one module, one tag, comparisons, or mistakes."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace

from studyapp.bank.catalogue import Catalogue, StoredQuestion
from studyapp.bank.question import COMPARE
from studyapp.bank.subject_names import subject_name

MISTAKES = "mistakes"
TAG = "tag:"
CRAM = "cram:"
ANYWAY = "anyway"
COMPARISONS_LABEL = "comparisons"
MISTAKES_LABEL = "what you missed before"


@dataclass(frozen=True, slots=True)
class Selection:
    """The questions a session is limited to.

    Attributes:
        name: as it stands in an address.
        label: as pages say it after "only".
        question_ids: all that it holds; None where what a learner holds decides.
        crams: asks all that was met of it, due or not, before a class.
        exam_id: the exam of which this is the last pass: asked in its order, due or not.
        heeds_plans: what a plan puts off is not asked, nor anything new on a day off.
    """

    name: str
    label: str
    question_ids: frozenset[int] | None
    crams: bool = False
    exam_id: int | None = None
    heeds_plans: bool = True

    @property
    def asks_early(self) -> bool:
        """Tell whether questions are asked that are not due."""
        return self.crams or self.exam_id is not None


def selection_named(name: str, catalogue: Catalogue) -> Selection | None:
    """Return the selection of that name; None if it holds no question."""
    if name == MISTAKES:
        return Selection(name, MISTAKES_LABEL, None)
    if name == ANYWAY:
        return Selection(name, "", frozenset(catalogue.questions), heeds_plans=False)
    if name.startswith(CRAM):
        part = _part_named(name.removeprefix(CRAM), catalogue)
        if part is None:
            return None
        return replace(part, name=name, label=f"{part.label}, before class", crams=True)
    return _part_named(name, catalogue)


def _part_named(name: str, catalogue: Catalogue) -> Selection | None:
    """Return the source, module, tag or comparisons of that name; None if it holds no question."""
    ids = frozenset(n for n, stored in catalogue.questions.items() if name in names_of(stored))
    return Selection(name, label_of(name, catalogue), ids) if ids else None


def names_of(stored: StoredQuestion) -> set[str]:
    """Return the name of every selection that a question belongs to."""
    article = stored.module.partition("/")[0]
    return {stored.module, article, *(f"{TAG}{tag}" for tag in stored.question.tags)}


def label_of(name: str, catalogue: Catalogue) -> str:
    """Return how pages call a selection."""
    if name == COMPARE:
        return COMPARISONS_LABEL
    if name.startswith(TAG):
        return subject_name(name.removeprefix(TAG), catalogue.written)
    if name in catalogue.modules:
        article, module = catalogue.modules[name]
        return f"{article.label}, {module.title}"
    return catalogue.articles[name].label if name in catalogue.articles else name


def title_of(name: str, catalogue: Catalogue) -> str:
    """Return how a list calls a selection: its label with a capital."""
    label = label_of(name, catalogue)
    return label[:1].upper() + label[1:]


def counts_by_name(question_ids: Iterable[int], catalogue: Catalogue) -> Counter[str]:
    """Count questions by the name of every selection that they belong to."""
    return Counter(name for n in question_ids for name in names_of(catalogue.questions[n]))
