/** Text that may be absent, as Desk writes it. */
type Maybe = string | null;

/** The values of custom fields by their apiName. Desk hands out numbers and booleans as text, too. */
export type CustomValues = Record<string, Maybe>;

/** The modules of Desk whose records are here. */
export const DESK_MODULES = ['tickets', 'contacts', 'accounts'] as const;

/** A module of {@link DESK_MODULES}. */
export type DeskModule = (typeof DESK_MODULES)[number];

/** A ticket as it is kept. Times are ISO 8601 in UTC with milliseconds; counts are text. */
export interface DeskTicket {
  id: string;
  ticketNumber: string;
  subject: string;
  departmentId: string;
  contactId: string;
  accountId: Maybe;
  productId: Maybe;
  assigneeId: Maybe;
  teamId: Maybe;
  email: Maybe;
  phone: Maybe;
  description: Maybe;
  resolution: Maybe;
  status: string;
  priority: Maybe;
  channel: string;
  category: Maybe;
  subCategory: Maybe;
  classification: Maybe;
  language: Maybe;
  dueDate: Maybe;
  responseDueDate: Maybe;
  customerResponseTime: string;
  createdTime: string;
  modifiedTime: string;
  closedTime: Maybe;
  onholdTime: Maybe;
  threadCount: string;
  createdBy: string;
  modifiedBy: string;
  secondaryContacts: readonly unknown[];
  sharedDepartments: readonly unknown[];
  entitySkills: readonly unknown[];
  cf: CustomValues;
}

/** A person who writes to the help desk. */
export interface DeskContact {
  id: string;
  firstName: Maybe;
  lastName: string;
  email: Maybe;
  secondaryEmail: Maybe;
  phone: Maybe;
  mobile: Maybe;
  type: Maybe;
  title: Maybe;
  description: Maybe;
  street: Maybe;
  city: Maybe;
  state: Maybe;
  country: Maybe;
  zip: Maybe;
  twitter: Maybe;
  facebook: Maybe;
  accountId: Maybe;
  ownerId: Maybe;
  createdTime: string;
  modifiedTime: string;
  cf: CustomValues;
}

/** A company that contacts belong to. */
export interface DeskAccount {
  id: string;
  accountName: string;
  website: Maybe;
  email: Maybe;
  phone: Maybe;
  fax: Maybe;
  industry: Maybe;
  description: Maybe;
  code: Maybe;
  street: Maybe;
  city: Maybe;
  state: Maybe;
  country: Maybe;
  ownerId: Maybe;
  createdTime: string;
  modifiedTime: string;
  cf: CustomValues;
}

/** Somebody of the help desk. */
export interface DeskAgent {
  id: string;
  firstName: string;
  lastName: string;
  emailId: string;
  status: 'ACTIVE' | 'DISABLED';
  rolePermissionType: 'Admin' | 'AgentPublic' | 'AgentPersonal' | 'Light';
  roleName: string;
  associatedDepartmentIds: readonly string[];
}

export interface DeskDepartment {
  id: string;
  name: string;
  description: Maybe;
  isEnabled: boolean;
  isDefault: boolean;
  createdTime: string;
}

/** A comment of a ticket. */
export interface DeskComment {
  id: string;
  ticketId: string;
  content: string;
  contentType: 'html' | 'plainText';
  isPublic: boolean;
  commentedTime: string;
  modifiedTime: Maybe;
  commenterId: string;
}

/** A custom field that an extension brings with its installation: what resources.json says, and what Desk gave it. */
export interface SampleField {
  /** Digits. */
  id: string;
  /** Such as `cf_field1`. */
  apiName: string;
  /** `tickets`, `contacts` or `accounts`, in any letter case. */
  module: string;
  displayLabel: string;
  /** A type of Desk's fields, such as `Text`, `Number` or `Picklist`. */
  type: string;
  /** In characters. */
  maxLength: number;
}

/** A field of a module. */
export interface DeskField extends Omit<SampleField, 'maxLength'> {
  maxLength: number | null;
  isCustomField: boolean;
  isMandatory: boolean;
  /** The values of a picklist. */
  allowedValues?: readonly string[];
}
