"""create_app(): the one module that knows every capability."""

import threading
from collections.abc import Mapping
from datetime import timedelta
from pathlib import Path

from flask import Flask
from jinja2 import StrictUndefined
from sqlalchemy import URL

from studyapp import database, mail, web
from studyapp.accounts import access
from studyapp.accounts.admin.acts import ADMIN_ACTS
from studyapp.accounts.admin.metrics_routes import bp as figures
from studyapp.accounts.admin.role_operations import keep_last_admin
from studyapp.accounts.admin.routes import bp as admin
from studyapp.accounts.audit.acts import joined
from studyapp.accounts.audit.audit_page import ACTS as KEPT_ACTS
from studyapp.accounts.audit.operations import forget_old_acts
from studyapp.accounts.audit.routes import CLASS_OF
from studyapp.accounts.audit.routes import bp as audit
from studyapp.accounts.own_data.erase_operations import forget_old_sessions
from studyapp.accounts.own_data.queries import WITHHELD
from studyapp.accounts.own_data.routes import bp as own_data
from studyapp.accounts.programs.operations import merge_api_tokens
from studyapp.accounts.programs.routes import bp as programs
from studyapp.accounts.reminders.feed_routes import bp as calendar
from studyapp.accounts.reminders.news_operations import merge_news
from studyapp.accounts.reminders.operations import forget_unconfirmed
from studyapp.accounts.reminders.routes import bp as reminders
from studyapp.accounts.routes import bp as accounts
from studyapp.accounts.second_factor.routes import bp as second_factor
from studyapp.accounts.sign_in.password_routes import bp as password
from studyapp.api.routes import bp as api
from studyapp.bank.routes import bp as bank
from studyapp.classroom.answering.answering_routes import bp as answering
from studyapp.classroom.answering.routes import bp as work
from studyapp.classroom.answering.withheld_queries import withheld_rows
from studyapp.classroom.assigned.routes import bp as assign
from studyapp.classroom.classes.act_queries import class_of_act
from studyapp.classroom.classes.acts import CLASSROOM_ACTS
from studyapp.classroom.classes.join_routes import bp as join
from studyapp.classroom.classes.log_routes import bp as class_log
from studyapp.classroom.classes.merge_operations import merge_classroom
from studyapp.classroom.classes.routes import bp as classes
from studyapp.classroom.items.routes import bp as items
from studyapp.classroom.live.host_routes import bp as live
from studyapp.classroom.live.operations import end_forgotten
from studyapp.classroom.live.play_routes import bp as play
from studyapp.classroom.live.tick_page import answer_ticks_at_once
from studyapp.classroom.paper.routes import bp as paper
from studyapp.classroom.quizzes.choice_routes import bp as quiz_choice
from studyapp.classroom.quizzes.routes import bp as quizzes
from studyapp.classroom.regrading.routes import bp as regrade
from studyapp.classroom.results.gradebook_routes import bp as gradebook
from studyapp.classroom.results.routes import bp as sittings
from studyapp.classroom.roster.import_routes import bp as roster_import
from studyapp.classroom.roster.queries import has_seat
from studyapp.classroom.roster.routes import bp as roster
from studyapp.classroom.sittings.erase_operations import erase_what_is_over, leave_classes
from studyapp.classroom.study.queries import find_study_quiz
from studyapp.classroom.study.routes import bp as study
from studyapp.config import (
    Defaults,
    make_instance_folder,
    read_list,
    read_or_make_secret_key,
    read_profile,
    read_proxies,
    read_second_factor,
    read_secret_key,
    texts_of_environment,
)
from studyapp.host_names import HostedRequest
from studyapp.progress.calendar.routes import bp as feed
from studyapp.progress.classes.routes import bp as class_progress
from studyapp.progress.notes.routes import bp as notes
from studyapp.progress.reading.map_routes import bp as memory_map
from studyapp.progress.reading.routes import bp as reading
from studyapp.progress.reading.search_routes import bp as search
from studyapp.progress.retention.routes import bp as working
from studyapp.progress.routes import bp as progress
from studyapp.progress.routes import home, shared_values
from studyapp.progress.sessions.routes import bp as sessions
from studyapp.progress.travel.export_routes import bp as exports
from studyapp.progress.travel.own_table_queries import own_tables
from studyapp.progress.travel.upload_operations import take_file_in
from studyapp.progress.travel.upload_routes import bp as uploads
from studyapp.reading.language import spoken_in
from studyapp.reading.note_operations import merge_notes
from studyapp.reading.operations import merge_readings
from studyapp.review.checks.enrolment_operations import merge_enrolments
from studyapp.review.checks.keep_routes import bp as keep
from studyapp.review.checks.pretest_operations import merge_pretests
from studyapp.review.checks.pretest_routes import bp as pretest
from studyapp.review.checks.queries import STUDY_QUIZZES
from studyapp.review.checks.routes import bp as check
from studyapp.review.figures.routes import bp as teach
from studyapp.review.letters.operations import send_letters
from studyapp.review.offline_routes import bp as offline
from studyapp.review.operations import merge_reviews
from studyapp.review.plan.exam_operations import merge_exams
from studyapp.review.plan.exam_routes import bp as exam
from studyapp.review.plan.fit_routes import bp as fit
from studyapp.review.plan.habit_operations import merge_habits
from studyapp.review.plan.habit_routes import bp as habits
from studyapp.review.plan.put_off_operations import merge_put_offs
from studyapp.review.plan.put_off_routes import bp as put_off
from studyapp.review.plan.routes import bp as plan
from studyapp.review.routes import bp as review
from studyapp.safety.regular_backups import back_up_when_used
from studyapp.serving import logs, metrics
from studyapp.serving.chores import WAKE, Chore
from studyapp.storage.schema import migrate

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
"""What goes into the archive of a person beside the tables; see `accounts/own_data/queries.py`."""
INTAKE = take_file_in
"""What takes an archive in again, for the command."""
FAREWELLS = (keep_last_admin, leave_classes)
"""What is asked before a person is erased; see `accounts/own_data/erase_operations.py`."""
ACTS = (ADMIN_ACTS, CLASSROOM_ACTS)
"""What teachers and admins do, for the audit log; see `accounts/audit/acts.py`."""
HOUSEKEEPING = (
    Chore(back_up_when_used, every=timedelta(minutes=10)),
    Chore(forget_old_sessions, every=timedelta(days=1)),
    Chore(erase_what_is_over, every=timedelta(days=1)),
    Chore(end_forgotten, every=timedelta(hours=1)),
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
    app.request_class = HostedRequest
    _configure(app, overrides or {})
    app.jinja_options = {"undefined": StrictUndefined}
    metrics.init_app(app)
    logs.init_app(app)
    database.init_app(app)
    mail.init_app(app)
    access.init_app(app)
    web.init_app(app)
    app.context_processor(shared_values)
    app.add_template_global(spoken_in)
    for blueprint in BLUEPRINTS:
        app.register_blueprint(blueprint)
    app.extensions["studyapp_merges"] = MERGES
    app.extensions["studyapp_stays"] = has_seat
    app.wsgi_app = answer_ticks_at_once(app, app.wsgi_app)  # type: ignore[assignment, method-assign]
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
    app.config.from_mapping(texts_of_environment())
    app.config.from_mapping(overrides)
    config = app.config
    instance = Path(str(config["INSTANCE"])).resolve()
    make_instance_folder(instance)
    config["PROFILE"] = read_profile(config["PROFILE"])
    config["SECOND_FACTOR"] = read_second_factor(config["SECOND_FACTOR"])
    config["TRUSTED_HOSTS"] = read_list(config["TRUSTED_HOSTS"])
    config["PROXIES"] = read_proxies(config["PROXIES"])
    config["SECRET_KEY"] = read_secret_key(config["SECRET_KEY"]) or read_or_make_secret_key(
        instance
    )
    if config["PROFILE"] == "https":
        config["SESSION_COOKIE_SECURE"] = True
        config["SESSION_COOKIE_NAME"] = f"{access.HOST_PREFIX}{Defaults.SESSION_COOKIE_NAME}"
    here = URL.create("sqlite", database=str(instance / "studyapp.db"))
    address = config["DATABASE_URL"] or here.render_as_string()
    config["SQLALCHEMY_DATABASE_URI"] = database.checked_address(str(address))
