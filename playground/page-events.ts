/** An event that a person may send from the page, with what it means. */
export interface PageEvent {
  name: string;
  hint: string;
  /** What handlers get: the record, or the identifier of the saved record. */
  data: 'record' | 'record_id';
}

const EVENT_NAMES: Record<string, string> = {
  salesorder: 'SALES_ORDER',
  purchaseorder: 'PURCHASE_ORDER',
  creditnote: 'CREDIT_NOTE',
  retainerinvoice: 'RETAINER_INVOICE',
  recurringinvoice: 'RECURRING_INVOICE',
};

/** A module's name inside event names: `salesorder` → `SALES_ORDER`. */
export function eventModule(module: string): string {
  return EVENT_NAMES[module] ?? module.toUpperCase();
}

/** The events of a module's pages, or of a settings page where there is no module. */
export function pageEvents(module: string | undefined): PageEvent[] {
  if (module === undefined) {
    return [
      { name: 'ON_SETTINGS_WIDGET_PRE_SAVE', hint: 'The settings are about to be saved', data: 'record' },
      { name: 'ON_WIDGET_OPEN', hint: 'The widget was opened', data: 'record' },
    ];
  }
  const name = eventModule(module);
  return [
    { name: `ON_${name}_PREVIEW`, hint: 'The record was opened', data: 'record' },
    { name: `ON_${name}_CHANGE`, hint: 'The form was edited', data: 'record' },
    { name: `ON_${name}_PRE_SAVE`, hint: 'The form is about to be saved', data: 'record' },
    { name: `ON_${name}_SAVED`, hint: 'The record was saved', data: 'record_id' },
  ];
}

/** The event that tells widgets of another record on the same page. */
export function recordReplacedEvent(module: string, mode: string | undefined): string {
  return `ON_${eventModule(module)}_${mode === 'creation' ? 'CHANGE' : 'PREVIEW'}`;
}

/** The reason with which a `PRE_SAVE` handler's answer blocks the save; undefined where none does. */
export function preventedBy(answers: readonly unknown[]): string | undefined {
  for (const answer of answers) {
    if (typeof answer !== 'object' || answer === null) continue;
    const { prevent_save: prevents, message } = answer as { prevent_save?: unknown; message?: unknown };
    if (prevents === true) return typeof message === 'string' ? message : 'No reason was given.';
  }
  return undefined;
}
