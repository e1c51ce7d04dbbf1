import { z } from 'zod';
import { FORCED_STATES } from '../core/protocol/index.js';
import { dataCenterSchema, isModuleName, localeSchema, strictObject } from '../core/project/index.js';

const object = z.record(z.string(), z.unknown(), 'expected an object');

/** SECURITY: a module names a member of objects that are made here; `constructor` is no such name. */
const module = z
  .string('expected the name of a module')
  .refine(
    (name) => name.length <= 100 && isModuleName(name),
    'expected the name of a module, such as "invoice": lower-case letters, digits and underscores',
  );

/** The schema of a `RecordsCommand`. */
export const recordsCommandSchema = z.discriminatedUnion(
  'type',
  [
    z.object({ type: z.literal('save'), module, record: object }),
    z.object({ type: z.literal('remove'), module, id: z.string('expected the identifier of a record') }),
    z.object({ type: z.literal('reset') }),
    z.object({
      type: z.literal('switch'),
      changes: strictObject({
        locale: localeSchema.optional(),
        dataCenter: dataCenterSchema.optional(),
        organization: object.optional(),
        user: object.optional(),
      }),
    }),
  ],
  'expected a command: { "type": "save" | "remove" | "reset" | "switch", … }',
);

const area = z.enum(['store', 'globalfields'], 'expected "store" or "globalfields"');
const key = z.string('expected text');

/** The schema of a `StorageCommand`. */
export const storageCommandSchema = z.discriminatedUnion(
  'type',
  [
    z.object({ type: z.literal('get'), area, key }),
    z.object({
      type: z.literal('set'),
      area,
      key,
      // JSON has no undefined: what is not there was not sent.
      value: z.unknown().refine((value) => value !== undefined, 'is missing'),
    }),
  ],
  'expected a command: { "type": "get" | "set", "area": …, "key": … }',
);

const linkName = z.string('expected a link name').min(1, 'is empty');

/** The schema of a `ConnectionCommand`. */
export const connectionCommandSchema = z.discriminatedUnion(
  'type',
  [
    strictObject({ type: z.literal('connect'), linkName }),
    strictObject({
      type: z.literal('disconnect'),
      linkName,
      revoke: z.boolean('expected true or false').optional(),
    }),
    strictObject({
      type: z.literal('force'),
      linkName,
      state: z.enum(FORCED_STATES, `expected null, or one of ${FORCED_STATES.join(', ')}`).nullable(),
    }),
  ],
  'expected a command: { "type": "connect" | "disconnect" | "force", "linkName": … }',
);
