"""Each seed campaign holds every fact of its source that can be checked."""

import re
from datetime import UTC, date, datetime

import pytest

from alertbot.domain.addressee import ChannelKind
from alertbot.domain.appeal import ActionKind, Appeal, AppealKind, DemandOutcome
from alertbot.domain.case import Case, PersonRole
from alertbot.domain.hearing import HearingState, current
from alertbot.domain.language import Localised, When
from alertbot.domain.letter import Copy, LetterMode
from alertbot.domain.lint import RemarkKind, lint_appeal
from alertbot.intake import PreparedCase
from alertbot.letters.render import render

FAX, EMAIL, POST = ChannelKind.FAX, ChannelKind.EMAIL, ChannelKind.POST


def values(appeal: Appeal, kind: ChannelKind) -> list[str]:
    return [channel.value for a in appeal.addressees for channel in a.channels_of(kind)]


def events(case: Case, when: When) -> str:
    same = [
        e
        for e in case.timeline
        if (e.when.year, e.when.month, e.when.day) == (when.year, when.month, when.day)
    ]
    assert same, when
    return " ".join(event.text.pick("en") for event in same)


# Glodeni


def test_glodeni_has_its_five_leaders_five_offices_without_an_address_and_three_open_demands(
    prepared: dict[str, PreparedCase], appeals: dict[str, Appeal]
) -> None:
    case, appeal = prepared["glodeni"].case, appeals["glodeni/iuf"]
    assert [person.name for person in case.persons] == [
        "Vasilii Guleac",
        "Valentina Semeniuc",
        "Anatolie Furtuna",
        "Fiodor Svoevolin",
        "Victor Colibaba",
    ]
    assert case.country == "MD"
    assert len(appeal.addressees) == 5
    assert all(not a.channels and not a.person for a in appeal.addressees)
    assert [demand.key for demand in appeal.demands] == ["release", "wages", "charges"]
    assert {demand.outcome for demand in appeal.demands} == {DemandOutcome.OPEN}
    assert len(appeal.demands[0].beneficiaries) == 5
    assert "between 3 and 8 years" in appeal.text.pick("en")


def test_glodeni_is_signed_here_because_the_page_elsewhere_is_lost(appeals: dict[str, Appeal]) -> None:
    appeal = appeals["glodeni/iuf"]
    assert [action.kind for action in appeal.actions] == ["sign_elsewhere", "sign", "write", "share"]
    assert appeal.actions[0].url == ""
    assert "lost" in appeal.actions[0].text.pick("en")


def test_glodeni_keeps_the_printed_date_and_marks_what_later_pages_told(
    prepared: dict[str, PreparedCase],
) -> None:
    first, *later = prepared["glodeni"].case.timeline
    assert first.when == When(None, 11, 7, "November 7 of this year")
    assert [event.when.as_date() for event in later] == [
        date(2010, 12, 14),
        date(2010, 12, 17),
        date(2011, 2, 18),
        date(2013, 2, 4),
    ]
    assert all("later page" in event.source for event in later)


# Tikkurila


def test_tikkurila_is_a_statement_with_a_boycott_and_pickets_and_nothing_to_sign(
    appeals: dict[str, Appeal],
) -> None:
    appeal = appeals["tikkurila/itua"]
    assert appeal.kind is AppealKind.STATEMENT
    assert [action.kind for action in appeal.actions] == ["boycott", "attend", "share"]
    assert appeal.letter is None
    assert appeal.addressees == ()
    assert len(appeal.demands) == 2


def test_tikkurila_keeps_the_log_of_letters_nobody_answered(prepared: dict[str, PreparedCase]) -> None:
    case = prepared["tikkurila"].case
    assert events(case, When(None, 3, 30)).startswith("Sent")
    assert "promises" in events(case, When(None, 4, 12))
    assert "Boris Kravchenko" in events(case, When(None, 4, 16))
    assert "another request" in events(case, When(None, 8, 6))
    received = events(case, When(None, 8, 9))
    assert all(fact in received for fact in ("3:20 p.m.", "No. 78", "Suldina"))
    assert "locked" in events(case, When(None, 9, 8))
    assert "28 and 30 September" in events(case, When(None, 9, 28))
    assert "fourteen lawsuits" in events(case, When(None, 10, 13))
    assert "TEKS" in events(case, When(2006))
    assert "February" in events(case, When(2010, 2))


def test_tikkurila_accuses_no_shop_consulate_or_chamber(
    prepared: dict[str, PreparedCase], appeals: dict[str, Appeal]
) -> None:
    text = appeals["tikkurila/itua"].text.pick("en")
    assert "nothing was held against either chain" in text
    assert "The Finnish consulate and the Finnish-Russian Chamber of Commerce were asked" in text
    notes = {person.key: person.note.pick("en") for person in prepared["tikkurila"].case.persons}
    assert "two thirds" in notes["kruglov"]
    assert "four months later" in notes["ramko"]
    assert "300,000 rubles" in notes["tyabin"]


# Kurmanov


def test_kurmanov_has_four_letters_from_one_body(appeals: dict[str, Appeal]) -> None:
    appeal = appeals["kurmanov/solidarity"]
    found = {a.key: render(appeal, 1, a, "en", "Ann Example") for a in appeal.addressees}
    assert {key: letter.body.split("\n")[0] for key, letter in found.items()} == {
        "esimov": "Mr. Esimov:",
        "seidumanov": "Mr. Seidumanov:",
        "prosecutor_general": "Mr. Prosecutor General:",
        "almaty_prosecutor": "Mr. Prosecutor:",
    }
    asked = {key for key, letter in found.items() if "investigate the legality" in letter.body}
    assert asked == {"prosecutor_general", "almaty_prosecutor"}
    bodies = [letter.body.split("\n\n")[1:] for letter in found.values()]
    assert bodies[0] == bodies[1]
    assert [part for part in bodies[2] if part not in bodies[0]] == [
        part for part in bodies[2] if "investigate the legality" in part
    ]


def test_kurmanov_reaches_each_office_as_the_appeal_prints_it(appeals: dict[str, Appeal]) -> None:
    appeal = appeals["kurmanov/solidarity"]
    esimov, seidumanov, general, almaty = appeal.addressees
    assert esimov.channels == seidumanov.channels
    assert (esimov.email, values(appeal, FAX)) == (
        "press_center@a-a.kz",
        ["+77272716579", "+77272716579", "+77272630568"],
    )
    (mail,) = general.channels_of(EMAIL)
    assert (mail.value, mail.alternatives) == ("procuror@nursat.kz", ("akparat@prokuror.kz",))
    assert almaty.email == "gp-rk@mail.online.kz"
    assert almaty.channels_of(FAX) == ()
    assert all(a.channels_of(ChannelKind.IN_PERSON) for a in appeal.addressees)
    assert appeal.letter is not None
    assert appeal.letter.copies == (Copy("denver76-76@mail.ru"), Copy("admin@socialismkz.info"))
    write = next(action for action in appeal.actions if action.kind is ActionKind.WRITE)
    assert "+43 1 514 36 6996" in write.text.pick("en")


def test_kurmanov_never_guesses_the_year(
    prepared: dict[str, PreparedCase], appeals: dict[str, Appeal]
) -> None:
    case = prepared["kurmanov"].case
    assert appeals["kurmanov/solidarity"].issued_on == When(None, 4, 27, "April 27")
    assert all(event.when.year is None for event in case.timeline)
    assert "rejected" in events(case, When(None, 5, 6))
    assert "fifteen days are over" in events(case, When(None, 5, 12))
    assert "11:30 a.m." in events(case, When(None, 4, 27))
    assert "200 US dollars" in case.timeline[0].text.pick("en")
    assert "Temirbank" in events(case, When(None, 4, 22))
    assert {"Arman Turgunbayev", "Dauletbayev"} <= {person.name for person in case.persons}


# Zhanaozen


def test_zhanaozens_numbers_add_up(prepared: dict[str, PreparedCase]) -> None:
    assert 13 + 21 + 3 == 37
    assert 5 + 16 == 21
    case = prepared["zhanaozen"].case
    assert "37 people" in events(case, When(2012, 3))
    verdicts = [int(number) for number in re.findall(r"\d+", events(case, When(2012, 6)))]
    assert verdicts == [13, 3, 7, 21, 5, 16, 1, 3, 3]


def test_zhanaozens_appeal_hearing_sat_in_aktau(prepared: dict[str, PreparedCase]) -> None:
    (hearing,) = prepared["zhanaozen"].case.hearings
    assert (hearing.city, hearing.zone, hearing.day, hearing.hour) == (
        "Aktau",
        "Asia/Aqtau",
        date(2012, 8, 6),
        None,
    )
    assert hearing.state is HearingState.HELD
    assert hearing.starts == datetime(2012, 8, 6, 4, tzinfo=UTC)
    assert "from 7 to 5 years" in hearing.note.pick("en")


def test_zhanaozens_people_keep_their_sentences_and_roles(prepared: dict[str, PreparedCase]) -> None:
    people = {person.key: person for person in prepared["zhanaozen"].case.persons}
    assert people["bozhenko"].role is PersonRole.WITNESS
    assert people["ageleulov"].role is PersonRole.MONITOR
    assert "7 years in prison, 5 after the appeal" in people["tuletaeva"].note.pick("en")
    assert people["dosmagambetov"].note.pick("en").endswith("6 years in prison")
    assert people["saktaganov"].note.pick("en").endswith("4 years in prison")
    assert people["tuletaeva"].names.texts["ru"] == "Роза Тулетаева"
    assert {"kozlov", "sapargali", "aminov"} <= set(people)


def test_the_prime_minister_is_written_to_by_post_only(appeals: dict[str, Appeal]) -> None:
    appeal = appeals["zhanaozen/industriall"]
    (minister,) = appeal.addressees
    assert [channel.kind for channel in minister.channels] == [POST]
    assert minister.channels[0].value == "Levyi bereg, Dom Pravitelstva Astana, 010000 Republic of Kazakhstan"
    assert minister.salutation.pick("en") == "Dear Mr Akhmetov,"
    assert (appeal.code, appeal.issued_on.as_date()) == ("22.10.12/jr/", date(2012, 10, 22))
    assert len(appeal.demands) == 3
    assert appeal.letter is not None
    assert appeal.letter.mode is LetterMode.PERSONAL
    body = render(appeal, 1, minister, "en", "Ann Example").body
    assert "(reference 22.10.12/jr/)" in body
    for number in ("+41 22 308 50 50", "+41 22 308 50 55"):
        assert number in appeal.text.pick("en")


def test_the_monitoring_report_belongs_to_the_same_case_and_asks_for_no_signature(
    appeals: dict[str, Appeal],
) -> None:
    report = appeals["zhanaozen/monitoring"]
    assert report.kind is AppealKind.REPORT
    assert report.issued_on == When(2012, 11, 2, "02.11.2012")
    assert [action.kind for action in report.actions] == ["share"]
    assert (report.letter, report.addressees, report.demands) == (None, (), ())
    assert sum("link was lost" in source.title for source in report.sources) == 2
    assert "Article 164" in report.text.pick("en")


# Kharkova

KHARKOVA_CHANNELS: dict[str, tuple[list[str], str | None]] = {
    "president": (["+77172745631", "+77172745667"], None),
    "interior": ([], "Kense@mvd.kz"),
    "prosecutor_general": (["+77172506402"], None),
    "commissioner": (["+77172740548"], None),
    "geneva": (["+41227886602"], "mission@kazakhstan-geneva.ch"),
    "brussels": (["+3223745091"], "brussels@mfa.kz"),
    "vienna": (["+431890800820"], "kzosce@kazakhstan.at"),
    "embassy": ([], None),
}


def test_kharkova_has_seven_addressees_and_the_embassy_of_ones_own_country(
    appeals: dict[str, Appeal],
) -> None:
    appeal = appeals["kharkova/observatory"]
    found = {a.key: ([c.value for c in a.channels_of(FAX)], a.email) for a in appeal.addressees}
    assert found == KHARKOVA_CHANNELS
    assert len(set(values(appeal, FAX))) == 7
    assert len(values(appeal, EMAIL)) == 4
    assert sum(bool(a.channels_of(FAX)) for a in appeal.addressees) == 6
    assert [c.kind for c in appeal.addressees[-1].channels] == [ChannelKind.EMBASSY_BY_COUNTRY]


def test_kharkovas_addressees_are_addressed_as_they_should_be(appeals: dict[str, Appeal]) -> None:
    found = {a.key: a for a in appeals["kharkova/observatory"].addressees}
    assert found["president"].salutation == Localised(
        {"en": "Dear Mr Nazarbaev,", "ru": "Уважаемый господин Назарбаев!"}
    )
    assert found["geneva"].salutation.pick("en") == "Dear Ambassador Aitzhanova,"
    assert found["brussels"].salutation.pick("en") == "Dear Ambassador Khamzayev,"
    assert found["vienna"].person == ""
    astana = {"president", "interior", "prosecutor_general", "commissioner"}
    assert {key for key, a in found.items() if a.language == "ru"} == astana
    assert {a.language for key, a in found.items() if key not in astana} == {"en"}


def test_kharkova_asks_for_six_things_and_lacks_its_code(appeals: dict[str, Appeal]) -> None:
    appeal = appeals["kharkova/observatory"]
    assert len(appeal.demands) == 6
    assert appeal.demands[1].beneficiaries == ("kushakbaev", "eleusinov")
    assert "Articles 1, 5, 6 and 12.2" in appeal.demands[4].text.pick("en")
    assert (appeal.code, appeal.reply_to) == ("", "Appeals@fidh-omct.org")
    assert appeal.issued_on.as_date() == date(2017, 10, 4)
    assert RemarkKind.NO_CODE in {remark.kind for remark in lint_appeal(appeal)}
    for number in ("+33 1 43 55 25 18", "+33 1 43 55 18 80", "+41 22 809 49 39", "+41 22 809 49 29"):
        assert number in appeal.text.pick("en")


def test_missions_are_asked_to_pass_the_message_on_and_offices_to_act(appeals: dict[str, Appeal]) -> None:
    appeal = appeals["kharkova/observatory"]
    conveyed = {a.key for a in appeal.addressees if "convey" in render(appeal, 1, a, "en").body}
    assert conveyed == {"geneva", "brussels", "vienna", "embassy"}


def test_kharkovas_hearing_moved_twice_and_only_its_last_day_stands(
    prepared: dict[str, PreparedCase],
) -> None:
    chain = prepared["kharkova"].case.hearings
    assert [h.day for h in chain] == [date(2017, 9, 27), date(2017, 9, 28), date(2017, 9, 29)]
    assert [h.supersedes for h in chain] == [None, chain[0].key, chain[1].key]
    assert [h.state for h in chain] == ["adjourned", "adjourned", "held"]
    assert {(h.city, h.zone, h.court.pick("en")) for h in chain} == {
        ("Shymkent", "Asia/Almaty", "South Kazakhstan Regional Appeal Court")
    }
    assert current(chain) == (chain[2],)
    assert chain[0].starts == datetime(2017, 9, 27, 3, tzinfo=UTC)


KHARKOVA_EVENTS = [
    (When(2017, 1, 4), "Shymkent Economic Court"),
    (When(2017, 1, 5), "ninety oil workers"),
    (When(2017, 1, 9), "Articles 189 and 190"),
    (When(2017, 1, 20), "arrested"),
    (When(2017, 1, 22), "15 oil workers 114 to 288 euros"),
    (
        When(2017, 1, 23),
        "28 other hunger strikers to pay more than 3.5 million tenge in all (about 8,629 euros)",
    ),
    (When(2017, 3, 28), "hearing of one hour"),
    (When(2017, 4), "two and a half years"),
    (When(2017, 5), "two years"),
    (When(2017, 6), "Convention 87"),
    (When(2017, 7, 25), "Article 250"),
    (When(2017, 9, 12), "Almaty"),
    (When(2017, 9, 14), "Shymkent"),
    (When(2017, 9, 29), "upholds"),
]


@pytest.mark.parametrize(("when", "fact"), KHARKOVA_EVENTS)
def test_kharkovas_timeline_tells_what_happened_when(
    prepared: dict[str, PreparedCase], when: When, fact: str
) -> None:
    assert fact in events(prepared["kharkova"].case, when)


def test_kharkovas_people_have_their_russian_names_and_relatives_are_not_named(
    prepared: dict[str, PreparedCase],
) -> None:
    people = {person.key: person for person in prepared["kharkova"].case.persons}
    assert [people[key].names.texts["ru"] for key in ("kharkova", "kushakbaev", "eleusinov")] == [
        "Лариса Харькова",
        "Нурбек Кушакбаев",
        "Амин Елеусинов",
    ]
    assert [person.key for person in people.values() if not person.public] == ["vladimir"]
