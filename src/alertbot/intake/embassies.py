"""The organizers' table, ``embassies.yaml`` beside the campaigns: whose embassy stands in which country.

A signer's country is asked when a letter is written, looked up here and forgotten.
"""

from pathlib import Path
from typing import Annotated

from pydantic import Field, RootModel, ValidationError, model_validator

from alertbot.domain.addressee import ChannelKind
from alertbot.domain.embassies import Embassies, Embassy
from alertbot.errors import CampaignError, Fault
from alertbot.intake.campaign_faults import faults_of
from alertbot.intake.campaign_fields import Country, Texts, Words, localised, prose
from alertbot.intake.campaign_models import MOST_ENTRIES, ChannelEntry, Entry
from alertbot.intake.yaml_file import MOST_BYTES, read_document

EMBASSIES_FILE = "embassies.yaml"


class EmbassyEntry(Entry):
    """One mission. ``source`` tells where its channels were printed, so that they can be checked again."""

    office: Texts
    person: Words | None = None
    salutation: Texts | None = None
    channels: Annotated[tuple[ChannelEntry, ...], Field(min_length=1, max_length=MOST_ENTRIES)]
    source: Words

    @model_validator(mode="after")
    def _is_a_place(self) -> "EmbassyEntry":
        if any(channel.kind is ChannelKind.EMBASSY_BY_COUNTRY for channel in self.channels):
            raise ValueError("an embassy's own channels are email, fax, post, phone or a web form")
        return self

    def value(self) -> Embassy:
        return Embassy(
            office=localised(self.office),
            person=prose(self.person or ""),
            salutation=localised(self.salutation),
            channels=tuple(entry.as_channel() for entry in self.channels),
            source=prose(self.source),
        )


class EmbassiesFile(RootModel[dict[Country, dict[Country, EmbassyEntry]]]):
    """Sending country to host country to the mission there."""


def read_embassies(name: str, content: bytes) -> Embassies:
    """The table in a file's ``content``; :class:`CampaignError` when there are errors."""
    document = read_document(name, content)
    if not isinstance(document.data, dict):
        raise CampaignError((document.fault((), "write a map here: sending country, host country, embassy"),))
    try:
        table = EmbassiesFile.model_validate(document.data).root
    except ValidationError as error:
        raise CampaignError(faults_of(error, EmbassyEntry, document)) from None
    return Embassies(
        {
            sender: {host: entry.value() for host, entry in missions.items()}
            for sender, missions in table.items()
        }
    )


def load_embassies(directory: Path) -> tuple[Embassies, tuple[Fault, ...]]:
    """The table of a folder of campaigns, and its faults; a folder without the file has an empty one."""
    path = directory / EMBASSIES_FILE
    if not path.is_file():
        return Embassies(), ()
    try:
        with path.open("rb") as file:
            return read_embassies(str(path), file.read(MOST_BYTES + 1)), ()
    except CampaignError as error:
        return Embassies(), error.faults
    except OSError as error:
        return Embassies(), (Fault(str(path), 0, f"the file cannot be read: {error.strerror}"),)
