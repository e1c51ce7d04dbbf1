import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chown, mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import pg from 'pg';
import type { AddressInfo } from 'node:net';

const { Client } = pg;
const runFile = promisify(execFile);
const BINARIES = '/usr/lib/postgresql';

/** A Postgres of its own, in a temporary folder. */
export interface RealPostgres {
  /** Makes an empty database, and gives its URL. */
  database(): Promise<string>;
  run(url: string, sql: string): Promise<void>;
  stop(): Promise<void>;
}

/** Starts Postgres on this machine, as a user who is not root: it refuses to be. */
export async function startRealPostgres(): Promise<RealPostgres> {
  const binaries = await findBinaries();
  const user = await ordinaryUser();
  const folder = await mkdtemp(join(tmpdir(), 'zfapps-postgres-'));
  if (user !== undefined) await chown(folder, user.uid, user.gid);
  const data = join(folder, 'data');
  const options = { ...user, cwd: folder };
  await runFile(
    join(binaries, 'initdb'),
    ['-D', data, '-U', 'tester', '-A', 'trust', '-E', 'UTF8', '-N'],
    options,
  );
  const port = await freePort();
  const settings = ['-D', data, '-h', '127.0.0.1', '-p', String(port), '-k', folder, '-c', 'fsync=off'];
  const server = spawn(join(binaries, 'postgres'), settings, {
    ...options,
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const exited = once(server, 'exit');
  await new Promise<void>((resolve, reject) => {
    let printed = '';
    server.stderr.on('data', (chunk) => {
      printed += chunk;
      if (printed.includes('ready to accept connections')) resolve();
    });
    exited.then(() => reject(new Error(`Postgres ended early:\n${printed}`)), reject);
  });

  const urlOf = (database: string) => `postgres://tester@127.0.0.1:${port}/${database}`;
  let made = 0;
  return {
    async database() {
      made += 1;
      await run(urlOf('postgres'), `create database test_${made}`);
      return urlOf(`test_${made}`);
    },
    run,
    async stop() {
      // Its fast way to end: connections are closed.
      server.kill('SIGINT');
      await exited;
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function run(url: string, sql: string): Promise<void> {
  const client = new Client({ connectionString: url });
  await client.connect();
  await client.query(sql).finally(() => client.end());
}

/** The folder of the newest version. */
async function findBinaries(): Promise<string> {
  const found = await newestBinaries();
  if (found !== undefined) return found;
  const hint = `No Postgres is in ${BINARIES}. Install it: apt-get install postgresql`;
  if (process.getuid?.() !== 0) throw new Error(hint);
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  await runFile('apt-get', ['install', '-y', 'postgresql'], { env }).catch((cause) => {
    throw new Error(hint, { cause });
  });
  const installed = await newestBinaries();
  if (installed === undefined) throw new Error(hint);
  return installed;
}

async function newestBinaries(): Promise<string | undefined> {
  const versions = await readdir(BINARIES).catch(() => []);
  const newest = versions.sort((a, b) => Number(b) - Number(a))[0];
  return newest === undefined ? undefined : join(BINARIES, newest, 'bin');
}

/** Undefined where this process may start Postgres itself. */
async function ordinaryUser(): Promise<{ uid: number; gid: number } | undefined> {
  if (process.getuid?.() !== 0) return undefined;
  const users = await readFile('/etc/passwd', 'utf8');
  const [, uid, gid] = /^postgres:[^:]*:(\d+):(\d+):/m.exec(users) ?? [];
  if (uid === undefined || gid === undefined)
    throw new Error('Postgres refuses to run as root, and there is no user "postgres" to run it as.');
  return { uid: Number(uid), gid: Number(gid) };
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}
