"""Pictures that people send, with what they wrote about them."""

from typing import Any

from alertbot.ports import FileRef

from .test_events import arrived, said

IMAGE: dict[str, Any] = {"msgtype": "m.image", "url": "mxc://example.org/abc", "info": {"size": 900}}


def file_of(content: dict[str, Any]) -> FileRef:
    heard = arrived(said(content))
    assert heard.event is None
    assert heard.file is not None
    return heard.file


def test_a_picture_with_a_name_of_its_own_has_its_text_as_caption() -> None:
    found = file_of({**IMAGE, "filename": "IMG_1.jpg", "body": "Rosa Example"})
    assert (found.name, found.size, found.caption) == ("IMG_1.jpg", 900, "Rosa Example")


def test_a_picture_whose_text_is_its_name_has_no_caption() -> None:
    assert file_of({**IMAGE, "filename": "IMG_1.jpg", "body": "IMG_1.jpg"}).caption == ""
    assert file_of({**IMAGE, "body": "IMG_1.jpg"}).caption == ""


def test_a_caption_is_never_a_command() -> None:
    assert file_of({**IMAGE, "filename": "a.jpg", "body": "!approve 7"}).caption == "!approve 7"
