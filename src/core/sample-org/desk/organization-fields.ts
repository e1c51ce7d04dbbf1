import { found, list, one } from './desk-call.js';
import type { DeskRoute, Operation } from './desk-call.js';
import { DeskRefusal } from './desk-refusal.js';
import { DESK_MODULES } from './desk-types.js';
import type { DeskField } from './desk-types.js';
import { refuseUnknown } from './list-query.js';

/** `GET /organizationFields?module=tickets`: all fields of a module; the API knows no pages. */
const listFields: Operation = ({ query }, data) => {
  refuseUnknown(query, ['module', 'apiNames'], 'GET /organizationFields');
  const module = query.get('module');
  if (!DESK_MODULES.some((known) => known === module))
    throw new DeskRefusal(
      'UNPROCESSABLE_ENTITY',
      `The query parameter 'module' is ${module === null ? 'missing' : `'${module}'`}; ` +
        `the sample organisation has ${DESK_MODULES.join(', ')}.`,
    );
  const names = query.get('apiNames')?.split(',');
  const chosen = data
    .fields()
    .filter((field) => field.module === module && (names?.includes(field.apiName) ?? true));
  return list(chosen.map(shownField));
};

const getField: Operation = ({ ids: [id], query }, data) => {
  refuseUnknown(query, [], 'GET /organizationFields/:id');
  return one(shownField(found(data.fields(), id, 'field')));
};

/** Desk calls the same API `/fields` of late. */
export const FIELD_ROUTES: readonly DeskRoute[] = ['/organizationFields', '/fields'].flatMap((path) => [
  { path, GET: listFields },
  { path: `${path}/:id`, GET: getField },
]);

function shownField({ module: _, allowedValues, ...field }: DeskField): object {
  return {
    ...field,
    name: field.displayLabel,
    i18NLabel: field.displayLabel,
    isEncryptedField: false,
    showToHelpCenter: false,
    toolTip: null,
    toolTipType: null,
    ...(allowedValues === undefined ? {} : { allowedValues: allowedValues.map((value) => ({ value })) }),
  };
}
