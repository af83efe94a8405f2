/** A composed report on a small example: two reports of umbrellas, one of them not for everybody. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { defineComposedReport, defineModule, defineRegister, defineReport, f, figure } from '../index.ts';
import { startTest, type TestKernel } from '../testing.ts';
import { runComposed } from './composed.ts';

const Parasol = defineRegister('parasol', {
  label: ['阳伞', 'Parasol'], number: 'YY-{0000}', fields: { colour: f.text('颜色', 'Colour') }, list: ['colour'], access: { read: ['clerk'], create: ['clerk', 'keeper'] },
});
const counting = (name: string, access: readonly string[]) => defineReport(name, {
  label: ['按颜色', 'By colour'], access, params: { day: f.date('日期', 'Day') },
  columns: { colour: f.text('颜色', 'Colour'), n: f.integer('数量', 'Number'), share: f.integer('占比', 'Share') }, totals: ['n', 'share'],
  rows: async (tx) => (await tx.query<{ colour: string; n: number }>('select colour, count(*) as n from parasol where tenant_id = $1 group by colour order by colour', [tx.tenantId])).map((r) => ({ ...r, share: 50 })),
  drill: { n: (row) => ({ register: 'parasol', filter: { all: row === null ? [] : [{ field: 'colour', op: 'eq', value: row.colour }] } }) },
});
const Summary = defineComposedReport('parasol_summary', {
  label: ['阳伞总结', 'Parasols'], access: ['clerk', 'keeper'], params: { day: f.date('日期', 'Day') }, initial: ({ day }) => ({ day }), signs: [['店长', 'Manager']],
  sections: [
    {
      name: 'stock', title: ['库存', 'Stock'],
      async fill({ params, table }) {
        const page = await table('parasols', params, { caption: ['颜色', 'Colours'], columns: ['n', 'colour'] });
        return { asOf: String((params as { day: string }).day), sentences: [[['共 ', 'There are '], figure(page.totals['n'] ?? 0, page.links.at(-1)!['n']!), [' 把', ' of them']]], tables: [page] };
      },
    },
    { name: 'secret', title: ['内部', 'Inside'], fill: async ({ params, table, day }) => ({ asOf: day, sentences: [], tables: [await table('parasols_inside', params)] }) },
  ],
});
const Broken = defineComposedReport('parasol_broken', {
  label: ['坏的', 'Broken'], access: ['clerk'], params: {}, signs: [],
  sections: [{ name: 'x', title: ['无', 'None'], fill: async ({ table, day }) => ({ asOf: day, sentences: [], tables: [await table('no_such', {})] }) }],
});
const parasols = defineModule({
  name: 'parasols', area: 'guests', label: ['阳伞', 'Parasols'], roles: { clerk: ['店员', 'Clerk'], keeper: ['店长', 'Keeper'], visitor: ['访客', 'Visitor'] },
  registers: [Parasol], reports: [counting('parasols', ['clerk', 'keeper']), counting('parasols_inside', ['keeper'])], composedReports: [Summary, Broken],
});

let t: TestKernel;
beforeAll(async () => {
  t = await startTest({ modules: [parasols], tables: [Parasol] });
  const clerk = await t.actor('clerk', 'VIP');
  for (const colour of ['红', '红', '蓝']) await t.create(Parasol, clerk, { colour });
});
afterAll(() => t.close());

test('各部分由报表填写：截至日、句子里的数字打开记录、只留所要的列', async () => {
  const keeper = await t.actor('keeper', 'VIP');
  const page = await t.run(keeper, (tx) => runComposed(tx, Summary, { day: '2026-11-20' }));
  expect(page.sections.map((s) => [s.name, s.asOf])).toEqual([['stock', '2026-11-20'], ['secret', '2026-11-23']]);
  expect(page.sections[0]!.sentences).toEqual([[['共 ', 'There are '], { text: ['3', '3'], link: { register: 'parasol', filter: { all: [] } } }, [' 把', ' of them']]]);
  const [table] = page.sections[0]!.tables;
  expect(table!.columns.map((c) => c.name)).toEqual(['n', 'colour']);
  expect([table!.totals, table!.label, page.withheld]).toEqual([{ n: 3 }, ['颜色', 'Colours'], []]);
});

test('无权看的部分点名列出，不悄悄略去；无权看整份的被拒绝', async () => {
  const clerk = await t.actor('clerk', 'VIP');
  const page = await t.run(clerk, (tx) => runComposed(tx, Summary, {}));
  expect([page.sections.map((s) => s.name), page.withheld]).toEqual([['stock'], [['内部', 'Inside']]]);
  const guest = await t.actor('visitor', 'VIP');
  await expect(t.run(guest, (tx) => runComposed(tx, Summary, {}))).rejects.toMatchObject({ code: 'not_allowed', status: 403 });
  await expect(t.run(clerk, (tx) => runComposed(tx, Summary, { day: 'soon' }))).rejects.toMatchObject({ status: 422, fields: { day: expect.any(Array) } });
});

test('指名不存在的报表是程序的错，不是空白的一节', async () => {
  const clerk = await t.actor('clerk', 'VIP');
  await expect(t.run(clerk, (tx) => runComposed(tx, Broken, {}))).rejects.toThrow('there is no report no_such');
});
