// What a link means inside the page.

// An address that may become a link: http and https only, whatever the message says.
export function webAddress(url) {
  const full = /^[a-z][a-z0-9+.-]*:/i.test(url) ? url : `https://${url}`;
  try {
    const parsed = new URL(full);
    return ["http:", "https:"].includes(parsed.protocol) ? parsed.href : "";
  } catch {
    return "";
  }
}

// {kind: "start" | "group", payload} for the bot's own links, {kind: "share", text} for share links, else null.
export function meaning(url, username) {
  const parsed = parse(url);
  if (!parsed) return null;
  const query = parsed.searchParams;
  if (parsed.protocol === "tg:") {
    return parsed.hostname === "resolve" ? botLink(query.get("domain"), query, username) : null;
  }
  if (!["t.me", "telegram.me"].includes(parsed.hostname)) return null;
  const path = parsed.pathname.replaceAll(/^\/|\/$/g, "");
  if (path === "share/url" || path === "share") {
    return { kind: "share", text: [query.get("url"), query.get("text")].filter(Boolean).join("\n") };
  }
  return botLink(path, query, username);
}

function botLink(name, query, username) {
  if ((name ?? "").toLowerCase() !== username.toLowerCase()) return null;
  if (query.has("startgroup")) return { kind: "group", payload: query.get("startgroup") };
  return { kind: "start", payload: query.get("start") ?? "" };
}

function parse(url) {
  try {
    return new URL(/^[a-z][a-z0-9+.-]*:/i.test(url) ? url : `https://${url}`);
  } catch {
    return null;
  }
}
