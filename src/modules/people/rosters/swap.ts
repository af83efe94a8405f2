/**
 * Swapping shifts (换班): offered to a colleague, accepted, approved by the supervisor; only then both rosters change. Serves AC-19, SM-9,
 * CC-WRIT-6.
 */
import { calendar, calendarOf, defineProcess, defineRegister, f, may, readRecord, Refusal, updateRecord, type RowOf, type Tx } from '../../../kernel/index.ts';
import { Employee } from '../staff/index.ts';
import { restRulesOn } from './parameters.ts';
import { PlannedShift, tellChanged } from './planned-shift.ts';
import { PLANNED, PLANNERS, READERS } from './roles.ts';
import { type Conflict, conflictsOf, type Hours, type Placed, spanOf } from './rules.ts';

export const ShiftSwap = defineRegister('shift_swap', {
  label: ['换班', 'Shift swap'],
  number: 'HB-{yyyy}-{0000}',
  fields: {
    shift: f.ref('我的班次', 'My shift', 'planned_shift'),
    colleague: f.ref('同事', 'Colleague', 'employee'),
    their_shift: f.ref('同事的班次', 'Their shift', 'planned_shift', { optional: true, hint: ['留空表示请同事代上', 'Empty: the colleague works it for me'] }),
    reason: f.text('原因', 'Reason', { max: 200 }),
    offerer: f.ref('提出人', 'Offered by', 'employee', { optional: true, readonly: true }),
    approved_by: f.ref('审批人', 'Approved by', 'app_user', { optional: true, readonly: true }),
    decision_note: f.text('审批意见', 'Note', { max: 200, optional: true, readonly: true }),
  },
  title: ['offerer', 'colleague'],
  list: ['offerer', 'shift', 'colleague', 'their_shift', 'reason'],
  sorts: ['-number'],
  access: { read: [...READERS, ...PLANNED], create: [...PLANNED, ...PLANNERS] },
  empty: ['没有换班申请。换班要同事接受、主管批准才生效。', 'No swaps. A swap holds once the colleague accepts and the supervisor approves.'],
  opening: {
    facts: ({ tx, input }) => offerFacts(tx, input),
    guard({ input, facts, actor, now }) {
      if (!facts.mine || !facts.colleague) return;
      if (!facts.published || facts.mine.state !== 'planned') throw new Refusal('shift_swap.not_planned', ['只能换已公布的班次', 'Only published shifts can be swapped'], 422, { shift: ['未公布', 'Not published'] });
      if (actor.kind === 'user' && facts.mine.person !== actor.id && !may(actor, PLANNERS)) throw new Refusal('shift_swap.not_yours', ['只能换自己的班次', 'Only your own shift'], 403, { shift: ['不是您的班次', 'Not your shift'] });
      if (facts.mine.employee === input.colleague) throw new Refusal('shift_swap.same', ['不能与自己换班', 'Not with yourself'], 422, { colleague: ['请选择同事', 'Choose a colleague'] });
      if (facts.theirs && (facts.theirs.employee !== input.colleague || facts.theirs.state !== 'planned')) throw new Refusal('shift_swap.not_theirs', ['不是这位同事的班次', 'Not a shift of this colleague'], 422, { their_shift: ['请选择同事的班次', 'Choose one of theirs'] });
      if (facts.begun(now)) throw new Refusal('shift_swap.begun', ['班次已经开始', 'The shift has begun'], 422, { shift: ['已开始', 'Begun'] });
      if (facts.line !== facts.mine.line) throw new Refusal('shift_swap.other_line', ['只能与本线同事换班', 'Only within the line'], 422, { colleague: ['请选择本线同事', 'Choose somebody of the line'] });
    },
    set: ({ facts }) => (facts.mine ? { offerer: facts.mine.employee, unit_id: facts.mine.line ?? facts.mine.unit_id } : {}),
  },
});
type Swap = RowOf<typeof ShiftSwap>;

async function offerFacts(tx: Tx, input: { readonly shift: string; readonly colleague: string; readonly their_shift: string | null }) {
  const mine = await readRecord(tx, PlannedShift, input.shift);
  const theirs = input.their_shift === null ? null : await readRecord(tx, PlannedShift, input.their_shift);
  const colleague = await readRecord(tx, Employee, input.colleague);
  const [roster] = mine ? await tx.query<{ state: string }>('select state from shift_roster where tenant_id = $1 and id = $2', [tx.tenantId, mine.roster]) : [];
  const zone = mine ? (await calendarOf(tx, mine.line ?? mine.unit_id)).zone : '';
  return {
    mine, theirs, colleague, line: colleague?.line ?? colleague?.unit_id ?? null, published: roster?.state === 'published',
    begun: (now: Date) => [mine, theirs].some((s) => s !== null && spanOf(s.day, s as unknown as Hours, zone).from <= now),
  };
}

export const ShiftSwapProcess = defineProcess(ShiftSwap, 'offered',
  {
    offered: { label: ['待同事接受', 'Offered'], tone: 'waiting' },
    accepted: { label: ['待主管批准', 'Accepted'], tone: 'waiting', due: { step: 'approve', at: ({ now, calendar: c }) => calendar.deadlineAfterDays(now, 2, c), escalateTo: 'centre_manager' } },
    approved: { label: ['已换班', 'Swapped'], tone: 'done' },
    refused: { label: ['未成', 'Refused'], tone: 'stopped' },
    withdrawn: { label: ['已撤回', 'Withdrawn'], tone: 'stopped' },
  },
  (step) => ({
    accept: step({
      label: ['接受', 'Accept'], tone: 'primary', from: ['offered'], to: 'accepted', by: [...PLANNED, ...PLANNERS], form: {},
      facts: async ({ tx, record }) => ({ colleague: await readRecord(tx, Employee, record.colleague) }),
      guard({ facts, actor }) { if (actor.kind === 'user' && facts.colleague?.app_user !== actor.id) throw new Refusal('shift_swap.colleague', ['须由这位同事本人接受', 'The colleague accepts in person'], 403); },
    }),
    approve: step({
      label: ['批准', 'Approve'], tone: 'primary', from: ['accepted'], to: 'approved', by: PLANNERS,
      form: { decision_note: f.text('意见', 'Note', { max: 200, optional: true, hint: ['换班后仍有冲突时必填', 'Required when conflicts follow'] }) },
      facts: async ({ tx, record, day, actor }) => ({ ...(await afterSwap(tx, record, day)), involved: await isInvolved(tx, record, actor.id) }),
      preview: ({ facts }) => ({ lines: facts.conflicts.length === 0 ? [['换班后双方都没有冲突', 'No conflicts for either after the swap']] : facts.conflicts.map((c) => [`冲突：${c.day} ${c.text[0]}`, `Conflict: ${c.day} ${c.text[1]}`] as const) }),
      guard({ facts, input }) {
        if (facts.involved) throw new Refusal('shift_swap.own', ['换班双方不能自己批准', 'Neither of the two approves it'], 403);
        if (!facts.stillTheirs) throw new Refusal('shift_swap.changed', ['班次已被改动，请撤回后重新提出', 'The shifts were changed meanwhile; withdraw and offer again'], 409);
        if (facts.conflicts.some((c) => c.kind === 'overlap')) throw new Refusal('shift_swap.overlap', ['换班后班次重叠', 'The shifts would overlap'], 409);
        if (facts.conflicts.length > 0 && input.decision_note === null) throw new Refusal('shift_swap.conflicts', [`换班后有 ${facts.conflicts.length} 处冲突；不批准，或写明理由`, `${facts.conflicts.length} conflicts would follow; refuse, or give the reason`], 422, { decision_note: ['必填', 'Required'] });
      },
      set: ({ actor }) => ({ approved_by: actor.kind === 'user' ? actor.id : null }),
      async effect({ tx, record, facts }) {
        for (const move of facts.moves) await updateRecord(tx, PlannedShift, { id: move.shift }, { employee: move.to, person: move.person, change_reason: `换班 ${record.number}` }, { what: 'update', reason: record.number });
        for (const move of facts.moves) tellChanged(tx, { employee: move.from, day: move.day }, { employee: move.to, day: move.day });
      },
    }),
    refuse: step({ label: ['不批准', 'Refuse'], tone: 'danger', from: ['offered', 'accepted'], to: 'refused', by: PLANNERS, form: { decision_note: f.text('理由', 'Reason', { max: 200 }) } }),
    withdraw: step({
      label: ['撤回', 'Withdraw'], from: ['offered', 'accepted'], to: 'withdrawn', by: [...PLANNED, ...PLANNERS], form: {},
      facts: async ({ tx, record }) => ({ offerer: record.offerer === null ? null : await readRecord(tx, Employee, record.offerer) }),
      guard({ facts, record, actor }) { if (actor.kind === 'user' && actor.id !== facts.offerer?.app_user && actor.id !== record.created_by) throw new Refusal('shift_swap.not_offerer', ['只有提出人可以撤回', 'Only whoever offered it withdraws it'], 403); },
    }),
  }),
);

async function isInvolved(tx: Tx, swap: Swap, user: string): Promise<boolean> {
  const people = [swap.offerer, swap.colleague].filter((id): id is string => id !== null);
  const rows = await tx.query<{ app_user: string | null }>('select app_user from employee where tenant_id = $1 and id = any($2)', [tx.tenantId, people]);
  return rows.some((r) => r.app_user === user);
}

interface Move { readonly shift: string; readonly day: string; readonly from: string; readonly to: string; readonly person: string | null }
/** Both people's shifts around the days, as they would be. */
async function afterSwap(tx: Tx, swap: Swap, day: string): Promise<{ readonly moves: readonly Move[]; readonly conflicts: readonly Conflict[]; readonly stillTheirs: boolean }> {
  const mine = await readRecord(tx, PlannedShift, swap.shift, { lock: !tx.looking });
  const theirs = swap.their_shift === null ? null : await readRecord(tx, PlannedShift, swap.their_shift, { lock: !tx.looking });
  const [a, b] = [await readRecord(tx, Employee, swap.offerer ?? ''), await readRecord(tx, Employee, swap.colleague)];
  const stillTheirs = mine !== null && mine.employee === swap.offerer && mine.state === 'planned' && (swap.their_shift === null || (theirs?.employee === swap.colleague && theirs.state === 'planned'));
  if (!mine || !a || !b) return { moves: [], conflicts: [], stillTheirs: false };
  const moves: Move[] = [{ shift: mine.id, day: mine.day, from: a.id, to: b.id, person: b.app_user }, ...(theirs ? [{ shift: theirs.id, day: theirs.day, from: b.id, to: a.id, person: a.app_user }] : [])];
  const days = [mine.day, ...(theirs ? [theirs.day] : [])].sort();
  const rows = await tx.query<Hours & { id: string; employee: string; day: string; night: boolean | null }>(
    `select id, employee, day, night, starts, ends, meal_from, meal_to, break_from, break_to from planned_shift where tenant_id = $1 and employee = any($2) and day between $3 and $4 and state = 'planned' and archived_at is null`,
    [tx.tenantId, [a.id, b.id], calendar.addDays(days[0]!, -7), calendar.addDays(days.at(-1)!, 7)]);
  const zone = (await calendarOf(tx, mine.line ?? mine.unit_id)).zone;
  const rules = await restRulesOn(tx, day);
  const owner = (id: string, employee: string) => moves.find((m) => m.shift === id)?.to ?? employee;
  const moved = new Set(moves.map((m) => m.shift));
  const conflicts = [a.id, b.id].flatMap((person) => {
    const all = (as: (r: (typeof rows)[number]) => string) => conflictsOf(rows.filter((r) => as(r) === person).map((r): Placed => ({ id: r.id, day: r.day, night: r.night === true, ...spanOf(r.day, r, zone) })), rules);
    const before = new Set(all((r) => r.employee).map((c) => `${c.day} ${c.kind}`));
    // Only what the swap brings about, whichever of two shifts carries the mark.
    return all((r) => owner(r.id, r.employee)).filter((c) => moved.has(c.shift) || !before.has(`${c.day} ${c.kind}`));
  });
  return { moves, conflicts, stillTheirs };
}
