"""Every conversation there is, and which one an event belongs to."""

from alertbot.dialogue import (
    approve,
    attend,
    audit,
    break_glass,
    calendar,
    case_page,
    close,
    correct,
    drill,
    export,
    guide,
    hearing_file,
    hearings,
    lawyer,
    lawyer_desk,
    letter_numbers,
    letter_reports,
    manage,
    network,
    new_appeal,
    outcomes,
    permits,
    privacy,
    quieting,
    read,
    retract,
    room_questions,
    room_wishes,
    rooms,
    second_factor,
    settings,
    sign,
    stats,
    status,
    subscribe,
    translate,
    updates,
    write_letter,
)
from alertbot.dialogue.engine import Command, Conversation, Document, Event, Line, State, Tapped
from alertbot.dialogue.tap import TapBook
from alertbot.domain.authority import Role

PRIVATE = (
    subscribe.CONVERSATION,
    read.CONVERSATION,
    case_page.CONVERSATION,
    sign.CONVERSATION,
    write_letter.CONVERSATION,
    letter_reports.CONVERSATION,
    letter_numbers.CONVERSATION,
    settings.CONVERSATION,
    quieting.CONVERSATION,
    room_wishes.CONVERSATION,
    room_questions.CONVERSATION,
    network.CONVERSATION,
    privacy.CONVERSATION,
    new_appeal.CONVERSATION,
    approve.CONVERSATION,
    translate.CONVERSATION,
    second_factor.CONVERSATION,
    break_glass.CONVERSATION,
    hearings.CONVERSATION,
    outcomes.CONVERSATION,
    lawyer.CONVERSATION,
    lawyer_desk.CONVERSATION,
    attend.CONVERSATION,
    calendar.CONVERSATION,
    hearing_file.CONVERSATION,
    manage.CONVERSATION,
    correct.CONVERSATION,
    updates.CONVERSATION,
    retract.CONVERSATION,
    close.CONVERSATION,
    status.CONVERSATION,
    stats.CONVERSATION,
    export.CONVERSATION,
    audit.CONVERSATION,
    drill.CONVERSATION,
    guide.CONVERSATION,
)
ROOM = rooms.CONVERSATION
TAPS = TapBook(tuple(tap for conversation in PRIVATE for tap in conversation.taps))

_BY_NAME = {conversation.name: conversation for conversation in PRIVATE}
_BY_COMMAND = {word: conversation for conversation in PRIVATE for word in conversation.commands}
_BY_TAP = {tap: conversation for conversation in PRIVATE for tap in conversation.taps}


def conversation_for(event: Event, state: State | None, role: Role | None) -> Conversation:
    """The conversation that answers an event in a private chat; organizers' ones exist only for those whose
    role grants what is asked."""
    chosen = _owner(event, state, organizer=role is not None)
    if chosen is None or not permits.answers(chosen, event, role):
        return guide.CONVERSATION
    return chosen


def _owner(event: Event, state: State | None, *, organizer: bool) -> Conversation | None:
    if state and state.conversation == drill.CONVERSATION.name and drill.takes(event):
        return drill.CONVERSATION
    match event:
        case Command(word=word):
            return _BY_COMMAND.get(word)
        case Tapped(tap):
            return _BY_TAP.get(type(tap))
        case Line() if state:
            return _BY_NAME.get(state.conversation)
        case Line(text=forwarded) if organizer and len(forwarded) >= new_appeal.SHORTEST_APPEAL:
            return new_appeal.CONVERSATION
        case Document() if organizer:
            return hearing_file.CONVERSATION if hearing_file.is_calendar(event) else new_appeal.CONVERSATION
        case _:
            return None
