"""How a learner stands with the bank, and which days a schedule covers."""

from collections.abc import Collection
from datetime import date, timedelta

from studyapp.api.study_shapes import (
    ArticleStanding,
    ModuleStanding,
    Progress,
    ScheduleQuery,
    Standing,
)
from studyapp.bank.catalogue import Catalogue, address_of, module_id
from studyapp.bank.question import COMPARE
from studyapp.errors import BadInputError
from studyapp.progress.overview import Learning, source_head
from studyapp.progress.strokes import known_now
from studyapp.reading.article import Article, Module

DAYS_SHOWN = timedelta(days=29)


def days_of(query: ScheduleQuery, today: date) -> tuple[date, date]:
    """Return the first and the last day of a schedule.

    Raises:
        BadInputError: it would end before it begins.
    """
    first = query.first or today
    last = query.last or first + min(DAYS_SHOWN, date.max - first)
    if last < first:
        raise BadInputError(f"to: this day lies before the first one, {first}.")
    return first, last


def progress_of(served: Catalogue, learning: Learning) -> Progress:
    """Describe how a learner stands with everything that is served."""

    def standing(questions: Collection[int]) -> Standing:
        memories = learning.of(questions)
        return Standing(
            questions=len(questions),
            asked=len(memories),
            known=round(known_now(memories, learning.today)),
            due=len(set(questions) & learning.due),
        )

    def module_standing(article: Article, module: Module) -> ModuleStanding:
        name = module_id(article, module)
        reading = learning.readings.get((article.key, module.key))
        return ModuleStanding(
            module=name,
            title=module.title,
            address=address_of(article, module),
            read=reading is not None and reading.finished,
            **dict(standing(served.by_module.get(name, ()))),
        )

    def article_standing(article: Article) -> ArticleStanding:
        names = [module_id(article, module) for module in article.modules]
        head = source_head(article)
        return ArticleStanding(
            article=article.key,
            label=head.label,
            title=head.title,
            address=head.url,
            modules=[module_standing(article, module) for module in article.modules],
            **dict(standing([n for name in names for n in served.by_module.get(name, ())])),
        )

    return Progress(
        today=learning.today,
        articles=[article_standing(article) for article in served.articles.values()],
        compare=standing(served.by_module.get(COMPARE, ())),
        **dict(standing(served.questions.keys())),
    )
