"""Letters: rendered for whoever asks, handed over, never stored; only a keyed trace stays."""

import asyncio

from alertbot.dialogue.preview import SampleLetter
from alertbot.dialogue.screen import File
from alertbot.dialogue.write_letter import THEIRS, Letters, ReadyLetter, TookLetters
from alertbot.domain.addressee import Addressee
from alertbot.domain.appeal import Appeal
from alertbot.domain.letter import Letter
from alertbot.domain.publication import Published
from alertbot.journeys.desk import Journey, Who
from alertbot.journeys.drafting import at_hand
from alertbot.letters.formats import as_eml, as_text, file_name
from alertbot.letters.render import letter_languages, render
from alertbot.ports import Store, Tx


class LetterWriting:
    @property
    def journey(self) -> Journey:
        return Journey(
            finds={SampleLetter: self._sample},
            fetches={Letters: self._letters},
            does={TookLetters: self._took},
        )

    async def _letters(self, store: Store, want: Letters, who: Who) -> tuple[ReadyLetter, ...]:
        async with store.transaction() as tx:
            published = await tx.appeals.get(want.appeal)
        if published is None:
            return ()
        return await asyncio.to_thread(ready_letters, published, want, who.locale)

    async def _sample(self, tx: Tx, want: SampleLetter, who: Who) -> str:
        draft = await at_hand(tx, want.draft, who.organizer)
        appeal = draft.appeal if draft else None
        if appeal is None or appeal.letter is None or not appeal.addressees:
            return ""
        if want.language not in letter_languages(appeal):
            return ""
        return as_text(render(appeal, 1, appeal.addressees[0], want.language))

    async def _took(self, tx: Tx, order: TookLetters, who: Who) -> None:
        for addressee in order.addressees:
            await tx.signatures.mark(order.appeal, who.chat, f"letter.{addressee}.{order.version}")


def ready_letters(published: Published, want: Letters, locale: str) -> tuple[ReadyLetter, ...]:
    """The letters somebody asked for, each with its mail draft and, where needed, a translation."""
    addressees = published.appeal.addressees
    chosen = [addressees[n] for n in want.offices if 0 <= n < len(addressees)]
    return tuple(_ready(published, addressee, want, locale) for addressee in chosen)


def _ready(published: Published, addressee: Addressee, want: Letters, locale: str) -> ReadyLetter:
    appeal = published.appeal
    language = letter_language(appeal, addressee, want.language)
    letter = render(appeal, published.version, addressee, language, want.signer, want.sentence)
    eml = File(file_name(letter, "eml"), "message/rfc822", as_eml(letter)) if letter.to else None
    return ReadyLetter(letter, eml, _translation(appeal, addressee, letter, locale))


def letter_language(appeal: Appeal, addressee: Addressee, wished: str) -> str:
    """The language a letter is written in: the one wished for, or else the one the office reads."""
    languages = letter_languages(appeal)
    for language in (wished, addressee.language, "en"):
        if language != THEIRS and language in languages:
            return language
    return languages[0]


def _translation(appeal: Appeal, addressee: Addressee, letter: Letter, locale: str) -> str:
    if letter.language == locale or locale not in letter_languages(appeal):
        return ""
    neutral = Addressee(addressee.key, addressee.office, group=addressee.group)
    return render(appeal, 1, neutral, locale).body
