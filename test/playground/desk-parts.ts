import { DeskStore } from '../../playground/desk/desk-store.js';
import type { InvokeCall, InvokeOutcome } from '../../playground/desk/invoke-call.js';
import type {
  DeskAnswer,
  DeskCommand,
  DeskResults,
  DeskState,
  ParamInfo,
} from '../../src/core/protocol/index.js';

/** An extension with nothing in it, but for what the test changes. */
export function deskState(changes: Partial<DeskState> = {}): DeskState {
  return {
    extensionName: 'Jira',
    orgId: '376723',
    installationId: '112343231355',
    users: [
      { id: '4001', name: 'Ann' },
      { id: '4002', name: 'Bob' },
    ],
    user: '4001',
    configParams: [],
    fields: [],
    permissions: [],
    contexts: [],
    callbacks: [],
    ...changes,
  };
}

/** A text that is not set, but for what the test changes. */
export function param(name: string, changes: Partial<ParamInfo> = {}): ParamInfo {
  return {
    name,
    displayName: name,
    description: '',
    type: 'text',
    secure: false,
    mandatory: false,
    options: [],
    value: '',
    isSet: false,
    ...changes,
  };
}

type Answers = { [Type in DeskCommand['type']]?: (command: never) => DeskResults[Type] };

/** A store whose server has `desk`, answers commands as it is told, and notes them. */
export function deskStore(answers: Answers = {}, desk: DeskState = deskState()) {
  const server = { answer: { on: true, desk } as DeskAnswer | Error };
  const sent: DeskCommand[] = [];
  const invoked: InvokeCall[] = [];
  const outcome: InvokeOutcome = {
    status: 200,
    duration: 1,
    text: '{"statusCode":200,"response":"","responseHeaders":{}}',
  };
  const store = new DeskStore({
    async load() {
      if (server.answer instanceof Error) throw server.answer;
      return server.answer;
    },
    async send(command) {
      sent.push(command);
      const answer = answers[command.type] as ((command: DeskCommand) => unknown) | undefined;
      return (answer?.(command) ?? {}) as never;
    },
    async invoke(call) {
      invoked.push(call);
      return outcome;
    },
  });
  return { store, server, sent, invoked, outcome };
}

/** Commands, readings and renderings that are under way come to their end. */
export async function settle(): Promise<void> {
  for (let turn = 0; turn < 5; turn += 1) await new Promise((resolve) => setTimeout(resolve));
}
