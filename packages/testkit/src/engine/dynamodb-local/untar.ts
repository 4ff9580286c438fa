const BLOCK = 512;

/** A regular file in an archive. */
export interface TarFile {
  readonly name: string;
  readonly content: Buffer;
}

/**
 * Reads an uncompressed tar archive of regular files with short names, which is what the one pinned archive is. Anything
 * else in it is an error: a general reader would bring five packages for one file whose bytes are known.
 */
export function readTar(archive: Buffer): TarFile[] {
  const files: TarFile[] = [];
  let offset = 0;
  while (offset + BLOCK <= archive.length) {
    const header = archive.subarray(offset, offset + BLOCK);
    if (header.every((byte) => byte === 0)) return files;
    if (text(header, 257, 5) !== "ustar" || checksum(header) !== octal(header, 148, 8)) {
      throw new Error(`Not a tar header at byte ${offset}.`);
    }
    const prefix = text(header, 345, 155);
    const name = prefix === "" ? text(header, 0, 100) : `${prefix}/${text(header, 0, 100)}`;
    const type = text(header, 156, 1);
    if (type !== "0" && type !== "") throw new Error(`The entry ${name} is not a regular file (type ${type}).`);
    const start = offset + BLOCK;
    const end = start + octal(header, 124, 12);
    if (end > archive.length) throw new Error(`The archive ends inside ${name}.`);
    files.push({ name, content: archive.subarray(start, end) });
    offset = start + Math.ceil((end - start) / BLOCK) * BLOCK;
  }
  throw new Error("The archive has no end.");
}

function text(header: Buffer, start: number, length: number): string {
  const field = header.subarray(start, start + length);
  const end = field.indexOf(0);
  return field.toString("utf8", 0, end === -1 ? length : end);
}

function octal(header: Buffer, start: number, length: number): number {
  const digits = text(header, start, length).trim();
  if (!/^[0-7]+$/.test(digits)) throw new Error("A number in a tar header is not octal.");
  return Number.parseInt(digits, 8);
}

// The sum of all bytes, those of the checksum itself taken as spaces.
function checksum(header: Buffer): number {
  return header.reduce((sum, byte, at) => sum + (at >= 148 && at < 156 ? 0x20 : byte), 0);
}
