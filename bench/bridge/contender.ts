/** Asks for the answer once over the bridge. */
export type Ask = () => Promise<unknown>;

/** One way of getting an answer from the host page into a widget: its two ends. */
export interface Contender {
  name: string;
  /** In the host page: puts a frame with the widget's page into it and serves it. */
  serve(url: string): void;
  /** In the widget: resolves once the host can be asked. */
  connect(hostOrigin: string): Promise<Ask>;
}

/** What every contender answers: 106 bytes as JSON. */
export const ANSWER = {
  organization: {
    organization_id: '60001280952',
    name: 'Harbour & Finch',
    currency_code: 'EUR',
    plan: 3,
  },
};
