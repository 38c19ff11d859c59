"""The chat page in a real browser: what a person sees and does, with nothing asked of the outside."""

import asyncio
import re
import shutil
from collections.abc import AsyncIterator, Awaitable, Callable
from datetime import timedelta
from urllib.parse import urlsplit

import pytest
from playwright.async_api import Browser, Page, Route, async_playwright, expect
from telegram import (
    Bot,
    BotCommand,
    CopyTextButton,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
)

from alertbot.playground import Playground, VirtualClock

from .conftest import ANN, BEN, CHANNEL, DAN, GROUP, SMALL

pytestmark = pytest.mark.xdist_group("browser")
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--disable-background-networking"]
Opener = Callable[..., Awaitable[Page]]


@pytest.fixture
async def browser() -> AsyncIterator[Browser]:
    program = shutil.which("chromium") or shutil.which("google-chrome")
    if program is None:
        pytest.skip("no Chromium found (looked for chromium and google-chrome)")
    async with async_playwright() as playwright:
        started = await playwright.chromium.launch(executable_path=program, args=ARGUMENTS)
        yield started
        await started.close()


@pytest.fixture
async def visit(browser: Browser, playground: Playground) -> AsyncIterator[Opener]:
    """Opens the page in somebody's seat; at the end, no page may have erred or asked for anything outside."""
    faults: list[str] = []

    async def guard(route: Route) -> None:
        if urlsplit(route.request.url).hostname == "127.0.0.1":
            await route.continue_()
        else:
            faults.append(f"asked for {route.request.url}")
            await route.abort()

    async def opened(person: int, chat: int | None = None, *, width: int = 1200, height: int = 800) -> Page:
        context = await browser.new_context(viewport={"width": width, "height": height})
        await context.grant_permissions(["clipboard-read", "clipboard-write"])
        await context.route("**/*", guard)
        page = await context.new_page()
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.on("console", lambda line: faults.append(line.text) if line.type == "error" else None)
        await page.goto(f"{playground.url}/#{person}/{chat or person}")
        await expect(page.get_by_role("heading", level=1)).to_be_visible()
        return page

    yield opened
    assert faults == []


def buttons(*row: InlineKeyboardButton) -> InlineKeyboardMarkup:
    return InlineKeyboardMarkup([row])


async def test_a_newcomer_presses_start_and_the_answer_appears(
    playground: Playground, bot: Bot, visit: Opener
) -> None:
    await bot.set_my_description("Urgent appeals and court dates.")
    page = await visit(DAN)
    await expect(page.get_by_text("Urgent appeals and court dates.")).to_be_visible()

    await page.get_by_role("button", name="START", exact=True).click()
    await playground.wait_until(lambda: playground.history(DAN))
    await bot.send_message(DAN, "Welcome, <b>Dan</b>", parse_mode="HTML")

    await expect(page.get_by_role("log").get_by_text("Welcome, Dan")).to_be_visible()
    await expect(page.get_by_role("textbox", name="Message")).to_be_visible()


async def test_enter_sends_and_shift_enter_makes_a_new_line(playground: Playground, visit: Opener) -> None:
    playground.press_start(ANN)
    page = await visit(ANN)
    box = page.get_by_role("textbox", name="Message")
    await box.fill("one")
    await box.press("Shift+Enter")
    await box.press_sequentially("two")
    await box.press("Enter")

    await playground.wait_until(lambda: playground.last(ANN).text == "one\ntwo")
    await expect(box).to_have_value("")


async def test_a_long_text_says_into_how_many_messages_it_goes(playground: Playground, visit: Opener) -> None:
    playground.press_start(ANN)
    page = await visit(ANN)
    box = page.get_by_role("textbox", name="Message")
    await box.fill("line of text\n" * 700)
    await expect(page.get_by_text("will be sent as 3 messages")).to_be_visible()
    await box.press("Enter")

    await playground.wait_until(lambda: len(playground.history(ANN)) == 4)


async def test_a_pressed_button_waits_and_the_answer_is_a_toast(
    playground: Playground, bot: Bot, visit: Opener
) -> None:
    playground.press_start(ANN)
    sent = await bot.send_message(
        ANN, "Appeal", reply_markup=buttons(InlineKeyboardButton("Sign", callback_data="s"))
    )
    page = await visit(ANN)
    await page.get_by_role("button", name="Sign", exact=True).click()
    await playground.wait_until(lambda: playground.world.queries)
    await expect(page.locator(".key.waiting")).to_have_count(1)
    await bot.answer_callback_query(next(iter(playground.world.queries)), "Thank you")
    await bot.edit_message_text("Appeal, signed", ANN, sent.message_id)

    await expect(page.get_by_role("status").get_by_text("Thank you")).to_be_visible()
    await expect(page.get_by_role("article").get_by_text("Appeal, signed")).to_be_visible()
    await expect(page.get_by_text("edited")).to_be_visible()
    await expect(page.locator(".key")).to_have_count(0)


async def test_an_alert_stands_until_it_is_closed(playground: Playground, bot: Bot, visit: Opener) -> None:
    playground.press_start(ANN)
    await bot.send_message(
        ANN, "Appeal", reply_markup=buttons(InlineKeyboardButton("Sign", callback_data="s"))
    )
    page = await visit(ANN)
    await page.get_by_role("button", name="Sign", exact=True).click()
    await playground.wait_until(lambda: playground.world.queries)
    await bot.answer_callback_query(next(iter(playground.world.queries)), "Closed", show_alert=True)

    await expect(page.get_by_role("dialog").get_by_text("Closed")).to_be_visible()
    await page.get_by_role("button", name="OK").click()
    await expect(page.get_by_role("dialog")).to_have_count(0)


async def test_what_the_bot_writes_is_never_read_as_html(
    playground: Playground, bot: Bot, visit: Opener
) -> None:
    evil = "<img src=x onerror=alert(1)><script>alert(2)</script>"
    playground.press_start(ANN)
    await bot.send_message(ANN, evil, reply_markup=buttons(InlineKeyboardButton(evil, callback_data="s")))
    await bot.send_document(ANN, b"x", filename=f"{evil}.txt", caption=evil)
    page = await visit(ANN)

    await expect(page.get_by_role("log").get_by_text(evil, exact=True)).to_have_count(3)
    await expect(page.locator(".talk img, .talk script, .chats img")).to_have_count(0)


async def test_code_and_copy_buttons_go_to_the_clipboard_in_one_click(
    playground: Playground, bot: Bot, visit: Opener
) -> None:
    playground.press_start(ANN)
    await bot.send_message(
        ANN,
        "<code>KZ-3</code>\n<pre>Dear Sir,\nfree him</pre>",
        parse_mode="HTML",
        reply_markup=buttons(
            InlineKeyboardButton("Copy the address", copy_text=CopyTextButton("Mäkelänkatu 2"))
        ),
    )
    page = await visit(ANN)
    for target, copied in (
        (page.locator("code"), "KZ-3"),
        (page.get_by_role("button", name="Copy", exact=True).last, "Dear Sir,\nfree him"),
        (page.get_by_role("button", name="Copy the address"), "Mäkelänkatu 2"),
    ):
        await target.click()
        await expect(page.get_by_text("Copied to the clipboard").last).to_be_visible()
        assert await page.evaluate("navigator.clipboard.readText()") == copied


async def test_a_deep_link_starts_the_bot_in_place(playground: Playground, bot: Bot, visit: Opener) -> None:
    await bot.send_message(
        CHANNEL,
        "Alert",
        reply_markup=buttons(InlineKeyboardButton("Sign", url="https://t.me/alert_bot?start=kz")),
    )
    page = await visit(ANN, CHANNEL)
    await page.get_by_role("button", name="Sign", exact=True).click()

    await playground.wait_until(lambda: playground.history(ANN))
    assert playground.last(ANN).text == "/start kz"
    await expect(page.get_by_role("heading", level=1)).to_have_text("Alertbot")


async def test_a_share_link_asks_where_to_share(playground: Playground, bot: Bot, visit: Opener) -> None:
    playground.press_start(ANN)
    url = "https://t.me/share/url?url=https%3A%2F%2Fexample.org&text=Sign+it"
    await bot.send_message(ANN, "Appeal", reply_markup=buttons(InlineKeyboardButton("Share", url=url)))
    page = await visit(ANN)
    await page.get_by_role("button", name="Share", exact=True).click()
    dialog = page.get_by_role("dialog")
    await expect(dialog.get_by_role("button", name="Labour alerts")).to_have_count(0)
    await dialog.get_by_role("button", name="Oil workers").click()

    await playground.wait_until(lambda: playground.history(GROUP))
    assert playground.last(GROUP).text == "https://example.org\nSign it"


async def test_a_startgroup_link_adds_the_bot_to_a_chosen_group(
    playground: Playground, bot: Bot, visit: Opener
) -> None:
    playground.press_start(ANN)
    await bot.send_message(ANN, "Add me: https://t.me/alert_bot?startgroup=kz")
    page = await visit(ANN)
    await page.get_by_role("link", name=re.compile("startgroup")).click()
    await page.get_by_role("dialog").get_by_role("button", name="Family").click()

    await playground.wait_until(lambda: playground.history(SMALL) and playground.last(SMALL).text)
    assert playground.last(SMALL).text == "/start@alert_bot kz"
    await expect(page.get_by_text("Ann added Alertbot")).to_be_visible()


async def test_the_command_menu_opens_on_a_slash_and_runs_by_keyboard(
    playground: Playground, bot: Bot, visit: Opener
) -> None:
    await bot.set_my_commands([BotCommand("appeals", "Open appeals"), BotCommand("letter", "Write a letter")])
    playground.press_start(ANN)
    page = await visit(ANN)
    await expect(page.get_by_role("button", name="Commands")).to_be_visible()
    box = page.get_by_role("textbox", name="Message")
    await box.press_sequentially("/")
    await expect(page.get_by_role("option")).to_have_count(2)
    await box.press("ArrowDown")
    await box.press("Enter")

    await playground.wait_until(lambda: playground.last(ANN).text == "/letter")


async def test_a_file_is_attached_and_can_be_downloaded(playground: Playground, visit: Opener) -> None:
    playground.press_start(ANN)
    page = await visit(ANN)
    files = [{"name": "письмо.txt", "mimeType": "text/plain", "buffer": b"Dear Sir"}]
    await page.locator("input[type=file]").set_input_files(files)  # pyright: ignore[reportArgumentType]
    link = page.get_by_role("link", name="Download письмо.txt")
    async with page.expect_download() as download:
        await link.click()

    assert (await download.value).suggested_filename == "письмо.txt"
    assert playground.file(playground.last(ANN)) == b"Dear Sir"


async def test_unread_messages_are_counted_until_the_chat_is_opened(
    playground: Playground, bot: Bot, visit: Opener
) -> None:
    page = await visit(ANN, CHANNEL)
    playground.say(BEN, GROUP, "one")
    await bot.send_message(GROUP, "two")
    group = page.locator(".chat", has_text="Oil workers")
    await expect(group.locator(".badge")).to_have_text("2")
    await expect(page.locator(".seat.current .badge")).to_have_text("2")
    await group.click()

    await expect(group.locator(".badge")).to_have_count(0)
    await playground.wait_until(lambda: playground.world.read.get((ANN, GROUP)) == 2)
    await page.reload()
    await expect(page.locator(".chat", has_text="Oil workers").locator(".badge")).to_have_count(0)


async def test_the_typing_sign_is_shown_until_the_message_comes(
    playground: Playground, bot: Bot, visit: Opener
) -> None:
    playground.press_start(ANN)
    page = await visit(ANN)
    await bot.send_chat_action(ANN, "typing")
    await expect(page.locator(".talk-title .typing")).to_have_text("typing…")
    await bot.send_message(ANN, "done")
    await expect(page.locator(".talk-title small")).to_have_text("bot")


async def test_the_menu_blocks_and_a_button_brings_the_bot_back(
    playground: Playground, visit: Opener
) -> None:
    playground.press_start(ANN)
    page = await visit(ANN)
    await page.get_by_role("button", name="Chat menu").click()
    await page.get_by_role("menuitem", name="Block the bot").click()
    await page.get_by_role("button", name="RESTART").click()

    await expect(page.get_by_role("textbox", name="Message")).to_be_visible()
    assert [message.text for message in playground.history(ANN)] == ["/start", "/start"]


async def test_whoever_upgrades_a_group_goes_on_in_the_supergroup(
    playground: Playground, bot: Bot, visit: Opener
) -> None:
    playground.add_bot(SMALL, ANN)
    page = await visit(ANN, SMALL)
    await page.get_by_role("button", name="Chat menu").click()
    await page.get_by_role("menuitem", name="Upgrade to a supergroup").click()
    new = await playground.wait_until(lambda: playground.world.rooms[SMALL].moved_to)
    await bot.send_message(new, "Here I am again")

    await expect(page.get_by_role("log").get_by_text("Ann made this group a supergroup")).to_be_visible()
    await expect(page.get_by_role("log").get_by_text("Here I am again")).to_be_visible()
    await expect(page.locator(".chats").get_by_text("Family")).to_have_count(1)


async def test_an_administrator_changes_the_bots_standing_in_the_menu(
    playground: Playground, visit: Opener
) -> None:
    page = await visit(BEN, GROUP)
    for item, status in (
        ("Make the bot administrator", "bot is an administrator"),
        ("Remove the bot", "bot is not here"),
        ("Add the bot", "bot is a member"),
    ):
        await page.get_by_role("button", name="Chat menu").click()
        await page.get_by_role("menuitem", name=item).click()
        await expect(page.locator(".talk-title small")).to_contain_text(status)


async def test_the_clock_moves_and_days_are_separated(
    playground: Playground, bot: Bot, visit: Opener, clock: VirtualClock
) -> None:
    before = clock.now()
    playground.press_start(ANN)
    page = await visit(ANN)
    await page.get_by_role("button", name="+1 day").click()
    await playground.wait_until(lambda: clock.now() == before + timedelta(days=1))
    await bot.send_message(ANN, "a day later")

    await expect(page.get_by_role("group", name="Virtual clock")).to_contain_text("28 Sept")
    await expect(page.locator(".day")).to_have_text(["27 September 2017", "28 September 2017"])


async def test_on_a_phone_one_pane_is_shown_at_a_time(playground: Playground, visit: Opener) -> None:
    playground.press_start(ANN)
    page = await visit(ANN, width=390, height=800)
    await expect(page.locator(".list")).to_be_hidden()
    await page.get_by_role("button", name="Back to chats").click()

    await expect(page.locator(".list")).to_be_visible()
    await expect(page.locator(".talk")).to_be_hidden()
    assert await page.evaluate("document.documentElement.scrollWidth") <= 390


async def test_two_windows_see_the_same_world(playground: Playground, visit: Opener) -> None:
    ann, ben = await asyncio.gather(visit(ANN, GROUP), visit(BEN, GROUP))
    box = ann.get_by_role("textbox", name="Message")
    await box.fill("Hello Ben")
    await box.press("Enter")

    await expect(ben.get_by_role("log").get_by_text("Hello Ben")).to_be_visible()


async def test_hints_that_change_are_redrawn_in_their_place(playground: Playground, visit: Opener) -> None:
    page = await visit(ANN)
    for lines in (("⬜ Paste", "⬜ Approve"), ("✅ Paste", "⬜ Approve")):
        playground.hint(lines)
        await expect(page.locator(".hints li")).to_have_text(list(lines))
    await page.reload()
    await expect(page.locator(".hints li")).to_have_text(["✅ Paste", "⬜ Approve"])
    await page.get_by_role("button", name="Dismiss the hints").click()
    await expect(page.locator(".hints")).to_have_count(0)
