import { randomUUID } from 'node:crypto';
import { link, mkdir, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/*
 * A lease that processes share by a folder of its own.
 *
 * Requirements
 * 1. One owner at a time. A process that is killed at any point leaves nothing that has to be mended.
 * 2. Whoever was suspended between reading and writing, however long, takes nothing from the next owner.
 *
 * Protocol
 * 1. Each change is a new file, `<generation>.lease`, one above the highest; that one says who holds the
 *    lease until when. No file is ever rewritten, not even to prolong one's own lease: somebody may have
 *    read that it ran out, and be about to take it.
 * 2. Files are made exclusively and whole: of two changes that follow the same generation one fails, and
 *    its owner reads again.
 * 3. Who has made one lists again: low generations are removed, so that one who slept may make a number
 *    that has long been used. A higher one shows it.
 * 4. The highest generations stay, for ever: numbers never start anew, and a listing that is not atomic
 *    (on a network, for example) shows the highest unless as many change hands while it lasts.
 */

const KEPT = 4;

/** So often others may be quicker, or a listing old, before it counts as theirs. */
const MOST_TRIES = 100;

/** How long a file holds whose writer has not come to its end, or was killed there. */
const TORN_MS = 30_000;

/** A generation is above 0; temporary files carry the number of the one that they are to become. */
const NAME = /^(\d+)\.(?:lease|[0-9a-f-]{36}\.tmp)$/;

interface Lease {
  /** Undefined where nobody can tell. */
  owner: string | undefined;
  /** Milliseconds since 1970; 0 once released. Processes on one machine have one clock. */
  until: number;
}

/**
 * Takes or prolongs the lease of a folder, which is made if need be.
 *
 * @returns false while somebody else holds it
 */
export async function takeFileLease(folder: string, owner: string, ms: number): Promise<boolean> {
  for (let tries = 0; tries < MOST_TRIES; tries += 1) {
    const highest = highestOf(await namesIn(folder));
    const last = await readLease(folder, highest);
    if (last === undefined) continue;
    if (last.owner !== owner && last.until > Date.now()) return false;
    const own = highest + 1;
    if (!(await makeGeneration(folder, own, { owner, until: Date.now() + ms }))) continue;
    const names = await namesIn(folder);
    // SECURITY: without this, one who was suspended before `makeGeneration` holds what others hold.
    if (highestOf(names) > own) continue;
    await tidy(folder, names, own);
    return true;
  }
  return false;
}

/** Ends the lease of a folder, if it is this owner's. */
export async function releaseFileLease(folder: string, owner: string): Promise<void> {
  for (let tries = 0; tries < MOST_TRIES; tries += 1) {
    const highest = highestOf(await namesIn(folder));
    const last = await readLease(folder, highest);
    if (last === undefined) continue;
    if (last.owner !== owner || last.until <= Date.now()) return;
    if (await makeGeneration(folder, highest + 1, { owner, until: 0 })) return;
  }
}

async function namesIn(folder: string): Promise<string[]> {
  return readdir(folder).catch((error) => {
    if (codeOf(error) === 'ENOENT') return [];
    throw error;
  });
}

/** 0 where there is none. */
function highestOf(names: string[]): number {
  return Math.max(0, ...names.filter((name) => name.endsWith('.lease')).map(generationOf));
}

function generationOf(name: string): number {
  return Number(NAME.exec(name)?.[1] ?? 0);
}

/** What a generation says; undefined where it has been removed meanwhile, being no longer the highest. */
async function readLease(folder: string, generation: number): Promise<Lease | undefined> {
  if (generation === 0) return { owner: undefined, until: 0 };
  const file = fileOf(folder, generation);
  try {
    const text = await readFile(file, 'utf8');
    return parsed(text) ?? { owner: undefined, until: (await stat(file)).mtimeMs + TORN_MS };
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return undefined;
    throw error;
  }
}

function parsed(text: string): Lease | undefined {
  try {
    const { owner, until } = JSON.parse(text);
    return typeof owner === 'string' && typeof until === 'number' ? { owner, until } : undefined;
  } catch {
    // Torn: its writer is not done, or a loss of power has emptied it.
    return undefined;
  }
}

/** Makes a generation, with its content at once; false where somebody else has made it. */
async function makeGeneration(folder: string, generation: number, lease: Lease): Promise<boolean> {
  const file = fileOf(folder, generation);
  const beside = join(folder, `${generation}.${randomUUID()}.tmp`);
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const create = (path: string) => writeFile(path, JSON.stringify(lease), { flag: 'wx', mode: 0o600 });
  await create(beside);
  try {
    // Not rename, which replaces what is there.
    await link(beside, file);
    return true;
  } catch (error) {
    // ENOENT: `tidy` took the temporary file of one who was suspended.
    if (codeOf(error) === 'EEXIST' || codeOf(error) === 'ENOENT') return false;
  } finally {
    // One that stays is taken by `tidy`. A failure here must not look like one of the lease.
    await rm(beside, { force: true }).catch(() => {});
  }
  // Where there are no hard links; each system has an error of its own for it. What is wrong with the folder
  // itself fails here as well.
  try {
    await create(file);
    return true;
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return false;
    throw error;
  }
}

/** Removes what is too old to matter, and what was left by processes that were killed. */
async function tidy(folder: string, names: string[], own: number): Promise<void> {
  const old = names.filter((name) => NAME.test(name) && generationOf(name) <= own - KEPT);
  // Windows keeps what somebody reads just now. The next owner tries again.
  await Promise.all(old.map((name) => rm(join(folder, name), { force: true }).catch(() => {})));
}

function fileOf(folder: string, generation: number): string {
  return join(folder, `${generation}.lease`);
}

function codeOf(error: unknown): unknown {
  return error instanceof Error && 'code' in error ? error.code : undefined;
}
