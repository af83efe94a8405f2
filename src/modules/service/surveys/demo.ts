/** Demo of satisfaction surveys (满意度调查). */
import type { Demo } from '../../../kernel/demo.ts';

export async function demo(_d: Demo): Promise<void> {}
