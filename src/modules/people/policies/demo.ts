/** Demo of policies and letters (制度与责任书). */
import type { Demo } from '../../../kernel/demo.ts';

export async function demo(_d: Demo): Promise<void> {}
