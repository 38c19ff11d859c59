"""Numbers as lists print them: exit codes, labels before and behind, endings, numbers called wrong."""

from datetime import date

import pytest

from alertbot.domain.addressee import ChannelKind
from alertbot.intake.paste import read_paste
from alertbot.intake.paste.channels import channels_of
from alertbot.intake.paste.vocabulary import vocabulary

TODAY = date(2032, 1, 5)
FAX, PHONE = ChannelKind.FAX, ChannelKind.PHONE


def numbers(text: str, region: str, language: str = "en") -> list[tuple[ChannelKind, str]]:
    found = channels_of(text, (region,), vocabulary(language))
    return [(one.kind, one.value) for one in found.channels] if found else []


@pytest.mark.parametrize(
    ("text", "region", "value"),
    [
        ("FAX 011-385-1-000-532", "HR", "+3851000532"),
        ("fax: 011 234 9 523 0000", "NG", "+23495230000"),
        ("Fax: 011-33-80-41-27-99.", "HR", "+3380412799"),
        ("факс 8-10-375-17-200-00-00", "BY", "+375172000000"),
        ("fax 00-254-20-2200000", "KE", "+254202200000"),
    ],
)
def test_an_exit_code_of_any_country_is_no_part_of_the_number(text: str, region: str, value: str) -> None:
    assert numbers(text, region) == [(FAX, value)]


def test_a_town_whose_code_is_an_exit_code_elsewhere_keeps_it() -> None:
    assert numbers("Fax 011 562 0000", "IT", "it") == [(FAX, "+390115620000")]
    assert numbers("fax - 011 403 0000", "ZA") == [(FAX, "+27114030000")]


@pytest.mark.parametrize(
    ("text", "region", "expected"),
    [
        (
            "Manager, 51 1 215 0004 (fax), 51 1 215 0000 (phone)",
            "PE",
            [(FAX, "+5112150004"), (PHONE, "+5112150000")],
        ),
        (
            "+27 11 403 0000 (tel), +27 11 403 0001 (fax)",
            "ZA",
            [(PHONE, "+27114030000"), (FAX, "+27114030001")],
        ),
        ("Жалобы: +7 495 000-00-01 (факс)", "RU", [(FAX, "+74950000001")]),
    ],
)
def test_a_label_behind_a_number_is_its_own(
    text: str, region: str, expected: list[tuple[ChannelKind, str]]
) -> None:
    assert numbers(text, region) == expected


@pytest.mark.parametrize(
    ("text", "region", "language", "value"),
    [
        ("Valilik faksı 0212 641 20 77", "TR", "tr", "+902126412077"),
        ("Inviate un fax al numero 06 6615 8239", "IT", "it", "+390666158239"),
        ("Par fax au 01 42 25 83 47", "FR", "fr", "+33142258347"),
        ("Faxnr. 030 227 00000", "DE", "de", "+493022700000"),
    ],
)
def test_a_label_may_be_bent_or_followed_by_small_words(
    text: str, region: str, language: str, value: str
) -> None:
    assert numbers(text, region, language) == [(FAX, value)]


@pytest.mark.parametrize(
    "text",
    [
        "WRONG: +90 342 230 00 72",
        "Falsch: +49 30 227 00000",
        "El número +57 1 570 0000 es incorrecto, no llamen",
    ],
)
def test_a_number_that_the_text_calls_wrong_is_nobodys(text: str) -> None:
    assert numbers(text, "TR") == []


def test_a_plus_that_only_joins_begins_no_other_country() -> None:
    text = "Fax (+52) 961 61 80000 + 961 6180001"
    assert numbers(text, "MX", "es") == [(FAX, "+529616180000"), (FAX, "+529616180001")]


def test_a_number_of_an_old_plan_is_read_and_not_sure() -> None:
    found = channels_of("fax: 0171 727 0000", ("GB",), vocabulary("en"))
    assert found is not None
    assert [(one.value, one.sure) for one in found.channels] == [("+441717270000", False)]


def test_figures_at_the_end_of_a_line_that_asks_to_ring_are_a_number() -> None:
    assert numbers("Call the Minister, Hon. Test Dlamini 2404 2502", "SZ") == [(PHONE, "+26824042502")]
    assert numbers("The Minister signed decree 2404 2502", "SZ") == []


def test_a_wrong_number_never_reaches_an_addressee() -> None:
    text = (
        "Correction\n\nPlease send faxes to the Governor of Testville:\n\nWRONG: +90 342 230 00 72\n"
        "Governor A. Testov, fax +90 342 231 00 85\n"
    )
    reading = read_paste(text, TODAY)
    values = [one.value for addressee in reading.addressees for one in addressee.channels]
    assert "+903422300072" not in values


@pytest.mark.parametrize(
    "printed",
    [
        "a.testov (chez) minjust.example.org",
        "a.testov<at>minjust.example.org",
        "a.testov [ät] minjust.example.org",
        "a.testov(chiocciola)minjust.example.org",
        "a.testov собака minjust точка example точка org",
        "a.testov arroba minjust punto example punto org",
        "a.testov @ minjust.example.org",
        "a.testov@ minjust.example.org",
        "a.testov@minjust.example. org",
        "a.testov＠minjust.example.org",
    ],
)
def test_a_disguised_address_is_read_however_it_is_disguised(printed: str) -> None:
    found = channels_of(f"Minister: {printed}", (), vocabulary("en"))
    assert found is not None
    assert [one.value for one in found.channels] == ["a.testov@minjust.example.org"]


@pytest.mark.parametrize(
    "text",
    [
        "Meet them at court.example today",
        "Follow us @weavers.example.org",
        "Write to info@example, and then wait",
    ],
)
def test_words_that_only_look_like_an_address_are_none(text: str) -> None:
    assert channels_of(text, (), vocabulary("en")) is None


@pytest.mark.parametrize(
    ("text", "region", "value"),
    [
        ("тел.: 8 (342) 212-00-67, факс: 212-00-90", "RU", "+73422120090"),
        ("Tel. (0342) 230 00 61 / Fax 231 00 85", "TR", "+903422310085"),
        ("Tel: +27 11 403 0000, fax 403 0001", "ZA", "+27114030001"),
    ],
)
def test_an_area_code_is_carried_over_from_the_number_before(text: str, region: str, value: str) -> None:
    assert (FAX, value) in numbers(text, region)


def test_an_area_code_is_carried_over_from_the_line_above() -> None:
    text = (
        "Please write to:\n\nMinister of Justice of South Africa\nTestville\nTel: +27 11 403 0000\nFax: "
        "403 0001\n"
        "Email: a@example.org"
    )
    (minister,) = read_paste(text, TODAY).addressees
    assert [one.value for one in minister.channels if one.kind is FAX] == ["+27114030001"]


def test_numbers_alone_below_a_line_that_asks_to_ring_are_numbers() -> None:
    text = (
        "Ayer detuvieron en Chile a tres maestras y están en la cárcel de la ciudad.\n\nLlamar sin parar "
        "al penal\n"
        "41 2 511 398\n41 2 511 402\n"
    )
    reading = read_paste(text, TODAY)
    values = [one.value for addressee in reading.addressees for one in addressee.channels]
    assert values == ["+56412511398", "+56412511402"]


def test_figures_behind_an_address_and_a_mark_are_a_number() -> None:
    assert numbers("Ombudsman: rzecznik@example.org / 22 55 17 700", "PL") == [
        (ChannelKind.EMAIL, "rzecznik@example.org"),
        (PHONE, "+48225517700"),
    ]


def test_another_officials_fax_makes_no_fax_of_a_number_without_a_label() -> None:
    text = (
        "Please write to:\n\nMinister of Justice A. Testov\n+41 22 000 00 00\n\nEmbassy of Exampleland, "
        "Geneva\n"
        "fax +41 22 000 00 01\n"
    )
    first, _ = read_paste(text, TODAY).addressees
    assert [one.kind for one in first.channels if one.kind is not ChannelKind.POST] == [PHONE]


@pytest.mark.parametrize(
    ("text", "region", "value"),
    [
        ("Дежурная часть: (863) 249\u201177\u201134", "RU", "+78632497734"),
        ("Hotline +7\u2012863\u2012210\u201253\u201201", "RU", "+78632105301"),
        ("Minister K. Testov, 263-4-726716", "ZW", "+2634726716"),
        ("Collector A. Testov 09437000417 (m)", "IN", "+919437000417"),
        ("PDRFax: +856 21 213 560", "LA", "+85621213560"),
    ],
)
def test_marks_hyphens_and_codes_of_any_kind_leave_the_number_whole(
    text: str, region: str, value: str
) -> None:
    assert [number for _, number in numbers(text, region)] == [value]


@pytest.mark.parametrize(
    ("text", "region", "expected"),
    [
        ("You can also reach him at 011-57-1-565-0082.", "CO", ["+5715650082"]),
        ("Chief Minister A. Testov. 0674-2390835", "IN", ["+916742390835"]),
        ("Fax: +977 1 441 5593 (or 441 5594)", "NP", ["+97714415593", "+97714415594"]),
        ("Vali A. Testov 0-312-207 62 95", "TR", ["+903122076295"]),
    ],
)
def test_numbers_of_a_countrys_own_shape_need_no_label(text: str, region: str, expected: list[str]) -> None:
    assert [number for _, number in numbers(text, region)] == expected
