import { createBackend } from '../../../src/core/backend/index.js';
import { createDesk } from '../../../src/core/desk/index.js';
import type {
  BackendOptions,
  Transport,
  UpstreamRequest,
  UpstreamResponse,
} from '../../../src/core/backend/index.js';
import type { Desk, DeskOptions } from '../../../src/core/desk/index.js';

/** The secret and the organisation of the document's samples. */
export const SECRET = 'my_secret_key_238392';
export const ORG = '376723';
export const INSTALLATION = '112343231355';
/** A user of the organisation, in whose name calls are made unless a test says otherwise. */
export const USER = '4000000000001';

const DAY_MS = 86_400_000;

/** What stands in for an upstream. */
export type Upstream = (request: UpstreamRequest) => UpstreamResponse | Promise<UpstreamResponse>;

/** A Desk whose upstreams are functions, and whose time stands still until a test moves it. */
export interface DeskKit {
  desk: Desk;
  /** What reached an upstream. */
  sent: UpstreamRequest[];
  clock: { now: number };
  contextOf(user?: string): Promise<string>;
}

/** Options of {@link deskKit}. */
export interface KitOptions extends Partial<DeskOptions> {
  upstream?: Upstream;
  connections?: BackendOptions['connections'];
  standIn?: BackendOptions['standIn'];
}

export function deskKit({
  upstream = () => json({}),
  connections,
  standIn,
  ...options
}: KitOptions = {}): DeskKit {
  const sent: UpstreamRequest[] = [];
  const transport: Transport = async (request) => {
    sent.push(request);
    return upstream(request);
  };
  const clock = { now: Date.UTC(2026, 0, 5, 9) };
  const backend = createBackend({
    transports: [transport],
    ...(connections === undefined ? {} : { connections }),
    ...(standIn === undefined ? {} : { standIn }),
  });
  const desk = createDesk({
    secret: SECRET,
    orgId: ORG,
    installationId: INSTALLATION,
    backend,
    now: () => clock.now,
    ...options,
  });
  return {
    desk,
    sent,
    clock,
    contextOf: async (user = USER) => (await desk.contexts.mint(user, null, 100 * DAY_MS)).text,
  };
}

/** An upstream's answer with JSON. */
export function json(value: unknown, status = 200, headers: [string, string][] = []): UpstreamResponse {
  const all: [string, string][] = [...headers, ['Content-Type', 'application/json']];
  return answer(JSON.stringify(value), status, all);
}

/** An upstream's answer. */
export function answer(
  body: string | Uint8Array,
  status = 200,
  headers: [string, string][] = [],
): UpstreamResponse {
  const bytes = typeof body === 'string' ? new TextEncoder().encode(body) : body;
  return { status, statusText: '', headers, body: bytes };
}
