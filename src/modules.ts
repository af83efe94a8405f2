/** The list of modules, lower ones first. The only file that knows them all. */
import type { Module } from './kernel/index.ts';

export const modules: readonly Module[] = [];
