"""What stands in the letters that learners asked for; never anything of a question."""

from datetime import datetime
from email.message import EmailMessage
from email.policy import default as usual_policy
from email.utils import format_datetime
from typing import Final
from uuid import uuid4

from studyapp.mail_address import domain_of

DAYS_TO_CONFIRM: Final = 7
UNFOLDED: Final = usual_policy.clone(max_line_length=998)
"""Lines as long as letters may have: an address that is longer than usual ones would be encoded."""


def confirmation_letter(sender: str, address: str, page: str, now: datetime) -> EmailMessage:
    """Ask whoever reads an address whether they want reminders; `page` is where they say so."""
    text = (
        "Somebody, probably you, wants reminders of due reviews sent to this address.\n\n"
        f"To have them, open this page and say yes:\n{page}\n\n"
        f"If it was not you, do nothing: nothing more is sent, and the address is forgotten after "
        f"{DAYS_TO_CONFIRM} days.\n"
    )
    return _letter(sender, address, "Do you want reminders of due reviews?", text, now)


def reminder_letter(
    sender: str, address: str, due_text: str, links: tuple[str, str], now: datetime
) -> EmailMessage:
    """Say what is due; `links` lead to the review and to the end of the reminders."""
    review, end = links
    text = f"{due_text}\n\nReview: {review}\n\nEnd these reminders: {end}\n"
    letter = _letter(sender, address, due_text.partition(",")[0], text, now)
    letter["List-Unsubscribe"] = f"<{end}>"
    return letter


def _letter(sender: str, address: str, subject: str, text: str, now: datetime) -> EmailMessage:
    letter = EmailMessage(policy=UNFOLDED)
    letter["From"] = f"Studyapp <{sender}>"
    letter["To"] = address
    letter["Subject"] = subject
    letter["Date"] = format_datetime(now)
    letter["Message-ID"] = f"<{uuid4()}@{domain_of(sender)}>"
    letter["Auto-Submitted"] = "auto-generated"
    letter.set_content(text, cte="7bit" if text.isascii() else "quoted-printable")
    return letter
