import type { DeskField } from './desk-types.js';

/** A field that every Desk has. */
const standard = (
  id: string,
  module: string,
  apiName: string,
  displayLabel: string,
  type: string,
  rest: Partial<DeskField> = {},
): DeskField => ({
  id,
  module,
  apiName,
  displayLabel,
  type,
  maxLength: null,
  isCustomField: false,
  isMandatory: false,
  ...rest,
});

/** A field that this organisation added. */
const custom = (
  ...[id, module, apiName, displayLabel, type, rest]: Parameters<typeof standard>
): DeskField => ({
  ...standard(id, module, apiName, displayLabel, type, rest),
  isCustomField: true,
});

/** The fields of the sample organisation: some of those that every Desk has, and its own. */
export const SAMPLE_FIELDS: readonly DeskField[] = [
  standard('1892000000000381', 'tickets', 'subject', 'Subject', 'Text', {
    maxLength: 255,
    isMandatory: true,
  }),
  standard('1892000000000389', 'tickets', 'status', 'Status', 'Picklist', {
    maxLength: 120,
    isMandatory: true,
    allowedValues: ['Open', 'On Hold', 'Escalated', 'Closed'],
  }),
  standard('1892000000000393', 'tickets', 'priority', 'Priority', 'Picklist', {
    maxLength: 120,
    allowedValues: ['High', 'Medium', 'Low'],
  }),
  standard('1892000000000397', 'tickets', 'dueDate', 'Due Date', 'DateTime'),
  custom('1892000000201003', 'tickets', 'cf_machine_serial', 'Machine Serial', 'Text', { maxLength: 50 }),
  custom('1892000000201007', 'tickets', 'cf_delivery_route', 'Delivery Route', 'Picklist', {
    maxLength: 120,
    allowedValues: ['Northwest', 'Puget Sound', 'Valley'],
  }),
  custom('1892000000201011', 'tickets', 'cf_bags_affected', 'Bags Affected', 'Number', { maxLength: 9 }),
  standard('1892000000000421', 'contacts', 'lastName', 'Last Name', 'Text', {
    maxLength: 80,
    isMandatory: true,
  }),
  custom('1892000000201015', 'contacts', 'cf_preferred_roast', 'Preferred Roast', 'Picklist', {
    maxLength: 120,
    allowedValues: ['Light', 'Medium', 'Dark'],
  }),
  standard('1892000000000457', 'accounts', 'accountName', 'Account Name', 'Text', {
    maxLength: 100,
    isMandatory: true,
  }),
  custom('1892000000201019', 'accounts', 'cf_weekly_order', 'Weekly Order', 'Boolean'),
];
