/** Demo of user complaints (用户投诉). */
import type { Demo } from '../../../kernel/demo.ts';

export async function demo(_d: Demo): Promise<void> {}
