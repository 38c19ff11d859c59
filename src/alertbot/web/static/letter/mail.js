// Ways into a mail program: links that open a filled-in message, and a draft as a file.

import { bodyOf } from "./text.js";

// Characters of an encoded address; browsers and mail programs begin to cut at about 2,000, Gmail earlier.
const LONGEST = { program: 1900, gmail: 1600, outlook: 1900, yahoo: 1900 };

const COMPOSE = {
  program: ({ to, ...fields }) => `mailto:${to}${query("?", { ...fields, bcc: "" })}`,
  gmail: ({ subject, ...fields }) => `https://mail.google.com/mail/?view=cm&fs=1${query("&", { ...fields, su: subject })}`,
  outlook: (fields) => `https://outlook.live.com/mail/0/deeplink/compose${query("?", { ...fields, bcc: "" })}`,
  yahoo: (fields) => `https://compose.mail.yahoo.com/${query("?", fields)}`,
};

// Program to {href, whole}: `whole` is false where only the address and the subject fit. Hidden copies are left
// out where a link may not set them (RFC 6068 lets mail programs refuse it).
export function mailLinks(letter, name) {
  const links = {};
  for (const [program, compose] of Object.entries(COMPOSE)) {
    const bare = {
      to: addresses(letter.to), cc: addresses(letter.cc), bcc: addresses(letter.bcc), subject: encoded(letter.subject),
    };
    const full = compose({ ...bare, body: encoded(bodyOf(letter, name).replaceAll("\n", "\r\n")) });
    const brief = compose(bare);
    if (full.length <= LONGEST[program]) links[program] = { href: full, whole: true };
    else if (brief.length <= LONGEST[program]) links[program] = { href: brief, whole: false };
  }
  return links;
}

function query(first, fields) {
  const given = Object.entries(fields).filter(([, value]) => value);
  return given.length ? first + given.map(([name, value]) => `${name}=${value}`).join("&") : "";
}

function addresses(list) {
  return list.map((address) => address.split("@").map(encoded).join("@")).join(",");
}

function encoded(text) {
  return encodeURIComponent(text).replace(/[!'()*]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`);
}

// A draft that mail programs open for editing. Headers hold checked ASCII addresses and encoded words only.
export function draft(letter, name) {
  const headers = [
    listed("To", letter.to), listed("Cc", letter.cc), listed("Bcc", letter.bcc), worded("Subject", letter.subject),
    "X-Unsent: 1", "MIME-Version: 1.0", 'Content-Type: text/plain; charset="utf-8"', "Content-Transfer-Encoding: base64",
  ];
  const body = base64(`${bodyOf(letter, name)}\n`.replaceAll("\n", "\r\n")).replace(/.{76}/g, "$&\r\n");
  return `${headers.filter(Boolean).join("\r\n")}\r\n\r\n${body}\r\n`;
}

function listed(name, list) {
  return list.length ? `${name}: ${list.join(",\r\n ")}` : "";
}

// RFC 2047: words of at most 75 characters, each of whole characters, one to a line.
function worded(name, text) {
  const words = [];
  let piece = "";
  for (const character of text) {
    if (new TextEncoder().encode(piece + character).length > 39) {
      words.push(piece);
      piece = "";
    }
    piece += character;
  }
  if (piece) words.push(piece);
  return words.length ? `${name}: ${words.map((word) => `=?utf-8?B?${base64(word)}?=`).join("\r\n ")}` : "";
}

function base64(text) {
  return btoa(Array.from(new TextEncoder().encode(text), (byte) => String.fromCharCode(byte)).join(""));
}
