import { z } from 'zod';
import { deskMsSchema, strictObject } from '../core/project/index.js';

const text = z.string('expected text');
const name = text.min(1, 'is empty');
const fields = z.record(z.string(), text, 'expected an object of texts');
const from = z.int('expected a whole number').min(0, 'expected a number of at least 0');
const limit = z
  .int('expected a whole number')
  .min(1, 'expected a number from 1 to 1000')
  .max(1000, 'expected a number from 1 to 1000');

/** The schema of a `DeskCommand`. */
export const deskCommandSchema = z.discriminatedUnion(
  'type',
  [
    strictObject({
      type: z.literal('storage'),
      key: text.exactOptional(),
      queriableValue: text.exactOptional(),
      from,
      limit,
    }),
    strictObject({
      type: z.literal('putRecord'),
      record: strictObject({
        key: text,
        queriableValue: text.exactOptional(),
        value: z.record(z.string(), z.unknown(), 'expected an object'),
      }),
    }),
    strictObject({ type: z.literal('deleteRecord'), key: text }),
    strictObject({ type: z.literal('logs'), from, limit }),
    strictObject({ type: z.literal('setParam'), name, value: text }),
    strictObject({ type: z.literal('deleteParam'), name }),
    strictObject({
      type: z.literal('setPermission'),
      user: name,
      apiName: name,
      enabled: z.boolean('expected true or false'),
    }),
    strictObject({
      type: z.literal('mintContext'),
      user: name,
      ms: deskMsSchema.optional(),
    }),
    strictObject({ type: z.literal('revokeContext'), id: name }),
    strictObject({ type: z.literal('expireContext'), id: name }),
    strictObject({
      type: z.literal('mintToken'),
      user: name,
      scopes: z.array(name, 'expected a list of scopes'),
    }),
    strictObject({ type: z.literal('fire'), event: name, user: name }),
    strictObject({ type: z.literal('sign'), payload: fields }),
    strictObject({ type: z.literal('explain'), payload: fields, hash: text }),
    strictObject({ type: z.literal('calls') }),
  ],
  'expected a command: { "type": "storage" | "logs" | "setParam" | "mintContext" | "fire" | …, … }',
);
