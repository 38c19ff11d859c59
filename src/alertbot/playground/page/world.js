// The page's copy of the world, kept up to date by events.

export class World {
  constructor(snapshot) {
    this.bot = snapshot.bot;
    this.people = new Map(snapshot.people.map((person) => [person.id, person]));
    this.rooms = new Map(snapshot.rooms.map((room) => [room.id, room]));
    this.messages = new Map();
    for (const [chat, list] of Object.entries(snapshot.messages)) {
      this.messages.set(Number(chat), new Map(list.map((message) => [message.message_id, message])));
    }
    this.marks = new Map(snapshot.read.map(([person, chat, message]) => [`${person}:${chat}`, message]));
    this.hints = snapshot.hints;
    this.canJump = snapshot.can_jump;
    this.typing = new Map();
  }

  history(chat) {
    return [...(this.messages.get(chat)?.values() ?? [])];
  }

  last(chat) {
    return this.history(chat).at(-1);
  }

  put(message) {
    const chat = message.chat.id;
    if (!this.messages.has(chat)) this.messages.set(chat, new Map());
    this.messages.get(chat).set(message.message_id, message);
  }

  drop(chat, id) {
    this.messages.get(chat)?.delete(id);
  }

  // The chats a person has: the bot first when nothing was said anywhere, then the newest on top.
  chatsOf(person) {
    const rooms = [...this.rooms.values()].filter((room) => !room.moved && String(person) in room.members)
      .map((room) => room.id);
    const age = (chat) => this.last(chat)?.date ?? 0;
    return [person, ...rooms].sort((a, b) => age(b) - age(a));
  }

  title(chat) {
    return this.rooms.get(chat)?.title ?? this.bot.name;
  }

  isOut(message, person) {
    return this.senderOf(message) === person;
  }

  senderOf(message) {
    return message.from?.id ?? message.chat.id;
  }

  unread(person, chat) {
    const mark = this.marks.get(`${person}:${chat}`) ?? 0;
    return this.history(chat).filter((m) => m.message_id > mark && this.senderOf(m) !== person).length;
  }

  unreadOf(person) {
    return this.chatsOf(person).reduce((sum, chat) => sum + this.unread(person, chat), 0);
  }

  mark(person, chat, id) {
    const key = `${person}:${chat}`;
    if ((this.marks.get(key) ?? 0) >= id) return false;
    this.marks.set(key, id);
    return true;
  }

  statusIn(person, chat) {
    return this.rooms.get(chat)?.members[String(person)] ?? "";
  }

  isAdministrator(person, chat) {
    return ["creator", "administrator"].includes(this.statusIn(person, chat));
  }

  mayWrite(person, chat) {
    const room = this.rooms.get(chat);
    if (!room) return this.people.get(person).started && !this.people.get(person).blocked;
    return room.kind !== "channel" || this.isAdministrator(person, chat);
  }
}

// A line of the messenger's own, written by nobody.
export function isService(message) {
  return Boolean(message.new_chat_members || message.left_chat_member || isUpgrade(message));
}

export function isUpgrade(message) {
  return Boolean(message.migrate_to_chat_id || message.migrate_from_chat_id);
}

// The one line a chat list shows for a message.
export function summary(message) {
  if (message.new_chat_members) return "The bot was added";
  if (message.left_chat_member) return "The bot was removed";
  if (isUpgrade(message)) return "The group became a supergroup";
  if (message.photo) return `Photo${message.caption ? `, ${message.caption}` : ""}`;
  if (message.document) return message.caption || message.document.file_name;
  return message.text ?? "";
}
