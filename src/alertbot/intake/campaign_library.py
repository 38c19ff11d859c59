"""A folder of campaigns: ``<case>/case.yaml``, ``<appeal>.yaml`` and ``<appeal>.<language>.j2`` beside it."""

from collections.abc import Iterator, Mapping, Set
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

from alertbot.domain.appeal import Appeal
from alertbot.domain.case import Case
from alertbot.domain.embassies import Embassies
from alertbot.errors import CampaignError, Fault
from alertbot.intake.campaign_enclosures import ENDINGS, EnclosureFile, enclosure_faults, enclosure_files
from alertbot.intake.campaign_fields import is_key, is_language
from alertbot.intake.campaign_file import CASE_FILE, has_errors, read_appeal, read_case
from alertbot.intake.embassies import EMBASSIES_FILE, load_embassies
from alertbot.intake.yaml_file import MOST_BYTES

SCHEMA_FOLDER = "schema"


@dataclass(frozen=True, slots=True)
class PreparedCase:
    """A case with its appeals, the oldest first. ``files``: pictures and PDFs of an appeal, by its key; they
    are cleaned when a draft is made of it."""

    case: Case
    appeals: tuple[Appeal, ...] = ()
    files: Mapping[str, tuple[EnclosureFile, ...]] = field(
        default_factory=dict[str, tuple[EnclosureFile, ...]]
    )


@dataclass(frozen=True, slots=True)
class Library:
    """What a folder of campaigns holds. A case with an error in any of its files is left out."""

    cases: tuple[PreparedCase, ...]
    faults: tuple[Fault, ...] = ()
    embassies: Embassies = field(default_factory=Embassies)


def load_library(directory: Path, today: date | None, *, look_twice: bool = True) -> Library:
    if not directory.is_dir():
        return Library((), (Fault(str(directory), 0, "there is no such folder"),))
    cases: list[PreparedCase] = []
    faults: list[Fault] = []
    for folder in _case_folders(directory):
        prepared, found = _load_case(folder, today, look_twice=look_twice)
        faults += found
        if prepared and not has_errors(found):
            cases.append(prepared)
    embassies, found = load_embassies(directory)
    return Library(tuple(cases), (*faults, *found), embassies)


def check_path(path: Path, today: date | None) -> tuple[Fault, ...]:
    """Faults of a folder of campaigns, of one case's folder, or of one file in it."""
    if path.is_file() and path.name == EMBASSIES_FILE:
        return load_embassies(path.parent)[1]
    if path.is_file():
        found = _load_case(path.absolute().parent, today)[1]
        return tuple(replace(fault, file=str(path)) for fault in found if fault.file == str(path.absolute()))
    if (path / CASE_FILE).is_file():
        return _load_case(path, today)[1]
    return load_library(path, today).faults


def prepared_under(path: Path, today: date | None) -> tuple[PreparedCase, ...]:
    """The cases without errors that :func:`check_path` looks at, the whole case of a single file."""
    if path.is_dir() and not (path / CASE_FILE).is_file():
        return load_library(path, today).cases
    folder = path.absolute() if path.is_dir() else path.absolute().parent
    if not (folder / CASE_FILE).is_file():
        return ()
    prepared, found = _load_case(folder, today)
    return (prepared,) if prepared and not has_errors(found) else ()


def _case_folders(directory: Path) -> Iterator[Path]:
    for entry in sorted(directory.iterdir()):
        if entry.is_dir() and entry.name != SCHEMA_FOLDER and not entry.name.startswith((".", "_")):
            yield entry


def _load_case(
    folder: Path, today: date | None, *, look_twice: bool = True
) -> tuple[PreparedCase | None, tuple[Fault, ...]]:
    if not is_key(folder.name):
        message = "a case's folder is named with a-z, 0-9 and _ (at most 24)"
        return None, (Fault(str(folder), 0, message),)
    faults: list[Fault] = []
    try:
        content = _content(folder / CASE_FILE)
        case, found = read_case(str(folder / CASE_FILE), content, folder.name, look_twice=look_twice)
    except CampaignError as error:
        return None, error.faults
    faults += found
    appeals: list[Appeal] = []
    files: dict[str, tuple[EnclosureFile, ...]] = {}
    for path in sorted(folder.glob("*.yaml")):
        if path.name == CASE_FILE:
            continue
        try:
            appeal, found = _load_appeal(path, case, today, look_twice=look_twice)
            appeals.append(appeal)
            files[appeal.key] = enclosure_files(path, _content(path))
            found = (*found, *enclosure_faults(path, files[appeal.key], clean=look_twice))
        except CampaignError as error:
            found = error.faults
        faults += found
    faults += _strangers(folder, {one.path.name for those in files.values() for one in those})
    return PreparedCase(case, tuple(sorted(appeals, key=_age)), files), tuple(faults)


def _load_appeal(
    path: Path, case: Case, today: date | None, *, look_twice: bool
) -> tuple[Appeal, tuple[Fault, ...]]:
    key = path.stem
    if not is_key(key):
        raise CampaignError(
            (Fault(str(path), 0, "an appeal's file is named with a-z, 0-9 and _ (at most 24)"),)
        )
    beside = {
        file.name.split(".")[1]: (str(file), _content(file))
        for file in sorted(path.parent.glob(f"{key}.*.j2"))
        if is_language(file.name.split(".")[1])
    }
    return read_appeal(str(path), _content(path), key, case, beside, today, look_twice=look_twice)


def _strangers(folder: Path, enclosed: Set[str]) -> Iterator[Fault]:
    """Files that belong to nothing. ``enclosed``: names of pictures and PDFs that appeals name."""
    appeals = {path.stem for path in folder.glob("*.yaml")} - {Path(CASE_FILE).stem}
    for entry in sorted(folder.iterdir()):
        parts = entry.name.split(".")
        if entry.suffix == ".yaml" or entry.name.startswith(".") or entry.name in enclosed:
            continue
        if entry.suffix.lower() in ENDINGS:
            yield Fault(str(entry), 0, "no appeal beside it names this file under `enclosures`")
            continue
        if len(parts) != 3 or parts[2] != "j2" or not is_language(parts[1]):
            message = "a case's folder holds only <appeal>.yaml and letters named <appeal>.<language>.j2"
            yield Fault(str(entry), 0, message)
        elif parts[0] not in appeals:
            yield Fault(str(entry), 0, f"there is no {parts[0]}.yaml this letter could belong to")


def _content(path: Path) -> bytes:
    """The file, read no further than it needs to be found too long."""
    try:
        if not path.is_file():
            raise CampaignError((Fault(str(path), 0, "there is no such file"),))
        with path.open("rb") as file:
            return file.read(MOST_BYTES + 1)
    except OSError as error:
        raise CampaignError((Fault(str(path), 0, f"the file cannot be read: {error.strerror}"),)) from None


def _age(appeal: Appeal) -> tuple[int, int, int, str]:
    issued = appeal.issued_on
    return (issued.year or 0, issued.month or 0, issued.day or 0, appeal.key)
