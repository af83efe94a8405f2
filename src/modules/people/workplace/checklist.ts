/** Checklists (检查单): what a round or the end of a shift looks at, dated, filled from the code in one step. Serves CC-1.2a to CC-4.2b. */
import { createRecord, defineProcess, defineRegister, f, readRecord, Refusal, type Tx } from '../../../kernel/index.ts';
import { READERS, WALKERS } from './roles.ts';
import { SOURCE_ITEMS } from './source-items.ts';

export const LISTS = { round: ['巡场', 'Round'], end_of_shift: ['下班检查', 'End of shift'] } as const;
export const Checklist = defineRegister('workplace_checklist', {
  label: ['检查单', 'Checklist'],
  number: 'JCD-{000}',
  fields: {
    line: f.unit('线路', 'Line'),
    list: f.choice('用于', 'For', LISTS),
    valid_from: f.date('起用日', 'Valid from'),
  },
  title: ['list', 'line'],
  list: ['line', 'list', 'valid_from'],
  sorts: ['-valid_from', '-number'],
  unique: [['line', 'list', 'valid_from']],
  access: { read: [...READERS, 'agent'], create: WALKERS, archive: WALKERS },
  empty: ['还没有检查单。开一张，再按守则载入检查项。', 'No checklists yet. Open one, then load the items of the code.'],
  opening: { set: ({ input }) => ({ unit_id: input.line }) },
});

export const ChecklistItem = defineRegister('checklist_item', {
  label: ['检查项', 'Checklist item'],
  number: 'JCX-{0000}',
  fields: {
    checklist: f.ref('检查单', 'Checklist', 'workplace_checklist'),
    rule: f.text('守则条文', 'Rule', { max: 20 }),
    text: f.text('看什么', 'What to look at', { max: 100 }),
    text_en: f.text('英文', 'In English', { max: 140, optional: true }),
    subject: f.choice('对象', 'About', { place: ['场所', 'The place'], person: ['人', 'A person'] }),
    offence: f.text('可报告的条款', 'Offence it may be', { max: 28, optional: true, hint: ['没有处分级别的留空：只记录', 'Empty where no level is printed: recorded only'] }),
    advice: f.yesNo('只是建议', 'Advice only', { initial: false }),
  },
  title: ['rule', 'text'],
  list: ['checklist', 'rule', 'text', 'subject', 'offence', 'advice'],
  sorts: ['number'],
  unique: [['checklist', 'rule']],
  access: { read: [...READERS, 'agent'], create: WALKERS, archive: WALKERS },
  empty: ['还没有检查项。在检查单上用“按守则载入”。', 'No items yet. Use “Load from the code” on the checklist.'],
  opening: {
    facts: async ({ tx, input }) => ({ list: await readRecord(tx, Checklist, input.checklist) }),
    guard({ facts }) { if (facts.list && facts.list.state !== 'draft') throw new Refusal('checklist_item.in_force', ['检查单已启用；要改请另开一张', 'The checklist is in force; open a new one to change it'], 409); },
    set: ({ facts }) => (facts.list ? { unit_id: facts.list.line } : {}),
  },
});

export const ChecklistProcess = defineProcess(Checklist, 'draft',
  { draft: { label: ['编写中', 'Draft'], tone: 'waiting' }, in_force: { label: ['启用', 'In force'], tone: 'done' } },
  (step) => ({
    load: step({
      label: ['按守则载入', 'Load from the code'], from: ['draft'], to: 'draft', by: WALKERS, form: {}, hint: ['加入守则中相应的检查项', 'Adds the items that the code names'],
      async effect({ tx, record }) {
        const known = new Set((await itemsOf(tx, record.id)).map((i) => i.rule));
        for (const { list, ...item } of SOURCE_ITEMS) if (list === record.list && !known.has(item.rule)) await createRecord(tx, ChecklistItem, { ...item, checklist: record.id });
      },
    }),
    put_in_force: step({
      label: ['启用', 'Put in force'], tone: 'primary', from: ['draft'], to: 'in_force', by: WALKERS, form: {},
      facts: async ({ tx, record }) => ({ items: (await itemsOf(tx, record.id)).length }), ready: ({ facts }) => (facts.items === 0 ? ['检查单还是空的', 'The checklist is empty'] : null),
    }),
  }),
);

export interface Item { readonly id: string; readonly rule: string; readonly text: string; readonly text_en: string | null; readonly subject: 'place' | 'person'; readonly offence: string | null; readonly advice: boolean }
export const itemsOf = (tx: Tx, checklist: string): Promise<Item[]> =>
  tx.query<Item>('select id, rule, text, text_en, subject, offence, advice from checklist_item where tenant_id = $1 and checklist = $2 and archived_at is null order by number', [tx.tenantId, checklist]);

/** The list in force on a day for a line: the latest that has begun. */
export async function listOn(tx: Tx, line: string, list: keyof typeof LISTS, day: string): Promise<{ readonly id: string } | null> {
  const [row] = await tx.query<{ id: string }>(
    `select id from workplace_checklist where tenant_id = $1 and line = $2 and list = $3 and valid_from <= $4 and state = 'in_force' and archived_at is null order by valid_from desc limit 1`, [tx.tenantId, line, list, day]);
  return row ?? null;
}
