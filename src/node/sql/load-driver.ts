import { ZfappsError } from '../../core/protocol/index.js';

/**
 * Loads a database driver, which only those have who need it.
 *
 * @param load its `import()`, written out where bundlers see it
 * @param giver who needs it
 * @throws ZfappsError `invalid_options` where it is not installed
 */
export async function loadDriver<Driver>(
  name: string,
  load: () => Promise<Driver>,
  giver = 'sqlStore',
): Promise<Driver> {
  try {
    return await load();
  } catch (cause) {
    throw new ZfappsError(
      'invalid_options',
      `${giver} needs the package "${name}" for this url, and it cannot be loaded (${reasonOf(cause)}). Install it: npm install ${name}`,
      { cause },
    );
  }
}

/** Without the file of ours that asked for it, which tells nobody anything. */
function reasonOf(cause: unknown): string {
  const [first = ''] = (cause instanceof Error ? cause.message : String(cause)).split('\n');
  return first.replace(/ imported from .*$/, '');
}
