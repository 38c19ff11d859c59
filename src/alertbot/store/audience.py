"""Who a broadcast goes to, as one condition on the subscriber table."""

from typing import Any

from sqlalchemy import ColumnElement, and_, exists, false, or_, select

from alertbot.domain.delivery import BroadcastKind, DeliveryState
from alertbot.domain.subscriber import ChatKind, SubscriberState
from alertbot.ports import Audience, QuietReaders
from alertbot.store.columns import Holds
from alertbot.store.copies import had, keeps, refused
from alertbot.store.schema import broadcast, case, delivery, follow, mute, subscriber
from alertbot.store.work import Work


async def selection(work: Work, audience: Audience) -> ColumnElement[bool]:
    """The active subscribers of an audience (see :class:`alertbot.ports.Audience`).

    With a case and neither country nor topics given, the case's own decide which rooms match.
    """
    if audience.took is not None:
        return false()
    country, topics = audience.country, audience.topics
    if audience.case_id is not None and not country and not topics:
        known = await work.row(select(case.c.country, case.c.topics).where(case.c.id == audience.case_id))
        if known is not None:
            country, topics = known.country, known.topics
    wanted = _matching(country, topics)
    if audience.case_id is not None:
        rooms = and_(subscriber.c.kind != ChatKind.PERSON, wanted)
        follows = _follows(audience.case_id)
        asked_for = follows if audience.followers_only else or_(follows, rooms)
        wanted = and_(asked_for, ~muted(audience.case_id))
    if audience.told_of:
        wanted = or_(wanted, _told_of(audience.told_of))
    if audience.acted_in is not None:
        wanted = and_(or_(wanted, _follows(audience.acted_in)), ~muted(audience.acted_in))
    if audience.got is not None:
        wanted = or_(wanted, had(alerts_of(audience.got)))
    if audience.rest_of is not None:
        alerts = alerts_of(audience.rest_of)
        wanted = and_(wanted, ~keeps(alerts), ~refused(alerts))
    return and_(subscriber.c.state == SubscriberState.ACTIVE, wanted)


def _matching(country: str, topics: tuple[str, ...]) -> ColumnElement[bool]:
    """The rule of :meth:`alertbot.domain.subscriber.Interests.match`, in SQL."""
    wants_country = _empty(subscriber.c.countries)
    if country:
        wants_country = or_(wants_country, Holds(subscriber.c.countries, country))
    if not topics:
        return wants_country
    any_topic = (Holds(subscriber.c.topics, topic) for topic in topics)
    return and_(wants_country, or_(_empty(subscriber.c.topics), *any_topic))


def _empty(column: ColumnElement[Any]) -> ColumnElement[bool]:
    return column == ()


def _follows(case_id: int) -> ColumnElement[bool]:
    return exists().where(follow.c.subscriber == subscriber.c.id, follow.c.case_id == case_id)


def muted(case_id: int) -> ColumnElement[bool]:
    """Subscribers who muted a case."""
    return exists().where(mute.c.subscriber == subscriber.c.id, mute.c.case_id == case_id)


def keeps_quiet(readers: QuietReaders) -> ColumnElement[bool]:
    """The subscribers with these quiet hours in this zone."""
    zone = subscriber.c.zone
    same_zone = zone.is_(None) if readers.zone is None else zone == readers.zone
    return and_(subscriber.c.quiet.is_not(None), subscriber.c.quiet == str(readers.quiet), same_zone)


def alerts_of(id: int) -> ColumnElement[bool]:
    """The alerts of an appeal, of all its versions."""
    return and_(broadcast.c.appeal == id, broadcast.c.kind == BroadcastKind.ALERT)


def _told_of(hearings: tuple[int, ...]) -> ColumnElement[bool]:
    """Whoever was sent something about these hearings, or perhaps was."""
    perhaps = (DeliveryState.SENT, DeliveryState.IN_DOUBT, DeliveryState.SENDING)
    return exists().where(
        delivery.c.subscriber == subscriber.c.id,
        delivery.c.broadcast == broadcast.c.id,
        broadcast.c.hearing.in_(hearings),
        or_(delivery.c.state.in_(perhaps), delivery.c.tries > 0),
    )
