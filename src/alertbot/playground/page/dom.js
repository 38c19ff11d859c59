// Builds elements. Strings become text nodes, so nothing a person or the bot writes is ever read as HTML.

const SVG = "http://www.w3.org/2000/svg";

export function el(tag, props = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(props)) {
    if (value === undefined || value === null || value === false) continue;
    if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
    else node.setAttribute(name === "class" ? "class" : name, value === true ? "" : value);
  }
  node.append(...children.flat().filter((child) => child !== null && child !== undefined && child !== ""));
  return node;
}

const PATHS = {
  send: "M3 20.5v-6.8L12 12 3 10.3V3.5L21.5 12z",
  attach: "M16.5 6v11a4 4 0 0 1-8 0V5.5a2.5 2.5 0 0 1 5 0V16a1 1 0 0 1-2 0V6H10v10a2.5 2.5 0 0 0 5 0V5.5a4 4 0 0 0-8 0V17a5.5 5.5 0 0 0 11 0V6z",
  back: "M15.5 4.5 8 12l7.5 7.5 1.4-1.4L10.8 12l6.1-6.1z",
  menu: "M12 8a2 2 0 1 0 0-4 2 2 0 0 0 0 4zm0 2a2 2 0 1 0 0 4 2 2 0 0 0 0-4zm0 6a2 2 0 1 0 0 4 2 2 0 0 0 0-4z",
  copy: "M16 3H6a2 2 0 0 0-2 2v11h2V5h10zm3 4h-9a2 2 0 0 0-2 2v10a2 2 0 0 0 2 2h9a2 2 0 0 0 2-2V9a2 2 0 0 0-2-2zm0 12h-9V9h9z",
  link: "M7 7h7.6L6 15.6 7.4 17 16 8.4V16h2V5H7z",
  reply: "M10 9V5l-7 7 7 7v-4.1c5 0 8.5 1.6 11 5.1-1-5-4-10-11-11z",
  file: "M6 2a2 2 0 0 0-2 2v16a2 2 0 0 0 2 2h12a2 2 0 0 0 2-2V8l-6-6zm7 7V3.5L18.5 9z",
  close: "M18.3 5.7 12 12l6.3 6.3-1.4 1.4L10.6 13.4 4.3 19.7 2.9 18.3 9.2 12 2.9 5.7 4.3 4.3l6.3 6.3 6.3-6.3z",
  checks: "M18 7l-1.4-1.4-6.3 6.3 1.4 1.4zm4.2-1.4L11.7 16.2 7.5 12l-1.4 1.4 5.6 5.6L23.6 7zM.4 13.4 6 19l1.4-1.4L1.8 12z",
  bot: "M4 10v4a1.5 1.5 0 0 0 1.5 1.5H7l1.5 4.5h2.8L9.9 15.5h.6L18 19V5l-7.5 3.5h-5A1.5 1.5 0 0 0 4 10zm16-.5v5a2.7 2.7 0 0 0 0-5z",
  group: "M9 12a3.5 3.5 0 1 0 0-7 3.5 3.5 0 0 0 0 7zm7.5-.5a2.8 2.8 0 1 0 0-5.6 2.8 2.8 0 0 0 0 5.6zM9 13.5c-3 0-7 1.5-7 4.3V20h14v-2.2c0-2.8-4-4.3-7-4.3zm8 .1c-.5 0-.9 0-1.3.1 1.4 1 2.3 2.4 2.3 4.1V20h4v-2c0-2.8-2.6-4.4-5-4.4z",
  channel: "M4 10v4a1.5 1.5 0 0 0 1.5 1.5H7l1.5 4.5h2.8L9.9 15.5h.6L18 19V5l-7.5 3.5h-5A1.5 1.5 0 0 0 4 10z",
  clock: "M12 2a10 10 0 1 0 0 20 10 10 0 0 0 0-20zm0 18a8 8 0 1 1 0-16 8 8 0 0 1 0 16zm.8-13h-1.6v5.5l4.6 2.8.8-1.3-3.8-2.3z",
  down: "M7.4 8.6 12 13.2l4.6-4.6L18 10l-6 6-6-6z",
};

export function icon(name, label = "") {
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.setAttribute("class", `icon icon-${name}`);
  if (label) {
    svg.setAttribute("role", "img");
    svg.setAttribute("aria-label", label);
  } else {
    svg.setAttribute("aria-hidden", "true");
  }
  const path = document.createElementNS(SVG, "path");
  path.setAttribute("d", PATHS[name]);
  svg.append(path);
  return svg;
}
