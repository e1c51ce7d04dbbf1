import type { DeskLog } from '../../src/core/protocol/index.js';

/** A parent log with its sub logs. */
export interface LogGroup {
  id: string;
  /** Undefined where it is older than the logs that were read. */
  parent: DeskLog | undefined;
  /** Newest first. */
  subs: readonly DeskLog[];
}

/** Puts logs under their parents, in the order in which they come: newest first. */
export function groupLogs(logs: readonly DeskLog[]): LogGroup[] {
  const groups = new Map<string, { id: string; parent: DeskLog | undefined; subs: DeskLog[] }>();
  for (const log of logs) {
    const id = log.parentLogId ?? log.logId;
    const group = groups.get(id) ?? { id, parent: undefined, subs: [] };
    groups.set(id, group);
    if (log.parentLogId === undefined) group.parent = log;
    else group.subs.push(log);
  }
  // Parents by their own time, as the portal lists them: not by that of their last sub.
  const isOlder = (group: LogGroup) => group.parent === undefined;
  const order = new Map(logs.map(({ logId }, index) => [logId, index]));
  return [...groups.values()].sort(
    (left, right) =>
      Number(isOlder(left)) - Number(isOlder(right)) ||
      (order.get(left.id) ?? 0) - (order.get(right.id) ?? 0),
  );
}
