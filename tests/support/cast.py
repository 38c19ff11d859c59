"""Who is there in every user-level test. The numbers are long, so that a log line that holds one is found."""

from datetime import UTC, datetime

from alertbot.domain.subscriber import Address, Organizer
from alertbot.playground import Chat, Person

ANN, BORIS, CARLA, OLGA, OMAR = 770100101, 770100102, 770100103, 770100201, 770100202
GROUP, CHANNEL = -1007701001, -1007701002

PEOPLE = (
    Person(ANN, "Ann Canaryname", "en"),
    Person(BORIS, "Борис Канарейкин", "ru"),
    Person(CARLA, "Carla Canaryname", "ro"),
    Person(OLGA, "Olga Canaryname", "en"),
    Person(OMAR, "Omar Canaryname", "en"),
)
NAMES = {"ann": ANN, "boris": BORIS, "carla": CARLA, "olga": OLGA, "omar": OMAR}
LANGUAGES = {name: next(p.language for p in PEOPLE if p.id == id) for name, id in NAMES.items()}
ROOMS = (
    Chat(GROUP, "supergroup", "Canary Group", members=(ANN, BORIS), administrators=(CARLA, OLGA)),
    Chat(CHANNEL, "channel", "Canary Alerts", members=(ANN, BORIS), administrators=(CARLA, OMAR)),
)

START = datetime(2017, 10, 4, 8, tzinfo=UTC)
"""A Wednesday, 14:00 in Almaty: one week and a day after the first seed hearing."""


def organizers(platform: str) -> tuple[Organizer, ...]:
    """Olga and Omar, by the ids they have on a platform."""
    return tuple(
        Organizer(name, (Address(platform, str(NAMES[name]) if platform == "telegram" else name),))
        for name in ("olga", "omar")
    )


CANARIES = ("playground", "Canaryname", "Канарейкин", "Canary Group", "Canary Alerts", "770100", "7701001")
"""What no log line may hold: parts of the playground's token, of names and of ids."""
