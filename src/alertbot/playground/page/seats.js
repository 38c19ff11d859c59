// Several people's places on one page: whose client sees what, and a box to write into as each of them.

import { ClockBar } from "./clock.js";
import { el, icon } from "./dom.js";
import { toast } from "./notices.js";
import { formatted } from "./formatted.js";

const state = { seats: [], hints: [], now: "" };
const place = { seat: "", room: "", quotes: "" };
const drafts = new Map();
const read = new Map();
let clock = null;

async function posted(url, body) {
  try {
    const answer = await (await fetch(url, { method: "POST", body })).json();
    if (answer.error) toast(answer.error);
    return !answer.error;
  } catch {
    toast("The playground does not answer. Is it still running?");
    return false;
  }
}

const act = (action, data = {}) => posted(`/do/${action}`, JSON.stringify(data));
const seatNow = () => state.seats.find((one) => one.key === place.seat) ?? state.seats[0];
const roomNow = () => seatNow()?.rooms.find((one) => one.id === place.room);
const initials = (name) => name.split(/\s+/).map((word) => word[0]).join("").slice(0, 2).toUpperCase();
const tint = (name) => [...name].reduce((sum, char) => sum + char.codePointAt(0), 0) % 7;
const unread = (seat, room) =>
  room.messages.filter((one) => !one.mine).length - (read.get(`${seat.key} ${room.id}`) ?? 0);

function avatar(name, direct = true) {
  if (name === "Alertbot") return el("span", { class: "avatar tint-bot" }, icon("bot"));
  return el("span", { class: `avatar tint-${tint(name)}` }, direct ? initials(name) : icon("group"));
}

// --- lists --------------------------------------------------------------------------------------------------

function drawSeats() {
  const rail = document.querySelector(".rail");
  rail.replaceChildren(...state.seats.map((seat) => {
    const news = seat.rooms.reduce((sum, room) => sum + Math.max(0, unread(seat, room)), 0);
    const current = seat.key === seatNow()?.key;
    return el("button", { class: `seat${current ? " current" : ""}`, type: "button", title: seat.role,
      "aria-current": current ? "true" : null, onclick: () => go(seat.key, seat.rooms[0]?.id ?? "") },
      el("span", { class: "face" }, avatar(seat.name), el("span", { class: "language" }, seat.language),
        news && !current ? el("span", { class: "badge" }, String(news)) : null),
      el("span", { class: "seat-name" }, seat.name.split(" ")[0]), el("span", { class: "seat-role" }, seat.role));
  }));
}

function drawRooms() {
  const seat = seatNow();
  const list = document.querySelector(".list");
  const rooms = seat.rooms.map((room) => {
    const last = room.messages.at(-1);
    const news = unread(seat, room);
    return el("button", { class: `chat${room.id === place.room ? " current" : ""}`, type: "button",
      onclick: () => go(seat.key, room.id) }, avatar(room.title, room.direct),
      el("span", { class: "chat-main" },
        el("span", { class: "chat-line" }, el("b", {}, room.title)),
        el("span", { class: "chat-line" },
          el("span", { class: "preview" }, room.typing ? `${room.typing} is typing…` : last?.body.split("\n")[0] ?? ""),
          news > 0 && room.id !== place.room ? el("span", { class: "badge" }, String(news)) : null)));
  });
  const hints = el("aside", { class: "hints" }, el("header", {}, el("b", {}, "Try this")),
    el("ol", {}, state.hints.map((hint) => el("li", {}, hint))));
  list.replaceChildren(
    el("div", { class: "list-head" }, el("h2", {}, seat.name), el("small", {}, seat.role)),
    el("div", { class: "chats" }, rooms.length ? rooms : el("p", { class: "preview" }, "The rooms are being opened…")),
    hints);
}

// --- the conversation ---------------------------------------------------------------------------------------

const talk = document.querySelector(".talk");
const messages = el("div", { class: "messages", role: "log", "aria-label": "Messages" });
const replyBar = el("div", { class: "reply-bar" });
const input = el("textarea", { rows: 1, placeholder: "Message (commands begin with !)", "aria-label": "Message", dir: "auto" });
const picker = el("input", { type: "file", class: "offscreen", tabindex: -1, "aria-label": "File to send" });
const composer = el("footer", { class: "composer" }, replyBar, el("div", { class: "composer-row" },
  picker, el("button", { class: "round", type: "button", "aria-label": "Attach a file", title: "Attach a file",
    onclick: () => picker.click() }, icon("attach")), input,
  el("button", { class: "round send", type: "button", "aria-label": "Send", onclick: () => submit() }, icon("send"))));
const heading = el("header", { class: "talk-head" });
talk.replaceChildren(heading, el("div", { class: "wall" }, messages), composer);

function bubble(room, message, before, after) {
  const first = before?.sender !== message.sender;
  const last = after?.sender !== message.sender;
  const quoted = message.quotes ? room.messages.find((one) => one.id === message.quotes) : null;
  const file = message.file && `/file?${new URLSearchParams({ seat: place.seat, room: room.id, message: message.id })}`;
  const node = el("div", { class: "bubble" },
    first && !message.mine && !room.direct ? el("div", { class: `sender tint-text-${tint(message.sender)}` }, message.sender) : null,
    message.threaded ? el("span", { class: "thread" }, "In a thread") : null,
    quoted ? el("button", { class: "quote", type: "button", onclick: () => show(quoted.id) },
      el("b", {}, quoted.sender), el("span", {}, quoted.body.split("\n")[0])) : null,
    message.file ? el("a", { class: "document", href: file, download: message.file.name },
      el("span", { class: "document-icon" }, icon("file")), el("span", { class: "document-name" },
        el("b", {}, message.file.name), el("small", {}, `${Math.ceil(message.file.size / 1024)} KB`)))
      : el("div", { class: `text${message.withdrawn ? " gone" : ""}`, dir: "auto" },
        message.withdrawn ? "Taken back" : message.html ? formatted(message.html) : message.body),
    el("span", { class: "meta" }, message.edited ? "edited " : "",
      el("span", { class: "lock", title: message.encrypted ? "Encrypted end to end" : "Not encrypted" },
        message.encrypted ? "🔒" : "🔓")),
    el("button", { class: "reply", type: "button", title: "Reply", "aria-label": "Reply",
      onclick: () => quote(message) }, icon("reply")));
  return el("div", { class: `message ${message.mine ? "out" : "in"}${first ? " first" : ""}${last ? " last" : ""}`,
    "data-id": message.id }, el("div", { class: "stack" }, node));
}

function show(id) {
  messages.querySelector(`[data-id="${CSS.escape(id)}"]`)?.scrollIntoView({ block: "center", behavior: "smooth" });
}

function quote(message) {
  place.quotes = message?.id ?? "";
  replyBar.replaceChildren(...(message ? [icon("reply"),
    el("span", {}, el("b", {}, message.sender), el("span", {}, message.body.split("\n")[0])),
    el("button", { class: "round", type: "button", "aria-label": "Do not reply", onclick: () => quote(null) }, icon("close"))] : []));
  if (message) input.focus();
}

function drawTalk() {
  const seat = seatNow();
  const room = roomNow();
  composer.hidden = !room;
  if (!room) {
    heading.replaceChildren(el("div", { class: "talk-title" }, el("h1", {}, seat?.name ?? "")));
    messages.replaceChildren();
    return;
  }
  const low = messages.scrollHeight - messages.scrollTop - messages.clientHeight < 80;
  heading.replaceChildren(el("button", { class: "round back", type: "button", "aria-label": "Back",
    onclick: () => go(seat.key, "") }, icon("back")), avatar(room.title, room.direct), el("div", { class: "talk-title" },
    el("h1", {}, room.title), el("small", { class: room.typing ? "typing" : "" }, room.typing ? `${room.typing} is typing…`
      : `${room.direct ? "Direct room" : "Room"}, ${room.encrypted ? "encrypted end to end" : "not encrypted"}`)));
  messages.replaceChildren(...room.messages.map((one, n) => bubble(room, one, room.messages[n - 1], room.messages[n + 1])));
  if (low) messages.scrollTop = messages.scrollHeight;
  read.set(`${seat.key} ${room.id}`, room.messages.filter((one) => !one.mine).length);
}

// --- acting -------------------------------------------------------------------------------------------------

function grow() {
  input.style.height = "auto";
  input.style.height = `${Math.min(input.scrollHeight, window.innerHeight * 0.4)}px`;
  composer.classList.toggle("filled", input.value.trim() !== "");
}

async function submit() {
  const text = input.value.trim();
  if (!text || !place.room) return;
  const { seat, room, quotes } = place;
  input.value = "";
  grow();
  quote(null);
  messages.scrollTop = messages.scrollHeight;
  if (!(await act("say", { seat, room, text, quotes })) && !input.value) {
    input.value = text;
    grow();
  }
}

function go(seat, room) {
  drafts.set(`${place.seat} ${place.room}`, input.value);
  Object.assign(place, { seat, room });
  input.value = drafts.get(`${seat} ${room}`) ?? "";
  quote(null);
  grow();
  history.replaceState(null, "", `#${encodeURIComponent(seat)}/${encodeURIComponent(room)}`);
  document.body.classList.toggle("talking", room !== "");
  draw();
  messages.scrollTop = messages.scrollHeight;
}

function draw() {
  drawTalk();
  drawSeats();
  drawRooms();
}

async function refresh() {
  const answer = await fetch("/state");
  Object.assign(state, await answer.json());
  clock ??= new ClockBar(document.querySelector(".clock"), { act }, true);
  clock.set(state.now);
  const seat = seatNow();
  if (seat && !seat.rooms.some((room) => room.id === place.room) && !matchMedia("(max-width: 760px)").matches) {
    go(seat.key, seat.rooms[0]?.id ?? "");
  } else if (seat) {
    draw();
  }
}

input.addEventListener("input", grow);
input.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
    event.preventDefault();
    submit();
  } else if (event.key === "Escape") {
    quote(null);
  }
});
picker.addEventListener("change", async () => {
  for (const file of picker.files) {
    await posted(`/do/file?${new URLSearchParams({ seat: place.seat, room: place.room, name: file.name })}`, file);
  }
  picker.value = "";
});

const [seat, room] = location.hash.slice(1).split("/").map(decodeURIComponent);
Object.assign(place, { seat: seat ?? "", room: room ?? "" });
let waiting = null;
const feed = new EventSource("/feed");
feed.addEventListener("changed", () => {
  waiting ??= setTimeout(() => {
    waiting = null;
    refresh().catch(() => {});
  }, 60);
});
