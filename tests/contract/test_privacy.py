"""What is kept about somebody, and how it goes."""

from alertbot.domain.signature import Support
from tests.support.stage import Stage

from .test_read_and_sign import support
from .test_subscribe import known


async def signed_and_subscribed(stage: Stage) -> int:
    published = await stage.publish("kurmanov")
    await stage.ann.subscribe()
    await stage.ann.says("/appeals")
    await stage.ann.taps("Free Ainur")
    await stage.ann.taps("card.remind")
    await stage.ann.says("/appeals")
    await stage.ann.taps("Free Ainur")
    await stage.ann.taps("card.sign")
    await stage.ann.taps("sign.count_me")
    return published.id


async def test_who_is_unknown_is_told_so(stage: Stage) -> None:
    await stage.ann.says("/mydata")

    stage.ann.sees("mydata.nothing")


async def test_everything_that_is_kept_is_told(stage: Stage) -> None:
    await signed_and_subscribed(stage)
    await stage.ann.says("/mydata")

    stage.ann.sees("mydata.title", "mydata.address", "mydata.consent", "mydata.counted", "mydata.follows")


async def test_erasing_is_asked_once_and_then_done(stage: Stage) -> None:
    appeal = await signed_and_subscribed(stage)
    await stage.ann.says("/erase")
    stage.ann.sees("erase.what")
    assert await known(stage, "ann") is not None
    await stage.ann.taps("erase.yes")

    stage.ann.sees("erase.done")
    assert await known(stage, "ann") is None
    assert await support(stage, appeal) == Support(None, 0)
    await stage.ann.says("/mydata")
    stage.ann.sees("mydata.nothing")


async def test_erasing_can_be_left_alone(stage: Stage) -> None:
    await signed_and_subscribed(stage)
    await stage.ann.says("/erase")
    await stage.ann.taps("erase.no")

    stage.ann.sees("erase.kept")
    assert await known(stage, "ann") is not None


async def test_panic_erases_at_once(stage: Stage) -> None:
    appeal = await signed_and_subscribed(stage)
    await stage.ann.says("/panic")

    by_hand = "panic.by_hand.matrix" if stage.platform.name == "matrix" else "panic.by_hand"
    stage.ann.sees("panic.done", by_hand)
    assert await known(stage, "ann") is None
    assert await support(stage, appeal) == Support(None, 0)


async def test_who_was_erased_gets_no_alert(stage: Stage) -> None:
    await stage.ann.subscribe()
    await stage.ann.says("/panic")
    await stage.announce("Free Ainur")

    stage.ann.sees_nothing()


async def test_who_was_erased_can_begin_again(stage: Stage) -> None:
    await stage.ann.subscribe()
    await stage.ann.says("/panic")
    await stage.ann.subscribe()

    stage.ann.sees("subscribed.title")
