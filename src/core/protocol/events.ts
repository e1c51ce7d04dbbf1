import type { EmitAnswer } from './bridge.js';

/** Who asks: the widget whose frame made a call. */
export interface Caller {
  /** The widget's name, as its manifest has it. */
  widget: string;
  /** The widget's location, such as `invoice.details.sidebar`. */
  location?: string;
}

/** What each widget's handlers answered to an event. */
export interface EventAnswer {
  caller: Caller;
  answer: EmitAnswer;
}
