import { expect, it } from 'vitest';
import { toModalAlign } from '../../../src/core/project/index.js';

it.each([
  ['left', 'left'],
  ['RIGHT', 'right'],
  [' Top ', 'top'],
  ['bottom', 'bottom'],
  ['center', 'center'],
  ['Centre', 'center'],
  ['MIDDLE', 'center'],
  ['', undefined],
  ['north', undefined],
  ['__proto__', undefined],
  ['constructor', undefined],
])('popup.align %j is %s', (text, align) => expect(toModalAlign(text)).toBe(align));
