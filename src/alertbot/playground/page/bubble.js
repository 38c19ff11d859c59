// One message as it is seen by one person.

import { el, icon } from "./dom.js";
import { avatar, botAvatar } from "./face.js";
import { richText } from "./richtext.js";
import { isService, isUpgrade, summary } from "./world.js";
import { time } from "./times.js";
import { meaning } from "./links.js";

// `view` has: world, person, on (link, command, copy, press, reply).
export function bubble(message, view, { first, last }) {
  if (isService(message)) return service(message, view);
  const out = view.world.isOut(message, view.person);
  const classes = ["message", out ? "out" : "in", first && "first", last && "last"].filter(Boolean).join(" ");
  return el("article", { class: classes, id: `m${message.message_id}` },
    showsAvatar(message, view, out) ? senderAvatar(message, view, last) : null,
    el("div", { class: "stack" }, body(message, view, first && !out), keyboard(message, view)));
}

function service(message, view) {
  const who = view.world.people.get(message.from?.id)?.name ?? message.from?.first_name ?? "Somebody";
  const what = message.new_chat_members ? "added" : "removed";
  const line = isUpgrade(message) ? `${who} made this group a supergroup` : `${who} ${what} ${view.world.bot.name}`;
  return el("div", { class: "service", id: `m${message.message_id}` }, el("span", {}, line));
}

function showsAvatar(message, view, out) {
  return !out && view.world.rooms.has(message.chat.id) && message.chat.type !== "channel";
}

function senderAvatar(message, view, last) {
  if (!last) return el("span", { class: "avatar-space" });
  return message.from.is_bot ? botAvatar(true) : avatar(message.from.id, message.from.first_name, true);
}

function body(message, view, named) {
  const text = message.text ?? message.caption;
  return el("div", { class: "bubble" },
    named && message.from && message.chat.type !== "private" ? senderName(message) : null,
    message.reply_to_message ? quote(message.reply_to_message) : null,
    message.photo ? photo(message) : null,
    message.document ? documentLink(message.document) : null,
    text ? el("div", { class: "text", dir: "auto" },
      ...richText(text, message.entities ?? message.caption_entities, view.on)) : null,
    meta(message, view),
    el("button", { class: "reply", type: "button", "aria-label": "Reply", title: "Reply",
      onclick: () => view.on.reply(message) }, icon("reply")));
}

function senderName(message) {
  return el("div", { class: `sender tint-text-${message.from.id % 7}` }, message.from.first_name);
}

function quote(replied) {
  return el("div", { class: "quote", dir: "auto" },
    el("b", {}, replied.from?.first_name ?? replied.chat.title), el("span", {}, summary(replied)));
}

function photo(message) {
  const size = message.photo.at(-1);
  return el("img", { class: "photo", src: `/files/${size.file_id}`, alt: message.caption || "Photo",
    width: size.width, height: size.height, loading: "lazy" });
}

function documentLink(file) {
  return el("a", { class: "document", href: `/files/${file.file_id}`, download: file.file_name,
    "aria-label": `Download ${file.file_name}` },
  el("span", { class: "document-icon" }, icon("file")),
  el("span", { class: "document-name" }, el("b", { dir: "auto" }, file.file_name),
    el("small", {}, `${bytes(file.file_size)} · Download`)));
}

function bytes(size) {
  if (size < 1024) return `${size} B`;
  return size < 1048576 ? `${(size / 1024).toFixed(1)} KB` : `${(size / 1048576).toFixed(1)} MB`;
}

function meta(message, view) {
  const own = view.world.isOut(message, view.person);
  return el("span", { class: "meta" }, message.edit_date ? "edited " : "", time(message.date),
    own ? icon("checks", "Sent") : null);
}

function keyboard(message, view) {
  const rows = message.reply_markup?.inline_keyboard ?? [];
  if (!rows.length) return null;
  let index = 0;
  return el("div", { class: "keyboard" }, ...rows.map((row) =>
    el("div", { class: "keys" }, ...row.map((button) => key(message, button, index++, view)))));
}

function key(message, button, index, view) {
  const glyph = button.url && !meaning(button.url, view.world.bot.username) ? "link" : button.copy_text ? "copy" : "";
  const node = el("button", { class: "key", type: "button", dir: "auto",
    title: button.url ?? (button.copy_text ? "Copy" : undefined) },
  el("span", {}, button.text), glyph ? icon(glyph) : null);
  node.addEventListener("click", () => view.on.press(message, button, index, node));
  return node;
}
