// Everything the page says to the server, and everything it hears.

export async function snapshot() {
  const answer = await fetch("/state");
  return answer.json();
}

// The commands a person is offered in a chat, and what the bot says about itself.
export async function menuOf(person, chat) {
  const answer = await fetch(`/menu?person=${person}&chat=${chat}`);
  return answer.ok ? answer.json() : { commands: [], about: "" };
}

export async function act(action, data = {}) {
  return posted(`/do/${action}`, JSON.stringify(data));
}

export async function sendFile(person, chat, file) {
  const query = new URLSearchParams({ person, chat, name: file.name });
  return posted(`/do/file?${query}`, file);
}

async function posted(url, body) {
  try {
    const answer = await fetch(url, { method: "POST", body });
    return await answer.json();
  } catch {
    return { error: "The playground does not answer. Is it still running?" };
  }
}

const KINDS = ["message", "edit", "delete", "typing", "answer", "query", "room", "person", "clock", "commands",
  "hints"];

// Hears events from the moment it resolves; what comes before somebody handles them is kept in order.
export function listen() {
  const source = new EventSource("/feed");
  const kept = [];
  const feed = { receive: (kind, data) => kept.push([kind, data]), reconnected: () => {} };
  feed.handle = (handlers, reconnected) => {
    feed.receive = (kind, data) => handlers[kind]?.(data);
    feed.reconnected = reconnected;
    for (const [kind, data] of kept.splice(0)) feed.receive(kind, data);
  };
  for (const kind of KINDS) {
    source.addEventListener(kind, (event) => feed.receive(kind, JSON.parse(event.data)));
  }
  return new Promise((resolve) => {
    source.addEventListener("open", () => {
      resolve(feed);
      feed.reconnected();
    });
  });
}
