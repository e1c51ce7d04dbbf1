import { stat } from 'node:fs/promises';
import { setTimeout as pause } from 'node:timers/promises';

const PAUSE_MS = 50;
const LOOKS = 6;

/**
 * Waits for a moment while a file is missing or empty: some editors empty a file before they write it,
 * or move it away first. It does not hold the process open.
 */
export async function untilWritten(files: readonly string[]): Promise<void> {
  for (let look = 0; look < LOOKS; look += 1) {
    const written = await Promise.all(files.map(isWritten));
    if (written.every(Boolean)) return;
    await pause(PAUSE_MS, undefined, { ref: false });
  }
}

async function isWritten(file: string): Promise<boolean> {
  try {
    return (await stat(file)).size > 0;
  } catch {
    // Missing: whoever reads it says so, if it stays so.
    return false;
  }
}
