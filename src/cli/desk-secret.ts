import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { deskManifestSchema } from '../core/project/index.js';
import { loadConfig } from '../node/index.js';
import { CommandError } from './exit-codes.js';

/** Where a command finds an extension's secret. */
export interface SecretOptions {
  /** The secret itself. */
  secret?: string;
  /** The environment variable that has it, in the environment or in `.env.local`. */
  secretEnv?: string;
}

/** The variable that is asked where no option names one. */
export const SECRET_VARIABLE = 'ZFAPPS_DESK_SECRET';

/**
 * Finds an extension's secret: in the options, in `ZFAPPS_DESK_SECRET`, in `desk.secret` of the configuration, in the
 * manifest. SECURITY: nothing here quotes it.
 *
 * @throws CommandError `usage` where there is none, naming every place
 */
export async function deskSecret(folder: string, { secret, secretEnv }: SecretOptions): Promise<string> {
  if (secret !== undefined && secretEnv !== undefined)
    throw new CommandError('usage', 'Give --secret or --secret-env, not both.');
  if (secret === '') throw new CommandError('usage', '--secret is empty.');
  if (secret !== undefined) return secret;
  // It reads .env.local into the environment.
  const { config } = await loadConfig(folder);
  const variable = secretEnv ?? SECRET_VARIABLE;
  const found = process.env[variable];
  if (found) return found;
  if (secretEnv !== undefined)
    throw new CommandError(
      'usage',
      `The environment variable ${secretEnv} is ${found === '' ? 'empty' : 'not set'}. --secret-env takes the name of a variable, not the secret.`,
    );
  if (config.desk.missingSecret !== undefined) throw new CommandError('usage', config.desk.missingSecret);
  const own = config.desk.secret ?? (await manifestSecret(folder));
  if (own !== undefined) return own;
  throw new CommandError(
    'usage',
    `There is no secret. Set ${SECRET_VARIABLE} in the environment or in .env.local, name another variable with --secret-env, or name the folder whose plugin-manifest.json has "secret" with --folder.`,
  );
}

async function manifestSecret(folder: string): Promise<string | undefined> {
  let text: string;
  try {
    text = await readFile(join(folder, 'plugin-manifest.json'), 'utf8');
  } catch {
    // Without a manifest there is none.
    return undefined;
  }
  try {
    return deskManifestSchema.parse(JSON.parse(text.replace(/^\uFEFF/, ''))).secret;
  } catch {
    // SECURITY: the parser's own message quotes the file.
    throw new CommandError(
      'invalid',
      'plugin-manifest.json is not a JSON object, so its secret is not found.',
    );
  }
}
