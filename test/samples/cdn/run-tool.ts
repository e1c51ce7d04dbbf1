import { execFile } from 'node:child_process';

/** How long npm or tar may take: the largest package of the samples takes a few seconds. */
const TIMEOUT_MS = 120_000;

/**
 * Runs npm or tar, without a shell, and ends it when this process ends.
 *
 * @throws Error with the line of its output that says why
 */
export function runTool(tool: 'npm' | 'tar', args: readonly string[]): Promise<void> {
  const [program, first] = tool === 'npm' ? npm() : ['tar', []];
  return new Promise((resolve, reject) => {
    const child = execFile(
      program,
      [...first, ...args],
      { timeout: TIMEOUT_MS },
      (error, _stdout, stderr) => {
        process.off('exit', end);
        if (error === null) resolve();
        else
          reject(
            new Error(`${tool} ${args[0]}: ${error.killed ? 'took too long' : reasonOf(stderr, error)}`),
          );
      },
    );
    const end = () => void child.kill();
    process.once('exit', end);
  });
}

/** The npm that runs this script, as a script of Node: on Windows npm is a batch file, which needs a shell. */
function npm(): [string, string[]] {
  const { npm_execpath } = process.env;
  return npm_execpath?.endsWith('.js') ? [process.execPath, [npm_execpath]] : ['npm', []];
}

function reasonOf(stderr: string, error: Error): string {
  const lines = stderr.split('\n').map((line) => line.replace(/^npm (?:error|ERR!) /, '').trim());
  const code = lines.find((line) => line.startsWith('code '))?.slice(5);
  if (code === 'E404' || code === 'ETARGET') return 'the registry has no such package or version';
  return code ?? lines.find((line) => line !== '' && !line.startsWith('npm warn')) ?? error.message;
}
