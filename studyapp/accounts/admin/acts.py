"""What admins do, as the audit log tells it."""

from typing import Final

from studyapp.accounts.audit.acts import Acts

ADMIN_ACTS: Final = Acts(
    words={
        "admin.give_role": "gave an account another role",
        "admin.erase": "erased an account",
        "audit.download_log": "took the audit log along",
    },
)
