"""A real homeserver on this machine: Synapse, from its Python package, in an environment of its own.

``make synapse`` prepares that environment. Blocking: for a thread, never for the loop.
"""

import hmac
import json
import os
import secrets
import signal
import socket
import subprocess
import time
import urllib.error
import urllib.request
from contextlib import suppress
from dataclasses import dataclass, field
from hashlib import sha1
from pathlib import Path
from typing import Any, Self

from .failures import PlaygroundError, PortBusy

ENVIRONMENT = Path(__file__).parents[3] / ".venv-synapse"
NAME = "localhost"
PASSWORD = "correct horse battery"  # noqa: S105 - opens nothing but a server on this machine
PATIENCE = 90.0
"""Seconds until a homeserver that does not start is given up."""

_GENEROUS = {"per_second": 1e5, "burst_count": 100_000}
_LIMITERS = (
    "rc_message", "rc_registration", "rc_registration_token_validity", "rc_admin_redaction",
    "rc_joins_per_room", "rc_key_requests", "rc_third_party_invite", "rc_media_create", "rc_room_creation",
    "rc_reports", "rc_user_directory", "rc_profile", "rc_delayed_event_mgmt", "rc_3pid_validation",
)  # fmt: skip
_NESTED = {
    "rc_login": ("address", "account", "failed_attempts"),
    "rc_joins": ("local", "remote"),
    "rc_invites": ("per_room", "per_user", "per_issuer"),
    "rc_presence": ("per_user",),
}
_KEY = (
    "import sys; from signedjson.key import generate_signing_key, write_signing_keys\n"
    "with open(sys.argv[1], 'w') as file: write_signing_keys(file, [generate_signing_key('a_test')])"
)

_RUN = (
    "import os, runpy, signal, sys, threading\n"
    "def watch():\n"
    "    sys.stdin.buffer.read()\n"
    "    os.kill(os.getpid(), signal.SIGTERM)\n"
    "threading.Thread(target=watch, daemon=True).start()\n"
    "runpy.run_module('synapse.app.homeserver', run_name='__main__', alter_sys=True)"
)
"""It ends with whoever started it, however that ended: their end of the pipe is closed then."""


def python() -> Path:
    """The interpreter that has Synapse."""
    given = os.environ.get("SYNAPSE_PYTHON")
    return Path(given) if given else ENVIRONMENT / "bin" / "python"


def missing() -> str:
    """Why there is no homeserver to be had here; empty when there is one."""
    proof = python() if os.environ.get("SYNAPSE_PYTHON") else ENVIRONMENT / ".installed"
    return "" if proof.exists() else "Synapse is not installed here; `make synapse` installs it."


@dataclass(frozen=True)
class Login:
    user: str
    device: str
    token: str = field(repr=False)


class Synapse:
    """One homeserver, on a free port when none is given. ``strict``: with the limits every homeserver has
    unless told otherwise."""

    def __init__(self, folder: Path, *, port: int = 0, strict: bool = False) -> None:
        self._folder = folder
        self._strict = strict
        self._secret = secrets.token_hex(16)
        self._process: subprocess.Popen[bytes] | None = None
        self._port = port or free_port()
        self.url = f"http://127.0.0.1:{self._port}"

    @property
    def database(self) -> Path:
        """What it keeps, as an SQLite file."""
        return self._folder / "synapse.db"

    def __enter__(self) -> Self:
        self._prepare()
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    # --- the process --------------------------------------------------------------------------------------

    def start(self) -> None:
        """:class:`PlaygroundError` when it does not come up. Ctrl-C is not for it: whoever started it stops
        it."""
        out = (self._folder / "out.txt").open("ab")
        with out:
            self._process = subprocess.Popen(  # noqa: S603 - our own, with nobody else's words
                [str(python()), "-c", _RUN, "-c", str(self._folder / "homeserver.yaml")],
                cwd=self._folder,
                env={"PATH": os.environ["PATH"], "HOME": str(self._folder), "SYNAPSE_CACHE_FACTOR": "1"},
                stdin=subprocess.PIPE,
                stdout=out,
                stderr=out,
                start_new_session=True,
            )
        end = time.monotonic() + PATIENCE
        while not self._is_up():
            if self._process.poll() is not None or time.monotonic() > end:
                self.kill()
                raise PlaygroundError((self._folder / "out.txt").read_text("utf-8")[-2000:])
            time.sleep(0.05)

    def stop(self) -> None:
        if self._process is not None and self._process.poll() is None:
            self._process.send_signal(signal.SIGTERM)
            with suppress(subprocess.TimeoutExpired):
                self._process.wait(15)
        self.kill()

    def kill(self) -> None:
        """Nothing it could do about it."""
        if self._process is not None:
            self._process.kill()
            self._process.communicate()
            self._process = None

    def _is_up(self) -> bool:
        try:
            with urllib.request.urlopen(f"{self.url}/health", timeout=2) as answer:  # noqa: S310 - our own
                return answer.status == 200
        except OSError:
            return False

    def _prepare(self) -> None:
        if not _is_free(self._port):
            raise PortBusy("127.0.0.1", self._port)
        self._folder.mkdir(parents=True, exist_ok=True)
        key = self._folder / "signing.key"
        subprocess.run([str(python()), "-c", _KEY, str(key)], check=True)  # noqa: S603 - our own
        (self._folder / "log.yaml").write_text(json.dumps(_logging(self._folder)), "utf-8")
        settings = _settings(self._folder, self._port, self._secret, strict=self._strict)
        (self._folder / "homeserver.yaml").write_text(json.dumps(settings), "utf-8")

    # --- what an administrator does -----------------------------------------------------------------------

    def register(self, name: str, password: str = PASSWORD, *, title: str = "") -> str:
        """Add a user, shown as ``title``; their full id."""
        nonce = self.ask("GET", "/_synapse/admin/v1/register")["nonce"]
        said = f"{nonce}\0{name}\0{password}\0notadmin"
        proof = hmac.new(self._secret.encode(), said.encode(), sha1).hexdigest()
        body = {"nonce": nonce, "username": name, "password": password, "admin": False, "mac": proof}
        shown = {"displayname": title} if title else {}
        return str(self.ask("POST", "/_synapse/admin/v1/register", body | shown)["user_id"])

    def newcomer(self, name: str) -> str:
        """A user of that name whom nobody was before; their full id."""
        return self.register(f"{name}-{secrets.token_hex(4)}")

    def log_in(self, user: str, password: str = PASSWORD) -> Login:
        who = {"type": "m.id.user", "user": user}
        body = {"type": "m.login.password", "identifier": who, "password": password}
        got = self.ask("POST", "/_matrix/client/v3/login", body)
        return Login(got["user_id"], got["device_id"], got["access_token"])

    def ask(self, method: str, path: str, body: object = None, token: str = "") -> dict[str, Any]:
        """The answer to one request; :class:`PlaygroundError` for any that is no success."""
        headers = {"Content-Type": "application/json"} | (
            {"Authorization": f"Bearer {token}"} if token else {}
        )
        data = None if body is None else json.dumps(body).encode()
        where = self.url + path
        request = urllib.request.Request(where, data=data, method=method, headers=headers)  # noqa: S310 - our own
        try:
            with urllib.request.urlopen(request, timeout=60) as answer:  # noqa: S310 - our own
                return json.load(answer)
        except urllib.error.HTTPError as error:
            refused = f"{method} {path}: {error.code} {error.read()[:300]!r}"
        raise PlaygroundError(refused)


def free_port(wished: int = 0) -> int:
    """The port wished for if nobody has it, else one that is free."""
    if wished and _is_free(wished):
        return wished
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


def _is_free(port: int) -> bool:
    with socket.socket() as tried:
        tried.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            tried.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True


def _logging(folder: Path) -> dict[str, Any]:
    file = {"class": "logging.FileHandler", "filename": str(folder / "synapse.log")}
    return {"version": 1, "handlers": {"file": file}, "root": {"level": "WARNING", "handlers": ["file"]}}


def _settings(folder: Path, port: int, secret: str, *, strict: bool) -> dict[str, Any]:
    listener = {
        "port": port,
        "bind_addresses": ["127.0.0.1"],
        "type": "http",
        "tls": False,
        "resources": [{"names": ["client", "media"], "compress": False}],
    }
    settings: dict[str, Any] = {
        "server_name": NAME,
        "public_baseurl": f"http://127.0.0.1:{port}/",
        "pid_file": str(folder / "synapse.pid"),
        "listeners": [listener],
        "database": {"name": "sqlite3", "args": {"database": str(folder / "synapse.db")}},
        "log_config": str(folder / "log.yaml"),
        "media_store_path": str(folder / "media"),
        "signing_key_path": str(folder / "signing.key"),
        "registration_shared_secret": secret,
        "macaroon_secret_key": secret,
        "form_secret": secret,
        "report_stats": False,
        "trusted_key_servers": [],
        "suppress_key_server_warning": True,
        "presence": {"enabled": False},
        "user_directory": {"enabled": False},
        "bcrypt_rounds": 4,
        "login_via_existing_session": {"enabled": True, "require_ui_auth": False},
    }
    if not strict:
        settings |= dict.fromkeys(_LIMITERS, _GENEROUS)
        settings |= {name: dict.fromkeys(parts, _GENEROUS) for name, parts in _NESTED.items()}
    return settings
