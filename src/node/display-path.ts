import { isAbsolute, relative } from 'node:path';

/** A path as messages name it: relative where it lies below the working directory, else absolute. */
export function displayPath(file: string): string {
  const way = relative(process.cwd(), file);
  return way === '' || way.startsWith('..') || isAbsolute(way) ? file : way;
}
