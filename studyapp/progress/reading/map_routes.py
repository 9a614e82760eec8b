"""Page of the memory map of an article."""

from flask import Blueprint, render_template

from studyapp.bank.queries import catalogue
from studyapp.errors import NotFoundError
from studyapp.progress.reading.map_page import map_values
from studyapp.progress.routes import current_learning

bp = Blueprint("map", __name__, url_prefix="/progress/map")


@bp.get("/<article_key>")
def show_map(article_key: str) -> str:
    """Show how well each paragraph of an article is remembered."""
    served = catalogue()
    article = served.articles.get(article_key)
    if article is None:
        raise NotFoundError("There is no source at this address.")
    learning, _ = current_learning()
    return render_template("progress/map.html", **map_values(served, article, learning))
