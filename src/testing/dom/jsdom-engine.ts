import type { DomEngine } from './engine.js';
export async function jsdomEngine(): Promise<DomEngine> {
  throw new Error('later');
}
