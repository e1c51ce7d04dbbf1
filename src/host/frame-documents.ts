import { CONNECT_MESSAGE } from '../core/protocol/index.js';

/**
 * Follows the documents of a widget, each with the port that it brings.
 *
 * @returns the function that ends it
 */
export type WidgetDocuments = (onPort: (port: MessagePort) => void) => () => void;

/** The documents of a frame, through any number of reloads; only those of the widget's origin count. */
export function frameDocuments(frame: HTMLIFrameElement, origin: string): WidgetDocuments {
  return (onPort) => {
    function takePort({ source, origin: sender, data, ports: [port] }: MessageEvent): void {
      if (data?.type !== CONNECT_MESSAGE || port === undefined) return;
      // SECURITY: whoever has the other end of the port may call for this widget. Any window may post
      // here, and one that is gone has no source, as a frame that is gone has no window.
      if (source === null || source !== frame.contentWindow || sender !== origin) return;
      onPort(port);
    }
    window.addEventListener('message', takePort);
    return () => window.removeEventListener('message', takePort);
  };
}
