import { openProjectConnections } from '../node/index.js';
import { CommandError } from './exit-codes.js';
import { projectFailure } from './package-failure.js';
import type { ConnectionInfo } from '../core/protocol/index.js';
import type { ProjectConnections } from '../node/index.js';

/**
 * Opens the connections of a folder for a command, and closes them after it.
 *
 * @param database where their tokens are, for servers that were started with one
 */
export async function withConnections(
  folder: string,
  database: string | undefined,
  work: (project: ProjectConnections) => Promise<void>,
): Promise<void> {
  const project = await openProjectConnections(folder, database).catch(projectFailure);
  try {
    for (const note of project.notes) console.error(`  note  ${note}`);
    await work(project);
  } finally {
    await project.close();
  }
}

/** @throws CommandError where the project has no such connection, with those that it has */
export async function connectionNamed(
  { connections }: ProjectConnections,
  linkName: string,
  user: string | undefined,
): Promise<ConnectionInfo> {
  const all = await connections.list(user);
  const found = all.find((one) => one.linkName === linkName);
  if (found !== undefined) return found;
  const others = all.map((one) => one.linkName).join(', ') || 'none';
  throw new CommandError('usage', `No connection has the link name "${linkName}". There are: ${others}.`);
}
