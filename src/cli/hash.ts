import { explainInvokeHash, invokeHash, textToHash } from '../core/desk/index.js';
import { deskSecret } from './desk-secret.js';
import { CommandError } from './exit-codes.js';
import { readHashInput } from './hash-input.js';
import type { ExplainHashOptions, HashExplanation } from '../core/desk/index.js';
import type { SecretOptions } from './desk-secret.js';

/** Options of `zfapps-shim hash`. */
export interface HashOptions extends SecretOptions {
  /** The extension's folder, where its secret is looked for. Default the current one. */
  folder?: string;
  field?: string[];
  form?: string;
  /** A HASH to explain. */
  given?: string;
  /** Whether a HASH that leaves out empty fields is wrong. */
  strict?: boolean;
  json?: boolean;
}

/**
 * `zfapps-shim hash`: prints the HASH of an invoke request and the text that it is made of; or, with one given, says
 * whether it matches, and why not. The right HASH is printed: this is the developer's own machine.
 *
 * @param file JSON or form data; `-` for standard input
 * @throws CommandError `failure` where the given HASH does not match, after the explanation is printed
 */
export async function hash(file: string | undefined, options: HashOptions): Promise<void> {
  const { given, strict = false, json = false, field, form } = options;
  const { payload, notes, ...unhashed } = await readHashInput({
    file,
    ...(form === undefined ? {} : { form }),
    ...(field === undefined ? {} : { field }),
  });
  const secret = await deskSecret(options.folder ?? '.', options);
  if (options.secret !== undefined)
    notes.push(
      'A secret on the command line stays in the history of the shell; --secret-env takes a variable.',
    );
  for (const note of notes) console.error(`  note  ${note}`);
  if (given === undefined) {
    const made = { textToHash: textToHash(payload), hash: await invokeHash(payload, secret) };
    process.stdout.write(json ? `${JSON.stringify(made)}\n` : inWords(made));
    return;
  }
  const doctor: ExplainHashOptions = { strict, ...unhashed };
  const explanation = await explainInvokeHash(payload, secret, given, doctor);
  process.stdout.write(json ? `${JSON.stringify(explanation)}\n` : explained(explanation));
  if (!explanation.matches) throw new CommandError('failure', 'The given HASH does not match.');
}

function inWords({ textToHash, hash }: { textToHash: string; hash: string }): string {
  return `
  Text, between the lines:
  ---
${textToHash}
  ---
  HASH  ${hash}

`;
}

function explained(explanation: HashExplanation): string {
  const { matches, causes, hashedText } = explanation;
  const head = matches ? '\n  The given HASH matches.\n' : '\n  The given HASH does not match:\n';
  const list = causes.map(({ message }) => `\n  - ${message}\n`).join('');
  const wrong =
    hashedText === undefined
      ? ''
      : `\n  The given HASH was made of this text:\n  ---\n${hashedText}\n  ---\n`;
  return `${head}${list}${wrong}${inWords(explanation)}`;
}
