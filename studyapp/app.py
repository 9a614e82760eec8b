"""create_app(): the one module that knows every capability."""

import threading
from collections.abc import Mapping
from datetime import timedelta
from pathlib import Path

from flask import Flask
from jinja2 import StrictUndefined
from sqlalchemy import URL

from studyapp import database, logs, mail, metrics, web
from studyapp.accounts import access
from studyapp.accounts.acts import joined
from studyapp.accounts.admin_acts import ADMIN_ACTS
from studyapp.accounts.admin_routes import bp as admin
from studyapp.accounts.api_token_operations import merge_api_tokens
from studyapp.accounts.api_token_routes import bp as programs
from studyapp.accounts.audit_operations import forget_old_acts
from studyapp.accounts.audit_page import ACTS as KEPT_ACTS
from studyapp.accounts.audit_routes import CLASS_OF
from studyapp.accounts.audit_routes import bp as audit
from studyapp.accounts.erase_operations import forget_old_sessions
from studyapp.accounts.feed_routes import bp as calendar
from studyapp.accounts.metrics_routes import bp as figures
from studyapp.accounts.news_operations import merge_news
from studyapp.accounts.own_data_queries import WITHHELD
from studyapp.accounts.own_data_routes import bp as own_data
from studyapp.accounts.password_routes import bp as password
from studyapp.accounts.reminder_operations import forget_unconfirmed
from studyapp.accounts.reminder_routes import bp as reminders
from studyapp.accounts.routes import bp as accounts
from studyapp.accounts.second_factor_routes import bp as second_factor
from studyapp.api.routes import bp as api
from studyapp.bank.routes import bp as bank
from studyapp.chores import WAKE, Chore
from studyapp.classroom.act_queries import class_of_act
from studyapp.classroom.answering_routes import bp as answering
from studyapp.classroom.assign_routes import bp as assign
from studyapp.classroom.class_acts import CLASSROOM_ACTS
from studyapp.classroom.class_log_routes import bp as class_log
from studyapp.classroom.class_routes import bp as classes
from studyapp.classroom.erase_operations import erase_what_is_over, leave_classes
from studyapp.classroom.gradebook_routes import bp as gradebook
from studyapp.classroom.import_routes import bp as roster_import
from studyapp.classroom.item_routes import bp as items
from studyapp.classroom.join_routes import bp as join
from studyapp.classroom.live_routes import bp as live
from studyapp.classroom.merge_operations import merge_classroom
from studyapp.classroom.paper_routes import bp as paper
from studyapp.classroom.play_routes import bp as play
from studyapp.classroom.quiz_choice_routes import bp as quiz_choice
from studyapp.classroom.quiz_routes import bp as quizzes
from studyapp.classroom.regrade_routes import bp as regrade
from studyapp.classroom.result_routes import bp as sittings
from studyapp.classroom.roster_queries import has_seat
from studyapp.classroom.roster_routes import bp as roster
from studyapp.classroom.study_queries import find_study_quiz
from studyapp.classroom.study_routes import bp as study
from studyapp.classroom.tick_page import answer_unchanged_ticks
from studyapp.classroom.withheld_queries import withheld_rows
from studyapp.classroom.work_routes import bp as work
from studyapp.config import (
    Defaults,
    make_instance_folder,
    read_list,
    read_or_make_secret_key,
    read_profile,
    read_proxies,
    read_second_factor,
)
from studyapp.progress.class_progress_routes import bp as class_progress
from studyapp.progress.export_routes import bp as exports
from studyapp.progress.feed_routes import bp as feed
from studyapp.progress.map_routes import bp as memory_map
from studyapp.progress.note_routes import bp as notes
from studyapp.progress.own_table_queries import own_tables
from studyapp.progress.reading_routes import bp as reading
from studyapp.progress.routes import bp as progress
from studyapp.progress.routes import home, shared_values
from studyapp.progress.search_routes import bp as search
from studyapp.progress.session_routes import bp as sessions
from studyapp.progress.upload_operations import take_file_in
from studyapp.progress.upload_routes import bp as uploads
from studyapp.progress.working_routes import bp as working
from studyapp.reading.note_operations import merge_notes
from studyapp.reading.operations import merge_readings
from studyapp.regular_backups import back_up_when_used
from studyapp.review.check_queries import STUDY_QUIZZES
from studyapp.review.check_routes import bp as check
from studyapp.review.enrolment_operations import merge_enrolments
from studyapp.review.exam_operations import merge_exams
from studyapp.review.exam_routes import bp as exam
from studyapp.review.fit_routes import bp as fit
from studyapp.review.habit_operations import merge_habits
from studyapp.review.habit_routes import bp as habits
from studyapp.review.keep_routes import bp as keep
from studyapp.review.letter_operations import send_letters
from studyapp.review.offline_routes import bp as offline
from studyapp.review.operations import merge_reviews
from studyapp.review.plan_routes import bp as plan
from studyapp.review.pretest_operations import merge_pretests
from studyapp.review.pretest_routes import bp as pretest
from studyapp.review.put_off_operations import merge_put_offs
from studyapp.review.put_off_routes import bp as put_off
from studyapp.review.routes import bp as review
from studyapp.review.teach_routes import bp as teach
from studyapp.schema import migrate

BLUEPRINTS = (
    *(home, reading, search, notes, progress, accounts, bank, teach, api, programs),
    *(own_data, exports, uploads),
    *(password, second_factor),
    *(memory_map, sessions),
    working,
    *(check, review, pretest, keep, habits, plan, exam, put_off, fit, offline),
    *(sittings, items, regrade, gradebook),
    class_progress,
    *(classes, roster, roster_import, join),
    *(quizzes, quiz_choice, paper, study),
    *(live, play),
    *(assign, work, answering),
    *(calendar, feed, reminders),
    *(admin, audit, class_log, figures),
)
MERGES = (
    *(merge_readings, merge_notes, merge_reviews, merge_pretests),
    *(merge_enrolments, merge_habits, merge_exams, merge_put_offs, merge_api_tokens),
    *(merge_news, merge_classroom),
)
OWN_FILES = (own_tables,)
"""What goes into the archive of a person beside the tables; see `accounts/own_data_queries.py`."""
INTAKE = take_file_in
"""What takes an archive in again, for the command."""
FAREWELLS = (leave_classes,)
"""What is asked before a person is erased; see `accounts/erase_operations.py`."""
ACTS = (ADMIN_ACTS, CLASSROOM_ACTS)
"""What teachers and admins do, for the audit log; see `accounts/acts.py`."""
HOUSEKEEPING = (
    Chore(back_up_when_used, every=timedelta(minutes=10)),
    Chore(forget_old_sessions, every=timedelta(days=1)),
    Chore(erase_what_is_over, every=timedelta(days=1)),
    Chore(forget_unconfirmed, every=timedelta(days=1)),
    Chore(forget_old_acts, every=timedelta(days=1)),
    Chore(send_letters, every=timedelta(minutes=15)),
)


def create_app(overrides: Mapping[str, object] | None = None) -> Flask:
    """Build an app from defaults, then STUDYAPP_* variables, then `overrides`.

    Raises:
        StartError: a setting is wrong or the instance folder cannot be used.
    """
    app = Flask(__name__, static_url_path=f"/static/{web.static_version()}")
    _configure(app, overrides or {})
    app.jinja_options = {"undefined": StrictUndefined}
    metrics.init_app(app)
    logs.init_app(app)
    database.init_app(app)
    mail.init_app(app)
    access.init_app(app)
    web.init_app(app)
    app.context_processor(shared_values)
    for blueprint in BLUEPRINTS:
        app.register_blueprint(blueprint)
    app.extensions["studyapp_merges"] = MERGES
    app.extensions["studyapp_stays"] = has_seat
    app.wsgi_app = answer_unchanged_ticks(app, app.wsgi_app)  # type: ignore[assignment, method-assign]
    app.extensions["studyapp_own_files"] = OWN_FILES
    app.extensions["studyapp_intake"] = INTAKE
    app.extensions[WITHHELD] = withheld_rows
    app.extensions["studyapp_farewells"] = FAREWELLS
    app.extensions[KEPT_ACTS] = joined(ACTS)
    app.extensions[CLASS_OF] = class_of_act
    app.extensions[STUDY_QUIZZES] = find_study_quiz
    app.extensions["studyapp_housekeeping"] = HOUSEKEEPING
    app.extensions[WAKE] = threading.Event()
    return app


def ready_app() -> Flask:
    """Return an app whose database has the schema of this program, for commands that need one."""
    app = create_app()
    migrate(app.config["SQLALCHEMY_DATABASE_URI"])
    return app


def _configure(app: Flask, overrides: Mapping[str, object]) -> None:
    app.config.from_object(Defaults)
    app.config.from_prefixed_env("STUDYAPP")
    app.config.from_mapping(overrides)
    config = app.config
    instance = Path(str(config["INSTANCE"])).resolve()
    make_instance_folder(instance)
    config["PROFILE"] = read_profile(config["PROFILE"])
    config["SECOND_FACTOR"] = read_second_factor(config["SECOND_FACTOR"])
    config["TRUSTED_HOSTS"] = read_list(config["TRUSTED_HOSTS"])
    config["PROXIES"] = read_proxies(config["PROXIES"])
    config["SECRET_KEY"] = str(config["SECRET_KEY"] or read_or_make_secret_key(instance))
    if config["PROFILE"] == "https":
        config["SESSION_COOKIE_SECURE"] = True
        config["SESSION_COOKIE_NAME"] = f"{access.HOST_PREFIX}{Defaults.SESSION_COOKIE_NAME}"
    here = URL.create("sqlite", database=str(instance / "studyapp.db"))
    address = config["DATABASE_URL"] or here.render_as_string()
    config["SQLALCHEMY_DATABASE_URI"] = database.checked_address(str(address))
