/**
 * What `ZFAPPS.request` resolves with, whatever status the upstream answered.
 *
 * `data.body` is always text: decoded by its charset, or base64 where it is binary.
 * `data.header` has the names as the upstream sent them, repeated ones joined by `, `.
 */
export interface ZfappsResponse {
  code: number;
  message: string;
  data: {
    status_code: number;
    status_message: string;
    header: Record<string, string>;
    body: string;
  };
}
