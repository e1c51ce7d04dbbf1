import { PortMessenger } from 'penpal';
import { createCallLog } from '../../src/host/call-log.js';
import { memoryStorage } from '../../src/host/storage.js';
import { serveWidget } from '../../src/host/widget-bridge.js';
import { createZfapps } from '../../src/widget/index.js';
import type { WidgetDocuments } from '../../src/host/frame-documents.js';
import type { BridgeOptions, WidgetBridge } from '../../src/host/widget-bridge.js';
import type { WidgetCall, WidgetHostOptions, WidgetOnHost } from '../../src/host/index.js';
import type { ZfappsHandle } from '../../src/widget/index.js';

/** The SDK and the host's bridge, joined by a real MessageChannel: happy-dom carries no window handshake. */
export interface BridgedWidget extends ZfappsHandle {
  bridge: WidgetBridge;
  frame: HTMLElement;
  /** The widget's end of the channel, for messages that no SDK would send. */
  port: MessagePort;
  /** Every report of the call log, in order. */
  calls: WidgetCall[];
  end(): void;
}

/**
 * @param host what the page offers
 * @param own what the host itself does for its widget
 */
export function bridgedWidget(
  host: Partial<WidgetHostOptions> = {},
  own: Partial<BridgeOptions> = {},
): BridgedWidget {
  const { port1, port2 } = new MessageChannel();
  const calls: WidgetCall[] = [];
  const frame = document.createElement('div');
  const documents: WidgetDocuments = (onPort) => {
    onPort(port1);
    return () => {};
  };
  const opened: WidgetOnHost = { id: 1, widget: { widget: 'w', url: 'http://127.0.0.1/app/widget.html' } };
  const bridge = serveWidget(documents, {
    caller: { widget: 'w' },
    frame,
    storage: host.storage ?? memoryStorage(),
    opened: () => opened,
    host: {
      request: async () => ({ ok: false, error: { code: 'not_mocked', message: 'no backend here' } }),
      records: { get: (key) => ({ [String(key)]: 'value' }) },
      ...host,
    },
    log: createCallLog((call) => calls.push(call)),
    showModal: () => {},
    closeModal: () => [],
    setHidden: () => [],
    onEscape: () => {},
    onInit: () => {},
    onConnected: () => {},
    onLeft: () => {},
    ...own,
  });
  const handle = createZfapps({ messenger: new PortMessenger({ port: port2 }) });
  return {
    ...handle,
    bridge,
    frame,
    port: port2,
    calls,
    end() {
      handle.destroy();
      bridge.destroy();
      port1.close();
      port2.close();
    },
  };
}
