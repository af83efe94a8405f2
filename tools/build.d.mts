/** Whether what lies in dist was built from other sources than these. */
export function isStale(): boolean;
export function build(): Promise<void>;
export function buildServer(outfile: string, home?: string, replace?: { readonly [name: string]: string }): Promise<void>;
export function buildWeb(outDir: string): Promise<void>;
