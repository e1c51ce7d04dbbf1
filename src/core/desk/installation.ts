import {
  callbackListenerSchema,
  callbackOriginSchema,
  checkedConfig,
  configParamsSchema,
  dataCenterSchema,
  deskLimitsSchema,
  deskParitySchema,
  digitsSchema,
  resourcesSchema,
} from '../project/index.js';
import { describeValue, ZfappsError } from '../protocol/index.js';
import { idFor } from './id-for.js';
import type { z } from 'zod';
import type {
  ConfigParam,
  DataCenter,
  DeskEvent,
  DeskLimits,
  DeskParity,
  DeskResources,
  FieldResource,
  PermissionResource,
} from '../project/index.js';

/** An extension in an organisation: what {@link DeskOptions} say of it. */
export interface InstallationOptions {
  /** `manifest.secret`: the key of every HASH. */
  secret: string;
  /** The organisation. Default `376723`, as in the vendor's document. */
  orgId?: string;
  /** Default made of organisation and extension. */
  installationId?: string;
  /** Default `extension`. */
  extensionName?: string;
  /** The config params that the manifest declares. Default none. */
  configParams?: readonly ConfigParam[];
  /** What the person who installed it filled in, by name; what is set later wins. Default none. */
  configValues?: Readonly<Record<string, string>>;
  /** `resources.json`. Default none. */
  resources?: DeskResources;
  /** Where each event is told. Default nowhere. */
  callbackListener?: { readonly [Event in DeskEvent]?: string | undefined };
  /** Where callbacks go instead of the origins in `callbackListener`. Default: there. */
  callbackOrigin?: string;
  /** The data centre that relative URLs belong to. Default `com`. */
  dataCenter?: DataCenter;
  limits?: { readonly [Name in keyof DeskLimits]?: DeskLimits[Name] | undefined };
  parity?: { readonly [Name in keyof DeskParity]?: DeskParity[Name] | undefined };
}

/** A config param with everything that it has. */
export interface DeclaredParam {
  name: string;
  displayName: string;
  description: string;
  secure: boolean;
  type: NonNullable<ConfigParam['type']>;
  mandatory: boolean;
  userDefined: boolean;
  defaultValue: string;
  options: readonly string[];
  /** What the installation gave it. */
  varId: string;
}

/** A field with what the installation gave it. */
export type InstalledField = FieldResource & { id: string; apiName: string };

/** An extension in an organisation, complete. */
export interface Installation {
  secret: string;
  orgId: string;
  installationId: string;
  extensionName: string;
  params: readonly DeclaredParam[];
  configValues: Readonly<Record<string, string>>;
  fields: readonly InstalledField[];
  permissions: readonly PermissionResource[];
  callbackListener: { readonly [Event in DeskEvent]?: string | undefined };
  callbackOrigin: string | undefined;
  /** The origin of Desk, such as `https://desk.zoho.eu`. */
  deskOrigin: string;
  limits: Readonly<DeskLimits>;
  parity: Readonly<DeskParity>;
}

/** @throws ZfappsError `invalid_config` naming the option */
export function toInstallation(options: InstallationOptions): Installation {
  const { secret, extensionName = 'extension', configValues = {} } = options;
  if (typeof secret !== 'string' || secret === '')
    throw new ZfappsError('invalid_config', `desk.secret is ${describeValue(secret)}; expected some text.`);
  const check = <Schema extends z.ZodType>(schema: Schema, name: keyof InstallationOptions) =>
    checkedConfig(schema, options[name], ['desk', name]);
  const orgId = check(digitsSchema.default('376723'), 'orgId');
  const installationId =
    check(digitsSchema.optional(), 'installationId') ?? idFor(`${orgId}/${extensionName}`);
  const dataCenter = check(dataCenterSchema.default('com'), 'dataCenter');
  const resources = check(resourcesSchema.default({}), 'resources');
  const params = check(configParamsSchema.default([]), 'configParams');
  return {
    secret,
    orgId,
    installationId,
    extensionName,
    params: params.map((param) => declared(param, installationId)),
    configValues,
    fields: (resources.fields ?? []).map((field) => installed(field, installationId)),
    permissions: resources.permissions ?? [],
    callbackListener: check(callbackListenerSchema.default({}), 'callbackListener'),
    callbackOrigin: check(callbackOriginSchema.optional(), 'callbackOrigin'),
    deskOrigin: dataCenter === 'ca' ? 'https://desk.zohocloud.ca' : `https://desk.zoho.${dataCenter}`,
    limits: check(deskLimitsSchema.prefault({}), 'limits'),
    parity: check(deskParitySchema.prefault({}), 'parity'),
  };
}

function declared(param: ConfigParam, installationId: string): DeclaredParam {
  return {
    name: param.name,
    displayName: param.displayName ?? param.name,
    description: param.description ?? '',
    secure: param.secure ?? false,
    type: param.type ?? 'text',
    mandatory: param.mandatory ?? false,
    userDefined: param.userDefined ?? true,
    defaultValue: param.default ?? '',
    options: param.options ?? [],
    varId: idFor(`${installationId}/param/${param.name}`),
  };
}

function installed(field: FieldResource, installationId: string): InstalledField {
  const { resourceName, id, apiName } = field;
  return {
    ...field,
    id: id ?? idFor(`${installationId}/field/${resourceName}`),
    apiName: apiName ?? `cf_${resourceName.toLowerCase().replace(/[^a-z0-9]+/g, '_')}`,
  };
}
