// The left side: who you are, and the chats you have.

import { el, icon } from "./dom.js";
import { avatar, face } from "./face.js";
import { listTime } from "./times.js";
import { summary } from "./world.js";

export class Seats {
  constructor(root, app) {
    this.root = root;
    this.app = app;
  }

  draw() {
    const { world, person } = this.app;
    const focused = this.root.contains(document.activeElement) ? document.activeElement.dataset.person : null;
    this.root.replaceChildren(...[...world.people.values()].map((seat) => this.seat(seat, seat.id === person)));
    if (focused) this.root.querySelector(`[data-person="${focused}"]`)?.focus();
  }

  seat(seat, current) {
    const unread = this.app.world.unreadOf(seat.id);
    const label = [seat.name, seat.role, seat.language, unread ? `${unread} unread` : ""].filter(Boolean).join(", ");
    return el("button", { class: current ? "seat current" : "seat", type: "button", "aria-label": label, title: label,
      "aria-pressed": String(current), "data-person": seat.id, onclick: () => this.app.sit(seat.id) },
    el("span", { class: "face" }, avatar(seat.id, seat.name), el("span", { class: "language" }, seat.language),
      unread ? el("span", { class: "badge" }, String(unread)) : null),
    el("span", { class: "seat-name" }, seat.name.split(" ")[0]),
    seat.role ? el("span", { class: "seat-role" }, seat.role) : null);
  }
}

export class Chats {
  constructor(root, app) {
    this.root = root;
    this.app = app;
    this.items = el("div", { class: "chats" });
    this.head = el("header", { class: "list-head" });
    this.root.replaceChildren(this.head, this.items);
  }

  draw() {
    const { world, person } = this.app;
    const seat = world.people.get(person);
    this.head.replaceChildren(el("h2", {}, seat.name), el("small", {}, [seat.role, seat.language].filter(Boolean).join(" · ")));
    const focused = this.items.contains(document.activeElement) ? document.activeElement.dataset.chat : null;
    this.items.replaceChildren(...world.chatsOf(person).map((chat) => this.item(chat)));
    if (focused) this.items.querySelector(`[data-chat="${focused}"]`)?.focus();
  }

  item(chat) {
    const { world, person } = this.app;
    const room = world.rooms.get(chat);
    const last = world.last(chat);
    const unread = world.unread(person, chat);
    const glyph = room ? (room.kind === "channel" ? "channel" : "group") : "bot";
    return el("button", { class: chat === this.app.chat ? "chat current" : "chat", type: "button", "data-chat": chat,
      "aria-current": chat === this.app.chat ? "true" : undefined, onclick: () => this.app.go(person, chat) },
    face(world, chat),
    el("span", { class: "chat-main" },
      el("span", { class: "chat-line" },
        el("b", { dir: "auto" }, room ? icon(glyph) : null, world.title(chat)),
        last ? el("time", {}, listTime(last.date, this.app.clock.now())) : null),
      el("span", { class: "chat-line" }, this.preview(chat, last),
        unread ? el("span", { class: "badge", "aria-label": `${unread} unread` }, String(unread)) : null)));
  }

  preview(chat, last) {
    const { world, person } = this.app;
    if ((world.typing.get(chat) ?? 0) > performance.now()) return el("span", { class: "preview typing" }, "typing…");
    if (!last) return el("span", { class: "preview" }, world.rooms.has(chat) ? "No messages yet" : "Start the bot");
    const own = world.senderOf(last) === person;
    const who = own ? "You: " : world.rooms.has(chat) && last.from ? `${last.from.first_name}: ` : "";
    return el("span", { class: "preview" }, who ? el("em", {}, who) : null, el("bdi", {}, summary(last)));
  }
}

// Hints that change while they stand there, as a checklist does, are redrawn in their place.
export function hints(root, lines) {
  const before = root.querySelector(".hints");
  if (!lines.length || remembered(lines)) return;
  const card = el("aside", { class: "hints", "aria-label": "Things to try" },
    el("header", {}, el("b", {}, "Things to try"),
      el("button", { class: "round", type: "button", "aria-label": "Dismiss the hints",
        onclick: () => { card.remove(); remember(lines); } }, icon("close"))),
    el("ol", {}, ...lines.map((line) => el("li", {}, line))));
  if (before) before.replaceWith(card);
  else root.append(card);
}

const KEY = "dismissed-hints";
const remembered = (lines) => localStorage.getItem(KEY) === lines.join("\n");
const remember = (lines) => localStorage.setItem(KEY, lines.join("\n"));
