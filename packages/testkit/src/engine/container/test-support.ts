import { mkdtemp, rm } from "node:fs/promises";
import { createServer, type IncomingMessage } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Engine } from "../engine.ts";
import { startEngine } from "../start.ts";

/** What a request to create a container says, as far as it matters here. */
export interface CreateRequest {
  readonly Image: string;
  readonly Cmd: readonly string[];
  readonly Env: readonly string[];
  readonly HostConfig: { readonly PortBindings: Readonly<Record<string, unknown>> };
}

/** A stand-in for the Docker daemon, for machines without one. */
export interface StandInDaemon extends AsyncDisposable {
  /** For the process that is to find it. */
  readonly env: NodeJS.ProcessEnv;
  /** Method and path of every request. */
  readonly requests: readonly string[];
  readonly created: readonly CreateRequest[];
  /** Where the container answers. */
  readonly container: Engine;
}

const ID = "c0ffee";

interface StandInOptions {
  /** Lets the container fail to be created, with this message. */
  readonly refuse?: string;
  /** Lets the image be missing until it is pulled. */
  readonly empty?: boolean;
}

/**
 * Speaks as much of Docker's interface as testcontainers needs to run one container, which is Dynoxide in truth. All
 * between the engine `container` and the socket is what runs against Docker, too.
 */
export async function standInDaemon({ refuse, empty = false }: StandInOptions = {}): Promise<StandInDaemon> {
  const folder = await mkdtemp(join(tmpdir(), "keywright-docker-"));
  const socket = join(folder, "docker.sock");
  const container = await startEngine({ engine: "dynoxide" });
  const requests: string[] = [];
  const created: CreateRequest[] = [];
  let running = false;
  let pulled = !empty;

  const answer = async (request: IncomingMessage): Promise<readonly [status: number, body?: unknown]> => {
    const { pathname } = new URL(request.url ?? "/", "http://docker");
    const path = pathname.replace(/^\/v[\d.]+/, "");
    requests.push(`${request.method} ${path}`);
    switch (`${request.method} ${path}`) {
      case "GET /info":
        return [200, { ServerVersion: "27.0.0", OperatingSystem: "stand-in", OSType: "linux", NCPU: 1, MemTotal: 1 }];
      case "GET /containers/json":
        return [200, []];
      case "POST /containers/create":
        if (refuse !== undefined) return [400, { message: refuse }];
        created.push(JSON.parse(await textOf(request)) as CreateRequest);
        return [201, { Id: ID, Warnings: [] }];
      case `POST /containers/${ID}/start`:
        running = true;
        return [204];
      case `POST /containers/${ID}/stop`:
        running = false;
        return [204];
      case `DELETE /containers/${ID}`:
        return [204];
      case `GET /containers/${ID}/json`:
        return [200, inspection(container.endpoint, running)];
      case "POST /images/create":
        pulled = true;
        return [200, { status: "Download complete" }];
      default:
        if (!path.startsWith("/images/")) return [404, { message: `The stand-in has no ${path}` }];
        return pulled ? [200, { Id: "image" }] : [404, { message: "No such image" }];
    }
  };

  const server = createServer((request, response) => {
    void answer(request).then(([status, body]) => {
      response.writeHead(status, { "content-type": "application/json" });
      response.end(body === undefined ? undefined : JSON.stringify(body));
    });
  });
  await new Promise<void>((resolve) => server.listen(socket, resolve));
  return {
    env: {
      DOCKER_HOST: `unix://${socket}`,
      TESTCONTAINERS_HOST_OVERRIDE: "localhost",
      TESTCONTAINERS_RYUK_DISABLED: "true",
    },
    requests,
    created,
    container,
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await container.stop();
      await rm(folder, { recursive: true });
    },
  };
}

function inspection(endpoint: string, running: boolean): object {
  const binding = { HostIp: "127.0.0.1", HostPort: new URL(endpoint).port };
  return {
    Id: ID,
    Name: "/stand-in",
    Config: { Hostname: "stand-in", Labels: {} },
    State: { Running: running, Status: running ? "running" : "exited", StartedAt: new Date().toISOString() },
    NetworkSettings: { Ports: { "8000/tcp": [binding] }, Networks: {} },
    HostConfig: { PortBindings: { "8000/tcp": [binding] } },
  };
}

async function textOf(request: IncomingMessage): Promise<string> {
  let text = "";
  for await (const chunk of request) text += String(chunk);
  return text;
}
