/** Does work one after another where it has the same name. */
export type InOrder = <Value>(name: string, work: () => Promise<Value>) => Promise<Value>;

/** Makes an {@link InOrder}. It remembers a name only while there is work. */
export function createInOrder(): InOrder {
  const last = new Map<string, Promise<unknown>>();

  return (name, work) => {
    const before = last.get(name);
    const own = before === undefined ? work() : before.then(work, work);
    last.set(name, own);
    const forget = () => {
      if (last.get(name) === own) last.delete(name);
    };
    own.then(forget, forget);
    return own;
  };
}
