"""How pages write a subject: as the texts write its words, `john-reed` as John Reed."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping

_INSIDE_A_SENTENCE = re.compile(r"(?<=[a-z,;’”)] )[A-Z]?[A-Za-z]+")


def written_words(texts: Iterable[str]) -> dict[str, str]:
    """Return the words that texts mostly write with capitals, by their small letters.

    The first word of a sentence says nothing, so it is passed over.
    """
    forms = Counter(word for text in texts for word in _INSIDE_A_SENTENCE.findall(text))
    most: dict[str, str] = {}
    for word, _ in forms.most_common():
        most.setdefault(word.lower(), word)
    return {small: word for small, word in most.items() if small != word}


def subject_name(tag: str, written: Mapping[str, str]) -> str:
    """Return how a subject is written; a word that no text writes with capitals stays small."""
    return " ".join(written.get(word, word) for word in tag.split("-"))
