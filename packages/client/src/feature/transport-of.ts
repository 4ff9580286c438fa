import { type ClientConfig, isClient, type SdkClient } from "../execute/client-or-config.ts";
import { type CommandClient, commandTransport } from "../execute/command-transport.ts";
import { directTransport } from "../execute/direct/direct-transport.ts";
import { sdkTransport } from "../execute/sdk/sdk-transport.ts";
import type { Transport } from "../execute/transport.ts";

/** What a connection sends its requests through. */
export type TransportName = "sdk" | "direct";

/** @throws TypeError for a transport that there is not, and for a client that the one asked for cannot take */
export function transportOf(client: SdkClient | ClientConfig, name: TransportName = "sdk"): Transport {
  if (name === "direct") return directTransport(client);
  if (name !== "sdk") throw new TypeError('transport is "sdk" or "direct", or left out: there is no other');
  return isClient(client) ? commandTransport(client as CommandClient) : sdkTransport(client);
}
