import pytest

from alertbot.wording.catalogue import locales_directory
from alertbot.wording.check import check_catalogues

from .conftest import Write

BASE = (
    'msgid "a"\nmsgstr "A {x}"\n\nmsgid "n"\nmsgid_plural "n"\n'
    'msgstr[0] "{count} thing"\nmsgstr[1] "{count} things"\n'
)
GOOD = (
    'msgid "a"\nmsgstr "А {x}"\n\nmsgid "n"\nmsgid_plural "n"\n'
    'msgstr[0] "одна вещь"\nmsgstr[1] "{count} вещи"\nmsgstr[2] "{count} вещей"\n'
)


def test_the_shipped_catalogues_have_no_fault() -> None:
    assert check_catalogues(locales_directory()) == ()


def test_catalogues_that_agree_have_no_fault(write: Write) -> None:
    write("en", BASE)
    assert check_catalogues(write("ru", GOOD)) == ()


@pytest.mark.parametrize(
    ("messages", "line", "told"),
    [
        (GOOD.replace("А {x}", "А {y}"), 6, "other arguments than English (x)"),
        (GOOD.replace("А {x}", "<b>{x}"), 6, "<b> is never closed"),
        (GOOD.replace("А {x}", "</i>{x}"), 6, "</i> closes nothing"),
        (GOOD.replace("А {x}", "<b><i>{x}</i></b>"), 6, "tags do not nest"),
        (GOOD.replace("А {x}", "<u>{x}</u>"), 6, "unexpected"),
        (GOOD.replace("А {x}", "{x.y} {x}"), 6, "unexpected"),
        (GOOD.replace("А {x}", ""), 6, "empty msgstr"),
        (GOOD.replace('msgstr[2] "{count} вещей"\n', ""), 9, "lacks a plural form"),
        (GOOD.replace('msgid "a"', '#, fuzzy\nmsgid "a"'), 7, "fuzzy"),
        (GOOD + '\nmsgid "b"\nmsgstr "B"\n', 15, "b is not in the English catalogue"),
        (GOOD + '\nmsgid "a"\nmsgstr "B"\n', 15, "a stands here again; first on line 6"),
        (GOOD.replace('msgid "a"\nmsgstr "А {x}"\n', ""), 0, "a is missing"),
        (
            GOOD.replace(
                'msgstr "А {x}"', 'msgid_plural "a"\nmsgstr[0] "{x}"\nmsgstr[1] "{x}"\nmsgstr[2] "{x}"'
            ),
            6,
            "counted",
        ),
        (GOOD.replace('msgstr "А {x}"', "msgstr А"), 6, "empty msgstr"),
        (GOOD.replace('msgstr "А {x}"', "А {x}"), 7, "misformatted"),
    ],
)
def test_each_fault_is_told_with_its_file_and_line(write: Write, messages: str, line: int, told: str) -> None:
    write("en", BASE)
    faults = check_catalogues(write("ru", messages))
    found = [
        f for f in faults if f.file == "ru/LC_MESSAGES/alertbot.po" and f.line == line and told in f.message
    ]
    assert found, faults


def test_too_few_plural_forms_are_a_fault(write: Write) -> None:
    directory = write("en", BASE)
    path = write("ru", BASE.replace("A {x}", "А {x}")) / "ru" / "LC_MESSAGES" / "alertbot.po"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace(text.splitlines()[4], '"Plural-Forms: nplurals=2; plural=(n != 1);\\n"'))
    assert any("3 are needed" in fault.message for fault in check_catalogues(directory))


def test_a_missing_english_catalogue_is_the_only_fault(write: Write) -> None:
    (fault,) = check_catalogues(write("ru", GOOD))
    assert fault.line == 0
