"""What comes after an appeal: updates, what became of its demands, and its end."""

from datetime import date, timedelta

from alertbot.domain.appeal import DemandOutcome
from tests.support.stage import HOLD, Stage

NEWS = "The court has set a date."


async def test_an_update_reaches_readers_and_newcomers_once(stage: Stage) -> None:
    await stage.subscribe("ann")
    await stage.announce("Free Ainur")
    await stage.boris.subscribe()
    await updated(stage)

    for actor in (stage.ann, stage.boris):
        assert sum(m.fits(NEWS) for m in actor.messages()) == 1
        actor.is_offered("card.parent")


async def test_whoever_got_the_appeal_gets_its_update_whatever_they_chose_since(stage: Stage) -> None:
    await stage.subscribe("ann")
    await stage.announce("Free Ainur")
    await stage.ann.says("/settings")
    await stage.ann.follows("interests-0")
    await stage.ann.taps("Moldova")
    await updated(stage)

    assert sum(m.fits(NEWS) for m in stage.ann.messages()) == 1


async def test_an_update_leads_back_to_what_can_be_done(stage: Stage) -> None:
    await stage.subscribe("ann")
    await stage.announce("Free Ainur")
    await updated(stage)
    await stage.ann.follows("appeal-1")

    stage.ann.is_offered("card.sign", "card.write")


async def test_nobody_sends_an_update_alone(stage: Stage) -> None:
    await stage.subscribe("ann")
    await stage.announce("Free Ainur")
    await written(stage)
    await stage.pass_time(seconds=HOLD + 1)

    stage.ann.sees_nothing()


async def test_an_outcome_reaches_those_who_acted_and_nobody_else(stage: Stage) -> None:
    await stage.subscribe("ann", "boris")
    await stage.announce("Free Ainur")
    await stage.ann.follows("sign-1-1")
    await stage.ann.taps("sign.count_me")
    await outcome(stage, "demand.met")

    stage.ann.sees("demand.some_open")
    stage.boris.sees_nothing()
    assert "victory" not in stage.ann.text.lower()
    published = await stage.asked(lambda tx: tx.appeals.get(1))
    assert published is not None
    demand = published.appeal.demands[0]
    assert (demand.outcome, demand.outcome_on and demand.outcome_on.as_date()) == (
        DemandOutcome.MET,
        date(2017, 10, 4),
    )


async def test_once_every_demand_is_met_it_says_so(stage: Stage) -> None:
    await stage.ann.subscribe()
    await stage.announce("Free Ainur")
    await stage.ann.follows("remind-1-1")
    published = await stage.asked(lambda tx: tx.appeals.get(1))
    assert published is not None
    for at in range(len(published.appeal.demands)):
        await outcome(stage, "demand.met", at)

    stage.ann.sees("demand.all_met")


async def test_an_outcome_makes_no_button_stale(stage: Stage) -> None:
    await stage.ann.subscribe()
    await stage.announce("Free Ainur")
    await outcome(stage, "demand.partly")
    await stage.ann.follows("write-1-1")

    stage.ann.sees("letter.to_whom")


async def test_who_acted_is_forgotten_with_the_marks_and_followers_are_told(stage: Stage) -> None:
    await stage.subscribe("ann", "boris")
    await stage.announce("Free Ainur")
    await stage.ann.follows("sign-1-1")
    await stage.ann.taps("sign.count_me")
    await stage.boris.follows("remind-1-1")
    await close(stage)
    await stage.pass_time(days=31)
    await stage.store.sweep(stage.clock.now())
    await stage.olga.follows("demandnow-1-1-0-met")
    await stage.olga.taps("review.submit")
    await stage.omar.taps("approve.yes")
    stage.ann.looks_away()
    await stage.pass_time(seconds=HOLD + 1)

    stage.boris.sees("demand.some_open")
    stage.ann.sees_not("demand.some_open")


async def test_a_closed_appeal_sends_nothing_more_and_says_so(stage: Stage) -> None:
    await stage.subscribe("ann", "boris")
    stage.hold_back(stage.boris)
    await stage.announce("Free Ainur")
    await stage.carla.subscribe()
    await close(stage)
    await stage.let_through()
    await stage.look()
    assert not any(m.fits("Free Ainur Kurmanov!") for m in stage.carla.messages())
    await stage.ann.follows("sign-1-1")
    stage.ann.sees("sign.closed")
    await stage.ann.follows("write-1-1")
    stage.ann.sees("letter.closed")
    await stage.ann.follows("appeal-1")
    stage.ann.sees("card.closed")
    stage.ann.is_not_offered("card.sign", "card.write")


async def test_a_month_after_closing_only_numbers_are_left(stage: Stage) -> None:
    await stage.subscribe("ann", "boris")
    await stage.announce("Free Ainur")
    await stage.ann.follows("sign-1-1")
    await stage.ann.taps("sign.count_me")
    await close(stage)
    closed = stage.clock.now()
    for days in (29, 31):
        stage.clock.jump(closed + timedelta(days=days))
        await stage.store.sweep(stage.clock.now())
        copies = await stage.asked(lambda tx: tx.recall.broadcasts(1))
        assert bool(copies) == (days < 30)
        assert bool(await stage.asked(lambda tx: tx.appeals.recent(9))) == (days < 30)


async def written(stage: Stage) -> None:
    await stage.olga.says("/update")
    await stage.olga.taps("Free Ainur")
    await stage.olga.taps("update.write")
    await stage.olga.says(NEWS)
    await stage.olga.taps("review.submit")


async def updated(stage: Stage) -> None:
    await written(stage)
    await stage.omar.taps("approve.yes")
    await stage.pass_time(seconds=HOLD + 1)
    await stage.look()


async def outcome(stage: Stage, what: str, at: int = 0) -> None:
    published = await stage.asked(lambda tx: tx.appeals.get(1))
    assert published is not None
    await stage.olga.follows(f"demand-1-{published.version}-{at}")
    await stage.olga.taps(what)
    await stage.olga.taps("update.today")
    await stage.olga.taps("review.submit")
    await stage.omar.taps("approve.yes")
    await stage.pass_time(seconds=HOLD + 1)


async def close(stage: Stage) -> None:
    await stage.olga.says("/close")
    await stage.olga.taps("Free Ainur")
    await stage.olga.taps("close.now")
