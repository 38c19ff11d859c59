// The right-hand pane: header, messages, and whatever stands at the bottom.

import { bubble } from "./bubble.js";
import { Composer } from "./composer.js";
import { el, icon } from "./dom.js";
import { face } from "./face.js";
import { openMenu } from "./menu.js";
import { day } from "./times.js";
import { isService } from "./world.js";

const TYPING_MILLISECONDS = 5000;
const NEAR_BOTTOM = 120;

export class Conversation {
  constructor(root, app) {
    this.root = root;
    this.app = app;
    this.scroller = el("div", { class: "messages", role: "log", "aria-label": "Messages", tabindex: 0 });
    this.subtitle = el("small", {});
    this.down = el("button", { class: "to-bottom", type: "button", "aria-label": "To the newest message",
      onclick: () => this.toBottom() }, icon("down"));
    this.scroller.addEventListener("scroll", () => this.down.classList.toggle("shown", !this.nearBottom()));
    this.composer = new Composer(app);
  }

  // Draws the whole pane for the chat that is open now.
  open() {
    const { world, chat } = this.app;
    if (chat === null) {
      this.root.replaceChildren(el("div", { class: "nothing" }, el("span", {}, "Select a chat to start messaging")));
      return;
    }
    this.root.replaceChildren(this.header(), el("div", { class: "wall" }, this.scroller, this.down), this.footer());
    this.composer.open();
    this.draw();
    this.toBottom();
    this.markRead();
    document.title = `${world.title(chat)} · Playground`;
  }

  header() {
    const { world, chat } = this.app;
    const back = el("button", { class: "round back", type: "button", "aria-label": "Back to chats",
      onclick: () => this.app.go(this.app.person, null) }, icon("back"));
    const menu = el("button", { class: "round", type: "button", "aria-label": "Chat menu", "aria-haspopup": "menu" },
      icon("menu"));
    menu.addEventListener("click", () => openMenu(menu, this.app));
    this.showStatus();
    return el("header", { class: "talk-head" }, back, face(world, chat),
      el("div", { class: "talk-title" }, el("h1", { dir: "auto" }, world.title(chat)), this.subtitle), menu);
  }

  showStatus() {
    const { world, chat } = this.app;
    const room = world.rooms.get(chat);
    const typing = (world.typing.get(chat) ?? 0) > performance.now();
    this.subtitle.classList.toggle("typing", typing);
    if (typing) this.subtitle.textContent = "typing…";
    else this.subtitle.textContent = room ? roomStatus(room) : "bot";
  }

  typing(chat) {
    const { world } = this.app;
    world.typing.set(chat, performance.now() + TYPING_MILLISECONDS);
    setTimeout(() => this.refreshStatus(chat), TYPING_MILLISECONDS + 50);
    this.refreshStatus(chat);
  }

  refreshStatus(chat) {
    if (chat === this.app.chat) this.showStatus();
    this.app.chats.draw();
  }

  footer() {
    const { world, person, chat } = this.app;
    const seat = world.people.get(person);
    if (world.mayWrite(person, chat)) return this.composer.node;
    if (world.rooms.has(chat)) return bar("You are reading this channel");
    const label = seat.blocked ? "Restart" : "Start";
    const start = el("button", { class: "wide", type: "button", onclick: () => this.app.act("start", { person }) },
      label.toUpperCase());
    return el("footer", { class: "bar" }, start);
  }

  refreshFooter() {
    const footer = this.footer();
    if (this.root.lastElementChild !== footer) this.root.lastElementChild.replaceWith(footer);
    this.draw();
  }

  draw() {
    const { world, person, chat } = this.app;
    const list = world.history(chat);
    const wasNear = this.nearBottom();
    const children = [];
    list.forEach((message, index) => {
      const before = list[index - 1];
      const newDay = !before || day(before.date) !== day(message.date);
      if (newDay) children.push(el("div", { class: "service day" }, el("span", {}, day(message.date))));
      children.push(this.drawn(message, before, list[index + 1], newDay));
    });
    if (!list.length) children.push(empty(world, person, chat));
    this.scroller.replaceChildren(...children);
    if (wasNear) this.toBottom();
  }

  drawn(message, before, after, newDay) {
    const { world, person } = this.app;
    const same = (other) => other && world.senderOf(other) === world.senderOf(message)
      && !isService(other);
    const first = newDay || !same(before);
    const last = !same(after) || day(after.date) !== day(message.date);
    const on = { ...this.app.on, reply: (replied) => this.composer.replyTo(replied) };
    return bubble(message, { world, person, on }, { first, last });
  }

  // An edit redraws one bubble only, so that nothing else loses its focus or its place.
  edited(message) {
    const node = this.scroller.querySelector(`#m${message.message_id}`);
    const list = this.app.world.history(this.app.chat);
    const index = list.findIndex((other) => other.message_id === message.message_id);
    if (!node || index < 0) return;
    const before = list[index - 1];
    const newDay = !before || day(before.date) !== day(message.date);
    const near = this.nearBottom();
    node.replaceWith(this.drawn(message, before, list[index + 1], newDay));
    if (near) this.toBottom();
  }

  markRead() {
    const { world, person, chat } = this.app;
    const newest = Math.max(0, ...world.history(chat).map((message) => message.message_id));
    if (document.visibilityState === "visible" && newest && world.mark(person, chat, newest)) {
      this.app.send("read", { person, chat, message: newest });
    }
  }

  nearBottom() {
    return this.scroller.scrollHeight - this.scroller.scrollTop - this.scroller.clientHeight < NEAR_BOTTOM;
  }

  toBottom() {
    this.scroller.scrollTop = this.scroller.scrollHeight;
  }
}

function roomStatus(room) {
  const people = Object.keys(room.members).length;
  const bot = { member: "bot is a member", administrator: "bot is an administrator" }[room.bot] ?? "bot is not here";
  const noun = room.kind === "channel" ? "subscriber" : "member";
  return `${people} ${noun}${people === 1 ? "" : "s"}, ${bot}`;
}

function bar(text) {
  return el("footer", { class: "bar" }, el("span", {}, text));
}

function empty(world, person, chat) {
  if (world.rooms.has(chat)) return el("div", { class: "service" }, el("span", {}, "No messages here yet"));
  const about = world.people.get(person).about;
  return el("div", { class: "about" }, face(world, person),
    el("h2", {}, about ? "What can this bot do?" : world.bot.name),
    el("p", { dir: "auto" }, about || "Press START to write to the bot."));
}
