"""A mail server of a few lines, to count letters and to read them.

`mail_server.pem` is a certificate for this machine, good for nothing else.
"""

import base64
import email
import email.policy
import socket
import socketserver
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email.message import EmailMessage
from pathlib import Path

CERTIFICATE = Path(__file__).parent / "mail_server.pem"
USER, PASSWORD = "study", "p@ss/word"
MAIL_SETTINGS = {
    "SMTP": "smtp://localhost",
    "MAIL_FROM": "study@example.org",
    "BASE_URL": "https://study.example.org/app/",
}
"""Of an app that could send letters, and does so when its chores are done."""


@dataclass
class MailBox:
    """What a server has taken, and how it behaves.

    Attributes:
        texts: of the letters, as they came.
        recipients: of each letter, as the envelope named them.
        was_encrypted: whether each letter came over an encrypted connection.
        refuses: answers by command, in place of the usual ones.
        hangs_up_after: a command after which the connection is cut.
        asks_for_password: only those who know it may send.
    """

    port: int = 0
    letters: list[EmailMessage] = field(default_factory=list)
    texts: list[bytes] = field(default_factory=list)
    recipients: list[str] = field(default_factory=list)
    was_encrypted: list[bool] = field(default_factory=list)
    refuses: dict[str, str] = field(default_factory=dict)
    hangs_up_after: str = ""
    asks_for_password: bool = False
    connections: int = 0
    arrived: threading.Event = field(default_factory=threading.Event)

    def settings(self, scheme: str = "smtp", password: str | None = None) -> dict[str, str]:
        """Return the settings of an app that sends by this server."""
        user = "" if password is None else f"{USER}:{password}@"
        return MAIL_SETTINGS | {"SMTP": f"{scheme}://{user}localhost:{self.port}"}


class _Server(socketserver.ThreadingTCPServer):
    allow_reuse_address = True
    box: MailBox
    is_tls: bool


class _Talk(socketserver.StreamRequestHandler):
    server: _Server

    def handle(self) -> None:
        box = self.server.box
        box.connections += 1
        self.is_encrypted = self.server.is_tls
        if self.is_encrypted:
            self._encrypt()
        self._say("220 ready")
        self.may_send, self.recipient = not box.asks_for_password, ""
        while line := self.rfile.readline().decode("ascii").strip():
            command = line.partition(" ")[0].upper()
            if command == box.hangs_up_after:
                break
            if command in box.refuses:
                self._say(box.refuses[command])
            elif not self._answer(command, line):
                break
        if self.is_encrypted:
            self.connection.close()

    def _answer(self, command: str, line: str) -> bool:
        if command == "EHLO":
            self._say("250-localhost\r\n250-AUTH PLAIN\r\n250 STARTTLS")
        elif command == "STARTTLS":
            self._say("220 go ahead")
            self._encrypt()
        elif command == "AUTH":
            _, user, password = base64.b64decode(line.split()[2]).decode().split("\0")
            self.may_send = (user, password) == (USER, PASSWORD)
            self._say("235 welcome" if self.may_send else f"535 {user} is not known here")
        elif command == "RCPT":
            self.recipient = line.partition("<")[2].partition(">")[0]
            self._say("250 fine" if self.may_send else "530 sign in first")
        elif command == "DATA":
            self._take()
        else:
            self._say("221 bye" if command == "QUIT" else "250 fine")
        return command != "QUIT"

    def _take(self) -> None:
        self._say("354 go on")
        lines = iter(self.rfile.readline, b".\r\n")
        text = b"".join(line.removeprefix(b".") for line in lines)
        box = self.server.box
        box.letters.append(email.message_from_bytes(text, policy=email.policy.default))
        box.texts.append(text)
        box.recipients.append(self.recipient)
        box.was_encrypted.append(self.is_encrypted)
        self._say("250 taken")
        box.arrived.set()

    def _encrypt(self) -> None:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(CERTIFICATE)
        self.rfile.close()
        self.wfile.close()
        self.connection = context.wrap_socket(self.connection, server_side=True)
        self.rfile = self.connection.makefile("rb")
        self.wfile = self.connection.makefile("wb", 0)
        self.is_encrypted = True

    def _say(self, line: str) -> None:
        self.wfile.write(f"{line}\r\n".encode())


@contextmanager
def mail_server(*, is_tls: bool = False) -> Iterator[MailBox]:
    """Serve until the block is left."""
    with _Server(("127.0.0.1", 0), _Talk) as server:
        server.box, server.is_tls = MailBox(server.server_address[1]), is_tls
        thread = threading.Thread(target=server.serve_forever, args=[0.05])
        thread.start()
        yield server.box
        server.shutdown()
        thread.join()


def closed_port() -> int:
    """Return a port at which nobody listens."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
