// The letter's text with the name that was typed. Mirrors how the bot tidies names and texts.

const PLACE = "\ufdd0";
const UNSEEN = /(?![\u200c\u200d])[\p{Cc}\p{Cf}\p{Cs}\p{Co}\ufdd0]/gu;

export function oneLine(typed) {
  return typed.replace(UNSEEN, " ").split(/\s+/u).filter(Boolean).join(" ").normalize("NFC");
}

export function hasPlace(letter) {
  return letter.body.includes(PLACE);
}

export function bodyOf(letter, name) {
  const lines = letter.body.split(PLACE).join(name).split("\n").map((line) => line.trimEnd());
  return lines.join("\n").replace(/\n{3,}/g, "\n\n").trim().normalize("NFC");
}

// The text between the places of the name, for showing it with the places marked.
export function partsOf(letter) {
  return letter.body.split(PLACE);
}

export function wholeText(letter, name) {
  return [letter.subject, bodyOf(letter, name)].filter(Boolean).join("\n\n") + "\n";
}

export function fileName(letter, ending) {
  const words = ["letter", letter.key, letter.language].map((part) => part.replace(/[^A-Za-z0-9]+/g, "-"));
  return `${words.join("-")}.${ending}`;
}
