"""What a reader looks for, as an expression of SQLite's full-text search."""

import re
from dataclasses import dataclass

from studyapp.plain_letters import plain_letters

MOST_TERMS = 12
LONGEST_SEARCH = 200
QUOTES = str.maketrans(dict.fromkeys("“”„‟«»", '"'))
TERM = re.compile(r'"([^"]*)"?|([^\s"]+)')
SHORTEST_BEGINNING = 2
SPELLINGS = (
    (r"(?<=\w{3}i)([sz])(?=(?:e[drs]?|ing|ations?)\b)", ("s", "z")),
    (r"(?<=\w{2})(ou?)(?=r(?:s|ed|ing|ers?|ites?|able)?\b)", ("o", "ou")),
)
"""Where British and American writers differ, and what they write there: -ise, -ize; -or, -our."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """Words that all have to stand in one passage.

    Attributes:
        expression: in the language of FTS5 (https://www.sqlite.org/fts5.html, section 3).
        is_exact: they are wanted as they are written, not in every form that a word takes.
        term_count: how many words and phrases there are.
    """

    expression: str
    is_exact: bool
    term_count: int


def read_words(typed: str) -> Wanted | None:
    """Read words, "phrases" and begin* that somebody typed; None when there is no word in them.

    A phrase or a beginning makes the whole search exact.
    """
    terms: dict[str, None] = {}
    is_exact = False
    for quoted, word in TERM.findall(plain_letters(typed).replace("\0", "").translate(QUOTES)):
        phrase = quoted or word.rstrip("*")
        if not any(character.isalnum() for character in phrase):
            continue
        is_beginning = word.endswith("*") and len(phrase) >= SHORTEST_BEGINNING
        is_exact = is_exact or is_beginning or bool(quoted)
        terms[f'"{phrase}"' + (" *" if is_beginning else "")] = None
    if not terms:
        return None
    alternatives = terms if is_exact else map(_in_both_spellings, terms)
    return Wanted(" AND ".join(alternatives), is_exact, len(terms))


def _in_both_spellings(term: str) -> str:
    """Return a word, or it and its other spelling: the texts keep to no single one."""
    for place, letters in SPELLINGS:
        found = re.search(place, term, re.IGNORECASE)
        if found is not None:
            one, other = letters
            swapped = other if found[1].lower() == one else one
            return f"({term} OR {term[: found.start()]}{swapped}{term[found.end() :]})"
    return term
