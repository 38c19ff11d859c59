"""``alertbot audit``, ``petition`` and ``names-key``: what is done beside the bot, or far from it."""

import asyncio
import io
import os
import sqlite3
import stat
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from pypdf import PdfReader

from alertbot.app.campaigns import campaigns_directory, load_library
from alertbot.app.petition import opened, read_private_key
from alertbot.app.serving import codec_functions
from alertbot.cli import main
from alertbot.config import NAMES_KEY_BYTES, Settings, read_names_key
from alertbot.domain.figures import figures
from alertbot.domain.signature import SignatureMode
from alertbot.domain.subscriber import Address
from alertbot.errors import ConfigurationError
from alertbot.journeys.petitions import petition_of
from alertbot.letters.petition import as_file
from alertbot.store.sealed_names import key_mark
from alertbot.store.store import open_store
from alertbot.store.vault import Vault, make_key, read_key
from alertbot.wording.speech import Wording
from tests.support.cast import START
from tests.support.phrases import catalogues

Run = Callable[..., tuple[int, str, str]]
SRC = Path(__file__).parent.parent / "src" / "alertbot"


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """A command as a shell runs it: its code, what it printed, what it complained of."""
    monkeypatch.chdir(tmp_path)
    for name in [name for name in os.environ if name.startswith("ALERTBOT_")]:
        monkeypatch.delenv(name)

    def command(*arguments: str) -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "argv", ["alertbot", *arguments])
        with pytest.raises(SystemExit) as ended:
            main()
        said = capsys.readouterr()
        return int(ended.value.code or 0), said.out, said.err

    return command


async def _a_campaign(data: Path, names_key: bytes | None, before: bytes | None) -> None:
    """Thirty signatures, two of them by name; with a key, the file that the bot would export. ``before`` is
    the key that the first one was sealed to."""
    vault = Vault(read_key(data / "master.key"))
    prepared = next(
        p for p in load_library(campaigns_directory(), START.date()).cases if p.case.key == "kurmanov"
    )
    opened_one = open_store(data / "alertbot.sqlite", vault, codec_functions(), data=data)
    async with opened_one as store, store.transaction() as tx:
        of = await tx.appeals.publish(prepared.case, prepared.appeals[0], START)
        for n in range(30):
            mode = SignatureMode.NAMED if n < 2 else SignatureMode.COUNTED
            who = Address("telegram", str(70 + n))
            vault.names = None if n else before
            await tx.signatures.sign(of.id, who, mode, f"Signer Number {n}", START)
        await tx.audit.write("ann", "approve", "draft 1", START)
        await tx.audit.write("", "publish", "appeal 1", START)
        if names_key is not None:
            counts = await tx.figures.counts(of.id)
            assert counts is not None
            petition = petition_of(of, figures(counts, START.date()), Wording(catalogues()), "en")
            sealed = await tx.figures.sealed_names(of.id, names_key)
            (data.parent / "petition.json").write_bytes(as_file(petition, sealed))


def a_campaign(folder: Path, names_key: bytes | None = None, before: bytes | None = None) -> None:
    data = folder / "data"
    make_key(data / "master.key")
    asyncio.run(_a_campaign(data, names_key, before))


def text_of(pdf: Path) -> str:
    pages = PdfReader(io.BytesIO(pdf.read_bytes())).pages
    return " ".join(" ".join(page.extract_text().split()) for page in pages)


class TestAudit:
    def test_the_newest_entries_are_printed_and_the_trail_is_whole(self, run: Run, tmp_path: Path) -> None:
        a_campaign(tmp_path)
        code, said, verdict = run("audit")
        assert code == 0
        assert [line.split()[-2:] for line in said.splitlines()] == [["draft", "1"], ["appeal", "1"]]
        assert "2017-10-04 08:00:00Z  ann" in said
        assert "the audit trail is whole: 2 entries, newest 2, seal " in verdict

    def test_verify_alone_says_in_one_line_whether_somebody_changed_it(
        self, run: Run, tmp_path: Path
    ) -> None:
        a_campaign(tmp_path)
        assert run("audit", "--verify")[0] == 0
        with sqlite3.connect(tmp_path / "data" / "alertbot.sqlite") as database:
            database.execute("DROP TRIGGER audit_kept")
            database.execute("DELETE FROM audit WHERE id = 2")
        database.close()
        code, said, _ = run("audit", "--verify")
        assert code == 1
        assert said.startswith("the audit trail was changed by something other than alertbot")
        assert said.count("\n") == 1

    def test_without_the_key_nothing_is_made_up(self, run: Run, tmp_path: Path) -> None:
        a_campaign(tmp_path)
        (tmp_path / "data" / "master.key").unlink()
        code, _, complaint = run("audit")
        assert code == 2
        assert "There is no master key" in complaint
        assert not (tmp_path / "data" / "master.key").exists()


class TestPetition:
    def test_with_counts_alone_it_comes_from_the_bots_database(self, run: Run, tmp_path: Path) -> None:
        a_campaign(tmp_path)
        (tmp_path / "data" / "master.key").unlink()
        assert run("petition", "kurmanov", "-o", "out.pdf")[0] == 0
        said = text_of(tmp_path / "out.pdf")
        assert "at least 30 people" in said
        assert "Signer Number" not in said

    def test_in_another_language_where_the_appeal_has_it(self, run: Run, tmp_path: Path) -> None:
        a_campaign(tmp_path)
        assert run("petition", "kurmanov", "--locale", "ru", "-o", "out.pdf")[0] == 0
        assert "не менее 30" in text_of(tmp_path / "out.pdf")

    def test_names_are_printed_where_the_key_is_and_neither_bot_nor_database(
        self, run: Run, tmp_path: Path
    ) -> None:
        code, said, _ = run("names-key", "private.key")
        assert code == 0
        a_campaign(tmp_path, read_names_key(said.strip().partition("=")[2]))
        for left in (tmp_path / "data").iterdir():
            left.unlink()
        written = tmp_path / "petition.json"
        order = ("petition", "kurmanov", "--names", str(written), "--key", "private.key", "-o", "out.pdf")
        assert run(*order)[0] == 0
        said = text_of(tmp_path / "out.pdf")
        assert "Signer Number 0" in said
        assert "Signer Number 1" in said
        assert "at least 30 people" in said

    def test_another_key_another_case_or_no_key_is_told_in_a_sentence(self, run: Run, tmp_path: Path) -> None:
        public = run("names-key", "private.key")[1].strip().partition("=")[2]
        run("names-key", "other.key")
        a_campaign(tmp_path, read_names_key(public))
        names = ("--names", "petition.json", "-o", "out.pdf")
        for order, complaint in (
            (("kurmanov", *names, "--key", "other.key"), "sealed to another key"),
            (("kharkova", *names, "--key", "private.key"), "is the petition of kurmanov"),
            (("kurmanov", *names), "needs --key"),
            (("nobody", "-o", "out.pdf"), "nobody is not published"),
            (("kurmanov", "--names", "no.json", "-o", "out.pdf"), "cannot be read"),
        ):
            code, _, said = run("petition", *order)
            assert (code, complaint in said) == (2, True), said
        assert not (tmp_path / "out.pdf").exists()

    def test_names_of_two_keys_are_printed_with_both_and_told_of_with_one(
        self, run: Run, tmp_path: Path
    ) -> None:
        """The bot ran with one key, then with another: the first name is sealed to the first."""
        public = [
            read_names_key(run("names-key", f"{name}.key")[1].strip().partition("=")[2])
            for name in ("older", "newer", "strange")
        ]
        a_campaign(tmp_path, public[1], before=public[0])
        order = ("petition", "kurmanov", "--names", "petition.json", "-o", "out.pdf", "--key")
        assert run(*order, "older.key", "--key", "newer.key")[0] == 0
        said = text_of(tmp_path / "out.pdf")
        assert ("Signer Number 0" in said, "Signer Number 1" in said) == (True, True)
        code, _, complaint = run(*order, "newer.key")
        assert (code, key_mark(public[0]) in complaint) == (0, True)
        said = text_of(tmp_path / "out.pdf")
        assert ("Signer Number 0" in said, "Signer Number 1" in said) == (False, True)
        assert run(*order, "strange.key")[0] == 2


class TestNamesKey:
    def test_the_private_key_is_for_its_owner_alone_and_never_written_over(
        self, run: Run, tmp_path: Path
    ) -> None:
        code, said, _ = run("names-key", "private.key")
        file = tmp_path / "private.key"
        assert code == 0
        assert stat.S_IMODE(file.stat().st_mode) == 0o600
        assert len(read_names_key(said.strip().partition("=")[2])) == NAMES_KEY_BYTES
        before = file.read_bytes()
        assert before.strip().decode() not in said
        code, _, complaint = run("names-key", "private.key")
        assert (code, "exists already" in complaint) == (2, True)
        assert file.read_bytes() == before

    def test_a_key_that_others_may_read_is_refused(self, tmp_path: Path) -> None:
        file = tmp_path / "private.key"
        make_key(file)
        assert len(read_private_key(file)) == NAMES_KEY_BYTES
        file.chmod(0o644)
        with pytest.raises(ConfigurationError, match="chmod 600"):
            read_private_key(file)

    def test_boxes_that_are_none_are_told_in_a_sentence(self) -> None:
        with pytest.raises(ConfigurationError, match="another key"):
            opened({"": [b"no box"]}, [bytes(32)])


def test_a_wrong_public_key_ends_the_start_in_a_sentence() -> None:
    for wrong in ("abc", "AAAA", "not base64 at all!"):
        with pytest.raises(ValueError, match="names-key printed"):
            Settings(names_key=wrong)
    assert Settings(names_key="").names_key is None


def test_nothing_but_the_petition_at_a_desk_reads_a_private_key() -> None:
    readers = {
        str(path.relative_to(SRC))
        for path in SRC.rglob("*.py")
        if any(
            word in path.read_text("utf-8") for word in ("nacl.public import PrivateKey", "SealedBox(Priv")
        )
    }
    assert readers == {"app/petition.py"}
    importers = {
        str(path.relative_to(SRC))
        for path in SRC.rglob("*.py")
        if "alertbot.app.petition" in path.read_text("utf-8")
    }
    assert importers == {"cli.py"}
