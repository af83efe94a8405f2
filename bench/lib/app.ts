/** The application as it ships, with the desk of the bench among its modules, in a process of its own so that its CPU can be read. */
import { join } from 'node:path';
import { Unit } from '../../src/kernel/access/organisation.ts';
import { addPerson } from '../../src/kernel/access/people.ts';
import { asSystem } from '../../src/kernel/access/system.ts';
import { createTenant } from '../../src/kernel/access/tenant.ts';
import { openPool } from '../../src/kernel/database/connect.ts';
import { migrate } from '../../src/kernel/database/migrate.ts';
import { tableSql } from '../../src/kernel/database/schema.ts';
import { createRecord } from '../../src/kernel/register/write.ts';
import { withSystem } from '../../src/kernel/runtime.ts';
import { modules as shipped } from '../../src/modules.ts';
import { startApp } from '../../src/server/app.ts';
import { openSession } from '../../src/server/session.ts';
import { answering } from './bench.ts';
import { Claim, desk, Visit } from './desk.ts';

export interface Opened { readonly port: number; readonly cookie: string; readonly tenantId: string; readonly userId: string; readonly unitId: string; readonly appUrl: string }

const ownerUrl = process.env.BENCH_DATABASE!;
const dataDir = process.env.BENCH_DATA!;
const modules = [...shipped, desk];
const known = new Set(withSystem(modules).flatMap((m) => m.registers.map((r) => r.name)));
await migrate(ownerUrl, withSystem(modules), [Visit, Claim].map((r) => ({ name: `bench/${r.name}`, sql: tableSql(r, known) })));
const app = await startApp({ ownerUrl, dataDir, host: '127.0.0.1', port: 0, demo: false, webDir: join(dataDir, 'no-pages'), quiet: true, requestsPerMinute: 1_000_000_000, modules });

answering(async (): Promise<Opened> => {
  const owner = openPool(ownerUrl, 1);
  const tenant = await createTenant(owner, { code: 'bench', name: '量测', zone: 'Asia/Shanghai', demo: false }, new Date());
  await owner.end();
  const { userId, unitId } = await app.kernel.write(asSystem(tenant.id, 'set-up'), async (tx) => {
    const unit = await createRecord(tx, Unit, { code: 'HQ', name: '总部', unit_kind: 'organisation', parent: null, zone: 'Asia/Shanghai', day_starts: '08:00' });
    const centre = await createRecord(tx, Unit, { code: 'VIP', name: '贵宾中心', unit_kind: 'centre', parent: unit.id });
    tx.kernel.forget(tx.tenantId, 'unit');
    return { userId: await addPerson(tx, { name: 'li', displayName: '李妍', posts: [{ role: 'desk', unit: 'VIP' }] }), unitId: centre.id };
  });
  const session = await openSession(app.kernel, tenant, userId, 'bench');
  return { port: Number(new URL(app.address).port), cookie: `dutydesk=${session.token}`, tenantId: tenant.id, userId, unitId, appUrl: app.kernel.pool.options.connectionString! };
});
