"""The command line."""

import gc
import json
import sys
from collections.abc import Coroutine
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Annotated, Any, TypeVar

import typer

from alertbot.errors import AlertbotError, CampaignError, ConfigurationError, UndeliverableLetter

cli = typer.Typer(
    name="alertbot",
    help="Urgent appeals, letters and court dates for solidarity campaigns.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)

Found = TypeVar("Found")

WRONG = 1
MISUSED = 2


def main() -> None:
    """Run a command; whatever alertbot can explain ends in one sentence, not in a traceback."""
    # Nothing that is loaded at the start is garbage: looking for some takes a fifth of the time.
    gc.disable()
    try:
        cli()
    except CampaignError as error:
        print(error, file=sys.stderr)
        sys.exit(WRONG)
    except AlertbotError as error:
        print(f"alertbot: {error}", file=sys.stderr)
        sys.exit(WRONG if isinstance(error, UndeliverableLetter) else MISUSED)


@cli.command()
def run() -> None:
    """Run the bot, configured by environment variables or alertbot.toml."""
    import asyncio

    from alertbot.app.serving import fastest_loop, serve
    from alertbot.config import load_settings
    from alertbot.logs import set_up_logs

    settings = load_settings()
    matrix = (settings.matrix_password, settings.matrix_token, settings.matrix_login_token)
    secrets = (settings.telegram_token, *matrix)
    set_up_logs(tuple(secret.get_secret_value().strip() for secret in secrets if secret))
    with asyncio.Runner(loop_factory=fastest_loop()) as runner:
        runner.run(serve(settings))


@cli.command()
def demo(
    port: Annotated[int, typer.Option(help="Port of the chat page on this machine.")] = 8080,
    at: Annotated[str, typer.Option(help="Where the virtual clock starts (ISO).")] = "2017-10-04T08:00Z",
    browser: Annotated[bool, typer.Option(help="Open the chat page in a browser.")] = True,
    matrix: Annotated[bool, typer.Option(help="On Matrix, with a homeserver of its own.")] = False,
) -> None:
    """Run the whole bot on a local playground: no account, no network."""
    from alertbot.app.demo import demonstrate
    from alertbot.logs import set_up_logs

    if matrix:
        _demonstrate_on_matrix(port, _instant(at), browser=browser)
        return

    def ready(url: str) -> None:
        print(f"\n  The demo is ready:  {url}\n  Ctrl-C ends it.\n", flush=True)
        if browser:
            _open(url)

    set_up_logs()
    _run(demonstrate(port=port, at=_instant(at), ready=ready))


def _demonstrate_on_matrix(port: int, at: datetime, *, browser: bool) -> None:
    from alertbot.app.demo_matrix import Ready, demonstrate_on_matrix
    from alertbot.logs import set_up_logs

    def ready(told: Ready) -> None:
        print(f"\n  The demo is ready:  {told.page}")
        print(f"\n  Or sign in with any Matrix app.  Homeserver:  {told.homeserver}")
        print(f"  Example users, each with the password {told.password}:")
        print("".join(f"    {user}\n" for user in told.users))
        print("  Organizers' commands count from the page alone: its devices are the pinned ones.")
        print("  Ctrl-C ends it.\n", flush=True)
        if browser:
            _open(told.page)

    set_up_logs()
    _run(demonstrate_on_matrix(port=port, at=at, ready=ready))


@cli.command()
def drill(
    port: Annotated[int, typer.Option(help="Port of the chat page on this machine.")] = 8080,
    at: Annotated[str, typer.Option(help="Where the virtual clock starts (ISO).")] = "2017-10-04T08:00Z",
    people: Annotated[int, typer.Option(min=20, max=5000, help="Made-up recipients.")] = 200,
    browser: Annotated[bool, typer.Option(help="Open the chat page in a browser.")] = True,
) -> None:
    """Practise a whole campaign: made-up recipients, a checklist that ticks itself, nobody hears it."""
    from alertbot.app.drill import Exercise, practise
    from alertbot.logs import set_up_logs

    def ready(url: str) -> None:
        print(f"\n  EXERCISE. The drill is ready:  {url}\n  Ctrl-C ends it.\n", flush=True)
        if browser:
            _open(url)

    set_up_logs()
    _run(practise(Exercise(_instant(at), people, lambda line: print(line, flush=True), ready, port)))


@cli.command()
def check(
    path: Annotated[Path | None, typer.Argument(help="A folder of campaigns, a case, or one file.")] = None,
) -> None:
    """Validate campaigns, letters and locales; every fault as file:line: message."""
    from alertbot.app.tools import all_faults

    faults = all_faults(path, datetime.now(UTC).date())
    for fault in faults:
        mark = "" if fault.severity == "error" else f"{fault.severity}: "
        print(f"{fault.file}:{fault.line}: {mark}{fault.message}")
    errors = sum(fault.severity == "error" for fault in faults)
    print(f"{errors} errors, {len(faults) - errors} warnings", file=sys.stderr)
    raise typer.Exit(WRONG if errors else 0)


@cli.command()
def letter(
    appeal: Annotated[str, typer.Argument(metavar="CASE[/APPEAL]", help="Whose letter.")],
    addressee: Annotated[str, typer.Option(help="An addressee's key, or all.")],
    locale: Annotated[str | None, typer.Option(help="Language of the letter.")] = None,
    name: Annotated[str, typer.Option(help="Name to sign with.")] = "",
    form: Annotated[
        str, typer.Option("--format", help="text, mailto, eml, pdf (to post), docx or fax.")
    ] = "text",
    output: Annotated[Path | None, typer.Option("-o", help="A file, or a folder for all.")] = None,
    nth: Annotated[int, typer.Option(min=0, help="Which of an office's numbers or addresses, from 1.")] = 0,
) -> None:
    """Write one letter, or with --addressee all one file per addressee."""
    from alertbot.app.letters import LetterOrder, write_letters

    order = LetterOrder(appeal, addressee, locale, name, form, nth)
    for line in write_letters(order, output, _today()):
        print(line, file=sys.stderr)


@cli.command("import")
def import_(
    file: Annotated[str, typer.Argument(help="A text file, or - for standard input.")],
    as_json: Annotated[bool, typer.Option("--json", help="JSON, for other programs.")] = False,
) -> None:
    """Read pasted appeal text into a draft, with warnings instead of guesses."""
    from alertbot.app.tools import import_text

    text = sys.stdin.read() if file == "-" else _read(file)
    found = import_text(text, _today())
    shown = {field: value for field, value in found.items() if field != "spans"}
    print(json.dumps(found, ensure_ascii=False, indent=2) if as_json else _outline(shown))


@cli.command()
def reminders(
    case: Annotated[str | None, typer.Argument(help="A case's key.")] = None,
    hearing: Annotated[str | None, typer.Option(help='"2017-09-28T10:00 Asia/Almaty"')] = None,
    now: Annotated[str | None, typer.Option(help="The clock to plan under (ISO).")] = None,
    as_json: Annotated[bool, typer.Option("--json")] = False,
    trace: Annotated[bool, typer.Option(help="Also what is dropped or absorbed, and why.")] = False,
) -> None:
    """What would be sent when: for a case's hearings, last days and milestones, or for one hearing."""
    from alertbot.app.reminders import reminder_rows

    at = _instant(now) if now else datetime.now(UTC)
    rows = reminder_rows(case, hearing, at, trace=trace)
    if as_json:
        print(json.dumps(rows, indent=2))
    elif not rows:
        print("nothing lies ahead under this clock", file=sys.stderr)
    for row in rows if not as_json else ():
        print("  ".join(str(row[name]) for name in ("at", "kind", "offset", "hearing", "reason")).rstrip())


@cli.command()
def status(
    as_json: Annotated[bool, typer.Option("--json", help="JSON, for other programs.")] = False,
) -> None:
    """How everything stands: what waits, what failed, what is going out. Works beside a running bot."""
    from alertbot.app.status import lines, look
    from alertbot.config import load_settings

    found = _run(look(load_settings()))
    print(json.dumps(found, ensure_ascii=False, indent=2) if as_json else "\n".join(lines(found)))


@cli.command()
def migrate() -> None:
    """Bring the database up to this release."""
    from alertbot.app.serving import opened_store
    from alertbot.config import load_settings
    from alertbot.logs import set_up_logs

    async def open_and_close() -> None:
        async with opened_store(load_settings()):
            print("the database is up to date")

    set_up_logs()
    _run(open_and_close())


@cli.command()
def audit(
    verify: Annotated[bool, typer.Option("--verify", help="Only check; exit 1 if it was changed.")] = False,
    limit: Annotated[int, typer.Option(min=1, help="How many of the newest entries.")] = 20,
) -> None:
    """Who did what when, and whether the audit trail is as it was written. Works beside a running bot."""
    from alertbot.app.trail import lines, read_trail, verdict
    from alertbot.config import load_settings

    checked = _run(read_trail(load_settings(), limit))
    if not verify:
        print("\n".join(lines(checked)))
    print(verdict(checked.trail), file=sys.stdout if verify else sys.stderr)
    raise typer.Exit(0 if checked.trail.intact else WRONG)


@cli.command()
def petition(
    appeal: Annotated[str, typer.Argument(metavar="CASE[/APPEAL]", help="Whose petition.")],
    output: Annotated[Path, typer.Option("-o", help="The PDF to write.")],
    names: Annotated[Path | None, typer.Option(help="The petition's file that /export gave out.")] = None,
    key: Annotated[
        list[Path] | None,
        typer.Option(help="A private key that names-key made; once for each, if the key was changed."),
    ] = None,
    locale: Annotated[str, typer.Option(help="Language, where no file of names gives it.")] = "en",
) -> None:
    """The petition to hand over, as PDF: with names only where their key is, never beside the bot."""
    from alertbot.app.petition import PetitionOrder, printed
    from alertbot.config import load_settings

    order = PetitionOrder(appeal, locale, names, tuple(key or ()), lambda said: print(said, file=sys.stderr))
    content = printed(order, None if names else load_settings())
    try:
        output.write_bytes(content)
    except OSError as error:
        raise ConfigurationError(f"{output} cannot be written: {error.strerror}") from None


@cli.command("names-key")
def names_key(
    file: Annotated[Path, typer.Argument(help="Where the private key goes; keep it offline.")],
) -> None:
    """Make the pair of keys for names: the private one into a file, the public one printed."""
    from alertbot.app.petition import make_names_key

    public, mark = make_names_key(file)
    print(f"ALERTBOT_NAMES_KEY={public}")
    print(f"The key is known as {mark}; write that on its copy.", file=sys.stderr)


def _today() -> date:
    return datetime.now(UTC).date()


def _instant(text: str) -> datetime:
    from alertbot.clocks import instant

    try:
        return instant(text)
    except ValueError:
        raise ConfigurationError("write an ISO instant such as 2017-10-04T08:00Z") from None


def _read(file: str) -> str:
    try:
        return Path(file).read_text("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        reason = "is not UTF-8 text" if isinstance(error, UnicodeDecodeError) else "cannot be read"
        raise ConfigurationError(f"{file} {reason}") from None


def _outline(found: dict[str, Any]) -> str:
    lines: list[str] = []
    for field, value in found.items():
        entries: list[Any] = value if isinstance(value, list) else [value]  # pyright: ignore[reportUnknownVariableType]
        shown = (json.dumps(entry, ensure_ascii=False) for entry in entries if entry not in (None, ""))
        lines += [f"{field}: {entry}" for entry in shown]
    return "\n".join(lines)


def _run(work: Coroutine[Any, Any, Found]) -> Found:
    """Loads the event loop only for the commands that need one."""
    import asyncio

    gc.enable()
    return asyncio.run(work)


def _open(url: str) -> None:
    import webbrowser

    webbrowser.open(url)
