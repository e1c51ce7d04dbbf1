/**
 * Where a server finds the files of a widget package.
 *
 * @param path a decoded URL path, such as `/app/widget.html`
 * @returns the file with its media type, or undefined where the path names no served file
 */
export type FileSource = (path: string) => Promise<{ bytes: Uint8Array; type: string } | undefined>;
