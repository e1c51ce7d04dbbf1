import type { PageRecord } from './create-page.js';

/**
 * The sample organisation, as `get('organization')` gives it.
 *
 * @param changes members that differ
 */
export function defaultOrganization(changes: Readonly<PageRecord> = {}): PageRecord {
  return {
    organization_id: '10234695',
    name: 'Harbor & Vine Coffee Roasters',
    org_name: 'Harbor & Vine Coffee Roasters',
    org_email: 'accounts@harborandvine.example',
    org_mode: 'live',
    data_center_extension: '.com',
    api_root_endpoint: 'https://www.zohoapis.com/books/v3',
    currency_code: 'USD',
    currency_symbol: '$',
    language_code: 'en',
    country: 'United States',
    country_code: 'US',
    time_zone: 'America/Los_Angeles',
    fiscal_year_start_month: 'january',
    date_format: 'dd MMM yyyy',
    ...changes,
  };
}

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
