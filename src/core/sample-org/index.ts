export { sampleOrg } from './sample-org.js';
export type { SampleDesk, SampleOrg, SampleOrgOptions } from './sample-org.js';
export type {
  CustomValues,
  DeskAccount,
  DeskAgent,
  DeskComment,
  DeskContact,
  DeskDepartment,
  DeskField,
  DeskTicket,
  SampleField,
} from './desk/desk-types.js';
