/** Path of the Chromium to drive, or null with what the person at the machine can do about it. */
export function findBrowser(): { readonly path: string | null; readonly advice: readonly string[] };
