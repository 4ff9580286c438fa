import { type Planning, updateTable, without } from "../planning.ts";

/** A stream that the model does not need is left: other programs may read it. */
export function planStream(p: Planning): void {
  const { stream: wanted } = p.model;
  const found = p.now.stream;
  if (wanted === undefined || wanted === found) return;
  const why = `its stream is ${found === undefined ? "off" : `of ${found}`}, and of ${wanted} in the model`;
  const danger = {
    kind: "replace-stream",
    why: "programs that read the stream have to go over to the new one, and changes between the two are in neither",
  } as const;
  if (found !== undefined) {
    if (p.now.globalTable === "eventual" && Object.keys(p.now.replicas).length > 0) {
      p.cannot({
        what: why,
        instead: `The replicas of the table need the stream that it has. Take the stream of the model as ${found}, or delete the replicas first.`,
      });
      return;
    }
    const off = p.move({
      sign: "-",
      what: `Turn off the stream of ${found}: its view cannot be changed while it is on.`,
      why,
      request: updateTable(p, { StreamSpecification: { StreamEnabled: false } }),
      danger,
      after: without(p.now, "stream"),
    });
    if (!off) return;
  }
  p.move({
    sign: found === undefined ? "+" : "~",
    what: `Turn on ${found === undefined ? "a" : "a new"} stream of ${wanted}.`,
    why,
    request: updateTable(p, { StreamSpecification: { StreamEnabled: true, StreamViewType: wanted } }),
    ...(found !== undefined && { danger }),
    after: { ...p.now, stream: wanted },
  });
}
