"""Each line of a draft in one tap and one message: addressees, demands, people, days, languages, consent."""

from datetime import date

from alertbot.domain.addressee import Addressee, ChannelKind
from alertbot.domain.appeal import ActionKind, Appeal, AppealKind, ConsentBasis
from alertbot.domain.case import Case, PersonRole
from alertbot.domain.publication import Draft, DraftStage
from tests.support.stage import Stage


async def draft(stage: Stage) -> Draft:
    return (await stage.asked(lambda tx: tx.drafts.open_ones()))[0]


async def appeal(stage: Stage) -> Appeal:
    found = (await draft(stage)).appeal
    assert found
    return found


async def case(stage: Stage) -> Case:
    found = (await draft(stage)).case
    assert found
    return found


async def official(stage: Stage, at: int = 0) -> Addressee:
    return (await appeal(stage)).addressees[at]


async def begun(stage: Stage, title: str = "Free Ainur") -> None:
    await stage.olga.says("/newappeal")
    await stage.olga.taps(title)
    stage.olga.sees("review.title", "state.doubtful", "state.done")


# --- addressees -----------------------------------------------------------------------------------------


async def test_every_address_is_shown_letter_by_letter(stage: Stage) -> None:
    await begun(stage)
    await stage.olga.taps("Akhmatzhan Esimov")

    stage.olga.sees("press_center@a-a.kz", "p r e s s _ c e n t e r @ a - a . k z", "+ 7 7 2 7 2 7 1 6 5 7 9")


async def test_an_address_typed_at_an_addressee_is_added_and_spelled(stage: Stage) -> None:
    await begun(stage)
    await stage.olga.taps("Akhmatzhan Esimov")
    await stage.olga.says("Email: mayor@example.org.")

    stage.olga.sees("m a y o(O) r @ e x a m p l(L) e . o(O) r g")
    assert "mayor@example.org" in (await official(stage)).emails


async def test_a_wrong_address_is_put_right_in_its_place(stage: Stage) -> None:
    await begun(stage)
    await stage.olga.taps("Akhmatzhan Esimov")
    before = await official(stage)
    await stage.olga.taps("Correct 1")
    await stage.olga.says("fax 8 (7172) 74 05 48")

    after = await official(stage)
    assert (after.channels[0].kind, after.channels[0].value) == (ChannelKind.FAX, "+77172740548")
    assert after.channels[1:] == before.channels[1:]


async def test_what_is_no_address_is_asked_for_again(stage: Stage) -> None:
    await begun(stage)
    await stage.olga.taps("Akhmatzhan Esimov")
    before = await official(stage)
    await stage.olga.says("I do not know it yet")
    stage.olga.sees_one("addressee.unread")
    await stage.olga.says("mayor@example.org")

    assert len((await official(stage)).channels) == len(before.channels) + 1


async def test_an_address_is_taken_out_in_one_tap(stage: Stage) -> None:
    await begun(stage)
    await stage.olga.taps("Akhmatzhan Esimov")
    before = await official(stage)
    await stage.olga.taps("Remove 1")

    assert (await official(stage)).channels == before.channels[1:]


async def test_a_fax_number_can_be_a_telephone(stage: Stage) -> None:
    await begun(stage)
    await stage.olga.taps("Akhmatzhan Esimov")
    await stage.olga.taps("addressee.is_phone")

    assert ChannelKind.PHONE in {channel.kind for channel in (await official(stage)).channels}


async def test_another_person_in_the_office_is_not_greeted_by_the_old_name(stage: Stage) -> None:
    await begun(stage)
    await stage.olga.taps("Akhmatzhan Esimov")
    await stage.olga.taps("addressee.person")
    await stage.olga.says("Mr Bauyrzhan Example")

    after = await official(stage)
    assert "Example" in after.person
    assert "Esimov" not in " ".join(after.salutation.texts.values())


async def test_office_greeting_and_postal_address_are_typed_as_they_shall_stand(stage: Stage) -> None:
    await begun(stage)
    await stage.olga.taps("Akhmatzhan Esimov")
    for button, words in (
        ("addressee.office", "Mayor of Almaty"),
        ("addressee.greeting", "Dear Mayor,"),
        ("addressee.post", "4 Republic Square\n050001 Almaty"),
    ):
        await stage.olga.taps(button)
        await stage.olga.says(words)

    after = await official(stage)
    assert after.office.texts["en"] == "Mayor of Almaty"
    assert "Dear Mayor," in after.salutation.texts.values()
    assert [c.value for c in after.channels_of(ChannelKind.POST)] == ["4 Republic Square\n050001 Almaty"]


async def test_an_addressee_is_added_in_one_message(stage: Stage) -> None:
    await begun(stage)
    number = len((await appeal(stage)).addressees)
    await stage.olga.taps("line.add_addressee")
    await stage.olga.says(
        "Mr. Askar Shakirov, Human Rights Commissioner of Kazakhstan. Fax: +7 7172 74 05 48"
    )

    added = await official(stage, number)
    assert [(c.kind, c.value) for c in added.channels] == [(ChannelKind.FAX, "+77172740548")]
    assert added.person == "Askar Shakirov"


async def test_an_addressee_is_taken_out_in_one_tap(stage: Stage) -> None:
    await begun(stage)
    number = len((await appeal(stage)).addressees)
    await stage.olga.taps("Akhmatzhan Esimov")
    await stage.olga.taps("addressee.remove")

    stage.olga.sees("review.title")
    assert len((await appeal(stage)).addressees) == number - 1


async def test_a_button_from_before_a_change_touches_nobody_else(stage: Stage) -> None:
    await begun(stage)
    await stage.olga.taps("Akhmatzhan Esimov")
    stale = (await draft(stage)).id, await official(stage)
    from alertbot.dialogue.draft_taps import Remove, mark

    await stage.olga.taps("addressee.remove")
    number = len((await appeal(stage)).addressees)
    await stage.olga.follows(Remove(stale[0], "addressee", 0, mark(stale[1]), "").pack())

    stage.olga.sees("submit.changed", "review.title")
    assert len((await appeal(stage)).addressees) == number


# --- people, demands, days ------------------------------------------------------------------------------


async def test_demands_are_added_changed_and_taken_out(stage: Stage) -> None:
    await begun(stage)
    number = len((await appeal(stage)).demands)
    await stage.olga.taps("line.demands.label")
    await stage.olga.says("4. Pay the wages that are owed\n• Let his family visit him")
    assert [d.text.texts["en"] for d in (await appeal(stage)).demands[number:]] == [
        "Pay the wages that are owed",
        "Let his family visit him",
    ]
    await stage.olga.taps("line.demands.label")
    await stage.olga.taps(str(number + 1))
    await stage.olga.says("Pay all wages that are owed")
    assert (await appeal(stage)).demands[number].text.texts["en"] == "Pay all wages that are owed"
    await stage.olga.taps("line.demands.label")
    await stage.olga.taps(str(number + 1))
    await stage.olga.taps("list.remove")

    assert len((await appeal(stage)).demands) == number + 1


async def test_people_are_added_given_a_role_and_kept_out_of_sight(stage: Stage) -> None:
    await begun(stage)
    number = len((await case(stage)).persons)
    await stage.olga.taps("line.persons.label")
    await stage.olga.says("Rosa Example")
    await stage.olga.taps("line.persons.label")
    await stage.olga.taps(str(number + 1))
    await stage.olga.taps("role.witness")
    await stage.olga.taps("persons.public")

    person = (await case(stage)).persons[number]
    assert (person.name, person.role, person.public) == ("Rosa Example", PersonRole.WITNESS, False)


async def test_the_closing_day_lies_ahead_and_the_date_of_issue_may_not(stage: Stage) -> None:
    await begun(stage)
    await stage.olga.taps("review.page_on")
    await stage.olga.taps("line.expires.label")
    await stage.olga.says("1 March 2017")
    stage.olga.sees_one("edit.expired_day")
    await stage.olga.says("31 December 2017")
    await stage.olga.taps("line.issued_on.label")
    await stage.olga.says("2 October 2017")

    after = await appeal(stage)
    assert after.expires == date(2017, 12, 31)
    assert after.issued_on.as_date() == date(2017, 10, 2)


async def test_a_report_asks_for_nothing_and_an_appeal_does_again(stage: Stage) -> None:
    await begun(stage)
    await stage.olga.taps("line.kind")
    await stage.olga.taps("kind.report")
    assert not (await appeal(stage)).offers(ActionKind.SIGN)
    await stage.olga.taps("line.kind")
    await stage.olga.taps("kind.appeal")

    after = await appeal(stage)
    assert after.kind is AppealKind.APPEAL
    assert after.offers(ActionKind.SIGN)
    assert after.offers(ActionKind.WRITE)


# --- consent --------------------------------------------------------------------------------------------


async def test_who_agreed_is_asked_before_anything_is_submitted_without_an_issuer(stage: Stage) -> None:
    about = "{key: rosa, title: {en: Rosa}, summary: {en: In short}, country: KZ}"
    content = f"kind: appeal\ntitle: {{en: Free Rosa}}\nsummary: {{en: In short}}\ncase: {about}\n"
    await stage.olga.sends("appeal.yaml", content.encode())
    stage.olga.sees("line.no_consent")
    await stage.olga.taps("review.submit")
    stage.olga.sees_one("consent.ask")
    await stage.olga.taps("consent.family")

    stage.olga.sees("submit.done")
    found = await draft(stage)
    assert found.appeal
    assert (found.stage, found.appeal.consent) == (DraftStage.SUBMITTED, ConsentBasis.FAMILY)


async def test_what_was_asked_is_settled_by_a_tap_and_not_asked_again(stage: Stage) -> None:
    await begun(stage)
    await stage.olga.taps("line.consent.label")
    await stage.olga.taps("review.right")
    stage.olga.sees("review.title")
    stage.olga.sees_not("line.consent_sure")
    await stage.restart()
    await stage.olga.says("/drafts")
    await stage.olga.taps("Free Ainur")

    stage.olga.sees_not("line.consent_sure")


# --- languages ------------------------------------------------------------------------------------------


async def test_a_language_is_added_piece_by_piece_and_what_is_missing_is_shown(stage: Stage) -> None:
    await begun(stage)
    await stage.olga.taps("review.page_on")
    await stage.olga.taps("line.languages.label")
    await stage.olga.taps("➕ Romanian")
    await stage.olga.says("Libertate pentru Ainur")
    stage.olga.sees("language.saved", "edit.summary")
    await stage.olga.taps("language.later")
    stage.olga.sees("language.lacks")
    await stage.olga.taps("Summary: Romanian")
    await stage.olga.says("Pe scurt.")
    stage.olga.sees("language.saved", "Letter (Romanian)")
    await stage.olga.says("Vă rog să-l eliberați {{ now }}.")
    stage.olga.sees("edit.ask_demands")
    await stage.olga.taps("language.later")
    stage.olga.sees("language.demands")
    await stage.olga.taps("Demands: Romanian")
    await stage.olga.says("Una\nDouă\nTrei\nPatru\nCinci\nȘase\nȘapte\nOpt\nNouă")
    stage.olga.sees("edit.demands_differ")
    demands = (await appeal(stage)).demands
    await stage.olga.says("\n".join(f"Cererea {n}" for n, _ in enumerate(demands, 1)))

    after = await appeal(stage)
    assert [one.text.texts["ro"] for one in after.demands] == [
        f"Cererea {n}" for n, _ in enumerate(demands, 1)
    ]
    assert after.letter
    assert after.title.texts["ro"] == "Libertate pentru Ainur"
    assert "Vă rog" in after.letter.body.texts["ro"]
    await stage.olga.taps("Preview: Romanian")
    stage.olga.sees("preview.letter", "Vă rog să-l eliberați")
