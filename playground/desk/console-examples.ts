import type { DeskState } from '../../src/core/protocol/index.js';
import type { ConsoleField } from './console-draft.js';

/** A call to start from. */
export interface ConsoleExample {
  title: string;
  payload: { readonly [Name in ConsoleField]?: string };
}

const OWN = 'https://desk.zoho.com/api/v1/installedExtensions/{{installationId}}';
const JSON_HEADERS = '{"Content-Type": "application/json"}';

/**
 * Calls to start from, by what they do: the vendor's document describes each. Config param and field are those of the
 * extension, where it has one.
 */
export function examplesOf({
  configParams,
  fields,
}: Pick<DeskState, 'configParams' | 'fields'>): ConsoleExample[] {
  const param = configParams.find(({ secure }) => !secure);
  const variable = {
    name: param?.name ?? 'configParam1',
    value: param?.options[0] ?? 'value for the configparam 1',
  };
  const field = fields[0]?.resourceName ?? 'field1';
  return [
    {
      title: 'Get tickets',
      payload: {
        requestURL: 'https://desk.zoho.com/api/v1/tickets',
        requestType: 'GET',
        queryParams: '{"include": "contacts", "limit": 10}',
      },
    },
    {
      title: 'Get data from storage',
      payload: {
        requestURL: `${OWN}/storage`,
        requestType: 'GET',
        queryParams: '{"queriableValue": "color-red-datas", "from": 0, "limit": 20}',
      },
    },
    {
      title: 'Add data to storage',
      payload: {
        requestURL: `${OWN}/storage`,
        requestType: 'POST',
        postBody: JSON.stringify({
          key: 'color_red_data_id_278783',
          queriableValue: 'color-red-datas',
          value: { myResult: 'Diluted solution for red color experiment 128ml' },
        }),
        headers: JSON_HEADERS,
      },
    },
    {
      title: 'Delete data from storage',
      payload: {
        requestURL: `${OWN}/storage`,
        requestType: 'DELETE',
        queryParams: '{"key": "color_red_data_id_278783"}',
      },
    },
    { title: 'Get config params', payload: { requestURL: `${OWN}/configParams`, requestType: 'GET' } },
    {
      title: 'Add config params',
      payload: {
        requestURL: `${OWN}/configParams`,
        requestType: 'POST',
        postBody: JSON.stringify({ variables: [variable] }),
        headers: JSON_HEADERS,
      },
    },
    {
      title: 'Add a log',
      payload: {
        requestURL: 'https://desk.zoho.com/api/v1/extensionLogs',
        requestType: 'POST',
        postBody: JSON.stringify({
          reference: '1d8bd6c8-5424-11e8-9c2d-fa7ae01bbebc',
          title: 'created a jira issue',
          description: 'jira issue is created with id = 10223',
        }),
        headers: JSON_HEADERS,
      },
    },
    {
      title: 'Get my permissions',
      payload: { requestURL: `${OWN}/myCustomPermissions`, requestType: 'GET' },
    },
    {
      title: 'Get a field',
      payload: {
        requestURL: `https://desk.zoho.com/api/v1/organizationFields/{{fields.${field}.id}}`,
        requestType: 'GET',
      },
    },
    {
      title: 'Set a field of a ticket',
      payload: {
        requestURL: 'https://desk.zoho.com/api/v1/tickets/1892000000094004',
        requestType: 'PATCH',
        postBody: JSON.stringify({ cf: { [`{{fields.${field}.apiName}}`]: 'Testing' } }),
        headers: JSON_HEADERS,
      },
    },
    {
      title: 'Another service, by a connection',
      payload: {
        requestURL: 'https://api.google.com/test',
        requestType: 'GET',
        connectionLinkName: 'googleConnection',
      },
    },
  ];
}
