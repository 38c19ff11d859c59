// The round picture of a chat, a person or the bot.

import { el, icon } from "./dom.js";

export function avatar(id, name, small = false) {
  const initials = name.trim().split(/\s+/).slice(0, 2).map((word) => [...word][0] ?? "").join("");
  return picture(`tint-${Math.abs(id) % 7}`, small, initials.toUpperCase());
}

export function botAvatar(small = false) {
  return picture("tint-bot", small, icon("bot"));
}

// A room by its initials; a private chat is always the one with the bot.
export function face(world, chat, small = false) {
  return world.rooms.has(chat) ? avatar(chat, world.title(chat), small) : botAvatar(small);
}

function picture(tint, small, content) {
  return el("span", { class: `avatar ${tint}${small ? " small" : ""}`, "aria-hidden": "true" }, content);
}
