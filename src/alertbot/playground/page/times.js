// All times are the virtual clock's, shown in UTC.

const TIME = new Intl.DateTimeFormat("en-GB", { hour: "2-digit", minute: "2-digit", timeZone: "UTC" });
const DAY = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "long", year: "numeric", timeZone: "UTC" });
const SHORT = new Intl.DateTimeFormat("en-GB", { day: "2-digit", month: "2-digit", year: "2-digit", timeZone: "UTC" });
const WEEKDAY = new Intl.DateTimeFormat("en-GB", { weekday: "short", timeZone: "UTC" });
const DATE = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "short", timeZone: "UTC" });

export const time = (seconds) => TIME.format(seconds * 1000);
export const day = (seconds) => DAY.format(seconds * 1000);
export const weekday = (date) => WEEKDAY.format(date);
export const shortDate = (date) => DATE.format(date);
export const clockTime = (date) => TIME.format(date);

export function listTime(seconds, now) {
  return day(seconds) === DAY.format(now) ? time(seconds) : SHORT.format(seconds * 1000);
}
