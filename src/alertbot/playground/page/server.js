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

const KINDS = ["message", "edit", "delete", "typing", "answer", "query", "room", "person", "clock", "commands"];

export function listen(handlers, reconnected) {
  const source = new EventSource("/feed");
  let lost = false;
  for (const kind of KINDS) {
    source.addEventListener(kind, (event) => handlers[kind]?.(JSON.parse(event.data)));
  }
  source.addEventListener("error", () => { lost = true; });
  source.addEventListener("open", () => {
    if (lost) reconnected();
    lost = false;
  });
}
