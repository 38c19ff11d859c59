"""Reading appeals, following their court dates, and signing."""

from datetime import date

from alertbot.dialogue.doors import RemindMe
from alertbot.domain.signature import SignatureMode, Support
from alertbot.domain.subscriber import Address
from alertbot.ports import Tx
from tests.support.stage import Stage


async def support(stage: Stage, appeal: int, name: str = "ann") -> Support:
    chat = getattr(stage, name).chat
    return await stage.asked(lambda tx: tx.signatures.support(appeal, Address(stage.platform.name, chat)))


async def open_kurmanov(stage: Stage) -> int:
    """Ann has the appeal's card before her."""
    published = await stage.publish("kurmanov")
    await stage.ann.says("/appeals")
    await stage.ann.taps("Free Ainur")
    return published.id


async def test_an_empty_list_says_so(stage: Stage) -> None:
    await stage.ann.says("/appeals")

    stage.ann.sees("appeals.none")


async def test_anybody_reads_a_case_without_subscribing(stage: Stage) -> None:
    await open_kurmanov(stage)
    stage.ann.sees("Free Ainur Kurmanov!", "card.what_you_can_do", "Socialist Resistance Kazakhstan")
    await stage.ann.taps("card.full")

    stage.ann.sees("case.demands", "case.people", "case.timeline", "case.addressees")
    stage.ann.sees("Akim (mayor) of Almaty")


async def test_an_appeal_is_shared_as_text_to_forward(stage: Stage) -> None:
    await open_kurmanov(stage)
    await stage.ann.taps("card.share")

    stage.ann.sees("share.forward", "Free Ainur Kurmanov!")


async def test_reminders_are_turned_on_and_off(stage: Stage) -> None:
    await stage.ann.subscribe()
    await open_kurmanov(stage)
    await stage.ann.taps("card.remind")
    stage.ann.sees("remind.on", "remind.no_date")
    await stage.ann.taps("remind.stop")

    stage.ann.sees("remind.off")


async def follows(stage: Stage, appeal: int) -> bool:
    async def ask(tx: Tx) -> bool:
        published = await tx.appeals.get(appeal)
        ann = await tx.people.find(Address(stage.platform.name, stage.ann.chat))
        assert published
        assert ann
        return published.case_id in await tx.follows.followed(ann.id)

    return await stage.asked(ask)


async def test_the_same_button_of_reminders_pressed_twice_changes_nothing(stage: Stage) -> None:
    await stage.ann.subscribe()
    appeal = await open_kurmanov(stage)
    await stage.ann.follows(RemindMe(appeal, 1).pack())
    await stage.ann.follows(RemindMe(appeal, 1).pack())
    stage.ann.sees("remind.already")
    stage.ann.is_offered("remind.stop")
    assert await follows(stage, appeal)

    await stage.ann.follows(RemindMe(appeal, 0).pack())
    await stage.ann.follows(RemindMe(appeal, 0).pack())
    stage.ann.sees("remind.none")
    assert not await follows(stage, appeal)


async def test_reminders_need_a_subscription_and_lead_to_it(stage: Stage) -> None:
    await open_kurmanov(stage)
    await stage.ann.taps("card.remind")

    stage.ann.sees("welcome.consent")


async def test_two_taps_sign_without_a_name(stage: Stage) -> None:
    appeal = await open_kurmanov(stage)
    await stage.ann.taps("card.sign")
    stage.ann.sees("sign.means", "sign.keep.mark", "sign.warning", "Kazakhstan")
    assert await support(stage, appeal) == Support(None, 0)
    await stage.ann.taps("sign.count_me")

    stage.ann.sees("sign.thanks", "sign.is_counted", "sign.few")
    assert await support(stage, appeal) == Support(SignatureMode.COUNTED, 1)


async def test_signing_twice_counts_once_and_says_so(stage: Stage) -> None:
    appeal = await open_kurmanov(stage)
    await stage.ann.taps("card.sign")
    await stage.ann.taps("sign.count_me")
    await stage.ann.says("/appeals")
    await stage.ann.taps("Free Ainur")
    await stage.ann.taps("card.sign")

    stage.ann.sees("sign.already")
    assert await support(stage, appeal) == Support(SignatureMode.COUNTED, 1)


async def test_a_name_is_added_only_after_its_exact_form_was_shown(stage: Stage) -> None:
    appeal = await open_kurmanov(stage)
    await stage.ann.taps("card.sign")
    await stage.ann.taps("sign.add_name")
    stage.ann.sees("sign.name.who_sees")
    await stage.ann.says("=HYPERLINK()")
    stage.ann.sees("sign.name.unusable")
    await stage.ann.says("  Rosa \u202e  Example ")
    stage.ann.sees("sign.name.exactly", "Rosa Example")
    assert await support(stage, appeal) == Support(None, 0)
    await stage.ann.taps("sign.name.yes")

    stage.ann.sees("sign.is_named")
    assert await support(stage, appeal) == Support(SignatureMode.NAMED, 1)
    await stage.ann.says("/mydata")
    stage.ann.sees("Rosa Example")


async def test_a_name_can_be_typed_again_before_it_is_confirmed(stage: Stage) -> None:
    appeal = await open_kurmanov(stage)
    await stage.ann.taps("card.sign")
    await stage.ann.taps("sign.add_name")
    await stage.ann.says("Rosa Exmaple")
    await stage.ann.taps("sign.name.again")
    await stage.ann.says("Rosa Example")
    await stage.ann.taps("sign.name.yes")

    assert (await support(stage, appeal)).mode is SignatureMode.NAMED
    await stage.ann.says("/mydata")
    stage.ann.sees("Rosa Example")
    stage.ann.sees_not("Exmaple")


async def test_who_thinks_better_of_a_name_signs_without(stage: Stage) -> None:
    appeal = await open_kurmanov(stage)
    await stage.ann.taps("card.sign")
    await stage.ann.taps("sign.add_name")
    await stage.ann.says("Rosa Example")
    await stage.ann.taps("sign.only_count")

    assert await support(stage, appeal) == Support(SignatureMode.COUNTED, 1)
    await stage.ann.says("/mydata")
    stage.ann.sees_not("Rosa Example")


async def test_a_signature_is_taken_back(stage: Stage) -> None:
    appeal = await open_kurmanov(stage)
    await stage.ann.taps("card.sign")
    await stage.ann.taps("sign.count_me")
    await stage.ann.taps("sign.withdraw")

    stage.ann.sees("sign.withdrawn")
    assert await support(stage, appeal) == Support(None, 0)


async def test_not_now_leads_back_to_the_appeal(stage: Stage) -> None:
    await open_kurmanov(stage)
    await stage.ann.taps("card.sign")
    await stage.ann.taps("sign.not_now")

    stage.ann.is_offered("card.sign", "card.write")


async def test_an_appeal_past_its_last_day_takes_no_signature(stage: Stage) -> None:
    published = await stage.publish("kurmanov", sign_by=date(2017, 10, 5))
    await stage.ann.says("/appeals")
    await stage.ann.taps("Free Ainur")
    await stage.ann.taps("card.sign")
    await stage.pass_time(days=3)
    await stage.ann.taps("sign.count_me")

    stage.ann.sees("sign.closed")
    assert await support(stage, published.id) == Support(None, 0)


async def test_a_signature_is_taken_back_even_after_the_last_day(stage: Stage) -> None:
    published = await stage.publish("kurmanov", sign_by=date(2017, 10, 5))
    await stage.ann.says("/appeals")
    await stage.ann.taps("Free Ainur")
    await stage.ann.taps("card.sign")
    await stage.ann.taps("sign.count_me")
    await stage.pass_time(days=3)
    await stage.ann.taps("sign.withdraw")

    stage.ann.sees("sign.withdrawn")
    assert await support(stage, published.id) == Support(None, 0)


async def test_the_count_shown_is_rounded_and_hides_few(stage: Stage) -> None:
    appeal = await open_kurmanov(stage)
    for number in range(12):
        other = Address(stage.platform.name, f"other{number}")

        async def sign(tx: object, other: Address = other) -> bool:
            return await tx.signatures.sign(appeal, other, SignatureMode.COUNTED, "", stage.clock.now())  # type: ignore[attr-defined]

        await stage.asked(sign)
    await stage.ann.taps("card.sign")
    await stage.ann.taps("sign.count_me")

    stage.ann.sees("At least 10 signatures")
