"""A message as it stands in a chat."""

from __future__ import annotations

from dataclasses import dataclass

from .wire import Json


@dataclass(frozen=True)
class Message:
    """Wraps the Bot API's JSON, which is replaced on an edit and never changed in place."""

    wire: Json

    @property
    def id(self) -> int:
        return self.wire["message_id"]

    @property
    def chat(self) -> int:
        return self.wire["chat"]["id"]

    @property
    def sender(self) -> int:
        """The id of the person, the bot or (in a channel) the channel itself."""
        return self.wire.get("from", self.wire["chat"])["id"]

    @property
    def date(self) -> int:
        return self.wire["date"]

    @property
    def text(self) -> str:
        """The text, or the caption of a document or photo."""
        return self.wire.get("text", self.wire.get("caption", ""))

    @property
    def entities(self) -> list[Json]:
        return self.wire.get("entities", self.wire.get("caption_entities", []))

    @property
    def edited(self) -> bool:
        return "edit_date" in self.wire

    @property
    def rows(self) -> list[list[Json]]:
        return self.wire.get("reply_markup", {}).get("inline_keyboard", [])

    @property
    def buttons(self) -> list[Json]:
        return [button for row in self.rows for button in row]

    @property
    def labels(self) -> list[str]:
        return [button["text"] for button in self.buttons]

    @property
    def file_id(self) -> str:
        """The id of the attached file; empty when there is none."""
        sizes: list[Json] = self.wire.get("photo", [])
        attached: Json = sizes[-1] if sizes else self.wire.get("document", {})
        return attached.get("file_id", "")

    @property
    def file_name(self) -> str:
        return self.wire.get("document", {}).get("file_name", "")
