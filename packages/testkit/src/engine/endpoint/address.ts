import { TestkitError } from "../../error/testkit-error.ts";
import { variable } from "../environment.ts";

/** An endpoint as the SDK takes it, and whether it is on this machine. */
export interface Address {
  readonly endpoint: string;
  readonly loopback: boolean;
}

/**
 * The endpoint of the option, else of `KEYWRIGHT_ENDPOINT`.
 *
 * @throws {TestkitError} `endpoint-missing`, `endpoint-invalid`, and `endpoint-remote` where it is on another machine and that
 * is not allowed.
 */
export function endpointAddress(option: string | undefined, allowRemote: boolean): Address {
  const text = option ?? variable("KEYWRIGHT_ENDPOINT");
  if (text === undefined) {
    throw new TestkitError({
      code: "endpoint-missing",
      message:
        'The engine "endpoint" needs an address: give the option endpoint, or set KEYWRIGHT_ENDPOINT, for instance to http://127.0.0.1:8000.',
    });
  }
  const address = parseEndpoint(text);
  if (!address.loopback && !allowRemote) {
    throw new TestkitError({
      code: "endpoint-remote",
      message: `The endpoint ${address.endpoint} is not on this machine. Tests create, fill and delete tables; to let them do that there, call startEngine({ allowRemote: true }). On this machine, write the address with 127.0.0.1, localhost or [::1].`,
    });
  }
  return address;
}

/**
 * Reads an endpoint.
 *
 * @throws {TestkitError} `endpoint-invalid` when it is not an http or https address of a server.
 */
export function parseEndpoint(text: string): Address {
  if (!URL.canParse(text)) throw invalid("is not a URL");
  const url = new URL(text);
  if (url.protocol !== "http:" && url.protocol !== "https:") throw invalid("is neither http nor https");
  if (url.username !== "" || url.password !== "") throw invalid("carries a user name or password");
  if (url.pathname !== "/" || url.search !== "" || url.hash !== "") throw invalid("has a path, a query or a fragment");
  return { endpoint: url.origin, loopback: isLoopback(url.hostname) };
}

// The URL parser has brought every spelling of an IPv4 address (octal, hexadecimal, short) to the dotted form, and
// IPv6 to the shortest.
function isLoopback(hostname: string): boolean {
  return (
    hostname === "localhost" ||
    /^127\.\d+\.\d+\.\d+$/.test(hostname) ||
    hostname === "[::1]" ||
    /^\[::ffff:7f[\da-f]{2}:[\da-f]{1,4}\]$/.test(hostname)
  );
}

// The address itself stays out of the message: it may carry a password.
function invalid(why: string): TestkitError {
  return new TestkitError({
    code: "endpoint-invalid",
    message: `The endpoint (option endpoint, or KEYWRIGHT_ENDPOINT) ${why}. Write it like http://127.0.0.1:8000.`,
  });
}
