"""A platform that asks for a pause has it, and the others go on."""

from alertbot.sender.outages import Outages


def test_a_platform_that_asked_for_a_pause_rests_alone_until_it_is_over() -> None:
    now = 100.0
    outages = Outages(lambda: now)
    outages.pause("matrix", 5)
    outages.reached("matrix")

    assert outages.rest("matrix") == 5
    assert outages.rest_of_all(["matrix", "telegram"]) == 0
    now = 105
    assert outages.rest("matrix") == 0


def test_a_shorter_pause_never_cuts_a_longer_one() -> None:
    outages = Outages(lambda: 0.0)
    outages.pause("matrix", 5)
    outages.pause("matrix", 2)

    assert outages.rest("matrix") == 5
