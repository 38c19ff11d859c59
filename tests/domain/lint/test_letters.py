"""What a letter says: in whose voice, to whom, and whether it asks for what the appeal demands."""

from dataclasses import replace

import pytest

from alertbot.domain.appeal import Appeal, Demand, DemandOutcome
from alertbot.domain.language import Localised
from alertbot.domain.letter import LetterMode, LetterPlan
from alertbot.domain.lint import Remark, RemarkKind, Severity, lint_appeal
from tests.domain.lint.appeals import BODY, CASE, MAYOR, SHOP, SOUND, kinds, letter, text


def written(words: str, language: str = "en") -> tuple[Remark, ...]:
    return lint_appeal(replace(SOUND, letter=letter(words, language)), None, CASE)


@pytest.mark.parametrize(
    ("language", "words", "found"),
    [
        ("en", "Our union has followed the trial.", "Our union"),
        ("en", "We, the undersigned, protest.", "We, the undersigned"),
        ("en", "I write on behalf of our members.", "on behalf of our members"),
        ("en", "I write on behalf of Workers International.", "on behalf of Workers International"),
        ("en", "Our 20,000 members ask you.", "Our 20,000 members"),
        ("en", "We represent 50 million workers.", "We represent"),
        ("en", "As a trade union, we object.", "As a trade union, we"),
        ("ru", "Наш профсоюз следит за процессом.", "Наш профсоюз"),
        ("ru", "Мы, нижеподписавшиеся, требуем.", "Мы, нижеподписавшиеся"),
        ("ru", "Обращаюсь от имени членов Федерации.", "от имени членов"),
        ("ru", "От лица нашей организации прошу.", "От лица нашей организации"),
    ],
)
def test_an_organisation_in_a_personal_letter_is_an_error(language: str, words: str, found: str) -> None:
    (remark,) = written(words, language)
    assert (remark.kind, remark.severity) == (RemarkKind.ORGANISATION_VOICE, Severity.ERROR)
    assert remark.place == ("letter", "body", language)
    assert remark.args == {"words": found}


@pytest.mark.parametrize(
    "words",
    [
        "Sindicatul nostru urmărește procesul.",
        "Noi, subsemnații, cerem.",
        "Noi, subsemnaţii, cerem.",
        "Vă scriu în numele membrilor sindicatului.",
    ],
)
def test_romanian_organisations_are_heard_with_old_letters_too(words: str) -> None:
    plan = LetterPlan(text("Ana", "ro"), text(words, "ro"))
    assert RemarkKind.ORGANISATION_VOICE in kinds(lint_appeal(replace(SOUND, letter=plan)))


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", "I ask you on behalf of Ana Example, who is on hunger strike."),
        ("en", "The union has worked to recover the wages its members are owed."),
        ("en", "I am a member of a union myself, and I have written to our Members of Parliament."),
        ("en", "Workers International wrote to you on the same matter."),
        ("ru", "Профсоюз боролся за выплату зарплат его членам; члены нашей семьи тоже рабочие."),
        ("ru", "Обращаюсь от имени Аны Пример."),
    ],
)
def test_a_person_may_write_about_unions_and_for_prisoners(language: str, words: str) -> None:
    assert written(words, language) == ()


def test_an_organisation_s_own_letter_speaks_in_its_own_voice() -> None:
    plan = replace(letter("Our union has followed the trial."), mode=LetterMode.ORGANISATION)
    assert lint_appeal(replace(SOUND, letter=plan), None, CASE) == ()


def test_the_subject_and_the_words_that_vary_are_read_too() -> None:
    plan = replace(letter(""), subject=Localised({"en": "Our union and Ana", "ru": "Ана"}))
    assert kinds(lint_appeal(replace(SOUND, letter=plan))) == [RemarkKind.ORGANISATION_VOICE]
    varied = replace(
        letter(""), variants={"opening": {"en": ("I write to you.", "Our members write to you.")}}
    )
    (remark,) = lint_appeal(replace(SOUND, letter=varied))
    assert remark.place == ("letter", "variants", "opening", "en", 1)


def with_shop(words: str) -> Appeal:
    block = '{% if group == "shops" %}\n' + words + "\n{% endif %}"
    plan = LetterPlan(text("Ana"), Localised(block_in(block)))
    return replace(SOUND, addressees=(MAYOR, SHOP), letter=plan)


def block_in(block: str) -> dict[str, str]:
    return {"en": BODY["en"].replace("{{ signer }}", f"{block}\n\n{{{{ signer }}}}")}


@pytest.mark.parametrize(
    "words",
    [
        "You are responsible for this.",
        "You have violated every agreement.",
        "Your crimes are known.",
        "Shame on you!",
        "I urge you to stop the harassment.",
    ],
)
def test_a_reproach_to_who_is_only_asked_for_help_is_an_error(words: str) -> None:
    (remark,) = lint_appeal(with_shop(words), None, CASE)
    assert (remark.kind, remark.severity) == (RemarkKind.ACCUSED, Severity.ERROR)
    assert remark.args["addressee"] == "shop"


def test_harsh_words_in_their_own_block_are_asked_about() -> None:
    (remark,) = lint_appeal(with_shop("These stores are complicit in it."), None, CASE)
    assert (remark.kind, remark.severity) == (RemarkKind.ACCUSING_WORDS, Severity.WARNING)
    assert remark.args == {"words": "complicit", "addressee": "shop"}


@pytest.mark.parametrize(
    "words",
    [
        "I ask you to tell the company that its illegal dismissals must end.",
        "Nothing is held against you; the stores are not to blame.",
        "Please use your influence.",
    ],
)
def test_who_is_only_asked_for_help_may_be_asked(words: str) -> None:
    assert lint_appeal(with_shop(words), None, CASE) == ()


def test_who_is_to_answer_for_it_may_be_reproached() -> None:
    assert written("You are responsible for this, and the arrest was illegal.") == ()


def test_the_appeal_s_own_texts_may_not_accuse_a_helper_either() -> None:
    appeal = with_shop("Please help.")
    blaming = replace(appeal, text=text("K-Rauta Stores are complicit in the dismissals."))
    assert kinds(lint_appeal(blaming, None, CASE)) == [RemarkKind.ACCUSING_WORDS]
    fair = replace(appeal, text=text("K-Rauta Stores are not to blame. The arrest of Ana was illegal."))
    assert lint_appeal(fair, None, CASE) == ()


WAGES = Demand(
    "wages", Localised({"en": "Pay the workers their back wages", "ru": "Выплатить рабочим зарплату"})
)


def test_a_demand_that_the_letter_forgets_is_asked_about_in_each_language() -> None:
    found = lint_appeal(replace(SOUND, demands=(*SOUND.demands, WAGES)), None, CASE)
    assert [(r.kind, r.place) for r in found] == [
        (RemarkKind.DEMAND_UNSAID, ("demands", 1, "text", "en")),
        (RemarkKind.DEMAND_UNSAID, ("demands", 1, "text", "ru")),
    ]
    assert found[0].args == {"language": "en", "missing": "Pay, workers, back, wages"}


def test_that_a_person_is_named_does_not_ask_for_her_release() -> None:
    plan = LetterPlan(text("Ana"), text("Ana Example is in prison. I am concerned about Ana Example."))
    assert kinds(lint_appeal(replace(SOUND, letter=plan), None, CASE)) == [RemarkKind.DEMAND_UNSAID]


@pytest.mark.parametrize(
    "words",
    [
        "I ask that the workers be paid their wages at once.",
        "Please see to the payment of the wages they are owed, to all workers.",
    ],
)
def test_a_demand_may_be_put_into_other_words(words: str) -> None:
    appeal = replace(SOUND, demands=(WAGES,), letter=LetterPlan(text("Wages"), text(words)))
    assert lint_appeal(appeal, None, CASE) == ()


def test_a_demand_is_found_in_a_block_and_in_russian_grammar() -> None:
    words = "{% if own_sentence %}{{ own_sentence }}{% else %}Прошу о выплате зарплаты рабочим.{% endif %}"
    demands = (Demand("wages", text("Выплатить рабочим зарплату", "ru")),)
    assert lint_appeal(replace(SOUND, demands=demands, letter=letter(words, "ru")), None, CASE) == ()


def test_what_was_granted_need_not_be_asked_for_again() -> None:
    met = replace(WAGES, outcome=DemandOutcome.MET)
    assert lint_appeal(replace(SOUND, demands=(*SOUND.demands, met)), None, CASE) == ()


def test_a_block_that_nobody_gets_is_asked_about() -> None:
    (remark,) = lint_appeal(replace(with_shop("Please help."), addressees=(MAYOR,)), None, CASE)
    assert (remark.kind, remark.place) == (RemarkKind.UNUSED_BLOCK, ("letter", "body", "en"))
    assert remark.args == {"group": "shops"}


def test_a_group_whose_block_is_missing_in_one_language_is_asked_about() -> None:
    bodies = Localised({**block_in('{% if group == "shops" %}\nPlease help.\n{% endif %}'), "ru": BODY["ru"]})
    appeal = replace(with_shop(""), letter=LetterPlan(Localised({"en": "Ana", "ru": "Ана"}), bodies))
    (remark,) = lint_appeal(appeal, None, CASE)
    assert (remark.kind, remark.place) == (RemarkKind.NO_BLOCK, ("addressees", 1, "group"))
    assert remark.args == {"language": "ru", "group": "shops"}


def test_a_third_group_without_a_block_is_asked_about_unless_something_is_left_for_it() -> None:
    two = (
        '{% if group == "shops" %}A word to shops.{% elif group == "banks" %}A word to banks.'
        "{% ELSE %}{% endif %}"
    )
    bank = replace(SHOP, key="bank", group="banks", office=text("Bank"), secondary=False)
    shop = replace(SHOP, secondary=False)

    def found(block: str) -> list[RemarkKind]:
        plan = LetterPlan(text("Ana"), Localised(block_in(block)))
        return kinds(lint_appeal(replace(SOUND, addressees=(MAYOR, shop, bank), letter=plan), None, CASE))

    assert found(two.replace("{% ELSE %}", "")) == [RemarkKind.NO_BLOCK]
    assert found(two.replace("{% ELSE %}", "{% else %}A word to all the others.")) == []
    assert found('{% if group == "shops" %}A word to shops.{% endif %}') == []


def test_only_the_words_somebody_gets_count_for_the_length_of_a_letter() -> None:
    long = "{% if group == 'shops' %}" + "word " * 300 + "{% else %}" + "word " * 300 + "{% endif %}"
    appeal = replace(SOUND, demands=(), addressees=(MAYOR, replace(SHOP, secondary=False)))
    plan = LetterPlan(text("Ana"), text(long))
    assert lint_appeal(replace(appeal, letter=plan)) == ()
    longer = LetterPlan(text("Ana"), text(long + " word" * 51))
    (remark,) = lint_appeal(replace(appeal, letter=longer))
    assert (remark.kind, remark.args) == (RemarkKind.LONG_LETTER, {"words": 351})
