// The virtual clock in the top bar. It ticks on between the server's readings.

import { el, icon } from "./dom.js";
import { clockTime, shortDate, weekday } from "./times.js";

export class ClockBar {
  constructor(root, app, canJump) {
    this.app = app;
    this.read = new Date();
    this.since = performance.now();
    this.weekday = el("span", { class: "fuller" });
    this.date = el("span");
    this.year = el("span", { class: "fuller" });
    this.time = el("b", { class: "clock-time" });
    const button = (label, title, act) => el("button", { class: "pill", type: "button", title, onclick: act }, label);
    root.replaceChildren(
      el("span", { class: "clock-face" }, icon("clock"),
        el("span", { class: "clock-date" }, this.weekday, this.date, this.year), this.time, el("small", {}, "UTC")),
      button("+1 hour", "Move the clock one hour on", () => app.act("advance", { hours: 1 })),
      button("+1 day", "Move the clock one day on", () => app.act("advance", { hours: 24 })),
      canJump ? button("Next reminder", "Move the clock to the next reminder", () => app.act("next")) : "",
    );
    setInterval(() => this.draw(), 1000);
  }

  set(iso) {
    this.read = new Date(iso);
    this.since = performance.now();
    this.draw();
  }

  now() {
    return new Date(this.read.getTime() + performance.now() - this.since);
  }

  draw() {
    const now = this.now();
    this.weekday.textContent = `${weekday(now)}, `;
    this.date.textContent = shortDate(now);
    this.year.textContent = ` ${now.getUTCFullYear()}`;
    this.time.textContent = clockTime(now);
  }
}
