import { readFileSync, rmSync } from 'node:fs';
import { open, rename } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { crc32 } from 'node:zlib';
import { pack, unpack } from './pack.ts';

/** One file of columns, as the index tells of it. */
export type Part = { readonly file: string; readonly bytes: number; readonly crc32: number };

/** What the files hold together; they are nothing without it. */
export type Index = {
  /** Whose rows these are: see `identityOf`. */
  readonly identity: string;
  /** Every event up to here is in the files; some later ones may be. */
  readonly seq: number;
  readonly parts: Readonly<Record<string, Part>>;
};

/** Writes a part under a name that no index mentions yet. */
export async function writePart(folder: string, file: string, content: unknown): Promise<Part> {
  const bytes = pack(content);
  await writeDurably(join(folder, file), bytes);
  return { file, bytes: bytes.length, crc32: crc32(bytes) };
}

/** What was written. Throws an Error that says what is wrong with the file. */
export function readPart(folder: string, { file, bytes, crc32: expected }: Part): unknown {
  const content = readFileSync(join(folder, file));
  if (content.length !== bytes) {
    throw new Error(`${file} has ${content.length} bytes of ${bytes}`);
  }
  if (crc32(content) !== expected) throw new Error(`${file} is damaged`);
  return unpack(content);
}

/** Puts the index in the place of the one before, all at once. */
export async function writeIndex(folder: string, index: Index): Promise<void> {
  const text = JSON.stringify(index);
  const file = join(folder, indexFile);
  await writeDurably(`${file}.new`, Buffer.from(`${crc32(text)}\n${text}`));
  await rename(`${file}.new`, file);
  await sync(dirname(file));
}

/** Undefined: there is none. Throws an Error that says what is wrong with it. */
export function readIndex(folder: string): Index | undefined {
  const text = readIfThere(join(folder, indexFile));
  if (text === undefined) return undefined;
  const end = text.indexOf('\n');
  const json = text.slice(end + 1);
  if (String(crc32(json)) !== text.slice(0, end)) throw new Error(`${indexFile} is damaged`);
  return JSON.parse(json) as Index; // As it was written: its checksum says so.
}

export const indexFile = 'index';

/** From now on the files are nothing. */
export function forget(folder: string): void {
  rmSync(join(folder, indexFile), { force: true });
}

async function writeDurably(path: string, bytes: Uint8Array): Promise<void> {
  const file = await open(path, 'w');
  try {
    await file.writeFile(bytes);
    await file.sync();
  } finally {
    await file.close();
  }
}

/** A renamed file is safe only when its folder is. */
async function sync(folder: string): Promise<void> {
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

function readIfThere(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  }
}
