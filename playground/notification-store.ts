import type { Notification } from '../src/host/index.js';

/** A notification with an identity, so that two of the same words are two toasts. */
export interface Toast extends Notification {
  id: number;
}

/** A widget that notifies in a loop must not fill the tab; the call log still has every call. */
const MOST_NOTIFICATIONS = 2_000;

/** Every notification of a tab, oldest first. */
export class NotificationStore {
  readonly all: Toast[] = [];

  /** @returns whether there was room for it */
  add(notification: Notification): boolean {
    if (this.all.length >= MOST_NOTIFICATIONS) return false;
    this.all.push({ ...notification, id: this.all.length + 1 });
    return true;
  }
}
