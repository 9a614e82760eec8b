"""The forms of a text: a reading place with the step that led there, and words to look for."""

from wtforms import HiddenField, StringField, validators

from studyapp.reading.pace import LONGEST_STEP_SECONDS
from studyapp.reading.search_words import LONGEST_SEARCH, MOST_TERMS, Wanted, read_words
from studyapp.web import LARGEST_ID, PageForm, WholeNumberField


class PlaceForm(PageForm):
    """The paragraph that a reader has come to; from which, and in how many seconds."""

    number = WholeNumberField(
        validators=[
            validators.InputRequired("The place has no number."),
            validators.NumberRange(1, LARGEST_ID, "There is no such paragraph."),
        ]
    )
    since = WholeNumberField(
        validators=[
            validators.Optional(),
            validators.NumberRange(1, LARGEST_ID, "There is no such paragraph."),
        ]
    )
    seconds = WholeNumberField(
        validators=[
            validators.Optional(),
            validators.NumberRange(0, LONGEST_STEP_SECONDS, "Nobody reads on for so long."),
        ]
    )


class TextSearchForm(PageForm):
    """Words to look for, in all sources or in one."""

    q = StringField("Search the texts")
    source = HiddenField()

    def __init__(self, article_key: str = "") -> None:
        super().__init__()
        self.source.data = article_key
        if article_key:
            self.q.label.text = "Search this text"

    def read(self, typed: str) -> Wanted | None:
        """Return what is looked for; None, with what is wrong, where it cannot be looked for."""
        self.q.data = typed
        if len(typed) > LONGEST_SEARCH:
            self.q.errors = [f"Look for at most {LONGEST_SEARCH} characters at once."]
            return None
        wanted = read_words(typed)
        if wanted is not None and wanted.term_count > MOST_TERMS:
            self.q.errors = [f"Look for at most {MOST_TERMS} words at once."]
            return None
        if wanted is None and typed:
            self.q.errors = ["There is no word in it. Type a word that stands in the text."]
        return wanted
