// Where a person writes: text, files, commands.

import { el, icon } from "./dom.js";
import { menuOf, sendFile } from "./server.js";
import { LIMIT, pieces } from "./split.js";
import { summary } from "./world.js";

export class Composer {
  constructor(app) {
    this.app = app;
    this.replied = null;
    this.commands = [];
    this.chosen = 0;
    this.drafts = new Map();
    this.input = el("textarea", { rows: 1, placeholder: "Message", "aria-label": "Message", dir: "auto" });
    this.note = el("div", { class: "split-note", role: "status" });
    this.reply = el("div", { class: "reply-bar" });
    this.menu = el("div", { class: "commands", role: "listbox", "aria-label": "Commands" });
    this.send = el("button", { class: "round send", type: "button", "aria-label": "Send", onclick: () => this.submit() },
      icon("send"));
    this.slash = el("button", { class: "round slash", type: "button", "aria-label": "Commands", title: "Commands",
      onclick: () => this.toggleCommands() }, "/");
    this.node = el("footer", { class: "composer" }, this.menu, this.reply, this.note,
      el("div", { class: "composer-row" }, this.attachButton(), this.input, this.slash, this.send));
    this.input.addEventListener("input", () => this.changed());
    this.input.addEventListener("keydown", (event) => this.key(event));
  }

  attachButton() {
    const picker = el("input", { type: "file", class: "offscreen", tabindex: -1, "aria-label": "File to send" });
    picker.addEventListener("change", async () => {
      const { person, chat } = this.app;
      for (const file of picker.files) this.app.report(await sendFile(person, chat, file));
      picker.value = "";
    });
    const button = el("button", { class: "round", type: "button", "aria-label": "Attach a file", title: "Attach a file",
      onclick: () => picker.click() }, icon("attach"));
    return el("span", {}, picker, button);
  }

  get place() {
    return `${this.app.person}:${this.app.chat}`;
  }

  // Called when another chat opens: the unsent text stays with the chat it was written in.
  open() {
    if (this.openPlace !== this.place) {
      if (this.openPlace) this.drafts.set(this.openPlace, this.input.value);
      this.input.value = this.drafts.get(this.place) ?? "";
      this.openPlace = this.place;
      this.cancelReply();
    }
    this.loadCommands();
    this.changed();
  }

  async loadCommands() {
    const { place } = this;
    const { person, chat } = this.app;
    const menu = await menuOf(person, chat);
    if (place !== this.place) return;
    this.commands = menu.commands;
    this.slash.hidden = !menu.commands.length;
    this.app.describe(person, menu.about);
  }

  changed() {
    this.input.style.height = "auto";
    this.input.style.height = `${Math.min(this.input.scrollHeight, window.innerHeight * 0.4)}px`;
    const text = this.input.value;
    this.node.classList.toggle("filled", text.trim() !== "");
    const count = text.length > LIMIT ? pieces(text).length : 1;
    this.note.textContent = count > 1
      ? `${text.length.toLocaleString("en")} characters: will be sent as ${count} messages, in order` : "";
    if (/^\/\w*$/.test(text)) this.showCommands(text.slice(1));
    else this.hideCommands();
  }

  key(event) {
    if (event.isComposing) return;
    if (this.menu.children.length && this.commandKey(event)) return;
    if (event.key === "Enter" && !event.shiftKey) {
      event.preventDefault();
      this.submit();
    } else if (event.key === "Escape") {
      this.cancelReply();
    }
  }

  commandKey(event) {
    const items = [...this.menu.children];
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      this.choose((this.chosen + (event.key === "ArrowDown" ? 1 : items.length - 1)) % items.length);
    } else if (event.key === "Tab") {
      this.input.value = `/${items[this.chosen].dataset.command} `;
      this.changed();
    } else if (event.key === "Enter" && !event.shiftKey) {
      items[this.chosen].click();
    } else if (event.key === "Escape") {
      this.hideCommands();
    } else {
      return false;
    }
    event.preventDefault();
    return true;
  }

  showCommands(start) {
    const fitting = this.commands.filter((one) => one.command.startsWith(start));
    this.menu.replaceChildren(...fitting.map((one) => el("button",
      { type: "button", role: "option", "data-command": one.command, onclick: () => this.run(one.command) },
      el("b", {}, `/${one.command}`), el("span", { dir: "auto" }, one.description))));
    if (fitting.length) this.choose(0);
  }

  choose(index) {
    this.chosen = index;
    [...this.menu.children].forEach((item, at) => item.setAttribute("aria-selected", String(at === index)));
    this.menu.children[index]?.scrollIntoView({ block: "nearest" });
  }

  hideCommands() {
    this.menu.replaceChildren();
  }

  toggleCommands() {
    if (this.menu.children.length) this.hideCommands();
    else this.showCommands("");
    this.input.focus();
  }

  run(command) {
    this.input.value = "";
    this.changed();
    this.app.say(`/${command}`);
    this.input.focus();
  }

  replyTo(message) {
    this.replied = message;
    this.reply.replaceChildren(icon("reply"),
      el("span", {}, el("b", {}, message.from?.first_name ?? message.chat.title),
        el("span", { dir: "auto" }, summary(message))),
      el("button", { class: "round", type: "button", "aria-label": "Cancel the reply",
        onclick: () => this.cancelReply() }, icon("close")));
    this.input.focus();
  }

  cancelReply() {
    this.replied = null;
    this.reply.replaceChildren();
  }

  async submit() {
    const text = this.input.value.trim();
    if (!text) return;
    const replied = this.replied?.message_id ?? 0;
    this.input.value = "";
    this.drafts.delete(this.place);
    this.changed();
    this.cancelReply();
    const done = await this.app.say(text, replied);
    if (!done) {
      this.input.value = text;
      this.changed();
    }
    this.input.focus();
  }
}
