"""Blocks of a letter that nobody gets, and groups that were forgotten."""

from collections.abc import Iterator

from alertbot.domain.appeal import Appeal
from alertbot.domain.lint.blocks import groups_named, words_for
from alertbot.domain.lint.passage import Passage, bodies
from alertbot.domain.lint.remark import Remark, RemarkKind


def group_blocks(appeal: Appeal) -> Iterator[Remark]:
    """Blocks for groups without addressees; groups without a block where the others have one.

    A group may well do with the shared text. It is asked about when another language has a block for it, or
    when two other groups have theirs and nothing is left for it.
    """
    groups = {addressee.group: index for index, addressee in reversed(list(enumerate(appeal.addressees)))}
    texts = bodies(appeal)
    named = {body.language: groups_named(body.written) for body in texts}
    for body in texts:
        for group, start in named[body.language].items():
            if group not in groups:
                yield body.remark(RemarkKind.UNUSED_BLOCK, start, group=group)
        for group, index in groups.items():
            if group not in named[body.language] and _is_forgotten(body, group, set(groups), named):
                args = {"language": body.language, "group": group}
                yield Remark(RemarkKind.NO_BLOCK, ("addressees", index, "group"), args)


def _is_forgotten(body: Passage, group: str, groups: set[str], named: dict[str, dict[str, int]]) -> bool:
    own = set(named[body.language]) & groups
    if any(group in others for language, others in named.items() if language != body.language):
        return words_for(body.written, group) == words_for(body.written, "")
    # A group that is named nowhere gets what is left; if nothing is, its letter may lack a part.
    left = len("".join(words_for(body.written, group).split()))
    return len(own) > 1 and all(len("".join(words_for(body.written, g).split())) > left for g in own)
