"""Of a picture only its colours go on, of a document only its pages; nothing else makes a sound."""

import io
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageCms, PngImagePlugin
from pypdf import PdfReader, PdfWriter
from pypdf.generic import NameObject, StreamObject

from alertbot.domain.enclosure import EnclosureKind, file_name
from alertbot.errors import Unenclosable
from alertbot.intake.enclosure import LARGEST, cleaned
from alertbot.intake.jpeg import bare_jpeg
from alertbot.intake.paper_file import cleaned_document
from alertbot.intake.picture import LARGEST_SIDE, MOST_PIXELS, cleaned_picture
from tests.support.enclosures import HIDDEN, document, photograph, size_of

SECRET = st.text(st.characters(codec="ascii", categories=("L", "N")), min_size=8, max_size=40)
SIDE = st.integers(1, 60)


def opened(content: bytes) -> Image.Image:
    image = Image.open(io.BytesIO(content))
    image.load()
    return image


@given(
    format=st.sampled_from(("JPEG", "PNG", "WEBP")),
    secret=SECRET,
    width=SIDE,
    height=SIDE,
    turn=st.integers(1, 8),
)
@settings(max_examples=40, deadline=None)
def test_nothing_that_was_written_into_a_picture_comes_along(
    format: str, secret: str, width: int, height: int, turn: int
) -> None:
    image = Image.new("RGB", (width, height), "teal")
    exif = Image.Exif()
    exif[0x0112], exif[0x010E], exif[0x9286] = turn, secret, secret
    exif.get_ifd(0x8825)[29] = secret
    texts = PngImagePlugin.PngInfo()
    texts.add_text("Author", secret)
    more = {"JPEG": {"comment": secret.encode()}, "PNG": {"pnginfo": texts}, "WEBP": {}}[format]
    written = io.BytesIO()
    image.save(written, format, exif=exif, xmp=secret.encode(), **more)
    assert secret.encode() in written.getvalue()

    clean = cleaned_picture(written.getvalue() + secret.encode())

    assert secret.encode() not in clean
    shown = opened(clean)
    assert not shown.getexif()
    assert not {"comment", "exif", "xmp", "icc_profile", "photoshop"} & shown.info.keys()
    assert shown.size == ((height, width) if turn >= 5 else (width, height))


@given(st.binary(max_size=400))
@settings(max_examples=200, deadline=None)
def test_any_bytes_are_refused_in_one_way(content: bytes) -> None:
    for beginning in (
        b"",
        b"\xff\xd8\xff\xe0",
        b"\x89PNG\r\n\x1a\n",
        b"RIFF\x00\x00\x00\x00WEBPVP8 ",
        b"%PDF-1.7\n",
    ):
        with pytest.raises(Unenclosable):
            cleaned(beginning + content)


@given(
    whole=st.sampled_from((photograph(), photograph(format="PNG"), photograph(format="WEBP"), document())),
    at=st.floats(0, 1),
    byte=st.integers(0, 255),
    cut=st.booleans(),
)
@settings(max_examples=150, deadline=None)
def test_a_damaged_file_is_cleaned_or_refused(whole: bytes, at: float, byte: int, cut: bool) -> None:
    place = int(at * (len(whole) - 1))
    damaged = whole[:place] if cut else whole[:place] + bytes((byte,)) + whole[place + 1 :]
    try:
        _, _, clean = cleaned(damaged)
    except Unenclosable:
        return
    assert HIDDEN.encode() not in clean


@pytest.mark.parametrize("name", [b"/DCTDecode", b"/Filter", b"/XObject", b"/Subtype"])
def test_a_picture_whose_name_is_damaged_does_not_slip_through_a_document(name: bytes) -> None:
    whole = document()
    for place in range(len(name)):
        damaged = name[:place] + b"\0" + name[place + 1 :]
        try:
            _, _, clean = cleaned(whole.replace(name, damaged))
        except Unenclosable:
            continue
        assert HIDDEN.encode() not in clean


@pytest.mark.parametrize("marker", [0x00, 0x20, 0xB6, 0xC8, 0xF0])
def test_a_picture_in_a_document_keeps_only_what_pictures_are_made_of(marker: int) -> None:
    remark = b"\xff\xfe\x00\x0c" + HIDDEN.encode()
    whole = document()
    assert remark in whole
    with pytest.raises(Unenclosable):
        cleaned(whole.replace(remark, bytes((0xFF, marker)) + remark[2:]))


def test_a_large_picture_becomes_small_and_keeps_its_shape() -> None:
    assert size_of(cleaned_picture(photograph((3000, 1500)))) == (LARGEST_SIDE // 2, LARGEST_SIDE)


def test_a_small_picture_stays_as_small_as_it_is() -> None:
    assert size_of(cleaned_picture(photograph((20, 10)))) == (10, 20)


def test_what_would_unpack_to_gigabytes_is_refused_unread() -> None:
    bomb = io.BytesIO()
    Image.new("1", (8000, 8000)).save(bomb, "PNG")
    assert MOST_PIXELS < 8000 * 8000
    with pytest.raises(Unenclosable, match="pixels"):
        cleaned_picture(bomb.getvalue())


def test_what_is_clear_in_a_picture_becomes_white() -> None:
    clear = io.BytesIO()
    Image.new("RGBA", (8, 8), (255, 0, 0, 0)).save(clear, "PNG")
    assert opened(cleaned_picture(clear.getvalue())).getpixel((4, 4)) == (255, 255, 255)


def test_colours_of_another_profile_are_turned_into_everybodys() -> None:
    colours: Any = ImageCms
    profile = colours.ImageCmsProfile(colours.createProfile("sRGB")).tobytes()
    written = io.BytesIO()
    Image.new("RGB", (8, 8), (200, 30, 30)).save(written, "PNG", icc_profile=profile)
    clean = opened(cleaned_picture(written.getvalue()))
    assert "icc_profile" not in clean.info
    pixels = clean.crop((4, 4, 5, 5)).tobytes()
    assert all(abs(now - before) < 6 for now, before in zip(pixels, (200, 30, 30), strict=True))


def test_the_same_file_always_gives_the_same_bytes() -> None:
    assert cleaned(photograph()) == cleaned(photograph())
    once = document()
    assert cleaned(once) == cleaned(once)


# --- documents ------------------------------------------------------------------------------------------


def test_nothing_but_the_pages_of_a_document_comes_along() -> None:
    dirty = document(2)
    assert dirty.count(HIDDEN.encode()) > 3
    kind, _, clean = cleaned(dirty)

    assert kind is EnclosureKind.DOCUMENT
    assert HIDDEN.encode() not in clean
    reader = PdfReader(io.BytesIO(clean))
    assert len(reader.pages) == 2
    assert reader.metadata is None
    assert not reader.attachments
    assert not any("/Annots" in page for page in reader.pages)
    assert all(HIDDEN.encode() not in image.data for page in reader.pages for image in page.images)
    assert set(reader.root_object) <= {"/Type", "/Pages"}


def test_pictures_inside_a_document_lose_what_cameras_wrote() -> None:
    reader = PdfReader(io.BytesIO(document()))
    writer = PdfWriter(clone_from=reader)
    resources = writer.pages[0]["/Resources"]
    inside = resources["/XObject"]["/image"].get_object()  # pyright: ignore
    assert isinstance(inside, StreamObject)
    inside._data = photograph()  # pyright: ignore[reportPrivateUsage]
    inside[NameObject("/Filter")] = NameObject("/DCTDecode")
    written = io.BytesIO()
    writer.write(written)
    assert written.getvalue().count(HIDDEN.encode()) > 3

    clean = cleaned_document(written.getvalue())

    assert HIDDEN.encode() not in clean
    assert size_of(PdfReader(io.BytesIO(clean)).pages[0].images[0].data) == (64, 48)


def test_an_earlier_state_of_a_document_does_not_come_along() -> None:
    first = document()
    writer = PdfWriter(io.BytesIO(first), incremental=True)
    writer.add_metadata({"/Author": "somebody else"})
    written = io.BytesIO()
    writer.write(written)
    assert written.getvalue().startswith(first)

    clean = cleaned_document(written.getvalue())
    assert HIDDEN.encode() not in clean
    assert b"somebody else" not in clean


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (document(password="x"), "locked"),
        (document(61), "pages"),
        (b"%PDF-1.4 and nothing more", "broken"),
        (b"GIF89a", "format"),
        (b"\0\0\0\x24ftypheic\0\0\0\0", "heic"),
        (b"", "format"),
    ],
)
def test_a_file_that_cannot_go_out_says_why(content: bytes, why: str) -> None:
    with pytest.raises(Unenclosable, match=why):
        cleaned(content)


def test_a_cleaned_file_is_no_larger_than_a_bad_connection_can_bring(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("alertbot.intake.enclosure.LARGEST", 100)
    assert LARGEST == 4 << 20
    with pytest.raises(Unenclosable, match="large"):
        cleaned(photograph())


@given(st.sampled_from((photograph(), photograph((90, 70)))), st.booleans())
@settings(deadline=None)
def test_a_jpeg_without_its_remarks_shows_the_same_picture(whole: bytes, trailed: bool) -> None:
    bare = bare_jpeg(whole + HIDDEN.encode() if trailed else whole)
    assert HIDDEN.encode() not in bare
    assert opened(bare).tobytes() == opened(whole).tobytes()


def test_a_file_is_named_after_its_case() -> None:
    assert file_name("kharkova", 2, EnclosureKind.PICTURE) == "kharkova-2.jpg"
    assert file_name("kharkova", 1, EnclosureKind.DOCUMENT) == "kharkova-1.pdf"
