/** The samples of every contender, one a round. */
export type Rounds<Id extends string, Sample> = Record<Id, Sample[]>;

/**
 * Samples contenders in turns, A B C then C B A, so that what else the machine does hits all alike.
 * One round before them warms up and is thrown away.
 */
export async function interleave<Id extends string, Sample>(
  ids: readonly Id[],
  rounds: number,
  sample: (id: Id) => Promise<Sample>,
): Promise<Rounds<Id, Sample>> {
  const samples = Object.fromEntries(ids.map((id) => [id, [] as Sample[]])) as Rounds<Id, Sample>;
  for (const id of ids) await sample(id);
  for (let round = 0; round < rounds; round += 1) {
    for (const id of round % 2 === 0 ? ids : ids.toReversed()) samples[id].push(await sample(id));
  }
  return samples;
}
