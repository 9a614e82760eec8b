"""What every page shares: forms with a token, headers, the reader's look."""

import hashlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar
from urllib.parse import urlsplit

from flask import (
    Blueprint,
    Flask,
    Response,
    abort,
    current_app,
    g,
    redirect,
    render_template,
    request,
    session,
    stream_with_context,
)
from flask_wtf import CSRFProtect, FlaskForm
from flask_wtf.csrf import generate_csrf
from flask_wtf.file import FileField
from werkzeug.middleware.proxy_fix import ProxyFix
from wtforms import BooleanField, IntegerField, StringField, validators

from studyapp import error_pages
from studyapp.csv_text import STYLES, CsvStyle
from studyapp.errors import BadInputError

STATIC = Path(__file__).resolve().parent / "static"
LOOK_COOKIE = "studyapp_look"
LOOK_SECONDS = 400 * 24 * 3600
THEMES = ("auto", "light", "dark")
SCALES = ("0.9", "1", "1.2")
LARGEST_ID = 2**31 - 1
"""What every database takes as a whole number."""
HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
        "connect-src 'self'; manifest-src 'self'; form-action 'self'; base-uri 'none'; "
        "frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=()",
}
HTTPS_HEADERS = HEADERS | {"Strict-Transport-Security": "max-age=31536000"}
bp = Blueprint("web", __name__)
csrf = CSRFProtect()
View = TypeVar("View", bound=Callable[..., Any])


class PageForm(FlaskForm):
    """A form of a page; it carries the token that proves where it came from."""

    def __init__(self) -> None:
        super().__init__()  # type: ignore[no-untyped-call]  # Flask-WTF ships no types


class WholeNumberField(IntegerField):
    """A whole number that is refused in our words."""

    def process_formdata(self, valuelist: list[str]) -> None:
        """Read the number."""
        try:
            super().process_formdata(valuelist)
        except ValueError:
            raise ValueError("This must be a whole number.") from None


class UploadField(FileField):
    """A file that is sent with the form."""

    @property
    def content(self) -> bytes:
        """Return what the file holds; nothing when none was chosen."""
        return bytes(self.data.read()) if self.data else b""


class EmptyForm(PageForm):
    """A form with a button alone."""


class LookForm(PageForm):
    """How the reader wants pages to look."""

    theme = StringField(validators=[validators.AnyOf(THEMES, "There is no such theme.")])
    scale = StringField(validators=[validators.AnyOf(SCALES, "There is no such text size.")])
    keys = BooleanField()
    next = StringField()


@dataclass(frozen=True, slots=True)
class Look:
    """How this reader wants pages to look."""

    theme: str = "auto"
    scale: str = "1"
    keys: bool = True


def init_app(app: Flask) -> None:
    """Hang the shared parts on an app."""
    app.before_request(_widen_body_limit)
    csrf.init_app(app)
    app.register_blueprint(bp)
    app.before_request(_refuse_foreign_origin)
    app.after_request(_add_headers)
    app.after_request(_keep_form_token)
    app.context_processor(_shared_values)
    app.add_template_global(asset_address, "asset")
    error_pages.init_app(app)
    if app.config["PROXIES"]:
        count = int(app.config["PROXIES"])
        app.wsgi_app = ProxyFix(  # type: ignore[method-assign]
            app.wsgi_app, x_for=count, x_proto=count, x_host=count
        )


def takes_bodies_up_to(size: int) -> Callable[[View], View]:
    """Let a view take a larger request than others; `size` counts bytes."""

    def widen(view: View) -> View:
        view.body_limit = size  # type: ignore[attr-defined]
        return view

    return widen


def hashes_passwords(view: View) -> View:
    """Mark a view that hashes a password, which takes long and is done one at a time.

    The server lets such requests wait in a line of their own.
    """
    view.hashes_passwords = True  # type: ignore[attr-defined]
    return view


def is_hashing(view: Callable[..., Any]) -> bool:
    """Tell whether a view is marked by `hashes_passwords`."""
    return bool(getattr(view, "hashes_passwords", False))


def static_version() -> str:
    """Return a name for the state of the static files; it stands in their addresses.

    So browsers may keep them for a year, and modules that load each other stay together.
    """
    digest = hashlib.sha256()
    for path in sorted(STATIC.rglob("*.*")):
        digest.update(path.name.encode() + path.read_bytes())
    return digest.hexdigest()[:10]


def asset_address(name: str) -> str:
    """Return the address of a static file; a page names many, and looking each up costs more."""
    return f"{request.script_root}{current_app.static_url_path}/{name}"


def checked_form(form: PageForm) -> None:
    """Raise BadInputError with the first fault of a form that has no page of its own."""
    if not form.validate():
        raise BadInputError(next(str(text) for field in form for text in field.errors))


def form_token() -> str:
    """Return the token that the forms of this browser carry."""
    return str(generate_csrf())


def current_look() -> Look:
    """Return what the look cookie says; nonsense counts as nothing said."""
    parts = request.cookies.get(LOOK_COOKIE, "").split("_")
    if len(parts) != 3 or parts[0] not in THEMES or parts[1] not in SCALES:
        return Look()
    return Look(parts[0], parts[1], parts[2] != "off")


def local_path(target: str) -> str:
    """Return a path on this server, and the home page for anything else."""
    folded = target.replace("\\", "/")
    is_local = folded.startswith("/") and not folded.startswith("//")
    # Browsers drop these three from addresses, so that "/\t/other.site" would lead there.
    return target if is_local and not set(target) & set("\t\r\n") else "/"


def file_response(
    pieces: Iterator[str] | Iterator[bytes], name: str, mimetype: str = "text/csv"
) -> Response:
    """Return what is sent piece by piece as a file to keep under a name."""
    response = Response(stream_with_context(pieces), mimetype=mimetype)
    response.headers.set("Content-Disposition", "attachment", filename=name)
    return response


def wanted_style() -> CsvStyle:
    """Return how the file that is asked for separates its cells; with commas unless it says."""
    return STYLES.get(request.args.get("separator", ""), STYLES["comma"])


@bp.post("/settings")
def save_look() -> Response:
    """Keep the reader's look in a cookie and go back to the page."""
    form = LookForm()
    checked_form(form)
    keys = "on" if form.keys.data else "off"
    response = redirect(local_path(form.next.data or "/"), 303)
    response.set_cookie(
        LOOK_COOKIE,
        f"{form.theme.data}_{form.scale.data}_{keys}",
        max_age=LOOK_SECONDS,
        samesite="Lax",
        httponly=True,
        secure=current_app.config["PROFILE"] == "https",
    )
    return response  # type: ignore[return-value]  # Werkzeug's response is Flask's here


@bp.get("/styleguide")
def show_styleguide() -> str:
    """Show every component in every state; only while debugging."""
    if not current_app.debug:
        abort(404)
    return render_template("styleguide.html")


def _widen_body_limit() -> None:
    """Raise the limits of a request before the check of its token reads it."""
    view = current_app.view_functions.get(request.endpoint or "")
    size = getattr(view, "body_limit", None)
    if size is not None:
        request.max_content_length = request.max_form_memory_size = size


def _shared_values() -> dict[str, Any]:
    return {"look": current_look()}


def _refuse_foreign_origin() -> None:
    """Refuse unsafe requests that another site has sent; a second wall beside the token."""
    if request.method in {"GET", "HEAD", "OPTIONS"}:
        return
    site = request.headers.get("Sec-Fetch-Site")
    origin = request.headers.get("Origin")
    if site is not None:
        refused = site not in {"same-origin", "none"}
    else:
        refused = origin is not None and _netloc(origin) != request.host
    if refused:
        abort(403, "This form was sent from another site.")


def _netloc(address: str) -> str | None:
    """Return host and port of an address; None when it is no address."""
    try:
        return urlsplit(address).netloc or None
    except ValueError:
        return None


def _keep_form_token(response: Response) -> Response:
    """Let the token of forms outlive the browser, so that a restored page can still be sent.

    Its cookie goes out again whenever that of the learner does, so that it does not run out. It
    goes with pages alone: other answers may come late, and would put back one from before a
    message was shown.
    """
    is_due = not session.permanent or g.get("token_is_new", False)
    if response.mimetype == "text/html" and "csrf_token" in session and is_due:
        session.permanent = True
    return response


def headers_everywhere(app: Flask) -> Iterable[tuple[str, str]]:
    """Return what every answer carries besides what it says itself."""
    return (HTTPS_HEADERS if app.config["PROFILE"] == "https" else HEADERS).items()


def _add_headers(response: Response) -> Response:
    for name, value in headers_everywhere(current_app):
        response.headers.setdefault(name, value)
    if request.endpoint != "static":
        response.headers.setdefault("Cache-Control", "no-store")
    return response
