import { DeskError } from './desk-error.js';
import { verifyInvokeHash } from './invoke-hash.js';
import type { InvokeParts } from './invoke.js';
import type { InvokeForm } from './read-invoke-form.js';

/** SECURITY: a caller learns here only what it sent; the doctor runs on the developer's own machine. */
export async function checkHash(
  { payload }: InvokeForm,
  hash: string | undefined,
  parts: Pick<InvokeParts, 'installation'>,
): Promise<void> {
  const { secret, parity } = parts.installation;
  if (hash === undefined || hash === '')
    throw new DeskError(
      'UNAUTHORIZED',
      'The header HASH is missing: HMAC-SHA256 of the payload, with the secret of the manifest.',
    );
  if (!/^[0-9a-f]{64}$/.test(hash))
    throw new DeskError(
      'UNAUTHORIZED',
      'The header HASH is malformed: it is 64 lower-case hexadecimal digits.',
    );
  if (await verifyInvokeHash(payload, secret, hash, { strict: parity.hash === 'strict' })) return;
  throw new DeskError(
    'UNAUTHORIZED',
    'The HASH does not match the payload. To find out why, run: zfapps-shim hash',
  );
}

/** @returns whose context it is */
export async function checkContext(
  { securityContext, orgId }: InvokeForm,
  parts: Pick<InvokeParts, 'installation' | 'contexts'>,
): Promise<string> {
  const missing = [
    ...(orgId === undefined || orgId === '' ? ['orgId'] : []),
    ...(securityContext === undefined || securityContext === '' ? ['securityContext'] : []),
  ];
  if (missing.length > 0)
    throw new DeskError(
      'INVALID_DATA',
      `The invoke request lacks ${missing.join(' and ')}. orgId and securityContext come with each callback; zfapps-shim desk context mints one.`,
      { errors: missing.map((name) => ({ fieldName: `/${name}`, errorType: 'missing' as const })) },
    );
  if (orgId !== parts.installation.orgId)
    throw new DeskError('FORBIDDEN', 'The orgId is not the organisation of this installation.', {
      errors: [{ fieldName: '/orgId', errorType: 'invalid' }],
    });
  const forbidden = (reason: string) =>
    new DeskError('FORBIDDEN', reason, { errors: [{ fieldName: '/securityContext', errorType: 'invalid' }] });
  const text = securityContext ?? '';
  if (!/^[0-9a-f]{64}$/.test(text))
    throw forbidden('The securityContext is malformed: send it as it came with the callback.');
  const context = await parts.contexts.find(text);
  if (context === undefined)
    throw forbidden(
      'The securityContext is unknown: it was not minted for this installation. Fire a callback again, or mint one: zfapps-shim desk context',
    );
  if (context.state !== 'valid')
    throw forbidden(
      `The securityContext is ${context.state}. Use that of a later callback, or mint one: zfapps-shim desk context`,
    );
  return context.user;
}
