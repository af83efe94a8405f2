/** What a physician would look at (体检): one line for each thing, with what to do where something is not right. Changes nothing. */
import { access, constants, statfs } from 'node:fs/promises';
import { join } from 'node:path';
import type { Label } from '../../kernel/api.ts';
import { asSystem } from '../../kernel/access/system.ts';
import { type Tenant, tenantsOf } from '../../kernel/access/tenant.ts';
import { verify } from '../../kernel/audit/history.ts';
import type { Pool } from '../../kernel/database/connect.ts';
import { checksumOf, migrationsOf } from '../../kernel/database/migrate.ts';
import { wrongIn } from '../../kernel/ledger/stop.ts';
import { type Kernel, withSystem } from '../../kernel/runtime.ts';
import { backupsIn } from '../backup/shelf.ts';
import { openStore } from '../files/store.ts';
import { newerIn, ranIn } from '../newer.ts';
import { withOwner } from '../set-up.ts';
import { type CommandPlace, withKernel } from './place.ts';

export interface Finding { readonly ok: boolean; readonly what: Label }

const GIB = 1024 ** 3;
const LEAST_FREE = GIB;
const HOURS_BETWEEN_BACKUPS = 26;
const SECONDS_APART = 5;

type Body = Pick<CommandPlace, 'ownerUrl' | 'dataDir' | 'modules'>;

/** What takes a moment to look at: folder, disk, backups, database, migrations. */
export async function glance(place: Body, now: Date): Promise<Finding[]> {
  const found = [...(await folder(place.dataDir)), ...(await backups(place.dataDir, now))];
  return withOwner(place.ownerUrl, async (owner) => [...found, ...(await database(owner, now)), migrations(place, await ranIn(owner))]);
}

/** All of it: besides, every organisation's chain, ledgers and attachments, which takes as long as there are. */
export async function examine(place: CommandPlace, now: Date): Promise<Finding[]> {
  const found = await glance(place, now);
  if (!found.at(-1)!.ok) return found;
  return withOwner(place.ownerUrl, async (owner) => {
    return withKernel(place, async (kernel) => {
      for (const tenant of await tenantsOf(owner)) found.push(await chain(kernel, tenant), await ledgers(kernel, tenant), await attachments(kernel, tenant, place.dataDir));
      return found;
    });
  });
}

async function folder(dataDir: string): Promise<Finding[]> {
  const writable = await access(dataDir, constants.W_OK).then(() => true, () => false);
  const { bavail, bsize } = await statfs(dataDir);
  const free = bavail * bsize;
  const amount = (free / GIB).toFixed(1);
  return [
    { ok: writable, what: writable ? [`数据目录可写：${dataDir}`, `The data folder can be written: ${dataDir}`] : [`数据目录不可写：${dataDir}`, `The data folder cannot be written: ${dataDir}`] },
    { ok: free >= LEAST_FREE, what: [`磁盘剩余 ${amount} GB${free >= LEAST_FREE ? '' : '，请腾出空间'}`, `${amount} GB of disk are free${free >= LEAST_FREE ? '' : '; make room'}`] },
  ];
}

async function backups(dataDir: string, now: Date): Promise<Finding[]> {
  const all = await backupsIn(dataDir);
  if (all.length === 0) return [{ ok: false, what: ['还没有备份；请执行 backup', 'There is no backup yet; run backup'] }];
  const hours = Math.floor((now.getTime() - new Date(all[0]!.at).getTime()) / 3_600_000);
  return [{ ok: hours <= HOURS_BETWEEN_BACKUPS, what: [`备份 ${all.length} 份，最近一份在 ${hours} 小时前`, `${all.length} backups, the newest ${hours} hours old`] }];
}

async function database(owner: Pool, now: Date): Promise<Finding[]> {
  const { rows: [at] } = await owner.query<{ version: string; now: Date }>(`select current_setting('server_version') as version, clock_timestamp() as now`);
  const apart = Math.abs(at!.now.getTime() - now.getTime()) / 1_000;
  const near = apart < SECONDS_APART;
  return [
    { ok: true, what: [`数据库可用，PostgreSQL ${at!.version}`, `The database answers, PostgreSQL ${at!.version}`] },
    { ok: near, what: near ? ['数据库与本机的时钟一致', 'The clocks of the database and of this machine agree'] : [`数据库与本机的时钟相差 ${apart.toFixed(0)} 秒，请对时`, `The clocks of the database and of this machine are ${apart.toFixed(0)} s apart; set them`] },
  ];
}

function migrations(place: Body, ran: ReadonlyMap<string, string>): Finding {
  const mine = migrationsOf(withSystem(place.modules));
  const changed = mine.filter((m) => ran.has(m.name) && ran.get(m.name) !== checksumOf(m));
  const waiting = mine.filter((m) => !ran.has(m.name));
  const newer = newerIn(ran, place.modules);
  if (changed.length > 0) return { ok: false, what: [`迁移 ${changed[0]!.name} 执行后被改过`, `Migration ${changed[0]!.name} was changed after it ran`] };
  if (newer !== undefined) return { ok: false, what: [`数据库来自更新的版本（${newer}）`, `The database was made by a newer version (${newer})`] };
  if (waiting.length > 0) return { ok: false, what: [`有 ${waiting.length} 个迁移未执行；请执行 migrate`, `${waiting.length} migrations did not run yet; run migrate`] };
  return { ok: true, what: [`${mine.length} 个迁移均已执行`, `All ${mine.length} migrations ran`] };
}

async function chain(kernel: Kernel, tenant: Tenant): Promise<Finding> {
  const verdict = await kernel.read(asSystem(tenant.id, 'command'), verify);
  if (verdict.ok) return { ok: true, what: [`${tenant.name}：审计链完整，${verdict.checked} 条`, `${tenant.name}: the audit chain is whole, ${verdict.checked} entries`] };
  const { day, seq, problem } = verdict.firstBroken!;
  return { ok: false, what: [`${tenant.name}：审计链在 ${day} 第 ${seq} 条断开：${problem[0]}`, `${tenant.name}: the audit chain breaks on ${day} at ${seq}: ${problem[1]}`] };
}

async function ledgers(kernel: Kernel, tenant: Tenant): Promise<Finding> {
  const wrong = (await kernel.read(asSystem(tenant.id, 'command'), wrongIn)).map(({ ledger, what }) => ({ what: `${ledger} ${what}` })).slice(0, 20);
  if (wrong.length === 0) return { ok: true, what: [`${tenant.name}：账目平，余额等于分录之和`, `${tenant.name}: the ledgers balance, and balances equal their entries`] };
  return { ok: false, what: [`${tenant.name}：${wrong.length} 处账目不符：${wrong.map((w) => w.what).join('；')}`, `${tenant.name}: ${wrong.length} ledger problems: ${wrong.map((w) => w.what).join('; ')}`] };
}

async function attachments(kernel: Kernel, tenant: Tenant, dataDir: string): Promise<Finding> {
  const named = await kernel.read(asSystem(tenant.id, 'command'), (tx) => tx.query<{ sha256: string; name: string }>('select sha256, min(name) as name from attachment where tenant_id = $1 group by sha256', [tx.tenantId]));
  const lost: string[] = [];
  const store = await openStore(join(dataDir, 'attachments'));
  for (const { sha256, name } of named) if (!(await store.verify(sha256))) lost.push(name);
  if (lost.length === 0) return { ok: true, what: [`${tenant.name}：${named.length} 个附件都在，内容未变`, `${tenant.name}: all ${named.length} attachments are there, unchanged`] };
  return { ok: false, what: [`${tenant.name}：${lost.length} 个附件丢失或变过：${lost.slice(0, 5).join('、')}`, `${tenant.name}: ${lost.length} attachments are gone or changed: ${lost.slice(0, 5).join(', ')}`] };
}
