import { barePenpal } from './bare-penpal.js';
import { rawPort } from './raw-port.js';
import { zfapps, zfappsLogged } from './zfapps.js';
import type { Contender } from '../contender.js';

/** Every contender by the id that its frame's address ends with. */
export const contenders = { rawPort, barePenpal, zfapps, zfappsLogged } satisfies Record<string, Contender>;

export type ContenderId = keyof typeof contenders;
