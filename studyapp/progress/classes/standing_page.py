"""The page that says how a class stands, for its teacher."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from typing import Any
from zoneinfo import ZoneInfo

from flask import render_template, url_for

from studyapp.bank.catalogue import Catalogue, address_of, language_in, module_id
from studyapp.bank.queries import catalogue
from studyapp.bank.question import COMPARE
from studyapp.classroom.classes.queries import SchoolClass
from studyapp.classroom.items.report import SHARES_FROM
from studyapp.classroom.quizzes.passages import passages_of
from studyapp.classroom.results.gradebook import Gradebook
from studyapp.classroom.results.gradebook_queries import read_gradebook
from studyapp.classroom.results.result_page import KINDS
from studyapp.day_words import day_text
from studyapp.percents import percent_figure, percent_or_none
from studyapp.progress.classes.misconceptions import Misconception, misconceptions
from studyapp.progress.classes.queries import (
    choice_items_in,
    chosen_in,
    held_by,
    last_answers,
    last_study_days,
    pupils_of,
    readers_among,
    works_in,
)
from studyapp.progress.classes.standing import (
    LEAST_TOGETHER,
    WEAKEST_SHOWN,
    ModuleStanding,
    OwnStudy,
    PassageStanding,
    Pupil,
    Recalls,
    known_of,
    last_activity,
    module_standing,
    seat_by_work,
    unsettled,
    weakest_passages,
    who_shares,
)
from studyapp.review.learner_day import learner_day
from studyapp.zones import zone_named

UTC_ZONE = ZoneInfo("UTC")


@dataclass(frozen=True, slots=True)
class _Days:
    """How days are said where the class is."""

    zone: ZoneInfo
    now: datetime

    def of(self, moment: datetime | None) -> str | None:
        """Return the day of a moment in words."""
        return self.text(moment.astimezone(self.zone).date()) if moment is not None else None

    def text(self, day: date | None) -> str | None:
        """Return a day in words, without its year when that is today's."""
        return day_text(day, self.now.astimezone(self.zone).date()) if day is not None else None


def class_progress_page(school_class: SchoolClass, now: datetime) -> str:
    """Return how the class stands by module, pupil, quiz and misconception."""
    served, pupils = catalogue(), pupils_of(school_class.id)
    # Once a class is put away its pupils no longer see the switch, so it is off for all of them.
    sharing = who_shares(pupils) if school_class.ended_at is None else []
    held = held_by(sharing, now.date())
    recalls, studies = known_of(held, served.questions, _days_ahead(pupils, sharing, now))
    weakest = weakest_passages(served.by_paragraph, recalls)
    days = _Days(zone_named(school_class.zone) or UTC_ZONE, now)
    present = [pupil for pupil in pupils if not pupil.is_removed]
    return render_template(
        "progress/class.html",
        school_class=school_class,
        pupil_count=len(present),
        sharing_count=len(sharing),
        least=LEAST_TOGETHER,
        sources=_sources(served, recalls, weakest, sharing),
        weakest=[_passage(served, passage) for passage in weakest[:WEAKEST_SHOWN]],
        pupils=_pupils(school_class.id, pupils, studies, last_study_days(sharing), days),
        quizzes=_quizzes(read_gradebook(school_class.id), days),
        misconceptions=[_misconception(served, one) for one in _misconceptions_of(school_class.id)],
        answers_from=SHARES_FROM,
    )


def _days_ahead(pupils: list[Pupil], sharing: list[int], now: datetime) -> dict[int, int]:
    """Return how many days the own day of each learner who shares is ahead of that of `now`."""

    @cache
    def ahead(zone: str) -> int:
        return (learner_day(now, zone_named(zone) or UTC_ZONE) - now.date()).days

    zones = {pupil.learner_id: pupil.zone for pupil in pupils}
    return {learner_id: ahead(zones[learner_id]) for learner_id in sharing}


def _sources(
    served: Catalogue, recalls: Recalls, weakest: list[PassageStanding], sharing: list[int]
) -> list[dict[str, Any]]:
    """Return a row for each module, by article, and one for the questions across articles."""
    readers = readers_among(sharing)
    worst = {}
    for passage in reversed(weakest):
        place = served.places.get(passage.paragraph)
        if place is not None:
            worst[module_id(place.article, place.module)] = passage
    sources = [
        {
            "label": article.label,
            "modules": [
                {"title": module.title, "url": address_of(article, module)}
                | _module(
                    module_standing(
                        served.by_module.get(name, ()),
                        readers.get((article.key, module.key), 0),
                        recalls,
                        len(sharing),
                    )
                )
                | {"weakest": _passage(served, worst[name]) if name in worst else None}
                for module in article.modules
                for name in (module_id(article, module),)
            ],
        }
        for article in served.articles.values()
    ]
    across = module_standing(served.by_module.get(COMPARE, ()), 0, recalls, len(sharing))
    row = {"title": "Comparing sources", "url": None, "weakest": None} | _module(across)
    return [*sources, {"label": "All sources", "modules": [row | {"read": None}]}]


def _module(standing: ModuleStanding) -> dict[str, Any]:
    return {"read": standing.read, "known": percent_or_none(standing.known)}


def _passage(served: Catalogue, passage: PassageStanding) -> dict[str, Any]:
    place = served.places[passage.paragraph]
    return {
        "number": place.paragraph.number,
        "label": place.article.label,
        "module": place.module.title,
        "url": address_of(place.article, place.module, place.paragraph.number),
        "text": place.paragraph.text,
        "percent": percent_figure(passage.recall),
        "pupils": passage.pupils,
    }


def _pupils(
    class_id: int,
    pupils: list[Pupil],
    studies: Mapping[int, OwnStudy],
    studied: Mapping[int, date],
    days: _Days,
) -> list[dict[str, Any]]:
    works = seat_by_work(pupils, works_in(class_id))
    answered_at = last_answers([n for of_seat in works.values() for n in unsettled(of_seat)])
    return [
        {
            "name": pupil.name,
            "active": days.of(last_activity(works.get(pupil.seat_id, ()), answered_at)),
            "study": studies.get(pupil.learner_id),
            "studied": days.text(studied.get(pupil.learner_id)),
        }
        for pupil in pupils
        if not pupil.is_removed
    ]


def _quizzes(book: Gradebook, days: _Days) -> list[dict[str, Any]]:
    """Return the sittings of the class, the latest first, with the figures of its gradebook."""
    counts = [
        sum(cell is not None and cell.share is not None for cell in column)
        for column in zip(*(line.cells for line in book.lines), strict=True)
    ] or [0] * len(book.columns)
    rows = [
        {
            "title": column.title,
            "url": url_for("sittings.show_sitting", sitting_id=column.sitting_id),
            "kind": KINDS[column.kind],
            "day": days.of(column.created_at),
            "count": count,
            "mean": percent_or_none(mean),
        }
        for column, count, mean in zip(book.columns, counts, book.means, strict=True)
    ]
    return rows[::-1]


def _misconceptions_of(class_id: int) -> list[Misconception]:
    items, quizzes = choice_items_in(class_id)
    return misconceptions(chosen_in(class_id, items.keys(), quizzes), items)


def _misconception(served: Catalogue, one: Misconception) -> dict[str, Any]:
    option = one.question.options[one.option]
    return {
        "stem": one.question.stem,
        "language": language_in(served, one.item.module),
        "option": option.text,
        "why": option.why,
        "count": one.count,
        "answers": one.answers,
        "percent": percent_figure(one.share),
        "passages": passages_of(one.question, served),
    }
