/** Demo of service requests (服务申请). */
import type { Demo } from '../../../kernel/demo.ts';

export async function demo(_d: Demo): Promise<void> {}
