import { FINDING_MESSAGE } from '../core/protocol/index.js';
import { createFrame } from './frame.js';
import { frameDocuments } from './frame-documents.js';
import { openModal } from './modal.js';
import { createFrameReload } from './reload-frame.js';
import type { Stage } from './stage.js';

/** Shows widgets in frames of this document. */
export function documentStage(): Stage<HTMLIFrameElement> {
  return {
    show(widget, container = document.body) {
      const origin = new URL(widget.url).origin;
      const frame = createFrame(widget);
      container.append(frame);
      return {
        frame,
        documents: frameDocuments(frame, origin),
        findings: frameFindings(frame, origin),
        reload: (options) => createFrameReload(frame, { url: widget.url, ...options }),
        setHidden(hidden) {
          frame.style.display = hidden ? 'none' : '';
        },
        remove: () => frame.remove(),
      };
    },
    openModal,
  };
}

/** The findings of a frame: pages post them before the bridge stands, and whether or not it ever does. */
function frameFindings(frame: HTMLIFrameElement, origin: string) {
  return (onFinding: (finding: unknown) => void) => {
    function take({ source, origin: sender, data }: MessageEvent): void {
      if (data?.type !== FINDING_MESSAGE) return;
      // SECURITY: any window may post anything here: only the widget's own frame, at its own origin, is heard.
      if (source === null || source !== frame.contentWindow || sender !== origin) return;
      onFinding(data.finding);
    }
    window.addEventListener('message', take);
    return () => window.removeEventListener('message', take);
  };
}
