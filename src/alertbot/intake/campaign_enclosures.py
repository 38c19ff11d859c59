"""Pictures and PDFs beside campaign files: found in the folder, cleaned as those sent in a chat are."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from alertbot.domain.enclosure import Enclosure
from alertbot.domain.language import Localised
from alertbot.errors import Fault, Unenclosable
from alertbot.intake.campaign_file import read_enclosures

LARGEST = 16 << 20
"""Bytes of a file before it is cleaned, as for one sent in a chat."""

ENDINGS = (".jpg", ".jpeg", ".png", ".webp", ".pdf")

_WHY = {
    "heic": "a photo in HEIC cannot be read; save it as JPEG",
    "format": "it is neither a JPEG, PNG or WebP picture nor a PDF, whatever its name says",
    "broken": "it is damaged",
    "pixels": "it has too many pixels",
    "large": "it is too large",
    "pages": "it has too many pages",
    "locked": "it is locked with a password",
    "unclean": "it cannot be cleaned for certain; save its pages as pictures",
}


@dataclass(frozen=True, slots=True)
class EnclosureFile:
    """A file that an appeal names. ``caption`` says who or what it shows; ``line`` is where it is named."""

    path: Path
    caption: Localised
    line: int

    def cleaned(self) -> tuple[Enclosure, bytes]:
        """What goes out, and its bytes. Slow: for a thread. :class:`Unenclosable` for a file that cannot."""
        # Two libraries that only this needs: a bot whose campaigns bring no files does without their memory.
        from alertbot.intake.enclosure import cleaned

        try:
            with self.path.open("rb") as file:
                content = file.read(LARGEST + 1)
        except OSError:
            raise Unenclosable("broken") from None
        if len(content) > LARGEST:
            raise Unenclosable("large")
        kind, digest, clean = cleaned(content)
        return Enclosure(kind, digest, self.caption), clean


def enclosure_files(appeal: Path, content: bytes) -> tuple[EnclosureFile, ...]:
    """The files that an appeal's file names, there or not."""
    named = read_enclosures(str(appeal), content)
    return tuple(EnclosureFile(appeal.parent / name, caption, line) for name, caption, line in named)


def enclosure_faults(appeal: Path, files: tuple[EnclosureFile, ...], *, clean: bool) -> Iterator[Fault]:
    """What keeps these files from going out. ``clean`` false only asks whether they are there: cleaning takes
    a second or more each."""
    for one in files:
        if one.path.is_symlink() or not one.path.is_file():
            yield Fault(str(appeal), one.line, f"there is no file {one.path.name} beside this one")
        elif clean and (why := _refused(one)):
            yield Fault(str(appeal), one.line, f"{one.path.name}: {why}")
    names = [one.path.name for one in files]
    for one in files:
        if names.count(one.path.name) > 1 and names.index(one.path.name) == files.index(one):
            yield Fault(str(appeal), one.line, f"{one.path.name} is named twice")


def _refused(one: EnclosureFile) -> str:
    try:
        one.cleaned()
    except Unenclosable as refused:
        return _WHY[refused.why]
    return ""
