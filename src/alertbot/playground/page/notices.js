// Toasts, alerts, choices and the clipboard.

import { el } from "./dom.js";

const TOAST_MILLISECONDS = 3500;

export function toast(text) {
  const node = el("div", { class: "toast", dir: "auto" }, text);
  document.querySelector(".toasts").append(node);
  setTimeout(() => node.classList.add("leaving"), TOAST_MILLISECONDS);
  setTimeout(() => node.remove(), TOAST_MILLISECONDS + 300);
}

export function alertBox(title, text) {
  const box = dialog(title, el("p", { dir: "auto" }, text));
  box.append(el("div", { class: "dialog-actions" },
    el("button", { class: "plain", type: "button", autofocus: true, onclick: () => box.close() }, "OK")));
  show(box);
}

// Resolves to the id of the chosen chat, or to null. A chat is {id, title, face}.
export function chooseChat(title, chats, empty) {
  return new Promise((resolve) => {
    const box = dialog(title);
    const choose = (id) => { resolve(id); box.close(); };
    const rows = chats.map((chat) => el("button", { class: "choice", type: "button", onclick: () => choose(chat.id) },
      chat.face, el("span", { dir: "auto" }, chat.title)));
    box.append(rows.length ? el("div", { class: "choices" }, ...rows) : el("p", {}, empty));
    box.append(el("div", { class: "dialog-actions" },
      el("button", { class: "plain", type: "button", onclick: () => box.close() }, "Cancel")));
    box.addEventListener("close", () => resolve(null));
    show(box);
  });
}

function dialog(title, ...content) {
  return el("dialog", { "aria-label": title }, el("h2", {}, title), ...content);
}

function show(box) {
  document.body.append(box);
  box.addEventListener("close", () => box.remove());
  box.addEventListener("click", (event) => { if (event.target === box) box.close(); });
  box.showModal();
}

export async function copy(text) {
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    copyBySelection(text);
  }
  toast("Copied to the clipboard");
}

// Browsers give no clipboard to a page served over plain HTTP from another machine.
function copyBySelection(text) {
  const area = el("textarea", { class: "offscreen", "aria-hidden": "true" });
  area.value = text;
  document.body.append(area);
  area.select();
  document.execCommand("copy");
  area.remove();
}
