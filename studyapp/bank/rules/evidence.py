"""Hard rules that tie a question to the texts: its paragraphs, its quotes, its targets."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from studyapp.bank.bank_file import PlacedQuestion
from studyapp.bank.question import COMPARE, Evidence, Locate
from studyapp.bank.quotes import cuts_word, nearly_quoted, quote_starts
from studyapp.bank.rules.words import word_run
from studyapp.reading.article import Paragraph
from studyapp.reading.language import names_have_capitals
from studyapp.reading.library import Library
from studyapp.unspaced import count_words
from studyapp.yaml_files.document import Path
from studyapp.yaml_files.faults import Fault

FEWEST_WORDS = 3
MOST_WORDS = 15
PARAGRAPHS_NAMED = 3


_NAME_IN_SENTENCE = re.compile(r"(?<=[\w,;:)] )[^\W\d_a-z][^\W\d_]{2,}")
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Passages:
    """Every paragraph by its id, and what the rules look up in it.

    Attributes:
        modules: the module that a paragraph stands in.
        asked_modules: what a bank file can be about: every module, and `compare`.
        runs: the words of a paragraph, as `word_run` gives them.
        names: the words, folded, that the texts write with a capital inside a sentence and
            nowhere without one.
    """

    paragraphs: dict[str, Paragraph]
    modules: dict[str, str]
    asked_modules: frozenset[str]
    runs: dict[str, str]
    names: frozenset[str]

    @classmethod
    def of(cls, library: Library) -> "Passages":
        """Look every paragraph of a library up once."""
        modules = {
            paragraph.id: f"{article.key}/{module.key}"
            for article in library.articles
            for module in article.modules
            for paragraph in module.paragraphs
        }
        texts = {paragraph.id: paragraph.text for paragraph in library.paragraphs.values()}
        runs = {paragraph_id: word_run(text) for paragraph_id, text in texts.items()}
        text = "\n".join(
            paragraph.text
            for paragraph in library.paragraphs.values()
            if names_have_capitals(paragraph.language)
        )
        names = {name.casefold() for name in _NAME_IN_SENTENCE.findall(text)}
        return cls(
            paragraphs=library.paragraphs,
            modules=modules,
            asked_modules=frozenset({COMPARE, *modules.values()}),
            runs=runs,
            names=frozenset(names - set(_WORD.findall(text))),
        )

    def holding(self, quote: str, article_key: str) -> list[str]:
        """Return the ids of the paragraphs of an article that hold a quote."""
        return [
            paragraph.id
            for paragraph in self.paragraphs.values()
            if article_of(paragraph.id) == article_key and quote_starts(paragraph.text, quote)
        ]


def article_of(paragraph_id: str) -> str:
    """Return the key of the article that a paragraph belongs to."""
    return paragraph_id.partition(":")[0]


def evidence_faults(placed: PlacedQuestion, passages: Passages) -> Iterator[Fault]:
    """Yield what is wrong with the evidence and the targets of a question."""
    for n, entry in enumerate(placed.question.evidence):
        path = ("evidence", n)
        yield from _length(placed, path, entry.quote)
        yield from _paragraph(placed, (*path, "paragraph"), entry.paragraph, passages)
        if (paragraph := passages.paragraphs.get(entry.paragraph)) is not None:
            yield from _quote(placed, path, entry, paragraph, passages)
    if placed.module == COMPARE and len(set(map(article_of, placed.question.paragraphs))) < 2:
        message = "a question that compares needs evidence from two articles at least"
        yield placed.fault(("evidence",), "one-article", message)
    if isinstance(placed.question, Locate):
        yield from _targets(placed, placed.question, passages)


def _length(placed: PlacedQuestion, path: Path, quote: str) -> Iterator[Fault]:
    words = count_words(quote)
    if not FEWEST_WORDS <= words <= MOST_WORDS:
        message = f"a quote has {FEWEST_WORDS} to {MOST_WORDS} words, but this one has {words}"
        yield placed.fault((*path, "quote"), "quote-length", message)


def _paragraph(
    placed: PlacedQuestion, path: Path, paragraph_id: str, passages: Passages
) -> Iterator[Fault]:
    """Check that a paragraph is there, and in the module of the question."""
    module = passages.modules.get(paragraph_id)
    if module is None:
        message = f"there is no paragraph {paragraph_id}"
        yield placed.fault(path, "paragraph-unknown", message)
    elif module != placed.module != COMPARE:
        message = f"paragraph {paragraph_id} stands in {module}, not in {placed.module}"
        yield placed.fault(path, "paragraph-elsewhere", message)


def _quote(
    placed: PlacedQuestion, path: Path, entry: Evidence, paragraph: Paragraph, passages: Passages
) -> Iterator[Fault]:
    """Check that a quote stands in its paragraph just once, from word to word."""
    path = (*path, "quote")
    starts = quote_starts(paragraph.text, entry.quote)
    if len(starts) > 1:
        message = f"the quote stands {len(starts)} times in {paragraph.id}; add a word to it"
        yield placed.fault(path, "quote-not-unique", message)
    elif not starts:
        yield placed.fault(path, *_why_not_found(entry.quote, paragraph, passages))
    elif cuts_word(paragraph.text, (starts[0], starts[0] + len(entry.quote))):
        message = "the quote starts or ends inside a word of the paragraph"
        yield placed.fault(path, "quote-cuts-word", message, "warning")


def _why_not_found(quote: str, paragraph: Paragraph, passages: Passages) -> tuple[str, str]:
    """Return the code and message for a quote that its paragraph does not hold."""
    if (near := nearly_quoted(paragraph.text, quote)) is not None:
        message = f"the quote differs from {paragraph.id} in {near.differences}; "
        return "quote-differs", f'{message}the paragraph says "{near.words}"'
    message = f"the quote does not stand in {paragraph.id}"
    if elsewhere := passages.holding(quote, article_of(paragraph.id)):
        return "quote-elsewhere", f"{message}, but in {', '.join(elsewhere[:PARAGRAPHS_NAMED])}"
    return "quote-not-found", f"{message}, nor anywhere in {article_of(paragraph.id)}"


def _targets(placed: PlacedQuestion, question: Locate, passages: Passages) -> Iterator[Fault]:
    if placed.module == COMPARE:
        message = "a question that compares has no one text to find a paragraph in"
        yield placed.fault(("kind",), "nothing-to-search", message)
    for n, target in enumerate(question.targets):
        path = ("targets", n)
        yield from _paragraph(placed, path, target, passages)
        if target not in question.paragraphs:
            message = f"the target {target} does not stand in the evidence; add it with a quote"
            yield placed.fault(path, "target-unproved", message)
