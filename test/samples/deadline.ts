/** Rejects with `failure` where work takes longer: a page in an endless loop never answers, nor does a hung server. */
export async function within<Value>(ms: number, work: Promise<Value>, failure: string): Promise<Value> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(failure)), ms);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
