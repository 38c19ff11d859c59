"""The forms a letter leaves in by mail or copying: plain text, a mail draft, a ``mailto:`` link.

For paper see ``paper`` (PDF, picture) and ``word`` (a document to edit), both fed by ``sheet``.
"""

import re
import unicodedata
from email import message_from_bytes, policy
from email.message import EmailMessage
from urllib.parse import quote

from alertbot.domain.letter import Letter
from alertbot.errors import UndeliverableLetter

LONGEST_MAILTO = 1_900
"""Characters of an encoded link; browsers and mail programs start to cut at about 2,000."""

_ADDRESS = re.compile(r"[A-Za-z0-9][A-Za-z0-9._+-]*@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+")
_UNMAILABLE = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})
_BODY_HEADERS = ("Content-Transfer-Encoding", "Content-Type", "MIME-Version")


class UnsafeLetter(UndeliverableLetter):
    """A letter whose subject, addresses or text cannot be mailed without changing what they say."""


def as_text(letter: Letter) -> str:
    """Subject, an empty line and the body."""
    return "\n\n".join(part for part in (letter.subject, letter.body) if part) + "\n"


def as_eml(letter: Letter) -> bytes:
    """A draft for any mail program (``X-Unsent`` opens it for editing), without sender and date.

    Python's mail library has let text become headers (CVE-2024-6923, CVE-2026-1299), so the draft is read
    again and compared: :class:`UnsafeLetter` when a single header or character differs.
    """
    headers = _headers(letter)
    message = EmailMessage(policy=policy.SMTP)
    for name, value in headers.items():
        message[name] = value
    try:
        message.set_content(letter.body, charset="utf-8")
        raw = message.as_bytes()
    except (ValueError, LookupError) as error:
        raise UnsafeLetter("this letter holds characters that cannot be mailed") from error
    _compare(raw, headers, letter.body)
    return raw


def as_mailto(letter: Letter) -> str | None:
    """The letter as a link (RFC 6068); ``None`` without an email address or beyond 1,900 characters.

    Hidden copies are left out: RFC 6068 lets mail programs refuse a link that sets them.
    """
    if not letter.to:
        return None
    body = _plain_ends(letter.body).replace("\n", "\r\n")
    try:
        body = quote(body, safe="")
    except UnicodeEncodeError as error:
        raise UnsafeLetter("this letter holds characters that cannot be mailed") from error
    fields = {
        "cc": ",".join(map(_encoded_address, letter.cc)),
        "subject": quote(_checked_subject(letter.subject), safe=""),
        "body": body,
    }
    query = "&".join(f"{name}={value}" for name, value in fields.items() if value)
    link = f"mailto:{_encoded_address(letter.to)}" + (f"?{query}" if query else "")
    return link if len(link) <= LONGEST_MAILTO else None


def file_name(letter: Letter, extension: str, stem: str = "letter") -> str:
    """A name every system can save: ``letter-president-ru.eml``."""
    parts = (stem, letter.addressee, letter.language)
    plain = (unicodedata.normalize("NFKD", part).encode("ascii", "ignore").decode() for part in parts)
    words = (re.sub(r"[^A-Za-z0-9]+", "-", part).strip("-")[:60] for part in plain)
    ending = re.sub(r"[^a-z0-9]", "", extension.lower())
    return "-".join(word for word in words if word) + f".{ending}"


def _headers(letter: Letter) -> dict[str, str]:
    named = {
        "To": _checked_address(letter.to) if letter.to else "",
        "Cc": ", ".join(map(_checked_address, letter.cc)),
        "Bcc": ", ".join(map(_checked_address, letter.bcc)),
        "Subject": _checked_subject(letter.subject),
        "X-Unsent": "1",
    }
    return {name: value for name, value in named.items() if value}


def _compare(raw: bytes, headers: dict[str, str], body: str) -> None:
    parsed = message_from_bytes(raw, policy=policy.SMTP)
    expected = sorted((*headers.items(), *((name, None) for name in _BODY_HEADERS)), key=str)
    found = sorted(
        ((name, None if name in _BODY_HEADERS else str(value)) for name, value in parsed.items()), key=str
    )
    text = parsed.get_content()
    if (
        found != expected
        or parsed.defects
        or _plain_ends(text).rstrip("\n") != _plain_ends(body).rstrip("\n")
    ):
        raise UnsafeLetter(
            "this letter does not survive being mailed; look for odd characters in its subject"
        )


def _checked_address(address: str) -> str:
    if not _ADDRESS.fullmatch(address):
        raise UnsafeLetter("an email address holds characters that could be read as something else")
    return address


def _encoded_address(address: str) -> str:
    local, _, domain = _checked_address(address).partition("@")
    return f"{quote(local, safe='')}@{quote(domain, safe='')}"


def _checked_subject(subject: str) -> str:
    visible = subject.replace("\u200c", "").replace("\u200d", "")
    if "=?" in subject or any(unicodedata.category(c) in _UNMAILABLE for c in visible):
        raise UnsafeLetter("a subject must be one plain line without control characters or '=?'")
    return subject


def _plain_ends(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")
