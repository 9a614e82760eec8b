"""Where in the texts a question is proved, as a teacher looks it up."""

from dataclasses import dataclass

from studyapp.bank.catalogue import Catalogue, address_of
from studyapp.bank.question import Question


@dataclass(frozen=True, slots=True)
class Passage:
    """A quote that proves the key.

    Attributes:
        url: of the paragraph; None where the text is served no more.
    """

    label: str
    number: str
    quote: str
    url: str | None


def passages_of(question: Question, served: Catalogue) -> list[Passage]:
    """Return the quotes that prove a question, in the order of its file."""
    found = []
    for evidence in question.evidence:
        key, _, number = evidence.paragraph.partition(":")
        place = served.places.get(evidence.paragraph)
        if place is None:
            found.append(Passage(key, number, evidence.quote, None))
            continue
        url = address_of(place.article, place.module, place.paragraph.number)
        found.append(Passage(place.article.label, number, evidence.quote, url))
    return found
