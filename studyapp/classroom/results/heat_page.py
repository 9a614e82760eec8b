"""The page that maps an article by how a class did on its paragraphs."""

from typing import Any

from flask import render_template

from studyapp.bank.catalogue import address_of
from studyapp.bank.queries import catalogue
from studyapp.classroom.classes.queries import SchoolClass
from studyapp.classroom.items.statistics import Estimate
from studyapp.classroom.results.figures import points_figure
from studyapp.classroom.results.heat_queries import asked_quizzes
from studyapp.classroom.results.passage_heat import Heat, heat_of, weakest_first
from studyapp.errors import NotFoundError
from studyapp.percents import percent_figure
from studyapp.reading.article import Article, Module, Paragraph


def heat_page(school_class: SchoolClass, article_key: str) -> str:
    """Return the map of an article, and its weakest passages as a table."""
    article = catalogue().articles.get(article_key)
    if article is None:
        raise NotFoundError("There is no such text.")
    heats = heat_of(asked_quizzes(school_class.id))
    own = {p.id: heats[p.id] for p in article.paragraphs if p.id in heats}
    places = catalogue().places
    return render_template(
        "classroom/heat.html",
        school_class=school_class,
        article=article,
        modules=[_module(article, module, own) for module in article.modules],
        rows=[
            _cell(article, places[name].module, places[name].paragraph, own[name])
            | {"module": places[name].module.title}
            for name in weakest_first(own)
        ],
    )


def _module(article: Article, module: Module, heats: dict[str, Heat]) -> dict[str, Any]:
    return {
        "title": module.title,
        "cells": [_cell(article, module, p, heats.get(p.id)) for p in module.paragraphs],
    }


def _cell(
    article: Article, module: Module, paragraph: Paragraph, heat: Heat | None
) -> dict[str, Any]:
    share = heat.share if heat is not None else None
    return {
        "number": paragraph.number,
        "url": address_of(article, module, paragraph.number),
        "text": paragraph.text,
        "answers": heat.answers if heat is not None else 0,
        "points": points_figure(heat.points) if heat is not None else 0,
        "questions": heat.questions if heat is not None else 0,
        "percent": percent_figure(share.value) if share is not None else None,
        "interval": _interval(share) if share is not None else None,
        "level": _level(heat),
    }


def _level(heat: Heat | None) -> int | str | None:
    """Return how full a box is; `few` where there are too few answers to say."""
    if heat is None or not heat.answers:
        return None
    return heat.level if heat.level is not None else "few"


def _interval(share: Estimate) -> str:
    return f"{percent_figure(share.low)} to {percent_figure(share.high)}"
