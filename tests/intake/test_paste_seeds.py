"""The appeals this bot was made for, read as they were pasted. They are kept beside the repository."""

from datetime import date
from functools import cache
from pathlib import Path

import pytest

from alertbot.domain.addressee import ChannelKind
from alertbot.domain.appeal import AppealKind
from alertbot.intake.paste import Reading, draft_from, read_paste

SEEDS = Path(__file__).parents[3] / "shared" / "seeds"
TODAY = date(2026, 1, 1)

pytestmark = pytest.mark.skipif(not SEEDS.is_dir(), reason="the seed appeals are not beside this repository")


@cache
def seed(number: str, first: int = 1, last: int | None = None) -> Reading:
    (path,) = SEEDS.glob(f"{number}_*.txt")
    return read_paste("\n".join(path.read_text("utf-8").split("\n")[first - 1 : last]), TODAY)


KHARKOVA = [
    ("Nursultan Nazarbaev", "President of the Republic of Kazakhstan", "Dear Mr Nazarbaev,",
     ["+77172745631", "+77172745667"]),
    ("Kalmukhanbet Kassymov", "Minister of Internal Affairs of Kazakhstan", "Dear Mr Kassymov,",
     ["Kense@mvd.kz"]),
    ("Zhakyp Assanov", "Prosecutor General of Kazakhstan", "Dear Mr Assanov,", ["+77172506402"]),
    ("Askar Shakirov", "Human Rights Commissioner of Kazakhstan", "Dear Mr Shakirov,", ["+77172740548"]),
    ("Zhanar Aitzhanova",
     "Permanent Representative of the Republic of Kazakhstan to the UN Office and other international "
     "organizations in Geneva",
     "Dear Ambassador Aitzhanova,", ["+41227886602", "mission@kazakhstan-geneva.ch"]),
    ("Almaz Khamzayev", "Embassy of Kazakhstan in Brussels", "Dear Ambassador Khamzayev,",
     ["+3223745091", "brussels@mfa.kz"]),
    ("", "Permanent Delegation of the Republic of Kazakhstan to the OSCE in Vienna", "Dear Sir or Madam,",
     ["+431890800820", "kzosce@kazakhstan.at"]),
    ("", "diplomatic mission or embassy of Kazakhstan in your respective country", "Dear Sir or Madam,",
     [""]),
]  # fmt: skip


def test_the_kharkova_appeal_has_seven_addressees_and_the_embassy_where_one_lives() -> None:
    read = [
        (a.person, a.office.pick("en"), a.salutation.pick("en"), [channel.value for channel in a.channels])
        for a in draft_from(seed("002"), "kharkova", TODAY)[1].addressees
    ]
    assert read == KHARKOVA
    assert seed("002").addressees[-1].channels[0].kind is ChannelKind.EMBASSY_BY_COUNTRY


def test_the_kharkova_appeal_asks_six_things_in_whole_words() -> None:
    assert [demand.text.pick("en") for demand in seed("002").demands] == [
        "Put an end to all acts of harassment, including at the judicial level, against "
        "Ms. Larisa Kharkova and her "
        "relatives, and trade unionists in Kazakhstan",
        "Immediately and unconditionally release Messrs. Nurbek Kushakbaev and Amin Eleusinov",
        "Re-register the Confederation of Independent trade unions of the Republic of "
        "Kazakhstan and put an end to "
        "any form of restriction to freedom of association and expression, in accordance "
        "with international human "
        "and labour rights standards",
        "Repeal legal provisions limiting freedom of association including those "
        "contained in the 2014 Law on Trade "
        "Unions",
        "Conform with the provisions of the UN Declaration on Human Rights Defenders, adopted by the General "
        "Assembly of the United Nations on December 9, 1998, especially Articles 1, 5, 6 and 12.2",
        "More generally, ensure in all circumstances the respect for human rights and "
        "fundamental freedoms in "
        "accordance with the Universal Declaration of Human Rights and with "
        "international and regional human rights "
        "instruments ratified by Kazakhstan",
    ]


def test_the_kharkova_appeal_was_heard_on_three_days_in_shymkent() -> None:
    hearings = seed("002").hearings
    assert [hearing.when.as_date() for hearing in hearings] == [date(2017, 9, day) for day in (27, 28, 29)]
    assert {(hearing.city, hearing.zone) for hearing in hearings} == {("Shymkent", "Asia/Almaty")}
    assert {hearing.court for hearing in hearings} == {"South Kazakhstan Regional Appeal Court"}


def test_the_kharkova_appeals_head_is_read_and_only_its_code_is_missing() -> None:
    reading = seed("002")
    assert reading.kind == AppealKind.APPEAL
    assert reading.title.startswith("Judicial harassment of Ms. Larisa Kharkova, President of KNPRK")
    assert reading.issuer.startswith("The Observatory for the Protection of Human Rights Defenders")
    assert reading.issued_on.as_date() == date(2017, 10, 4)
    assert (reading.country, reading.code, reading.reply_to) == ("KZ", "", "Appeals@fidh-omct.org")
    assert (reading.links, reading.copies, reading.sign_by) == ((), (), None)
    assert [(warning.code, warning.line) for warning in reading.warnings] == [("code_missing", 45)]


def test_the_kharkova_appeal_names_five_people_and_no_official_among_them() -> None:
    assert [person.name for person in seed("002").persons] == [
        "Larisa Kharkova", "Max Bokayev", "Talgat Ayanov", "Nurbek Kushakbaev", "Amin Eleusinov",
    ]  # fmt: skip


def test_the_kurmanov_appeal_keeps_its_channels_alternatives_and_copies() -> None:
    reading = seed("000", 111, 195)
    channels = {
        addressee.person or addressee.office.pick("en"): [
            (c.value, *c.alternatives) for c in addressee.channels
        ]
        for addressee in draft_from(reading, "kurmanov", TODAY)[1].addressees
    }
    akimat = [("+77272716579",), ("press_center@a-a.kz",)]
    assert channels == {
        "Akhmatzhan Esimov": akimat,
        "Serik Seidumanov": akimat,
        "Kazakh Prosecutor General’s Office": [
            ("+77272630568",),
            ("procuror@nursat.kz", "akparat@prokuror.kz"),
        ],
        "Almaty Prosecutor’s Office": [("gp-rk@mail.online.kz",)],
        "Secretariat of the OSCE": [("+431514366996",)],
    }
    assert [copy.value for copy in reading.copies] == ["denver76-76@mail.ru", "admin@socialismkz.info"]
    assert ("year_missing", "April 27") in [(w.code, w.detail) for w in reading.warnings]


def test_the_glodeni_action_names_five_offices_and_has_lost_its_link() -> None:
    reading = seed("000", 1, 20)
    assert len(reading.addressees) == 5
    assert not any(addressee.channels for addressee in reading.addressees)
    assert len(reading.persons) == 5
    assert reading.country == "MD"
    assert "link_without_address" in {warning.code for warning in reading.warnings}


@pytest.mark.parametrize(
    ("number", "first", "last", "kind"),
    [("000", 25, 109, AppealKind.STATEMENT), ("004", 1, None, AppealKind.REPORT)],
)
def test_an_article_and_a_report_ask_for_no_letter(
    number: str, first: int, last: int | None, kind: AppealKind
) -> None:
    reading = seed(number, first, last)
    assert reading.kind == kind
    assert (reading.addressees, reading.demands) == ((), ())
    assert "no_request" in {warning.code for warning in reading.warnings}


def test_the_federations_letter_has_one_postal_addressee() -> None:
    reading = seed("001")
    (minister,) = reading.addressees
    assert (minister.person, minister.office) == ("Serik Akhmetov", "Prime Minister of Kazakhstan")
    (post,) = minister.channels
    assert post.kind is ChannelKind.POST
    assert post.value == "Levyi bereg, Dom Pravitelstva Astana, 010000 Republic of Kazakhstan"
    assert reading.issued_on.as_date() == date(2012, 10, 22)


def test_of_the_whole_archive_page_the_kurmanov_appeal_is_read() -> None:
    reading = seed("000")
    assert reading.title == "Free Ainur Kurmanov!"
    assert [w.line for w in reading.warnings if w.code == "several_items"] == [3, 25]
