import { ZfappsError } from '../../core/protocol/index.js';

/**
 * Loads a database driver, which only those have who need it.
 *
 * @param load its `import()`, written out where bundlers see it
 * @throws ZfappsError `invalid_options` where it is not installed
 */
export async function loadDriver<Driver>(name: string, load: () => Promise<Driver>): Promise<Driver> {
  try {
    return await load();
  } catch (cause) {
    throw new ZfappsError(
      'invalid_options',
      `sqlStore needs the package "${name}" for this url, and it cannot be loaded (${reasonOf(cause)}). Install it: npm install ${name}`,
      { cause },
    );
  }
}

function reasonOf(cause: unknown): string {
  return (cause instanceof Error ? cause.message : String(cause)).split('\n')[0] ?? '';
}
