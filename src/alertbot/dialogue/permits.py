"""What each command, tap, conversation and order asks for, in the words of :mod:`alertbot.domain.authority`.

An organizers' conversation that stands in no table here asks for ``work``: a new one is denied to everybody
but owners and organizers until somebody has thought about it.
"""

from collections.abc import Mapping

from alertbot.dialogue import approve, break_glass, enclosure_file, manage, new_appeal, translate
from alertbot.dialogue.engine import Command, Conversation, Event, Order, Tapped
from alertbot.domain.authority import Deed, Role, may

COMMANDS: Mapping[str, Deed] = {
    "newappeal": Deed.DRAFT,
    "drafts": Deed.LOOK,
    "approve": Deed.APPROVE,
    "hearing": Deed.DATES,
    "halt": Deed.VETO,
    "update": Deed.CORRECT,
    "correct": Deed.CORRECT,
    "retract": Deed.CORRECT,
    "close": Deed.CLOSE,
    "status": Deed.STATUS,
    "stats": Deed.STATS,
    "export": Deed.EXPORT,
    "audit": Deed.AUDIT,
    "drill": Deed.DRILL,
    "security": Deed.SECURE,
    "network": Deed.WORK,
}

TAPS: Mapping[str, Deed] = {
    "submit": Deed.SUBMIT,
    "submitopen": Deed.SUBMIT,
    "submiton": Deed.SUBMIT,
    "approve": Deed.APPROVE,
    "goalone": Deed.APPROVE,
    "sendback": Deed.VETO,
    "cancel": Deed.VETO,
    "again": Deed.WORK,
    "tell": Deed.WORK,
    "sound": Deed.WORK,
    "petition": Deed.WORK,
    "exportyes": Deed.WORK,
    "exportno": Deed.WORK,
}
"""By the word of the tap; one that is not here asks for what its conversation does."""

CONVERSATIONS: Mapping[str, Deed] = {
    "new_appeal": Deed.DRAFT,
    "approve": Deed.LOOK,
    "translate": Deed.TRANSLATE,
    "manage": Deed.VETO,
    "status": Deed.STATUS,
    "letter_numbers": Deed.STATS,
    "stats": Deed.STATS,
    "export": Deed.EXPORT,
    "audit": Deed.AUDIT,
    "second_factor": Deed.SECURE,
    "break_glass": Deed.SUBMIT,
    "hearings": Deed.DATES,
    "hearing_file": Deed.DATES,
    "outcomes": Deed.DATES,
    "lawyer_desk": Deed.DATES,
    "correct": Deed.CORRECT,
    "update": Deed.CORRECT,
    "retract": Deed.CORRECT,
    "close": Deed.CLOSE,
    "drill": Deed.DRILL,
}

ORDERS: Mapping[type[Order], Deed] = {
    new_appeal.BeginDraft: Deed.DRAFT,
    new_appeal.AddText: Deed.DRAFT,
    new_appeal.FillDraft: Deed.DRAFT,
    new_appeal.Drop: Deed.DRAFT,
    enclosure_file.Enclose: Deed.DRAFT,
    enclosure_file.Unenclose: Deed.DRAFT,
    translate.PutIntoWords: Deed.TRANSLATE,
    new_appeal.SubmitDraft: Deed.SUBMIT,
    approve.ApproveDraft: Deed.APPROVE,
    approve.ReopenDraft: Deed.VETO,
    break_glass.PublishAlone: Deed.SUBMIT,
    manage.SteerBroadcast: Deed.VETO,
    manage.HaltEverything: Deed.VETO,
}
"""Asked for wherever such an order comes from, a conversation for everybody included."""


def asked_by(conversation: Conversation, event: Event) -> Deed | None:
    """What answering an event in a conversation asks for; ``None`` where everybody is answered."""
    if not conversation.organizers:
        return None
    usual = CONVERSATIONS.get(conversation.name, Deed.WORK)
    match event:
        case Command(word=word):
            return COMMANDS.get(word, usual)
        case Tapped(tap):
            return TAPS.get(tap.word, usual)
        case _:
            return usual


def answers(conversation: Conversation, event: Event, role: Role | None) -> bool:
    """Whether somebody in this role is answered there."""
    deed = asked_by(conversation, event)
    return deed is None or may(role, deed)


def carries_out(order: Order, conversation: Conversation, event: Event, role: Role | None) -> bool:
    """Whether an order that came out of a conversation may be carried out for somebody in this role."""
    deed = ORDERS.get(type(order))
    return answers(conversation, event, role) and (deed is None or may(role, deed))
