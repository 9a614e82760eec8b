"""The page of a gradebook."""

from typing import Any

from flask import render_template, url_for

from studyapp.bank.queries import catalogue
from studyapp.classroom.classes.queries import SchoolClass
from studyapp.classroom.results.figures import points_figure
from studyapp.classroom.results.gradebook import Cell, Line
from studyapp.classroom.results.gradebook_queries import read_gradebook
from studyapp.classroom.results.heat_queries import articles_asked
from studyapp.classroom.results.result_page import KINDS, zone_of_class
from studyapp.day_words import day_text
from studyapp.percents import percent_or_none

RULES = {
    "best": "the best attempt counts",
    "last": "the last attempt counts",
    "first": "the first attempt counts",
    "mean": "the mean of all attempts counts",
}


def gradebook_page(school_class: SchoolClass) -> str:
    """Return pupils by sittings, with what counts in each cell."""
    book = read_gradebook(school_class.id)
    zone = zone_of_class(school_class.id)
    addresses = [
        url_for("sittings.show_sitting", sitting_id=column.sitting_id) for column in book.columns
    ]
    articles = catalogue().articles
    return render_template(
        "classroom/gradebook.html",
        school_class=school_class,
        columns=[
            {
                "title": column.title,
                "url": address,
                "kind": KINDS[column.kind],
                "day": day_text(column.created_at.astimezone(zone)),
                "rule": RULES[column.counts] if column.kind == "assigned" else "",
                "mean": percent_or_none(mean),
            }
            for column, address, mean in zip(book.columns, addresses, book.means, strict=True)
        ],
        lines=[_line(line, addresses) for line in book.lines],
        removed=[_line(line, addresses) for line in book.removed],
        articles=[articles[key] for key in articles_asked(school_class.id) if key in articles],
    )


def _line(line: Line, addresses: list[str]) -> dict[str, Any]:
    cells = zip(line.cells, addresses, strict=True)
    return {
        "name": line.pupil.name,
        "cells": [_cell(cell, address) for cell, address in cells],
        "mean": percent_or_none(line.mean),
    }


def _cell(cell: Cell | None, address: str) -> dict[str, Any] | None:
    if cell is None:
        return None
    return {
        "url": f"{address}/attempts/{cell.attempt_id}" if cell.attempt_id else address,
        "is_open": cell.is_open,
        "points": points_figure(cell.points),
        "possible": points_figure(cell.possible),
        "percent": percent_or_none(cell.share),
    }
