import { createDesk } from '../core/desk/index.js';
import { callbackListenerSchema, configParamSchema, deskManifestSchema } from '../core/project/index.js';
import type { DeskOptions } from '../core/desk/index.js';
import type { ConfigParam, DeskEvent, Manifest } from '../core/project/index.js';
import type { DeskOrOff } from '../server/index.js';
import type { LoadedConfig } from './load-config.js';

/** What a project's emulated Desk is made of beside its configuration and manifest. */
export interface ProjectDeskOptions
  extends Required<Pick<DeskOptions, 'backend' | 'store' | 'data' | 'deliver'>>,
    Pick<DeskOptions, 'users' | 'onCall'> {
  /** The package's name. */
  name: string;
}

/** The emulated Desk of a project, or why there is none; and what there is to say of it. */
export interface ProjectDesk {
  desk: DeskOrOff;
  notes: string[];
}

/**
 * Makes the emulated Desk of a project whose manifest is of the service DESK, or whose configuration has `desk`.
 *
 * @param options undefined for a project that is none
 * @throws ZfappsError `invalid_config` for what cannot be
 */
export function createProjectDesk(
  { desk: loaded, dataCenter }: LoadedConfig,
  manifest: Manifest | undefined,
  options: ProjectDeskOptions | undefined,
): ProjectDesk {
  const { settings } = loaded;
  if (options === undefined || !isDeskExtension(loaded, manifest))
    return { desk: { off: NOT_DESK }, notes: [] };
  const { name, ...parts } = options;
  const declared = deskManifestSchema.parse(manifest ?? {});
  const notes = [...loaded.notes];
  // A variable that is named and not set is a mistake: the manifest's secret does not take its place.
  const secret = loaded.missingSecret === undefined ? (loaded.secret ?? declared.secret) : undefined;
  if (secret === undefined) {
    const off = loaded.missingSecret ?? NO_SECRET;
    return { desk: { off, isExtension: true }, notes: [...notes, `The Invoke API is off. ${off}`] };
  }
  const { orgId, installationId, callbackOrigin, limits, parity } = settings ?? {};
  const desk = createDesk({
    ...parts,
    secret,
    extensionName: settings?.extensionName ?? name,
    configParams: settings?.configParams ?? paramsOf(declared.config, notes),
    configValues: loaded.configValues,
    resources: loaded.resources,
    callbackListener: settings?.callbackListener ?? listenersOf(declared.callbackListener, notes),
    dataCenter,
    ...(orgId === undefined ? {} : { orgId }),
    ...(installationId === undefined ? {} : { installationId }),
    ...(callbackOrigin === undefined ? {} : { callbackOrigin }),
    ...(limits === undefined ? {} : { limits }),
    ...(parity === undefined ? {} : { parity }),
  });
  return { desk, notes };
}

/** Tells whether a project is a Desk extension. */
export function isDeskExtension({ settings }: LoadedConfig['desk'], manifest: Manifest | undefined): boolean {
  return settings !== undefined || manifest?.service.toUpperCase() === 'DESK';
}

const NOT_DESK =
  'This project is no Desk extension. If it is one, write "service": "DESK" in plugin-manifest.json, or desk: { secret: … } in zfapps.config.';

const NO_SECRET =
  'The extension has no secret. Write "secret" in plugin-manifest.json, or desk: { secret: { env: \'DESK_SECRET\' } } in zfapps.config.';

/** Connections are sometimes written in `config` too: what is no config param is left out, and said. */
function paramsOf(config: readonly unknown[], notes: string[]): ConfigParam[] {
  return config.flatMap((one, index) => {
    const result = configParamSchema.safeParse(one);
    if (result.success) return [result.data];
    const [issue] = result.error.issues;
    const path = ['config', index, ...(issue?.path ?? [])].join('.');
    notes.push(`plugin-manifest.json ${path}: ${issue?.message}. It is no config param here.`);
    return [];
  });
}

function listenersOf(
  given: Readonly<Record<string, unknown>>,
  notes: string[],
): { [Event in DeskEvent]?: string } {
  const listeners: { [Event in DeskEvent]?: string } = {};
  for (const [event, url] of Object.entries(given)) {
    const result = callbackListenerSchema.safeParse({ [event]: url });
    if (result.success) Object.assign(listeners, result.data);
    else
      notes.push(
        `plugin-manifest.json callbackListener.${event}: ${result.error.issues[0]?.message}. Nobody is told of it.`,
      );
  }
  return listeners;
}
