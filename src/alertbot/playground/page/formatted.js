// A message's formatted text as elements: known tags are built anew, of all others only the text is kept.

import { el } from "./dom.js";

const KNOWN = new Set(["P", "BR", "STRONG", "EM", "CODE", "PRE", "BLOCKQUOTE", "DIV"]);
const SCHEMES = new Set(["http:", "https:", "mailto:"]);

export function formatted(html) {
  const page = new DOMParser().parseFromString(html, "text/html");
  const out = document.createDocumentFragment();
  out.append(...[...page.body.childNodes].map(copied));
  return out;
}

function copied(node) {
  if (node.nodeType === Node.TEXT_NODE) return document.createTextNode(node.data);
  if (node.nodeType !== Node.ELEMENT_NODE) return document.createTextNode("");
  const inner = [...node.childNodes].map(copied);
  if (node.tagName === "A" && isSafe(node.getAttribute("href"))) {
    return el("a", { href: node.getAttribute("href"), target: "_blank", rel: "noopener noreferrer" }, inner);
  }
  if (!KNOWN.has(node.tagName)) return el("span", {}, inner);
  return el(node.tagName.toLowerCase(), { dir: node.getAttribute("dir") === "rtl" ? "rtl" : null }, inner);
}

function isSafe(address) {
  try {
    return SCHEMES.has(new URL(address).protocol);
  } catch {
    return false;
  }
}
