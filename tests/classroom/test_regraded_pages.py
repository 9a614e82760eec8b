"""After a regrade every page that shows a key beside an answer shows the key that counts."""

import csv
import io

import pytest
from flask import Flask

from studyapp.bank.question import Single
from studyapp.classroom.quizzes.queries import get_frozen
from studyapp.classroom.sittings.scoring import RuleName
from tests.classroom.desk import Desk
from tests.classroom.live_game import Game, start_game
from tests.classroom.on_paper import OnPaper
from tests.classroom.people import visitor_as
from tests.classroom.printed import read_key
from tests.classroom.result_builders import move_key, regrade, words_of
from tests.every_page import post
from tests.review.builders import wrong_given

PUPILS_WORDS = ("You chose", "The answer, you chose it")
TEACHERS_WORDS = ("Chosen", "The answer, chosen")


class Regraded:
    """A quiz whose first question was answered by its old key or by the new one, then regraded."""

    def __init__(self, app: Flask, rule: RuleName, *, chose_old: bool) -> None:
        self.desk = Desk(app)
        self.base = self.desk.start()
        self.desk.answer(self.base, 1, right=chose_old)
        post(self.desk.pupil, f"{self.base}/submit")
        with app.app_context():
            item = get_frozen(self.desk.sitting.version_id).items[0]
            assert isinstance(item.question, Single)
            new = wrong_given(item.question)
            assert isinstance(new, int)
            self.old_text = next(o.text for o in item.question.options if o.correct)
            self.new_text = item.question.options[new].text
            move_key(item.question_id, to=new)
            regrade(self.desk.sitting, rule)
        self.teacher = visitor_as(app, self.desk.room.teacher_id)
        self.here = f"/sittings/{self.desk.sitting.id}"

    def pupils_card(self) -> str:
        page = self.desk.pupil.open(self.base)
        return card_of(page.partition('id="item-1"')[2])

    def teachers_card(self) -> str:
        page = self.teacher.open(f"{self.here}/attempts/{self.desk.attempt_id}")
        return card_of(page.partition('id="item-1"')[2])

    def cards(self) -> list[tuple[str, tuple[str, str]]]:
        """Return the card of either page with its words for what was chosen, also rightly."""
        return [(self.pupils_card(), PUPILS_WORDS), (self.teachers_card(), TEACHERS_WORDS)]

    def filed(self) -> dict[str, str]:
        response = self.teacher.client.get(f"{self.here}/responses.csv")
        text = response.get_data().decode("utf-8-sig")
        return next(csv.DictReader(io.StringIO(text, newline="")))


def card_of(rest: str) -> str:
    return words_of(rest.partition("</section>")[0])


def test_who_chose_the_new_key_reads_that_it_is_the_answer(app: Flask) -> None:
    quiz = Regraded(app, "new_key", chose_old=False)

    for card, (chose, chose_right) in quiz.cards():
        assert f"{chose_right} {quiz.new_text}" in card
        assert f"The answer {quiz.old_text}" not in card
        assert f"{chose} " not in card
    assert "Right." in quiz.pupils_card()
    assert "Right Score 1" in quiz.teachers_card()
    assert quiz.filed()["Verdict"] == "right"


def test_who_chose_the_old_key_reads_which_one_counts(app: Flask) -> None:
    quiz = Regraded(app, "new_key", chose_old=True)

    for card, (chose, chose_right) in quiz.cards():
        assert f"{chose} {quiz.old_text} No." in card
        assert f"The answer {quiz.new_text}" in card
        assert chose_right not in card
    assert "Not quite." in quiz.pupils_card()
    assert "Wrong Score 0" in quiz.teachers_card()
    assert "In the grid it stands as “wrong”" in quiz.teachers_card()
    assert quiz.filed() | {"Verdict": "wrong", "Score": "0"} == quiz.filed()
    assert quiz.filed()["Regraded"] == "only the new key counts"


@pytest.mark.parametrize("chose_old", [True, False])
def test_where_both_keys_count_both_are_marked(app: Flask, *, chose_old: bool) -> None:
    quiz = Regraded(app, "both_keys", chose_old=chose_old)
    chosen, other = (quiz.old_text, quiz.new_text)[:: 1 if chose_old else -1]

    for card, (chose, chose_right) in quiz.cards():
        assert f"{chose_right} {chosen}" in card
        assert f"The answer {other}" in card
        assert f"{chose} " not in card
    assert "Right. The key of this question has been changed. Both keys count." in (
        quiz.pupils_card()
    )
    assert quiz.filed()["Verdict"] == "right"


@pytest.mark.parametrize(
    ("rule", "told", "verdict", "score"),
    [
        ("full_credit", "Full credit. Everybody has got this question right", "full credit", "1"),
        ("dropped", "Not counted. This question was taken out of the quiz", "dropped", "0"),
    ],
)
@pytest.mark.parametrize("chose_old", [True, False])
def test_a_rule_without_a_key_is_said_in_the_place_of_the_verdict(
    app: Flask, rule: RuleName, told: str, verdict: str, score: str, *, chose_old: bool
) -> None:
    quiz = Regraded(app, rule, chose_old=chose_old)

    card = quiz.pupils_card()
    assert told in card
    assert "Right." not in card
    assert "Not quite." not in card
    assert f"{told.partition('.')[0]} Score {score}" in quiz.teachers_card()
    assert (quiz.filed()["Verdict"], quiz.filed()["Score"]) == (verdict, score)


def test_an_answer_that_is_checked_at_once_is_checked_by_the_key_in_force(app: Flask) -> None:
    desk = Desk(app, feedback="each")
    with app.app_context():
        item = get_frozen(desk.sitting.version_id).items[0]
        new = wrong_given(item.question)
        assert isinstance(new, int)
        move_key(item.question_id, to=new)
        regrade(desk.sitting, "new_key")
    base = desk.start()

    desk.answer(base, 1, right=False, go="check")

    page = words_of(desk.pupil.open(f"{base}/1"))
    assert PUPILS_WORDS[1] in page
    assert "Right. The key of this question has been changed. The new key counts." in page


def played_after(app: Flask, rule: RuleName, *, right: bool) -> Game:
    """Play a quiz that was regraded after an earlier use, up to the answer of its only question."""
    game = start_game(app, questions=1)
    with app.app_context():
        sitting = game.live.sitting
        item = get_frozen(sitting.version_id).items[0]
        new = wrong_given(item.question)
        assert isinstance(new, int)
        move_key(item.question_id, to=new)
        regrade(sitting, rule)
    game.join("Ada")
    game.acts("open")
    game.reply("Ada", right=right)
    game.acts("reveal")
    return game


@pytest.mark.parametrize(("right", "verdict"), [(True, "Not quite."), (False, "Right.")])
def test_a_live_quiz_shows_the_key_in_force(app: Flask, right: bool, verdict: str) -> None:
    game = played_after(app, "new_key", right=right)

    page = words_of(game.page("Ada"))

    assert verdict in page
    assert (PUPILS_WORDS[1] in page) is not right
    game.acts("end")
    assert f"{int(not right)} of 1 right" in words_of(game.page("Ada"))


def test_the_wall_marks_the_key_in_force_and_says_why(app: Flask) -> None:
    game = played_after(app, "new_key", right=False)
    with app.app_context():
        item = get_frozen(game.live.sitting.version_id).items[0]
        chosen = wrong_given(item.question)
    assert isinstance(item.question, Single)
    assert isinstance(chosen, int)

    for name in ("wall", "host"):
        address = f"/live/{game.sitting_id}" + ("/wall" if name == "wall" else "")
        page = words_of(game.host.open(address))
        assert "The new key counts." in page
        marked = page.partition("The answer")[2].strip()
        assert item.question.options[chosen].text in marked[: len(marked) // 2]


def test_a_dropped_question_of_a_live_quiz_is_no_miss(app: Flask) -> None:
    game = played_after(app, "dropped", right=False)
    assert "Not counted." in words_of(game.page("Ada"))

    game.acts("end")

    page = words_of(game.page("Ada"))
    assert "0 of 0 right" in page
    assert "Read these again" not in page


def test_a_printed_key_is_the_one_in_force(app: Flask) -> None:
    papers = OnPaper(app)
    before = read_key(papers.teacher, papers.sitting.id, "A")
    with app.app_context():
        items = get_frozen(papers.sitting.version_id).items
        new = wrong_given(items[0].question)
        assert isinstance(new, int)
        move_key(items[0].question_id, to=new)
        regrade(papers.sitting, "new_key")
        regrade(papers.sitting, "dropped", 2)

    after = read_key(papers.teacher, papers.sitting.id, "A")
    page = words_of(papers.teacher.open(f"{papers.address}/forms/A/key"))

    assert sum(before[name] != after[name] for name in before) == 1
    assert "Regraded. The key of this question has been changed. The new key counts." in page
    assert "Regraded. This question was taken out of the quiz. It counts for nobody." in page
