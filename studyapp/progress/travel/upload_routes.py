"""The page that takes in what a learner has done on another server."""

from flask import Blueprint, flash, redirect, render_template, url_for
from werkzeug.wrappers import Response

from studyapp.accounts.access import acting_learner
from studyapp.clock import utc_now
from studyapp.errors import BadInputError
from studyapp.progress.travel.upload_file import LARGEST_UPLOAD, read_document
from studyapp.progress.travel.upload_forms import UploadForm
from studyapp.progress.travel.upload_operations import take_in
from studyapp.progress.travel.upload_queries import Upload, look_at
from studyapp.web import takes_bodies_up_to

bp = Blueprint("uploads", __name__, url_prefix="/account/data/upload")
Page = str | Response | tuple[str, int]
FORM_ROOM = 64 * 1024
"""What a form needs beside its file, in bytes."""
KEYS_SHOWN = 100


@bp.get("")
def show() -> str:
    """Say what can be taken in, and take a file."""
    return _page(UploadForm())


@bp.post("")
@takes_bodies_up_to(LARGEST_UPLOAD + FORM_ROOM)
def take() -> Page:
    """Take a file in; if it is about unknown questions, name them first and take nothing in."""
    form = UploadForm()
    if not form.validate():
        return _page(form), 422
    try:
        if not form.file.data:
            raise BadInputError("Choose the file first.")
        upload = look_at(read_document(form.file.content), now=utc_now())
        if upload.unknown and form.without.data != upload.unknown_digest:
            return _page(form, upload)
        # Only who brings a sound file becomes a learner by it.
        taken = take_in(acting_learner().id, upload, now=utc_now())
    except BadInputError as error:
        form.file.errors = [str(error)]
        return _page(form), error.status
    flash(taken.sentence)
    return redirect(url_for("own_data.show"), 303)


def _page(form: UploadForm, upload: Upload | None = None) -> str:
    unknown = sorted(upload.unknown.items()) if upload is not None else []
    return render_template(
        "progress/upload.html",
        form=form,
        digest=upload.unknown_digest if upload is not None else "",
        unknown=unknown[:KEYS_SHOWN],
        more=max(len(unknown) - KEYS_SHOWN, 0),
        rows=sum(count for _, count in unknown),
    )
