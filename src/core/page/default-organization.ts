import type { DataCenter } from '../project/index.js';
import type { PageRecord } from './page.js';

/** Where an organisation is, and what it uses. */
export interface OrganizationPlace {
  /** Default `com`. */
  dataCenter?: DataCenter;
  /** A language tag. Default `en`. */
  locale?: string;
  /** The manifest's service, in any letter case. Default `FINANCE`. */
  service?: string;
}

/**
 * The sample organisation, as `get('organization')` gives it.
 *
 * @param changes members that differ: they win over what the place says
 */
export function defaultOrganization(
  changes: Readonly<PageRecord> = {},
  { dataCenter = 'com', locale = 'en', service = 'FINANCE' }: OrganizationPlace = {},
): PageRecord {
  return {
    organization_id: '10234695',
    name: 'Harbor & Vine Coffee Roasters',
    org_name: 'Harbor & Vine Coffee Roasters',
    org_email: 'accounts@harborandvine.example',
    org_mode: 'live',
    data_center_extension: `.${dataCenter}`,
    api_root_endpoint: `https://www.zohoapis.${dataCenter}/${API_PATHS[service.toUpperCase()] ?? API_PATHS.FINANCE}`,
    currency_code: 'USD',
    currency_symbol: '$',
    language_code: locale,
    country: 'United States',
    country_code: 'US',
    time_zone: 'America/Los_Angeles',
    fiscal_year_start_month: 'january',
    date_format: 'dd MMM yyyy',
    ...changes,
  };
}

/**
 * The products' API root endpoints, by the manifest's service: each product's API documentation
 * names its own. No one documents what `api_root_endpoint` is outside Books.
 */
const API_PATHS: Readonly<Record<string, string>> = {
  FINANCE: 'books/v3',
  BOOKS: 'books/v3',
  INVOICE: 'invoice/v3',
  INVENTORY: 'inventory/v1',
  BILLING: 'billing/v1',
  SUBSCRIPTIONS: 'billing/v1',
  EXPENSE: 'expense/v1',
  ERP: 'erp/v3',
};

/**
 * The sample user, as `get('user')` gives it.
 *
 * @param changes members that differ
 */
export function defaultUser(changes: Readonly<PageRecord> = {}): PageRecord {
  return {
    user_id: '460000000000341',
    zuId: '70001234',
    name: 'Maya Lindqvist',
    email: 'maya.lindqvist@harborandvine.example',
    user_role: 'admin',
    status: 'active',
    ...changes,
  };
}
