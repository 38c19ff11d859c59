// Puts the page together: one app object that the panes share.

import { ClockBar } from "./clock.js";
import { Conversation } from "./conversation.js";
import { face } from "./face.js";
import { Chats, Seats, hints } from "./lists.js";
import { meaning, webAddress } from "./links.js";
import { alertBox, chooseChat, copy, toast } from "./notices.js";
import { act, listen, snapshot } from "./server.js";
import { World } from "./world.js";

const PRESS_MILLISECONDS = 15000;

class App {
  constructor(state) {
    this.world = new World(state);
    this.chat = null;
    this.person = [...this.world.people.keys()][0];
    this.pressed = new Map();
    this.answered = new Map();
    this.lastChats = new Map();
    this.on = {
      link: (url) => this.follow(url),
      command: (text) => this.say(text),
      copy,
      press: (message, button, index, node) => this.press(message, button, index, node),
    };
    this.clock = new ClockBar(document.querySelector(".clock"), this, state.can_jump);
    this.clock.set(state.clock.now);
    this.seats = new Seats(document.querySelector(".rail"), this);
    this.chats = new Chats(document.querySelector(".list"), this);
    this.talk = new Conversation(document.querySelector(".talk"), this);
    hints(document.querySelector(".list"), this.world.hints);
  }

  // The address remembers who you are and which chat is open, so that a reload keeps both.
  fromAddress() {
    const [person, chat] = location.hash.slice(1).split("/").map(Number);
    if (!this.world.people.has(person)) return this.go(this.person, this.isNarrow() ? null : this.person);
    const known = chat && this.world.chatsOf(person).includes(chat);
    return this.go(person, known ? chat : null);
  }

  isNarrow() {
    return matchMedia("(max-width: 760px)").matches;
  }

  sit(person) {
    const remembered = this.lastChats.get(person) ?? person;
    this.go(person, this.isNarrow() ? null : remembered);
  }

  go(person, chat) {
    this.person = person;
    this.chat = chat;
    if (chat !== null) this.lastChats.set(person, chat);
    history.replaceState(null, "", `#${person}/${chat ?? ""}`);
    document.body.classList.toggle("talking", chat !== null);
    this.talk.open();
    this.drawLists();
  }

  drawLists() {
    this.seats.draw();
    this.chats.draw();
  }

  async send(action, data) {
    return act(action, data);
  }

  async act(action, data) {
    return this.report(await act(action, data));
  }

  report(answer) {
    if (answer.error) toast(answer.error);
    return answer.error ? null : answer;
  }

  async say(text, replied = 0) {
    return this.act("say", { person: this.person, chat: this.chat, text, reply_to: replied });
  }

  async press(message, button, index, node) {
    if (button.copy_text) {
      copy(button.copy_text.text);
    } else if (button.url) {
      if (!this.follow(button.url)) this.leave(button.url);
    } else {
      await this.query(message, index, node);
    }
  }

  async query(message, index, node) {
    node.classList.add("waiting");
    const done = await this.act("press", { person: this.person, chat: message.chat.id,
      message: message.message_id, button: index });
    const query = done?.result;
    if (!query || this.answered.delete(query)) {
      node.classList.remove("waiting");
      return;
    }
    this.pressed.set(query, node);
    setTimeout(() => node.classList.remove("waiting"), PRESS_MILLISECONDS);
  }

  leave(url) {
    const address = webAddress(url);
    if (address) window.open(address, "_blank", "noopener");
    else toast(`${url} opens in the Telegram app`);
  }

  // True when the link means something inside the page.
  follow(url) {
    const found = meaning(url, this.world.bot.username);
    if (found?.kind === "start") this.start(found.payload);
    else if (found?.kind === "group") this.addToGroup(url);
    else if (found?.kind === "share") this.share(found.text);
    return found !== null;
  }

  async start(payload) {
    this.go(this.person, this.person);
    await this.act("start", { person: this.person, payload });
  }

  places(fits) {
    return this.world.chatsOf(this.person).filter(fits)
      .map((id) => ({ id, title: this.world.title(id), face: face(this.world, id, true) }));
  }

  async addToGroup(url) {
    const absent = (id) => ["left", "kicked"].includes(this.world.rooms.get(id)?.bot)
      && this.world.rooms.get(id).kind !== "channel";
    const chat = await chooseChat("Add the bot to a group", this.places(absent), "The bot is in all your groups.");
    if (chat === null) return;
    this.go(this.person, chat);
    this.act("open", { person: this.person, url, chat });
  }

  async share(text) {
    const writable = (id) => this.world.mayWrite(this.person, id);
    const chat = await chooseChat("Share to…", this.places(writable), "There is no chat you can write to.");
    if (chat === null) return;
    this.go(this.person, chat);
    this.say(text);
  }

  // What the feed brings.

  message({ message }) {
    const chat = message.chat.id;
    this.world.put(message);
    this.world.typing.delete(chat);
    if (message.from && this.world.people.has(message.from.id)) {
      this.world.mark(message.from.id, chat, message.message_id);
    }
    if (chat === this.chat) {
      this.talk.draw();
      this.talk.showStatus();
      if (this.world.senderOf(message) === this.person) this.talk.toBottom();
      this.talk.markRead();
    }
    this.drawLists();
  }

  edit({ message }) {
    this.world.put(message);
    if (message.chat.id === this.chat) this.talk.edited(message);
    this.chats.draw();
  }

  delete({ chat, message_id: id }) {
    this.world.drop(chat, id);
    if (chat === this.chat) this.talk.draw();
    this.drawLists();
  }

  typing({ chat }) {
    this.talk.typing(chat);
  }

  answer({ query, person, text, alert, url }) {
    const node = this.pressed.get(query);
    this.pressed.delete(query);
    if (node) node.classList.remove("waiting");
    else this.answered.set(query, true);
    if (person !== this.person) return;
    if (url) this.follow(url);
    else if (text && alert) alertBox(this.world.bot.name, text);
    else if (text) toast(text);
  }

  room({ chat, bot, room, moved }) {
    if (room) this.world.rooms.set(chat, room);
    if (bot) this.world.rooms.get(chat).bot = bot;
    if (moved) this.moved(chat, moved);
    if (chat === this.chat) this.talk.showStatus();
    this.chats.draw();
  }

  // Who has the old group open finds themselves in the supergroup, as in a real messenger.
  moved(from, to) {
    this.world.rooms.get(from).moved = to;
    for (const [person, chat] of this.lastChats) if (chat === from) this.lastChats.set(person, to);
    if (this.chat === from) this.go(this.person, to);
  }

  personChanged({ chat, started, blocked }) {
    Object.assign(this.world.people.get(chat), { started, blocked });
    if (chat === this.chat) this.talk.refreshFooter();
    this.chats.draw();
  }

  describe(person, about) {
    const seat = this.world.people.get(person);
    if (seat.about === about) return;
    seat.about = about;
    if (this.chat === person) this.talk.draw();
  }

  commands() {
    if (this.chat !== null) this.talk.composer.loadCommands();
  }

  hints({ hints: lines }) {
    this.world.hints = lines;
    hints(document.querySelector(".list"), lines);
  }

  handlers() {
    const by = (name) => (data) => this[name](data);
    return {
      message: by("message"), edit: by("edit"), delete: by("delete"), typing: by("typing"), answer: by("answer"),
      room: by("room"), hints: by("hints"), person: by("personChanged"), commands: by("commands"),
      clock: ({ now }) => { this.clock.set(now); this.chats.draw(); },
    };
  }

  async reload() {
    this.world = new World(await snapshot());
    this.talk.open();
    this.drawLists();
  }
}

// The feed is open before the snapshot is taken, so that nothing falls between the two.
const feed = await listen();
const app = new App(await snapshot());
app.fromAddress();
feed.handle(app.handlers(), () => app.reload());
addEventListener("hashchange", () => app.fromAddress());
document.addEventListener("visibilitychange", () => {
  if (app.chat === null) return;
  app.talk.markRead();
  app.drawLists();
});
