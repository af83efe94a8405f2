/** The list of modules, lower ones first, and their parts of the demo. The only file that knows them all. */
import type { Module } from './kernel/index.ts';
import type { Demo } from './kernel/demo.ts';

export const modules: readonly Module[] = [];

/** In the order in which they build on each other. */
export const demoParts: readonly ((d: Demo) => Promise<void>)[] = [];
