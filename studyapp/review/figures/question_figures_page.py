"""The page that says how the questions do, for their author, and the same as a file."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from flask import current_app, render_template, url_for

from studyapp.bank.bank_file import places_in_bank
from studyapp.bank.catalogue import Catalogue, language_in
from studyapp.bank.queries import catalogue
from studyapp.bank.question import COMPARE
from studyapp.csv_text import Cell, CsvStyle, csv_text
from studyapp.errors import NotFoundError
from studyapp.paging import page_of
from studyapp.percents import percent_or_none
from studyapp.review.asking.card_page import kicker_of
from studyapp.review.figures.forms import FiguresForm
from studyapp.review.figures.question_figures import (
    DEFAULT_ORDER,
    NEVER_FROM,
    ORDERS,
    SHARE_FROM,
    TIMES_FROM,
    QuestionFigures,
    figures_of,
    ordered,
)
from studyapp.review.figures.question_tally import QuestionTally
from studyapp.review.figures.question_tally_queries import median_seconds, question_tallies
from studyapp.review.figures.remark_queries import leeches_by_question, reasons_by_question

SHOWN = 50
HEADS = {
    "bank": "Question",
    "asked": "Asked",
    "right": "Right",
    "insisted": "Disputed",
    "bad": "Bad",
    "leeches": "Resting",
    "never": "Never chosen",
    "seconds": "Seconds",
}
FILE_HEAD = (
    *("Question", "File", "Kind", "Asked", "Right", "Percent right", "Insisted on", "Called bad"),
    *("Leeches", "Answers that chose", "Wrong options never chosen"),
    *("Median seconds", "Answers timed"),
)


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which questions are wanted, of one module or of all, and in which order."""

    by: str
    module: str

    @property
    def arguments(self) -> dict[str, Any]:
        """Return it as arguments of an address, without what goes without saying."""
        by = {"by": self.by} if self.by != DEFAULT_ORDER else {}
        return by | ({"module": self.module} if self.module else {})


def wanted_from(by: str, module: str) -> Wanted:
    """Return what an address asks for; raise NotFoundError for a module that is not there."""
    if module and module not in catalogue().by_module:
        raise NotFoundError("There are no questions on such a module.")
    return Wanted(by if by in ORDERS else DEFAULT_ORDER, module)


def figures_page(wanted: Wanted, page: int) -> str:
    """Return one page of the figures; a number past the end shows the last one."""
    figures = _figures(wanted)
    part = page_of(figures, SHOWN, page)
    places = _places(part.shown)
    served = catalogue()
    return render_template(
        "review/figures.html",
        form=FiguresForm().show(wanted.by, wanted.module),
        modules=_modules(served),
        count_all=len(figures),
        rows=[_row(one, places.get(one.stored.question.id), served) for one in part.shown],
        heads=[_head(name, words, wanted) for name, words in HEADS.items()],
        pages=[_page_link(n, wanted) for n in range(1, part.pages + 1)],
        number=part.number,
        csv_arguments=wanted.arguments,
        share_from=SHARE_FROM,
        never_from=NEVER_FROM,
        times_from=TIMES_FROM,
    )


def figures_file(wanted: Wanted, style: CsvStyle) -> Iterator[str]:
    """Yield the figures of every question that is wanted, line by line."""
    figures = _figures(wanted)
    places = _places(figures)
    return csv_text(FILE_HEAD, (_line(one, places) for one in figures), style)


def _figures(wanted: Wanted) -> list[QuestionFigures]:
    served = catalogue()
    tallies, times = question_tallies(), median_seconds()
    reasons, leeches = reasons_by_question(), leeches_by_question()
    figures = [
        figures_of(
            stored,
            tallies.get(stored.id, QuestionTally()),
            bad=reasons.get(stored.id, Counter())["bad"],
            leeches=leeches.get(stored.id, 0),
            time=times.get(stored.id, (0.0, 0)),
        )
        for stored in served.questions.values()
        if wanted.module in {"", stored.module}
    ]
    return ordered(figures, wanted.by)


def _places(figures: Sequence[QuestionFigures]) -> dict[str, str]:
    folder = Path(current_app.config["QUESTION_BANK"])
    return places_in_bank(folder, [(f.stored.module, f.stored.question.id) for f in figures])


def _row(one: QuestionFigures, place: str | None, served: Catalogue) -> dict[str, Any]:
    return {
        "stem": one.stored.question.stem,
        "language": language_in(served, one.stored.module),
        "url": kicker_of(one.stored)["url"],
        "place": place or one.stored.question.id,
        "figures": one,
        "percent": percent_or_none(one.right),
        "seconds": round(one.seconds) if one.seconds is not None else None,
    }


def _line(one: QuestionFigures, places: dict[str, str]) -> list[Cell]:
    question = one.stored.question
    return [
        question.id,
        places.get(question.id),
        question.kind,
        one.asked,
        one.rights,
        percent_or_none(one.right),
        one.insisted,
        one.bad,
        one.leeches,
        one.choosers,
        " | ".join(one.never) if one.never is not None else None,
        round(one.seconds, 1) if one.seconds is not None else None,
        one.timed,
    ]


def _head(name: str, words: str, wanted: Wanted) -> dict[str, Any]:
    arguments = Wanted(name, wanted.module).arguments
    return {
        "words": words,
        "url": url_for(".show_figures", **arguments),
        "class": {"bank": "", "never": "start"}.get(name, "n"),
        "is_sorted": name == wanted.by,
        "is_least_first": name in {"bank", "right"},
    }


def _page_link(number: int, wanted: Wanted) -> dict[str, Any]:
    return {"number": number, "url": url_for(".show_figures", **wanted.arguments, page=number)}


def _modules(served: Catalogue) -> list[tuple[str, str]]:
    """Return the modules to choose from, all of them first."""
    named = [
        (name, f"{article.label}: {module.title}")
        for name, (article, module) in served.modules.items()
        if name in served.by_module
    ]
    across = [(COMPARE, "Comparing sources")] if COMPARE in served.by_module else []
    return [("", "All modules"), *named, *across]
