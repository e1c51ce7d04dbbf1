import { PGlite } from '@electric-sql/pglite';
import { PGLiteSocketServer } from '@electric-sql/pglite-socket';

/** A Postgres for tests. */
export interface TestPostgres {
  url: string;
  /** Removes all tables. */
  empty(): Promise<void>;
  run(sql: string): Promise<Record<string, unknown>[]>;
  stop(): Promise<void>;
}

/**
 * Starts Postgres inside this process, in memory. It has one session, and says nothing of concurrency: give
 * stores one connection. The others it takes are for those that have just been closed.
 */
export async function startPglite(): Promise<TestPostgres> {
  const db = await PGlite.create();
  const server = new PGLiteSocketServer({ db, host: '127.0.0.1', port: 0, maxConnections: 4 });
  await server.start();
  const run = async (sql: string) => (await db.query<Record<string, unknown>>(sql)).rows;
  return {
    url: `postgres://postgres:secret-word@${server.getServerConn()}/postgres`,
    run,
    async empty() {
      await run('drop schema public cascade');
      await run('create schema public');
    },
    async stop() {
      await server.stop();
      await db.close();
    },
  };
}
