export { configSchema, defineConfig, isRequestHandler } from './config.js';
export type { CheckedConfig } from './config.js';
export type { ApiConfiguration, MockHandler, StoredEntry, ZfappsConfig } from './config-types.js';
export {
  configuredConnectionSchema,
  connectionDefinitionSchema,
  SECRET_MEMBERS,
} from './connection-definition.js';
export type {
  ApiKeyConnection,
  BasicConnection,
  BearerConnection,
  ByUser,
  ConfiguredConnection,
  ConnectionDefinition,
  ConnectionOff,
  ConnectionSetting,
  Secret,
  StaticConnection,
} from './connection-types.js';
export { CONFIG_PARAM_TYPES, DEFAULT_DESK_LIMITS, DEFAULT_DESK_PARITY, DESK_EVENTS } from './desk-types.js';
export type {
  ConfigParam,
  DeskEvent,
  DeskLimits,
  DeskParity,
  DeskResources,
  DeskSettings,
  FieldResource,
  PermissionResource,
} from './desk-types.js';
export {
  callbackListenerSchema,
  callbackOriginSchema,
  configParamSchema,
  configParamsSchema,
  deskLimitsSchema,
  deskManifestSchema,
  deskMsSchema,
  deskParitySchema,
  deskSchema,
  digitsSchema,
  resourcesSchema,
} from './desk-schema.js';
export { hostsSchema } from './oauth2-schema.js';
export { shapeOf } from './connection-shape.js';
export type { ConnectionShape, CredentialPlacement } from './connection-shape.js';
export type { Credential, CustomConnection, ResolveCredential } from './custom-connection.js';
export type { OAuth2Connection, TokenFields, TokenPlacement } from './oauth2-types.js';
export { allowsConnect, connectSources, isCspSource } from './connect-sources.js';
export { DATA_CENTERS, dataCenterNamed, dataCenterSchema } from './data-center.js';
export type { DataCenter } from './data-center.js';
export { parseHostRule } from './host-rule.js';
export type { HostRule } from './host-rule.js';
export { API_URL_PARAMETER, apiConfigurationSchema } from './api-configuration.js';
export { implicitManifest, manifestSchema, parseManifest } from './manifest.js';
export type { Manifest, ManifestWidget } from './manifest.js';
export { limitsSchema } from './limits-schema.js';
export { localeSchema } from './locale.js';
export { describeLocation, isModuleName, moduleNamed, widgetShape } from './locations.js';
export type { LocationDescription, LocationShape, PageMode } from './locations.js';
export { pluralOf } from './plural.js';
export { MODAL_ALIGNS, toModalAlign } from './modal-align.js';
export { mergeTranslations, translationFiles, TRANSLATIONS_FOLDER } from './translations.js';
export type { Translations } from './translations.js';
export { strictObject } from './strict-object.js';
export { checkedConfig, configProblems, pathText } from './config-problems.js';
export type { ConfigProblem } from './config-problems.js';
export { didYouMean, nearest } from './nearest.js';
