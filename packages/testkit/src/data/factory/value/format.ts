import type { Random } from "../random.ts";

type Maker = (random: Random, precision: number | undefined) => string;

const digits = (random: Random, count: number): string =>
  Array.from({ length: count }, () => random.integer(0, 9)).join("");
const hex = (random: Random, count: number): string =>
  Array.from({ length: count }, () => random.integer(0, 15).toString(16)).join("");
const two = (value: number): string => String(value).padStart(2, "0");
const base64url = (text: string): string => Buffer.from(text).toString("base64url");

const date: Maker = (random) =>
  `20${two(random.integer(20, 29))}-${two(random.integer(1, 12))}-${two(random.integer(1, 28))}`;
const time: Maker = (random, precision) => {
  const minutes = `${two(random.integer(0, 23))}:${two(random.integer(0, 59))}`;
  if (precision === -1) return minutes;
  const seconds = `${minutes}:${two(random.integer(0, 59))}`;
  return precision === undefined || precision === 0 ? seconds : `${seconds}.${digits(random, precision)}`;
};
const uuid: Maker = (random) =>
  `${hex(random, 8)}-${hex(random, 4)}-4${hex(random, 3)}-${random.pick([..."89ab"])}${hex(random, 3)}-${hex(random, 12)}`;
const ipv4: Maker = (random) => `10.${random.integer(0, 255)}.${random.integer(0, 255)}.${random.integer(1, 254)}`;
const ipv6: Maker = (random) => `2001:db8:${Array.from({ length: 6 }, () => hex(random, 4)).join(":")}`;

/** Values of zod's formats that look like what programs store; a pattern alone would give stranger ones. */
const makers: { readonly [format: string]: Maker } = {
  email: (random) => `${random.pick(names)}.${random.id(4)}@example.com`,
  url: (random) => `https://example.com/${random.id(8)}`,
  uuid,
  guid: uuid,
  date,
  time,
  datetime: (random, precision) => `${date(random, precision)}T${time(random, precision ?? 3)}Z`,
  duration: (random) => `P${random.integer(1, 30)}DT${random.integer(1, 23)}H`,
  ipv4,
  ipv6,
  cidrv4: (random) => `${ipv4(random, undefined)}/${random.integer(8, 32)}`,
  cidrv6: (random) => `${ipv6(random, undefined)}/${random.integer(16, 128)}`,
  e164: (random) => `+4989${digits(random, 8)}`,
  emoji: (random) => random.pick([..."😀🎉🚀🌍🐙"]),
  base64: (random) => Buffer.from(random.id(random.integer(3, 18))).toString("base64"),
  base64url: (random) => base64url(random.id(random.integer(3, 18))),
  json_string: (random) => JSON.stringify({ id: random.id(6) }),
  hostname: (random) => `${random.id(6)}.example.com`,
  jwt: (random) =>
    [JSON.stringify({ alg: "HS256", typ: "JWT" }), JSON.stringify({ sub: random.id(6) }), random.id(32)]
      .map(base64url)
      .join("."),
  credit_card: (random) => withLuhnDigit(`4${digits(random, 14)}`),
  iban: (random) => iban("DE", digits(random, 18)),
};

const names: readonly string[] = [
  "ada",
  "ben",
  "cleo",
  "dov",
  "emil",
  "fay",
  "gus",
  "hana",
  "ines",
  "jon",
  "kim",
  "lou",
];

/** A text of a format; `undefined` for a format that has nothing but its pattern. */
export function formatted(format: string, random: Random, precision: number | undefined): string | undefined {
  return Object.hasOwn(makers, format) ? makers[format]?.(random, precision) : undefined;
}

function withLuhnDigit(number: string): string {
  const sum = [...number].reverse().reduce((total, digit, i) => {
    const value = Number(digit) * (i % 2 === 0 ? 2 : 1);
    return total + (value > 9 ? value - 9 : value);
  }, 0);
  return `${number}${(10 - (sum % 10)) % 10}`;
}

function iban(country: string, account: string): string {
  const letters = [...country].map((letter) => letter.charCodeAt(0) - 55).join("");
  const rest = BigInt(`${account}${letters}00`) % 97n;
  return `${country}${two(98 - Number(rest))}${account}`;
}
