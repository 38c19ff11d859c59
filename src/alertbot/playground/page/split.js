// Cuts a long text the way the server sends it, to say beforehand how many messages it makes.

export const LIMIT = 4096;

export function pieces(text, limit = LIMIT) {
  const result = [];
  let rest = text.trim();
  while (rest) {
    const cut = cutAt(rest, limit);
    result.push(rest.slice(0, cut).trimEnd());
    rest = rest.slice(cut).trimStart();
  }
  return result;
}

function cutAt(text, limit) {
  if (text.length <= limit) return text.length;
  const end = /[\uD800-\uDBFF]/.test(text[limit - 1]) ? limit - 1 : limit;
  for (const mark of ["\n", " "]) {
    const found = text.lastIndexOf(mark, end);
    if (found >= end / 2) return found;
  }
  return end;
}
