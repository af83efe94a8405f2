/** A long list as a file, made beside the page (后台导出): begun anew when the program was stopped, because half a file is none. */
import { Readable } from 'node:stream';
import { tenantsOf } from '../kernel/access/tenant.ts';
import type { JobKind } from '../kernel/job/job.ts';
import { assert, Refusal } from '../kernel/refusal.ts';
import type { Kernel } from '../kernel/runtime.ts';
import { exportList, type ListWish } from './exports.ts';

export interface BigExport { readonly register: string; readonly wish: ListWish; readonly total: number | null }

export function exportJob(kernel: Kernel): JobKind<BigExport> {
  return {
    name: 'export.list', label: ['导出', 'Export'],
    async run({ input, actor, signal, progress, file }) {
      const register = kernel.registers.get(input.register);
      if (!register) throw new Refusal('export.register', ['这个台账已经不在', 'That register is no longer there']);
      const tenant = (await tenantsOf(kernel.pool)).find((t) => t.id === actor.tenantId);
      assert(tenant, 'the job belongs to an organisation');
      let rows = 0;
      const made = await exportList(kernel, { actor, tenant }, register, input.wish, { signal, onRows: (n) => { rows = n; progress(n, input.total); } });
      const content = Buffer.isBuffer(made.content) ? Readable.from([made.content]) : made.content.stream;
      return { said: [`已导出 ${rows} 行`, `${rows} rows exported`], file: await file(made.name, made.type, content) };
    },
  };
}
