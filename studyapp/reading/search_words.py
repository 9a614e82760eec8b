"""What a reader looks for, as an expression of SQLite's full-text search."""

import re
from dataclasses import dataclass

from studyapp.plain_letters import plain_letters
from studyapp.reading.spellings import other_spellings

MOST_TERMS = 12
LONGEST_SEARCH = 200
QUOTES = str.maketrans(dict.fromkeys("“”„‟«»", '"'))
TERM = re.compile(r'"([^"]*)"?|([^\s"]+)')
SHORTEST_BEGINNING = 2


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
    alternatives = terms if is_exact else map(_in_every_spelling, terms)
    return Wanted(" AND ".join(alternatives), is_exact, len(terms))


def _in_every_spelling(term: str) -> str:
    """Return a quoted word, or it and its other spellings: the texts keep to no single one."""
    others = [f'"{word}"' for word in other_spellings(term.strip('"'))]
    return f"({' OR '.join([term, *others])})" if others else term
