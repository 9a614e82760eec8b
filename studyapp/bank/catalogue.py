"""What is served: the articles and the questions that may be asked, found by any name."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from studyapp.bank.question import COMPARE, Question
from studyapp.bank.subject_names import written_words
from studyapp.reading.article import Article, Module, Paragraph
from studyapp.reading.language import PAGE_LANGUAGE


@dataclass(frozen=True, slots=True)
class StoredQuestion:
    """A question of the stored bank, with the version that is asked today."""

    id: int
    version_id: int
    module: str
    question: Question


@dataclass(frozen=True, slots=True)
class Place:
    """Where a paragraph stands."""

    article: Article
    module: Module
    index: int

    @property
    def paragraph(self) -> Paragraph:
        """Return the paragraph itself."""
        return self.module.paragraphs[self.index]


@dataclass(frozen=True)
class Catalogue:
    """Everything that is served, read once and never changed.

    Attributes:
        content_hash: names this state of the content.
        by_module: question ids by `article/module` or `compare`, in the order of the files.
        by_paragraph: question ids by the paragraph that proves them.
    """

    content_hash: str
    articles: Mapping[str, Article]
    modules: Mapping[str, tuple[Article, Module]]
    places: Mapping[str, Place]
    questions: Mapping[int, StoredQuestion]
    by_module: Mapping[str, tuple[int, ...]]
    by_paragraph: Mapping[str, tuple[int, ...]]

    @cached_property
    def written(self) -> Mapping[str, str]:
        """Words that the texts write with capitals, by their small letters; few pages need them."""
        return written_words(place.paragraph.text for place in self.places.values())

    def questions_in(self, module: str) -> tuple[StoredQuestion, ...]:
        """Return the questions of a module in the order of its file."""
        return tuple(self.questions[n] for n in self.by_module.get(module, ()))


def build_catalogue(
    content_hash: str, articles: Iterable[Article], questions: Iterable[StoredQuestion]
) -> Catalogue:
    """Index articles and questions, both in their order."""
    by_key = {article.key: article for article in articles}
    by_module: dict[str, list[int]] = defaultdict(list)
    by_paragraph: dict[str, list[int]] = defaultdict(list)
    by_id = {}
    for stored in questions:
        by_id[stored.id] = stored
        by_module[stored.module].append(stored.id)
        for paragraph in stored.question.paragraphs:
            by_paragraph[paragraph].append(stored.id)
    return Catalogue(
        content_hash=content_hash,
        articles=by_key,
        modules={
            module_id(article, module): (article, module)
            for article in by_key.values()
            for module in article.modules
        },
        places={
            paragraph.id: Place(article, module, index)
            for article in by_key.values()
            for module in article.modules
            for index, paragraph in enumerate(module.paragraphs)
        },
        questions=by_id,
        by_module={key: tuple(ids) for key, ids in by_module.items()},
        by_paragraph={key: tuple(ids) for key, ids in by_paragraph.items()},
    )


def module_id(article: Article, module: Module) -> str:
    """Return the name of a module in the bank."""
    return f"{article.key}/{module.key}"


def address_of(article: Article, module: Module, paragraph: int | None = None) -> str:
    """Return the address of a module's page, or of the paragraph with a number on it."""
    return f"/read/{article.key}/{module.key}" + (f"#p{paragraph}" if paragraph else "")


def module_of(catalogue: Catalogue, name: str) -> tuple[Article, Module] | None:
    """Return the article and module of a bank module; None for questions across articles."""
    return None if name == COMPARE else catalogue.modules.get(name)


def language_in(catalogue: Catalogue, name: str) -> str:
    """Return the language of a bank module; questions across articles are in that of the pages."""
    here = module_of(catalogue, name)
    return here[0].language if here is not None else PAGE_LANGUAGE


def siblings(catalogue: Catalogue, question_id: int) -> set[int]:
    """Return the other questions that a paragraph of this one's evidence proves."""
    stored = catalogue.questions.get(question_id)
    proving = stored.question.paragraphs if stored is not None else []
    found = {n for paragraph in proving for n in catalogue.by_paragraph.get(paragraph, ())}
    return found - {question_id}


def neighbours(catalogue: Catalogue, paragraph_ids: Iterable[str]) -> set[str]:
    """Return the paragraphs just before and after the given ones in their modules."""
    wanted = set(paragraph_ids)
    found: set[str] = set()
    for place in (catalogue.places[p] for p in wanted if p in catalogue.places):
        paragraphs = place.module.paragraphs
        around = paragraphs[max(place.index - 1, 0) : place.index + 2]
        found.update(paragraph.id for paragraph in around)
    return found - wanted
