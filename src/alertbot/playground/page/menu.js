// The menu in a chat's header: what a person may do with the bot here.

import { el } from "./dom.js";

export function openMenu(anchor, app) {
  document.querySelector(".menu")?.remove();
  const close = () => {
    menu.remove();
    document.removeEventListener("pointerdown", outside, true);
  };
  const outside = (event) => {
    if (!menu.contains(event.target)) close();
  };
  const run = (action) => {
    close();
    anchor.focus();
    app.act(action, { person: app.person, chat: app.chat });
  };
  const entries = items(app).map(([label, action, danger]) =>
    el("button", { role: "menuitem", type: "button", class: danger ? "danger" : "", onclick: () => run(action) }, label));
  const menu = el("div", { class: "menu", role: "menu" },
    ...(entries.length ? entries : [el("p", {}, "Only administrators can change something here.")]));
  menu.addEventListener("keydown", (event) => keys(event, entries, close, anchor));
  anchor.after(menu);
  entries[0]?.focus();
  setTimeout(() => document.addEventListener("pointerdown", outside, true));
}

function items({ world, person, chat }) {
  const room = world.rooms.get(chat);
  if (!room) {
    const seat = world.people.get(person);
    return seat.blocked ? [["Unblock the bot", "unblock"]] : [["Block the bot", "block", true]];
  }
  const mayChange = world.isAdministrator(person, chat);
  const present = ["member", "administrator"].includes(room.bot);
  if (!present) return mayChange || room.kind !== "channel" ? [["Add the bot", "add"]] : [];
  if (!mayChange) return [];
  const rank = room.bot === "member" ? [["Make the bot administrator", "promote"]]
    : room.kind === "channel" ? [] : [["Make the bot an ordinary member", "demote"]];
  const upgrade = room.kind === "group" ? [["Upgrade to a supergroup", "upgrade"]] : [];
  return [...rank, ...upgrade, ["Remove the bot", "remove", true]];
}

function keys(event, entries, close, anchor) {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (event.key === "Escape") {
    close();
    anchor.focus();
  } else if (step) {
    event.preventDefault();
    const at = entries.indexOf(document.activeElement);
    entries[(at + step + entries.length) % entries.length]?.focus();
  }
}
