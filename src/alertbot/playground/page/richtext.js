// Turns a text and its entities into nodes.

import { el, icon } from "./dom.js";
import { webAddress } from "./links.js";

const TAGS = {
  bold: "b", italic: "i", underline: "u", strikethrough: "s",
  blockquote: "blockquote", expandable_blockquote: "blockquote",
};
const BLOCKS = new Set(["pre", "blockquote", "expandable_blockquote"]);

// `on` has: link(url), command(text), copy(text).
export function richText(text, entities, on) {
  const sorted = [...(entities ?? [])].sort((a, b) => a.offset - b.offset || b.length - a.length);
  return nodes(text, sorted, 0, text.length, on);
}

function nodes(text, entities, from, to, on) {
  const result = [];
  let at = from;
  let afterBlock = false;
  const plain = (end) => {
    const piece = text.slice(at, end);
    result.push(afterBlock ? piece.replace(/^\n/, "") : piece);
  };
  for (let index = 0; index < entities.length;) {
    const entity = entities[index];
    const end = Math.min(entity.offset + entity.length, to);
    let next = index + 1;
    while (next < entities.length && entities[next].offset < end) next += 1;
    if (entity.offset > at) plain(entity.offset);
    const inner = nodes(text, entities.slice(index + 1, next), entity.offset, end, on);
    result.push(wrapped(entity, inner, text.slice(entity.offset, end), on));
    afterBlock = BLOCKS.has(entity.type);
    at = end;
    index = next;
  }
  plain(to);
  return result;
}

function wrapped(entity, inner, raw, on) {
  switch (entity.type) {
    case "text_link": return link(entity.url, inner, on);
    case "url": return link(raw, inner, on);
    case "code": return copyable("code", inner, raw, on);
    case "pre": return block(entity.language, inner, raw, on);
    case "spoiler": return spoiler(inner);
    case "bot_command":
      return el("button", { class: "link", type: "button", onclick: () => on.command(raw) }, ...inner);
    case "mention": case "hashtag": case "email": return el("span", { class: "link" }, ...inner);
    default: return el(TAGS[entity.type] ?? "span", {}, ...inner);
  }
}

function link(url, inner, on) {
  const address = webAddress(url);
  if (!address) return el("span", { class: "link" }, ...inner);
  const follow = (event) => {
    if (on.link(address)) event.preventDefault();
  };
  return el("a", { href: address, target: "_blank", rel: "noopener", title: address, onclick: follow }, ...inner);
}

function copyable(tag, inner, raw, on) {
  const copy = () => on.copy(raw);
  return el(tag, { class: "copyable", role: "button", tabindex: 0, title: "Copy", onclick: copy,
    onkeydown: (event) => { if (event.key === "Enter") copy(); } }, ...inner);
}

function block(language, inner, raw, on) {
  return el("div", { class: "pre" },
    el("div", { class: "pre-head" }, el("span", {}, language ?? ""),
      el("button", { type: "button", onclick: () => on.copy(raw) }, icon("copy"), "Copy")),
    copyable("pre", inner, raw, on));
}

function spoiler(inner) {
  const node = el("span", { class: "spoiler", role: "button", tabindex: 0, "aria-label": "Hidden text, press to show" },
    ...inner);
  const show = () => {
    node.classList.add("shown");
    node.removeAttribute("aria-label");
  };
  node.addEventListener("click", show);
  node.addEventListener("keydown", (event) => { if (event.key === "Enter") show(); });
  return node;
}
