import { customValues, shownCustomFields } from './custom-fields.js';
import { bodyOf, found, list, one } from './desk-call.js';
import type { DeskRoute, Operation } from './desk-call.js';
import type { DeskData } from './desk-data.js';
import type { DeskAccount } from './desk-types.js';
import { readListQuery, refuseUnknown } from './list-query.js';
import { idOf, optional, readMembers, text } from './write-members.js';
import type { Members } from './write-members.js';

const listAccounts: Operation = ({ query }, data) => {
  const asked = readListQuery(query, {
    api: 'GET /accounts',
    sortBy: ['accountName', 'phone', 'website', 'createdTime', 'modifiedTime'],
  });
  return list(asked.page(data.accounts).map((account) => shownAccount(account, data)));
};

const getAccount: Operation = ({ ids: [id], query }, data) => {
  refuseUnknown(query, [], 'GET /accounts/:id');
  return one(shownAccount(found(data.accounts, id, 'account'), data));
};

const createAccount: Operation = (call, data) => {
  refuseUnknown(call.query, [], 'POST /accounts');
  const given = readMembers(bodyOf(call), WRITABLE, data, {
    what: 'account',
    required: ['accountName'],
    update: false,
  });
  const now = data.now();
  const account = { ...EMPTY, cf: {}, ...given, id: data.newId(), createdTime: now, modifiedTime: now };
  data.accounts.push(account);
  return one(shownAccount(account, data));
};

const updateAccount: Operation = (call, data) => {
  refuseUnknown(call.query, [], 'PATCH /accounts/:id');
  const account = found(data.accounts, call.ids[0], 'account');
  const changes = readMembers(bodyOf(call), WRITABLE, data, {
    what: 'account',
    required: ['accountName'],
    update: true,
  });
  Object.assign(account, changes, { cf: { ...account.cf, ...changes.cf }, modifiedTime: data.now() });
  return one(shownAccount(account, data));
};

export const ACCOUNT_ROUTES: readonly DeskRoute[] = [
  { path: '/accounts', GET: listAccounts, POST: createAccount },
  { path: '/accounts/:id', GET: getAccount, PATCH: updateAccount },
];

const WRITABLE: Members<DeskAccount> = {
  accountName: text(255),
  website: optional(text(255)),
  email: optional(text(255)),
  phone: optional(text(50)),
  fax: optional(text(50)),
  industry: optional(text(120)),
  description: optional(text(65_535)),
  code: optional(text(100)),
  street: optional(text(500)),
  city: optional(text(100)),
  state: optional(text(100)),
  country: optional(text(100)),
  ownerId: optional(idOf('agents')),
  cf: customValues('accounts'),
};

const EMPTY = Object.fromEntries(Object.keys(WRITABLE).map((name) => [name, null])) as unknown as DeskAccount;

function shownAccount(account: DeskAccount, data: DeskData): object {
  return {
    ...account,
    ...shownCustomFields(account.cf, 'accounts', data),
    associatedSLAIds: [],
    isDeleted: false,
    isTrashed: false,
    isFollowing: false,
    layoutId: '1892000000011055',
    webUrl: `https://desk.zoho.com/support/harborandvine/ShowHomePage.do#Accounts/dv/${account.id}`,
  };
}
