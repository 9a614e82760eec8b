"""What teachers do in classes and with quizzes, as the audit log tells it."""

from typing import Final

from studyapp.accounts.audit.acts import Acts

WORDS: Final = {
    "classes.add_class": "made a class",
    "classes.save_class": "changed the settings of a class",
    "classes.make_code": "gave a class a new join code",
    "classes.drop_code": "closed a class to newcomers",
    "classes.put_away": "put a class away",
    "classes.take_up": "took a class up again",
    "classes.remove_class": "deleted a class with its results",
    "roster.add_to_roster": "put a pupil on a roster",
    "roster.save_pupil": "changed the name or number of a pupil",
    "roster.save_more_time": "changed how much more time a pupil has",
    "roster.forget_word": "let a pupil choose a new personal word",
    "roster.take_off": "took a pupil off a roster",
    "roster.put_back": "put a pupil back on a roster",
    "roster.erase": "erased a pupil with all results in a class",
    "roster_import.import_list": "imported a list of pupils",
    "quizzes.add_quiz": "made a quiz",
    "quizzes.save_settings": "changed the settings of a quiz",
    "quizzes.add_copy": "copied a quiz",
    "quizzes.put_away": "put a quiz into the archive",
    "quizzes.take_back": "took a quiz out of the archive",
    "quizzes.add_chosen": "added questions to a quiz",
    "quizzes.take_out": "took a question out of a quiz",
    "quizzes.move": "moved a question of a quiz",
    "quizzes.sort_questions": "put the questions of a quiz in the order of the texts",
    "assign.assign": "assigned a quiz",
    "assign.save_assigned": "changed the dates or settings of an assigned quiz",
    "assign.end": "ended an assigned quiz for everybody",
    "assign.resume": "let an ended quiz go on",
    "assign.hand_in_for_pupil": "handed in for a pupil",
    "assign.reopen_for_pupil": "let a pupil go on with what was handed in",
    "live.open_quiz": "opened a live quiz",
    "live.kick": "sent a player out of a live quiz",
    "paper.add_paper": "printed a quiz",
    "paper.save_results": "typed in results from paper, or took them back",
    "study.offer": "offered a quiz to be studied alone",
    "study.withdraw": "took back a quiz that was offered to be studied alone",
    "study.offer_again": "offered a quiz again to be studied alone",
    "regrade.apply": "regraded a question",
    "regrade.undo": "undid a regrade",
    "gradebook.download_gradebook": "took the gradebook of a class along",
    "gradebook.download_responses": "took every response of a class along",
    "sittings.download_scores": "took the scores of a quiz along",
    "sittings.download_responses": "took every response to a quiz along",
}
CLASSROOM_ACTS: Final = Acts(
    words=WORDS,
    passed_over={
        "quiz_choice.preview_fill": "shows what rules pick, and changes nothing",
        "live.act": "a click for each step of a live quiz, whose opening is kept",
        "teach.download_figures": "counts of all learners together",
    },
)
