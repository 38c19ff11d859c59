"""The organizers' table of embassies: what it may say, and that every fault has its line."""

from pathlib import Path

import pytest

from alertbot.domain.addressee import Addressee, Channel, ChannelKind
from alertbot.domain.embassies import Embassies, asks_country, resolved
from alertbot.domain.language import Localised
from alertbot.errors import CampaignError
from alertbot.intake import check_campaigns, load_campaigns
from alertbot.intake.embassies import load_embassies, read_embassies

CAMPAIGNS = Path(__file__).parents[2] / "campaigns"
ONE = """\
KZ:
  BE:
    office: {en: Embassy of Kazakhstan in Brussels}
    channels:
      - {kind: fax, value: "(+32) 2 374 50 91"}
    source: an appeal
"""
SLOT = Addressee(
    "embassy",
    Localised({"en": "Embassy in your country"}),
    salutation=Localised({"en": "Dear Ambassador,"}),
    group="missions",
    channels=(Channel(ChannelKind.EMBASSY_BY_COUNTRY),),
)


def refusal(text: str) -> str:
    with pytest.raises(CampaignError) as raised:
        read_embassies("embassies.yaml", text.encode())
    return str(raised.value.faults[0])


def test_the_shipped_table_is_without_faults_and_knows_brussels() -> None:
    table, faults = load_embassies(CAMPAIGNS)
    assert faults == ()
    brussels = table.of("KZ", "BE")
    assert brussels is not None
    assert {channel.value for channel in brussels.channels} == {"brussels@mfa.kz", "+3223745091"}
    assert brussels.source


def test_the_library_carries_the_table() -> None:
    assert "BE" in load_campaigns(CAMPAIGNS).embassies.hosts("KZ")


def test_a_folder_without_the_file_has_an_empty_table(tmp_path: Path) -> None:
    assert load_embassies(tmp_path) == (Embassies(), ())


def test_a_country_that_is_not_listed_has_no_embassy() -> None:
    table = read_embassies("embassies.yaml", ONE.encode())
    assert table.of("KZ", "NO") is None
    assert table.of("MD", "BE") is None
    assert table.hosts("MD") == ()


@pytest.mark.parametrize(
    ("wrong", "right", "fault"),
    [
        ("BE:", "XQ:", "embassies.yaml:2:"),
        ("KZ:", "Kz:", "embassies.yaml:1:"),
        ("    source: an appeal\n", "", "`source` is missing"),
        ("kind: fax", "kind: telex", "embassies.yaml:5:"),
        ('value: "(+32) 2 374 50 91"', "value: soon", "embassies.yaml:5:"),
        ('{kind: fax, value: "(+32) 2 374 50 91"}', "{kind: embassy_by_country}", "own channels"),
        ("office:", "offise:", "did you mean `office`"),
    ],
)
def test_every_fault_has_its_place(wrong: str, right: str, fault: str) -> None:
    assert wrong in ONE
    with pytest.raises(CampaignError) as raised:
        read_embassies("embassies.yaml", ONE.replace(wrong, right).encode())
    assert any(fault in str(one) for one in raised.value.faults), raised.value.faults


def test_a_table_that_is_no_map_is_refused() -> None:
    assert "write a map" in refusal("- KZ")


def test_faults_of_the_table_are_told_with_those_of_the_campaigns(tmp_path: Path) -> None:
    (tmp_path / "embassies.yaml").write_text("KZ: []", "utf-8")
    assert any("embassies.yaml" in fault.file for fault in check_campaigns(tmp_path))
    assert check_campaigns(tmp_path / "embassies.yaml")


def test_an_embassy_takes_the_place_the_appeal_keeps_for_it() -> None:
    embassy = read_embassies("embassies.yaml", ONE.encode()).of("KZ", "BE")
    assert embassy is not None
    found = resolved(SLOT, embassy)
    assert (found.key, found.group, found.salutation) == ("embassy", "missions", SLOT.salutation)
    assert found.office.pick("en") == "Embassy of Kazakhstan in Brussels"
    assert asks_country(SLOT)
    assert not asks_country(found)
