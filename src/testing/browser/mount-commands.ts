import { ZfappsError } from '../../core/protocol/index.js';
import type { BridgeAnswer } from '../../core/protocol/index.js';
import type { MountCommands } from '../../node/index.js';

/**
 * The commands by which a test in a browser reaches the package on disk.
 *
 * @throws ZfappsError `invalid_options` outside of Vitest's browser mode, and without the plugin
 */
export async function mountCommands(): Promise<MountCommands> {
  const commands = await commandsOfVitest();
  if (typeof commands.zfappsOpen !== 'function' || typeof commands.zfappsClose !== 'function')
    throw new ZfappsError(
      'invalid_options',
      'mountWidget needs the Vite plugin to read a widget from disk, and it is missing: add zfapps() of zfapps-shim/vite to plugins of the Vitest config. In a list of test.projects, add it to the project, or say extends: true there.',
    );
  return commands as MountCommands;
}

/** What a command answered, or its error as it was thrown in Node. */
export function unwrap<Value>(answer: BridgeAnswer<Value>): Value {
  if (answer.ok) return answer.value;
  throw new ZfappsError(answer.error.code, answer.error.message);
}

async function commandsOfVitest(): Promise<Partial<MountCommands>> {
  try {
    const { commands } = await import('vitest/browser');
    return commands as Partial<MountCommands>;
  } catch (cause) {
    throw new ZfappsError(
      'invalid_options',
      'This mountWidget is the browser\'s, and runs in Vitest\'s browser mode only (https://vitest.dev/guide/browser/). For tests in Node, see that zfapps-shim/testing is not resolved with the condition "browser".',
      { cause },
    );
  }
}
