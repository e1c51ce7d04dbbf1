/** What was seen of one widget of a package. */
export interface WidgetRun {
  /** The package's folder, as the table shows it. */
  package: string;
  /** The widget's name, as its manifest has it. */
  widget: string;
  location: string;
  /** Whether `extension.init()` was called, and answered. */
  init: 'answered' | 'unanswered' | 'never';
  screen: Screen;
  /** How often each method was called; `init` is not among them. */
  calls: Readonly<Record<string, number>>;
  /** A line for each call that was rejected. */
  rejections: readonly string[];
  errors: readonly UncaughtError[];
  /** A line for each thing that a Content Security Policy blocked. */
  csp: readonly string[];
  /** Requests that no package answered. */
  missed: readonly Miss[];
  /** Whatever else is worth a line: dialogs, files of its own that are missing. */
  notes: readonly string[];
  /** The file of the screenshot; absent where the page could not be drawn. */
  screenshot?: string;
}

/** What is drawn in the frames of a widget. */
export type Screen =
  | { drawn: true /** Visible characters of text. */; characters: number }
  | { drawn: false; why: string }
  /** A background widget has none. */
  | { drawn: 'not expected' };

/** An exception or a rejection that nobody caught. */
export interface UncaughtError {
  message: string;
  /** Where it was thrown, such as `/app/js/extension.js:12:3`. */
  place: string;
  /** Thrown in our own code: the SDK, the prelude or the host page. */
  ours: boolean;
}

/** A request that would have left this machine. */
export interface Miss {
  url: string;
  reason: string;
  /** The vendor's SDK was asked for: it should have been swapped, so the fault is ours. */
  isSdk: boolean;
}

/** A package that `dev` refuses to start. */
export interface FailedPackage {
  package: string;
  failure: string;
}

/** A row of the table. */
export type SampleRow = WidgetRun | FailedPackage;

/** Whether a row is as every row should be: started, with a first screen, and no error of ours. */
export function isGood(row: SampleRow): boolean {
  if ('failure' in row) return false;
  const noneOfOurs = !row.errors.some(({ ours }) => ours) && !row.missed.some(({ isSdk }) => isSdk);
  return row.init === 'answered' && row.screen.drawn !== false && noneOfOurs;
}
