// The letter as a sheet of paper. Everything from the link goes in as text, never as markup.

import { hasPlace, partsOf } from "./text.js";

const byId = (id) => document.getElementById(id);

export function showHead(letter) {
  fill(byId("recipient"), letter.recipient.join("\n"));
  fill(byId("post"), letter.post);
  fill(byId("fax"), ...faxLine(letter));
  fill(byId("date"), today(letter.language));
  for (const name of ["to", "others", "cc", "bcc"]) row(byId(name), letter[name].join(", "));
  row(byId("subject"), letter.subject);
  byId("body").lang = tag(letter.language);
}

// The body with the typed name, or with a mark where it would stand; the mark is neither copied nor printed.
export function showBody(letter, name) {
  const parts = partsOf(letter);
  const nodes = parts.flatMap((part, index) =>
    index === 0 ? [part] : [...pen(parts, index), name || placeholder(), part]);
  byId("body").replaceChildren(...nodes, ...(ownLine(parts) ? [] : [span("pen", "")]));
  byId("naming").hidden = !hasPlace(letter);
}

// On paper there is a line to sign on: above the name, where that has a line of its own, else at the end.
function pen(parts, index) {
  return index === parts.length - 1 && ownLine(parts) ? [span("pen", "")] : [];
}

function ownLine(parts) {
  return parts.length > 1 && parts.at(-2).endsWith("\n");
}

function placeholder() {
  return span("place", byId("body").dataset.place);
}

function span(kind, text) {
  const node = document.createElement("span");
  node.className = kind;
  node.textContent = text;
  return node;
}

function row(node, text) {
  node.hidden = !text;
  node.querySelector("dd").textContent = text;
}

function fill(node, ...parts) {
  node.hidden = !parts.some(Boolean);
  node.replaceChildren(...parts);
}

// Each number set apart: beside Arabic words its groups of digits would change places.
function faxLine({ fax, fax_words: [label, or] }) {
  return fax.flatMap((number, index) => [index === 0 ? `${label}: ` : ` ${or} `, leftToRight(number)]);
}

function leftToRight(text) {
  const node = document.createElement("bdi");
  node.dir = "ltr";
  node.textContent = text;
  return node;
}

function today(language) {
  return new Intl.DateTimeFormat(tag(language), { dateStyle: "long" }).format(new Date());
}

function tag(language) {
  return language.replace("_", "-");
}
