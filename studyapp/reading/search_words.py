"""What a reader looks for, as an expression of SQLite's full-text search."""

import re
import unicodedata
from dataclasses import dataclass

from studyapp.plain_letters import ACCENTS, plain_letters
from studyapp.reading.spellings import other_spellings
from studyapp.unspaced import set_apart

MOST_TERMS = 12
LONGEST_SEARCH = 200
QUOTES = str.maketrans(dict.fromkeys("“”„‟«»", '"'))
TERM = re.compile(r'"([^"]*)"?|([^\s"]+)')
SHORTEST_BEGINNING = 2


class _Searched(dict[int, str]):
    """What each letter is when it is looked for, found out when it is first met."""

    def __missing__(self, code: int) -> str:
        letter = chr(code)
        self[code] = "" if _is_unseen(letter) else _searched(letter)
        return self[code]


_SEARCHED = _Searched()


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


def as_searched(text: str) -> str:
    """Return a text as it is looked for and found: letter by letter, so that each can be told.

    Accents, strokes and what cannot be seen go; a sign of a script without spaces is a word.
    """
    return text.translate(_SEARCHED)


def read_words(typed: str) -> Wanted | None:
    """Read words, "phrases" and begin* that somebody typed; None when there is no word in them.

    A phrase or a beginning makes the whole search exact.
    """
    terms: dict[str, None] = {}
    is_exact = False
    for quoted, word in TERM.findall(as_searched(typed).replace("\0", "").translate(QUOTES)):
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


def _is_unseen(letter: str) -> bool:
    """Tell a soft hyphen, a sign that nobody prints, or an accent stored beside its letter."""
    category = unicodedata.category(letter)
    return (
        category == "Cf"
        or (category == "Cc" and not letter.isspace())
        or bool(ACCENTS.fullmatch(letter))
    )


def _searched(letter: str) -> str:
    bare = ACCENTS.sub("", unicodedata.normalize("NFD", letter))
    return set_apart(plain_letters(unicodedata.normalize("NFC", bare)))


def _in_every_spelling(term: str) -> str:
    """Return a quoted word, or it and its other spellings: the texts keep to no single one."""
    others = [f'"{word}"' for word in other_spellings(term.strip('"'))]
    return f"({' OR '.join([term, *others])})" if others else term
