/** What is not for somebody stays hidden on every way round: a post held elsewhere, files taken out again, accounts, papers, search. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Filter } from './api.ts';
import { defineLedger, defineModule, defineProcess, defineRegister, defineSlip, cancelSlip, f, post, posting } from './index.ts';
import { listPage, searchAll } from './register/list.ts';
import { recordPage } from './register/page.ts';
import { newId } from './database/id.ts';
import { createRecord, editRecord } from './register/write.ts';
import { startTest, type TestKernel } from './testing.ts';

const Letter = defineRegister('letter', {
  label: ['信件', 'Letter'], number: 'X-{00000}',
  fields: {
    subject: f.text('事由', 'Subject'), pay: f.text('薪酬', 'Pay', { optional: true, readBy: ['paymaster'] }),
    scans: f.attachment('密件', 'Sealed files', { optional: true, readBy: ['paymaster'] }), papers: f.attachment('附件', 'Files', { optional: true }),
    address: f.text('住址', 'Address', { optional: true, personal: true }), phone: f.phone('电话', 'Phone', { optional: true }),
  },
  title: ['subject'], list: ['subject'], sorts: ['-number'],
  access: { read: ['clerk', 'paymaster'], create: ['clerk', 'paymaster'], edit: ['clerk', 'paymaster'] },
});
const Stamps = defineLedger('letter_stamps', {
  label: ['邮票', 'Stamps'], unit: ['枚', 'pieces'], read: ['paymaster'],
  accounts: { office: { label: ['邮局', 'Office'] }, letter: { label: ['信上', 'On the letter'], per: 'letter', floor: 0 } }, movements: { stick: { label: ['贴', 'Stick'], from: 'office', to: 'letter' } },
});
const Receipt = defineSlip('letter_receipt', { label: ['收据', 'Receipt'], number: 'SJ-{0000}', copies: [['存根', 'Stub']] });
const Sending = defineProcess(Letter, 'open', { open: { label: ['开', 'Open'], tone: 'active' } }, (step) => ({
  issue: step({ label: ['开收据', 'Issue'], from: ['open'], to: 'open', by: ['clerk'], form: {}, slip: { kind: Receipt, content: () => ({ lines: [] }) } }),
}));
const letters = defineModule({ name: 'letters', area: 'guests', label: ['信件', 'Letters'], roles: { clerk: ['文员', 'Clerk'], paymaster: ['薪酬专员', 'Paymaster'] }, registers: [Letter], ledgers: [Stamps], processes: [Sending] });

let t: TestKernel;
beforeAll(async () => { t = await startTest({ modules: [letters], tables: [Letter], now: '2026-11-23T02:00:00Z' }); });
afterAll(() => t.close());
const page = (who: Awaited<ReturnType<TestKernel['actor']>>, id: string) => t.kernel.read(who, (tx) => recordPage(tx, Letter, id));
/** Clerk in one unit, paymaster in another. */
async function twoPosts() {
  const clerk = await t.actor('clerk', 'VIP');
  const paymaster = await t.actor('paymaster', 'FS');
  return { ...clerk, grants: [...clerk.grants, ...paymaster.grants] };
}

test('别处的岗位看不到这里的保密字段、账户,也不能按它筛选 [S1]', async () => {
  const both = await twoPosts();
  const here = await t.create(Letter, t.system, { subject: '此处', pay: '壹万元', unit_id: t.unit('VIP') });
  const there = await t.create(Letter, t.system, { subject: '彼处', pay: '贰万元', unit_id: t.unit('FS') });
  await t.run(t.system, (tx) => post(tx, ...[here, there].map((l) => posting(Stamps, 'stick', { amount: 3, owner: l.id, because: l.number, at: tx.now }))));
  const [a, b] = [await page(both, here.id), await page(both, there.id)];
  expect(a.row).not.toHaveProperty('pay');
  expect(a.timeline.flatMap((x) => x.changes.map((c) => c.field))).not.toContain('pay');
  expect(a.accounts).toEqual([]);
  expect(b.row).toMatchObject({ pay: '贰万元' });
  expect(b.accounts).toMatchObject([{ balance: 3 }]);
  const list = (filter?: Filter) => t.kernel.read(both, (tx) => listPage(tx, Letter, { page: 1, size: 50, ...(filter ? { filter } : {}) }));
  const rows = (await list()).rows;
  expect(rows.filter((r) => 'pay' in r).map((r) => r.id)).toEqual([there.id]);
  expect((await list({ field: 'pay', op: 'contains', value: '万元' })).rows.map((r) => r.id)).toEqual([there.id]);
  expect((await list({ field: 'pay', op: 'ne', value: '贰万元' })).rows).toEqual([]);
});

test('不能看的字段也不能盲改', async () => {
  const clerk = await t.actor('clerk', 'VIP');
  const row = await t.create(Letter, t.system, { subject: '盲改', pay: '壹万元', unit_id: t.unit('VIP') });
  await expect(t.run(clerk, (tx) => editRecord(tx, Letter, row.id, 1, { pay: null }, null))).rejects.toMatchObject({ status: 422, fields: { pay: expect.anything() } });
  expect((await t.read(Letter, row.id)).pay).toBe('壹万元');
});

test('从保密栏里换掉的文件仍然保密', async () => {
  const clerk = await t.actor('clerk', 'VIP');
  const [secret, open] = [newId(t.now()), newId(t.now())];
  await t.run(t.system, async (tx) => {
    for (const id of [secret, open]) await tx.query(`insert into attachment values ($1, $2, 'a.png', 'image/png', 1, '', $1, $3)`, [t.tenantId, id, tx.now]);
  });
  const row = await t.create(Letter, t.system, { subject: '密件', scans: [secret], papers: [open], unit_id: t.unit('VIP') });
  const files = async () => (await page(clerk, row.id)).attachments.map((a) => a.id);
  expect(await files()).toEqual([open]);
  await t.run(t.system, (tx) => editRecord(tx, Letter, row.id, 1, { scans: null }, null));
  expect(await files()).toEqual([open]);
});

test('作废一张单据后重开的那张也能作废', async () => {
  const clerk = await t.actor('clerk', 'VIP');
  const row = await t.create(Letter, clerk, { subject: '收据' });
  const cancel = () => t.run(clerk, (tx) => cancelSlip(tx, { register: 'letter', recordId: row.id, kind: Receipt }, '开错了'));
  await t.step(Sending, row.id, 'issue', clerk, {});
  await cancel();
  await expect(cancel()).rejects.toMatchObject({ code: 'slip.cancelled' });
  await t.step(Sending, row.id, 'issue', clerk, {});
  await cancel();
  expect((await page(clerk, row.id)).slips.map((s) => s.cancelled)).toEqual([true, true]);
});

test('搜索:别的单元再多同名的,也不挤掉自己看得到的;住址不是搜索词,电话是', async () => {
  const clerk = await t.actor('clerk', 'VIP');
  const mine = await t.create(Letter, clerk, { subject: '龙年贺信', address: '梧桐路七号', phone: '13812345678' });
  await t.run(t.system, async (tx) => { for (let i = 0; i < 130; i++) await createRecord(tx, Letter, { subject: '龙年贺信', unit_id: t.unit('FS') }); });
  const found = (q: string) => t.kernel.read(clerk, async (tx) => (await searchAll(tx, q)).map((h) => h.id));
  expect(await found('龙年贺信')).toEqual([mine.id]);
  expect(await found('梧桐路')).toEqual([]);
  expect(await found('13812345678')).toEqual([mine.id]);
});

test('筛选值恰好叫 archived 时,不因此露出已归档的', async () => {
  const row = await t.create(Letter, t.system, { subject: 'archived' });
  await t.run(t.system, (tx) => tx.query('update letter set archived_at = $3 where tenant_id = $1 and id = $2', [t.tenantId, row.id, tx.now]));
  const list = (filter: Filter) => t.kernel.read(t.system, (tx) => listPage(tx, Letter, { page: 1, size: 50, filter }));
  expect((await list({ field: 'subject', op: 'eq', value: 'archived' })).rows).toEqual([]);
  expect((await list({ all: [{ field: 'subject', op: 'eq', value: 'archived' }, { field: 'archived', op: 'eq', value: true }] })).rows).toHaveLength(1);
});
