// Fragment to letter. Whoever can make a link can make a hostile one: every field is checked for its shape, its
// length and its characters, and whatever is not exactly a letter is refused as a whole.

const LONGEST_FRAGMENT = 4000;
const LARGEST_LETTER = 65536;
const EMAIL = /^[A-Za-z0-9][A-Za-z0-9._+-]*@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+$/;
const UNTEXTUAL = /[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff]/u;
const UNLINEAR = /[\n\xad\u061c\u180e\u200b\u200e\u200f\u2060-\u2065\u206a-\u206f\ufeff\ufff9-\ufffb]|=\?/u;

export class BrokenLetter extends Error {}

export function canUnpack() {
  return typeof DecompressionStream === "function";
}

export async function unpack(fragment) {
  if (fragment.length > LONGEST_FRAGMENT || !/^[A-Za-z0-9_-]+$/.test(fragment)) throw new BrokenLetter();
  let letter;
  try {
    const raw = await inflated(bytesOf(fragment));
    letter = JSON.parse(new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(raw));
  } catch {
    throw new BrokenLetter();
  }
  if (!isLetter(letter)) throw new BrokenLetter();
  return Object.freeze(letter);
}

function bytesOf(fragment) {
  const binary = atob(fragment.replaceAll("-", "+").replaceAll("_", "/"));
  return Uint8Array.from(binary, (character) => character.charCodeAt(0));
}

// Reads chunk by chunk and stops at the limit: a few bytes can unpack to gigabytes.
async function inflated(packed) {
  const reader = new Blob([packed]).stream().pipeThrough(new DecompressionStream("deflate")).getReader();
  const unpacked = new Uint8Array(LARGEST_LETTER);
  let length = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return unpacked.subarray(0, length);
    if (length + value.length > LARGEST_LETTER) {
      await reader.cancel();
      throw new BrokenLetter();
    }
    unpacked.set(value, length);
    length += value.length;
  }
}

const isText = (most, least = 0) => (value) =>
  typeof value === "string" && value.length >= least && [...value].length <= most && !UNTEXTUAL.test(value);
const isLine = (value) => isText(500)(value) && !UNLINEAR.test(value);
const matches = (pattern, most) => (value) => typeof value === "string" && value.length <= most && pattern.test(value);
const isList = (of, most) => (value) => Array.isArray(value) && value.length <= most && value.every(of);

const SHAPE = {
  v: (value) => value === 1,
  key: matches(/^[A-Za-z0-9_-]+$/, 60),
  language: matches(/^[a-z]{2,3}([_-]([A-Za-z]{2}|[A-Za-z]{4}))?$/, 8),
  recipient: isList(isLine, 4),
  to: isList(matches(EMAIL, 254), 10),
  cc: isList(matches(EMAIL, 254), 10),
  bcc: isList(matches(EMAIL, 254), 10),
  others: isList(matches(EMAIL, 254), 10),
  subject: isLine,
  body: isText(20000, 1),
  fax: isList(isLine, 6),
  fax_words: (value) => isList(isLine, 2)(value) && value.length === 2,
  post: isText(600),
};

function isLetter(value) {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return false;
  const names = Object.keys(SHAPE);
  return Object.keys(value).length === names.length
    && names.every((name) => Object.hasOwn(value, name) && SHAPE[name](value[name]));
}
