/** Demo of out-of-warranty work and settlement (保外更换与结算). */
import type { Demo } from '../../../kernel/demo.ts';

export async function demo(_d: Demo): Promise<void> {}
