"""Places given a moment before they are free, in virtual time."""

from alertbot.sender.pacer import EARLY, Pacer, Place

from .judge import Judge
from .traffic import WEATHER, send_all
from .virtual import now, simulate


def test_what_passes_until_the_first_byte_costs_no_pace_where_messages_are_held_back() -> None:
    def share(*, early: bool) -> float:
        async def scene() -> float:
            judge = Judge(1000, *WEATHER["far"])
            await send_all(Pacer(1000, now), judge, 8000, at_once=150, early=early, writing=EARLY)
            assert judge.refused == 0
            return 6000 / (judge.arrivals[-1] - judge.arrivals[-6001]) / 1000

        return simulate(scene)

    assert share(early=False) < 0.997 < share(early=True)


def test_a_place_taken_early_and_given_back_is_free_when_it_would_have_been() -> None:
    async def scene() -> tuple[float, float]:
        pacer = Pacer(50, now)
        for chat in range(50):
            pacer.done(await pacer.wait(str(chat), room=False, server="s"))
        early = await pacer.wait("early", room=False, server="s", early=True)
        opens = early.trip.opens
        assert opens - EARLY - 0.001 < now() < opens
        pacer.give_back(early)
        await pacer.wait("next", room=False, server="s")
        return now(), opens

    taken, opens = simulate(scene)
    assert opens <= taken < opens + 1 / 50


def test_nobody_has_a_place_early_who_would_write_at_once() -> None:
    async def scene() -> tuple[float, Place]:
        pacer = Pacer(1, now)
        pacer.done(await pacer.wait("first", room=False, server="s"))
        begun = now()
        place = await pacer.wait("second", room=False, server="s")
        return now() - begun, place

    waited, place = simulate(scene)
    assert waited >= 1.0
    assert place.trip.wait == 0.0
