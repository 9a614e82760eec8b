"""How else a word is written: British or American, initials with points or without."""

import re

_PAIRS = (
    # Endings that differ wherever they stand: -ise, -yse, -our, -dgement.
    (r"\w{3}i([sz])(?:e[drs]?|ing|able|ations?|ational(?:ly)?)\b", ("s", "z")),
    (r"\wly([sz])(?:e[drs]?|ing)\b", ("s", "z")),
    (r"\w{2}(ou?)r(?:s|ed|ing|ers?|ites?|able|al|ful|hoods?)?\b", ("o", "ou")),
    (r"dg(e?)ment", ("", "e")),
    # Endings that most words with them share, such as absence and letter: these words alone.
    (r"\b(?:def|off|lic|pret)en([cs])(?:e|ing)", ("c", "s")),
    (r"\bpracti([cs])(?:e|ing)", ("c", "s")),
    (r"(?:cent|theat)(re|er)s?\b", ("re", "er")),
    (r"\b(?:calib|fib|kilomet|lit|met|millimet|somb|spect)(re|er)s?\b", ("re", "er")),
    (r"\bcent(r|er)ed\b", ("r", "er")),
    (r"\b(?:kilo|pro)gram((?:me)?)s?\b", ("", "me")),
    (r"\b(?:anal|catal|dial|epil|monol|prol)og((?:ue)?)s?\b", ("", "ue")),
    (r"\b(?:skil|wil)(l?)ful", ("", "l")),
    (r"\b(?:enrol|fulfil|instal)(l?)(?:s|ments?)?\b", ("", "l")),
    (r"\b(?:counsel|marvel)(l?)o", ("", "l")),
    (r"\b(?:arch|encyclop|medi)(a?)e[odv]", ("", "a")),
    (r"\bman(oeuvre|euver)s?\b", ("oeuvre", "euver")),
    (r"\bs([ck])eptic", ("c", "k")),
    (r"\bgr([ae])y", ("a", "e")),
    (r"\bplo(ugh|w)", ("ugh", "w")),
    (r"\b(ts|cz)ar(?:s|is[mt]s?|inas?)?\b", ("ts", "cz")),
)
_SPELLINGS = tuple((re.compile(place, re.IGNORECASE), letters) for place, letters in _PAIRS)
# Two letters are left apart: U.S. without its points is the word "us".
_WITH_POINTS = re.compile(r"\W*((?:[^\W\d_]\.){2,}[^\W\d_])\W*")
_WITHOUT_POINTS = re.compile(r"\W*([A-Z]{2,5})\W*")


def other_spellings(word: str) -> list[str]:
    """Return the other spellings of a word, each with one difference; most words have none.

    One that nobody writes, such as "actour", does no harm: it stands in no text.
    """
    others = []
    for place, (one, other) in _SPELLINGS:
        found = place.search(word)
        if found is not None:
            swapped = other if found[1].lower() == one else one
            others.append(f"{word[: found.start(1)]}{swapped}{word[found.end(1) :]}")
    if (initials := _WITH_POINTS.fullmatch(word)) is not None:
        others.append(initials[1].replace(".", ""))
    elif (initials := _WITHOUT_POINTS.fullmatch(word)) is not None:
        others.append(".".join(initials[1]))
    return others
