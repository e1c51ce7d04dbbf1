import type { Generated } from 'kysely';

/*
 * The tables. Everything that comes from outside is kept as JSON text, which has no U+0000 and no half
 * surrogate pairs; what it is looked up by is `indexedText`, in the columns `area`, `installation` and those
 * that end in `id`. Times are double precision, which both databases give as numbers: Postgres' bigint
 * comes as text.
 */

/** The tables by name. */
export interface Tables {
  zfapps_schema: { version: number };
  zfapps_values: { area: string; id: string; key: string; value: string };
  zfapps_leases: { area: string; id: string; owner_id: string; until: number };
  zfapps_records: {
    seq: Serial;
    installation: string;
    id: string;
    key: string;
    group_id: string | null;
    group_text: string | null;
    value: string;
  };
  zfapps_params: { installation: string; id: string; name: string; value: string };
  zfapps_logs: {
    seq: Serial;
    installation: string;
    reference_id: string | null;
    reference: string | null;
    title: string;
    description: string;
    at: number;
  };
}

/** Counts up by itself, and is never used again. */
type Serial = Generated<number | string>;
