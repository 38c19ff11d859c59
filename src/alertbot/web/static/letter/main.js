// Opens the letter, and ties the name field and the buttons to it.

import { arrived, takeFragment } from "./arrival.js";
import { draft, mailLinks } from "./mail.js";
import { canUnpack, unpack } from "./parcel.js";
import { showBody, showHead } from "./sheet.js";
import { bodyOf, fileName, oneLine, wholeText } from "./text.js";

const SENTENCES = ["broken", "nothing", "old"];
const byId = (id) => document.getElementById(id);
const all = (selector) => document.querySelectorAll(selector);

let letter = null;
let turn = 0;
let hush = 0;

const typedName = () => oneLine(byId("name").value);

const COPIES = {
  body: () => bodyOf(letter, typedName()),
  all: () => wholeText(letter, typedName()),
  subject: () => letter.subject,
  to: () => letter.to.join(", "),
  others: () => letter.others.join(", "),
  cc: () => letter.cc.join(", "),
  bcc: () => letter.bcc.join(", "),
};

const FILES = {
  txt: () => ["text/plain;charset=utf-8", wholeText(letter, typedName())],
  eml: () => ["message/rfc822", draft(letter, typedName())],
};

async function open(fragment) {
  const mine = ++turn;
  byId("letter").hidden = true;
  byId("name").value = "";
  byId("body").replaceChildren();
  if (!fragment) return tell("nothing");
  if (!canUnpack()) return tell("old");
  const unpacked = await unpack(fragment).catch(() => null);
  if (mine !== turn) return;
  if (unpacked === null) return tell("broken");
  letter = unpacked;
  showHead(letter);
  refresh();
  tell(null);
  byId("letter").hidden = false;
}

function tell(sentence) {
  for (const id of SENTENCES) byId(id).hidden = id !== sentence;
}

function refresh() {
  showBody(letter, typedName());
  const links = letter.to.length ? mailLinks(letter, typedName()) : {};
  for (const anchor of all("[data-mail]")) {
    const link = links[anchor.dataset.mail];
    anchor.hidden = !link;
    if (link) anchor.href = link.href;
    else anchor.removeAttribute("href");
  }
  const whole = Object.values(links).every((link) => link.whole);
  byId("mailing").hidden = !letter.to.length;
  byId("no-email").hidden = letter.to.length > 0;
  byId("fits").hidden = !whole;
  byId("too-long").hidden = whole;
}

async function copy(text) {
  let done = true;
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    done = copyTheOldWay(text);
  }
  report(done);
}

// Browsers inside other apps often lack the clipboard's own interface.
function copyTheOldWay(text) {
  const field = document.createElement("textarea");
  field.value = text;
  field.className = "offscreen";
  document.body.append(field);
  field.select();
  const done = document.execCommand("copy");
  field.remove();
  return done;
}

function report(done) {
  byId("copied").hidden = !done;
  byId("not-copied").hidden = done;
  clearTimeout(hush);
  hush = setTimeout(() => { byId("copied").hidden = byId("not-copied").hidden = true; }, 4000);
}

function save(ending) {
  const [type, text] = FILES[ending]();
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([text], { type }));
  link.download = fileName(letter, ending);
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60000);
}

byId("name").addEventListener("input", refresh);
byId("print").addEventListener("click", () => window.print());
for (const button of all("[data-copy]")) button.addEventListener("click", () => copy(COPIES[button.dataset.copy]()));
for (const button of all("[data-save]")) button.addEventListener("click", () => save(button.dataset.save));
window.addEventListener("hashchange", () => {
  const fragment = takeFragment();
  if (fragment) open(fragment);
});
open(arrived);
