import type { Place } from "./place.ts";

type DateHelper = "epochSeconds" | "epochMilliseconds" | "isoDateTime";
const YEAR_0 = Date.parse("0000-01-01T00:00:00.000Z");
const LATEST = Date.parse("9999-12-31T23:59:59.999Z");

/** A point in time, as exact as it is stored. An item is not to expire by itself, so its expiry is 75 years away or more. */
export function makeDate(stored: DateHelper, { random, style, hint }: Place): Date {
  const unit = stored === "epochSeconds" ? 1000 : 1;
  const at = (time: number): Date => new Date(Math.floor(time / unit) * unit);
  if (style.date === "latest") return at(LATEST);
  if (hint?.expiry) return at(Date.UTC(2100 + random.integer(0, 99), random.integer(0, 11), random.integer(1, 28)));
  switch (style.date) {
    case "earliest":
      return at(stored === "isoDateTime" ? YEAR_0 : 0);
    case "leap":
      return at(Date.UTC(2024, 1, 29, 23, 59, 59, 999));
    default:
      return at(random.integer(Date.UTC(2020, 0, 1), Date.UTC(2029, 11, 31)));
  }
}
