"""The learner that the pictures of progress are looked at with is one who studies like people."""

from sqlalchemy import text

from studyapp.database import db
from studyapp.review.operations import rebuild_memory
from tests.progress.a_year import live_a_year


def test_two_months_hang_together_and_hold_all_that_pictures_show(learner_id: int) -> None:
    year = live_a_year(learner_id, days=60)

    rebuilt = rebuild_memory()
    counted = db.session.execute(
        text(
            "SELECT count(*), sum(answers), sum(correct), sum(met), sum(reviews), sum(sure)"
            " FROM day_tally"
        )
    ).one()
    read = db.session.execute(text("SELECT count(*), sum(words) FROM reading_stretch")).one()

    assert (rebuilt.differed, rebuilt.days) == ((), ())
    days, answers, right, met, reviews, sure = counted
    assert 30 < days < 60
    assert year.answers * 0.97 < answers <= year.answers
    assert 0.6 < right / answers < 0.95
    assert min(met, reviews, sure) > 50
    assert read[0] >= 5
    assert read[1] > 3000
