import { mswTransport } from '../core/backend/index.js';
import type { Transport } from '../core/backend/index.js';
import type { DeskUser, Installation } from '../core/desk/index.js';
import type { SampleField, SampleOrg } from '../core/sample-org/index.js';
import type { LoadedDesk } from './load-desk.js';

/** Desk's own APIs, offline. */
export interface DeskSample {
  /** Answers them; leaves everything to the next where msw is not installed. */
  transport: Transport;
  /** The organisation's agents. */
  users(): Promise<DeskUser[]>;
  /** Tells it which fields an extension brought. */
  has(installation: Installation): void;
}

/** Makes samples as they are needed: what was created in one outlives a change of the configuration. */
export function createDeskSamples(): { at(desk: LoadedDesk): DeskSample } {
  const samples = new Map<string | undefined, DeskSample>();
  return {
    at({ settings }) {
      const orgId = settings?.orgId;
      const made = samples.get(orgId) ?? createDeskSample(orgId);
      samples.set(orgId, made);
      return made;
    },
  };
}

function createDeskSample(orgId: string | undefined): DeskSample {
  const fields: SampleField[] = [];
  let made: Promise<SampleOrg | undefined> | undefined;
  let transport: Transport | undefined;

  async function load(): Promise<SampleOrg | undefined> {
    try {
      const { sampleOrg } = await import('../core/sample-org/index.js');
      return sampleOrg({ fields, ...(orgId === undefined ? {} : { orgId }) });
    } catch (error) {
      if (error instanceof Error && 'code' in error && error.code === 'ERR_MODULE_NOT_FOUND')
        return undefined;
      throw error;
    }
  }

  const sample = () => (made ??= load());
  return {
    async transport(request, context) {
      // The others need no msw.
      if (!/^desk\.zoho/.test(new URL(request.url).hostname)) return undefined;
      const org = await sample();
      if (org === undefined) return undefined;
      transport ??= mswTransport(org.handlers);
      const response = await transport(request, context);
      // As Desk spells them: a mock's headers are in lower case.
      return (
        response && { ...response, headers: response.headers.map(([name, value]) => [spelled(name), value]) }
      );
    },
    async users() {
      const agents = (await sample())?.desk.agents ?? [];
      return agents.map(({ id, firstName, lastName }) => ({ id, name: `${firstName} ${lastName}`.trim() }));
    },
    has({ fields: installed }) {
      const brought = installed.map(
        ({ id, apiName, module = 'tickets', displayLabel, type, maxLength, resourceName }) => ({
          id,
          apiName,
          module,
          displayLabel: displayLabel ?? resourceName,
          type: type ?? 'Text',
          maxLength: maxLength ?? 100,
        }),
      );
      fields.splice(0, fields.length, ...brought);
    },
  };
}

function spelled(name: string): string {
  return name.replace(/(?:^|-)[a-z]/g, (letter) => letter.toUpperCase());
}
