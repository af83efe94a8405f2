/** The application as it ships, with a service centre of six branches in it: a dispatcher signed in, customers to work for, and a million orders when asked. */
import { join } from 'node:path';
import { Unit } from '../../src/kernel/access/organisation.ts';
import { addPerson } from '../../src/kernel/access/people.ts';
import { asSystem } from '../../src/kernel/access/system.ts';
import { createTenant } from '../../src/kernel/access/tenant.ts';
import { openPool } from '../../src/kernel/database/connect.ts';
import { migrate } from '../../src/kernel/database/migrate.ts';
import { createRecord } from '../../src/kernel/register/write.ts';
import { withSystem } from '../../src/kernel/runtime.ts';
import { modules } from '../../src/modules.ts';
import { Customer } from '../../src/modules/service/customers/index.ts';
import { ServiceRegion, ServiceRegionOrder, ServiceType } from '../../src/modules/service/orders/index.ts';
import { startApp } from '../../src/server/app.ts';
import { openSession } from '../../src/server/session.ts';
import { answering } from './bench.ts';

export interface OrdersOpened { readonly port: number; readonly cookie: string; readonly tenantId: string; readonly userId: string; readonly appUrl: string }

const CODES = ['NE', 'XJ', 'NC', 'EC', 'NW', 'SW'];
const TYPES = ['RECV', 'ACC', 'COMM', 'EMER', 'ASM', 'MAINT'];
const CUSTOMERS = 120;
const ownerUrl = process.env.BENCH_DATABASE!;
const dataDir = process.env.BENCH_DATA!;
await migrate(ownerUrl, withSystem(modules));
const app = await startApp({ ownerUrl, dataDir, host: '127.0.0.1', port: 0, demo: false, webDir: join(dataDir, 'no-pages'), quiet: true, requestsPerMinute: 1_000_000_000, modules });

answering(async (): Promise<OrdersOpened> => {
  const owner = openPool(ownerUrl, 1);
  const tenant = await createTenant(owner, { code: 'bench', name: '量测', zone: 'Asia/Shanghai', demo: false }, new Date());
  await owner.end();
  const { userId } = await app.kernel.write(asSystem(tenant.id, 'set-up'), async (tx) => {
    const house = await createRecord(tx, Unit, { code: 'HQ', name: '总部', unit_kind: 'organisation', parent: null, zone: 'Asia/Shanghai', day_starts: '00:00' });
    const centre = await createRecord(tx, Unit, { code: 'FS', name: '售后服务总部', unit_kind: 'centre', parent: house.id });
    for (const [i, code] of CODES.entries()) {
      const branch = await createRecord(tx, Unit, { code: `FS-${code}`, name: `${code} 服务部`, unit_kind: 'branch', parent: centre.id });
      const region = await createRecord(tx, ServiceRegion, { code, name: code, branch: branch.id, list_order: i + 1, unit_id: centre.id });
      for (const report of ['points', 'dynamics', 'parts'] as const) await createRecord(tx, ServiceRegionOrder, { report, region: region.id, list_order: i + 1, unit_id: centre.id });
      for (let n = i; n < CUSTOMERS; n += CODES.length) await createRecord(tx, Customer, { name: `第 ${n} 采油厂`, kind: 'oilfield', branch: branch.id, unit_id: branch.id });
    }
    for (const [i, code] of TYPES.entries()) await createRecord(tx, ServiceType, { code, name: code, list_order: i + 1, earns_points: true, unit_id: centre.id });
    tx.kernel.forget(tx.tenantId, 'unit');
    return { userId: await addPerson(tx, { name: 'duan', displayName: '段飞', posts: [{ role: 'dispatcher', unit: 'FS' }] }) };
  });
  const session = await openSession(app.kernel, tenant, userId, 'bench');
  return { port: Number(new URL(app.address).port), cookie: `dutydesk=${session.token}`, tenantId: tenant.id, userId, appUrl: app.kernel.pool.options.connectionString! };
});
