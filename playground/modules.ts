const TITLES: Record<string, string> = {
  salesorder: 'Sales order',
  purchaseorder: 'Purchase order',
  creditnote: 'Credit note',
  vendorcredit: 'Vendor credit',
  retainerinvoice: 'Retainer invoice',
  recurringinvoice: 'Recurring invoice',
  deliverychallan: 'Delivery challan',
  customerpayment: 'Customer payment',
  vendorpayment: 'Vendor payment',
};

/** A module's name for people: `salesorder` → `Sales order`. */
export function moduleTitle(module: string): string {
  // An organisation's own modules have a prefix that nobody says.
  return TITLES[module] ?? toWords(module.replace(/^cm_/, ''));
}

/** `Sales order` → `Sales orders`. */
export function modulePlural(module: string): string {
  return `${moduleTitle(module)}s`;
}

/** A member's name for people: `due_date` → `Due date`, `customer_id` → `Customer ID`. */
export function toWords(name: string): string {
  const words = name
    .replace(/^cf_/, '')
    .replace(/([a-z\d])([A-Z])/g, '$1 $2')
    .replace(/_/g, ' ')
    .trim();
  const sentence = words.charAt(0).toUpperCase() + words.slice(1).toLowerCase();
  return sentence.replace(/\b(id|url|gst|vat|sku|crm)\b/gi, (word) => word.toUpperCase());
}
