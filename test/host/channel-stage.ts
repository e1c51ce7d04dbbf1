import { PortMessenger } from 'penpal';
import { createZfapps } from '../../src/widget/index.js';
import type { ModalOptions, OpenWidget, ResizableFrame, Stage } from '../../src/host/index.js';
import type { ZfappsHandle } from '../../src/widget/index.js';

/** What stands for a widget's frame. */
export interface ChannelFrame extends ResizableFrame {
  /** What the host has told of its visibility, in order. */
  readonly hidden: boolean[];
}

/** A stage without frames: a test loads each page itself, as the SDK at the end of a channel. */
export interface ChannelStage extends Stage<ChannelFrame> {
  /** Loads a widget's page anew; resolves once it has called init. */
  load(widget: OpenWidget<ChannelFrame>): Promise<ZfappsHandle>;
  /** The modals that were opened, in order. */
  readonly modals: { title: string; options: ModalOptions | undefined; open: boolean }[];
  end(): void;
}

export function channelStage(): ChannelStage {
  const takers = new Map<ChannelFrame, (port: MessagePort) => void>();
  const modals: ChannelStage['modals'] = [];
  const ports: MessagePort[] = [];

  return {
    modals,
    show() {
      const hidden: boolean[] = [];
      const frame: ChannelFrame = { style: { width: '', height: '' }, hidden };
      return {
        frame,
        documents(onPort) {
          takers.set(frame, onPort);
          return () => takers.delete(frame);
        },
        findings: () => () => {},
        reload: ({ onOut }) => ({ start: onOut, stop: () => {} }),
        setHidden: (value) => void hidden.push(value),
        remove: () => {},
      };
    },
    openModal(title, onClose, options) {
      const modal = { title, options, open: true };
      modals.push(modal);
      return {
        body: undefined,
        close() {
          if (!modal.open) return;
          modal.open = false;
          onClose();
        },
      };
    },
    async load({ frame }) {
      const { port1, port2 } = new MessageChannel();
      ports.push(port1, port2);
      takers.get(frame)?.(port1);
      const handle = createZfapps({ messenger: new PortMessenger({ port: port2 }) });
      await handle.zfapps.extension.init();
      return handle;
    },
    end() {
      for (const port of ports) port.close();
    },
  };
}
