/**
 * An id as the vendor's look: thirteen digits, the same for the same text on every server (FNV-1a, 64 bits).
 * It is no secret and no proof of anything.
 */
export function idFor(text: string): string {
  let hash = 0xcbf29ce484222325n;
  for (const byte of new TextEncoder().encode(text)) {
    hash = BigInt.asUintN(64, (hash ^ BigInt(byte)) * 0x100000001b3n);
  }
  return `4${(hash % 1_000_000_000_000n).toString().padStart(12, '0')}`;
}
