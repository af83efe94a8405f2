/** Demo of vehicle costs. */
import type { Demo } from '../../../kernel/demo.ts';
export async function demo(_d: Demo): Promise<void> {}
