export { sampleOrg } from '../core/sample-org/index.js';
export type {
  CustomValues,
  DeskAccount,
  DeskAgent,
  DeskComment,
  DeskContact,
  DeskDepartment,
  DeskField,
  DeskTicket,
  SampleDesk,
  SampleField,
  SampleOrg,
  SampleOrgOptions,
} from '../core/sample-org/index.js';
