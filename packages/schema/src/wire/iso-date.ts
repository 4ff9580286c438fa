/**
 * The date that a text is: what `new Date(text)` makes of it. The one spelling in which dates are written
 * (`2026-05-01T12:00:00.000Z`) is read without it, which takes a fifth of the time.
 */
export function readIsoDate(text: string): Date {
  return new Date(timeOf(text) ?? text);
}

/** Milliseconds since 1970; `undefined` where the text is spelled otherwise, or may be no date. */
function timeOf(text: string): number | undefined {
  if (text.length !== 24) return undefined;
  const separated =
    text.charCodeAt(4) === dash &&
    text.charCodeAt(7) === dash &&
    text.charCodeAt(10) === letterT &&
    text.charCodeAt(13) === colon &&
    text.charCodeAt(16) === colon &&
    text.charCodeAt(19) === point &&
    text.charCodeAt(23) === letterZ;
  if (!separated) return undefined;
  const century = twoDigits(text, 0);
  const year = century * 100 + twoDigits(text, 2);
  const month = twoDigits(text, 5);
  const day = twoDigits(text, 8);
  const hour = twoDigits(text, 11);
  const minute = twoDigits(text, 14);
  const second = twoDigits(text, 17);
  const tens = twoDigits(text, 20);
  const ones = text.charCodeAt(22) - zero;
  // Every month has 28 days; `Date.UTC` takes years below 100 for others. NaN is in no bounds.
  const plain =
    year >= 100 && month >= 1 && month <= 12 && day >= 1 && day <= 28 && hour <= 23 && minute <= 59 && second <= 59;
  if (!plain || !(tens >= 0) || ones < 0 || ones > 9) return undefined;
  return Date.UTC(year, month - 1, day, hour, minute, second, tens * 10 + ones);
}

function twoDigits(text: string, at: number): number {
  const tens = text.charCodeAt(at) - zero;
  const ones = text.charCodeAt(at + 1) - zero;
  return tens >= 0 && tens <= 9 && ones >= 0 && ones <= 9 ? tens * 10 + ones : Number.NaN;
}

const zero = 48;
const dash = 45;
const colon = 58;
const point = 46;
const letterT = 84;
const letterZ = 90;
