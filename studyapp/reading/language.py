"""The language of words on a page that is in English: what a browser and a screen reader need."""

from markupsafe import Markup

PAGE_LANGUAGE = "en"
RIGHT_TO_LEFT = frozenset(
    {"ar", "ckb", "dv", "fa", "he", "ks", "ps", "sd", "syr", "ug", "ur", "yi"}
)
CAPITAL_NOUNS = frozenset({"de", "gsw", "lb", "nds"})
"""Languages that write every noun with a capital, so that a capital tells no name."""


def spoken_in(language: str) -> Markup:
    """Return the attributes of an element whose words are in a language; none for the page's."""
    if language == PAGE_LANGUAGE:
        return Markup("")
    direction = Markup(' dir="rtl"') if _family(language) in RIGHT_TO_LEFT else Markup("")
    return Markup(' lang="{}"').format(language) + direction


def names_have_capitals(language: str) -> bool:
    """Tell whether a capital inside a sentence is the mark of a name."""
    return _family(language) not in CAPITAL_NOUNS


def _family(language: str) -> str:
    return language.partition("-")[0]
