/** The way of a hand-over: counted, compared, settled, accepted or sealed, checked by finance. Serves P11, VIP-6.6 to VIP-6.9, G15, G16, AS-22 to AS-24, AS-28. */
import { calendar as centre, createRecord, defineProcess, emit, f, post, posting, readRecord, Refusal, takeStep, updateRecord, type RowOf, type Tx, yuan } from '../../../kernel/index.ts';
import { ClubCash } from '../../money/cash/index.ts';
import { ShiftProcess } from '../shifts/index.ts';
import { begin, handOn, intoSafe, outOfSafe } from './custody.ts';
import { checkFacts, financeFind, type CheckFacts } from './finance.ts';
import { HandOverLine } from './hand-over-line.ts';
import { compare, countedOf, differencesOf, HandOver, inOf, outOf, settleLine, type HandOverRow } from './hand-over.ts';
import { DeskIncident } from './incident.ts';
import { people, waitingFor } from './people.ts';
import { assertNote, assertSettled, assertSigner, financeProblem, KINDS, sealFits, type Kind } from './rules.ts';
import { postSettlement } from './settling.ts';
import { HandOverSlip, SealSlip } from './slips.ts';

const typed = (column: keyof typeof HandOver.fields, required: boolean) => {
  const { readonly: _computed, ...options } = HandOver.fields[column].options;
  return { ...HandOver.fields[column], optional: !required, options };
};
const form = <S extends 'out' | 'in'>(s: S) => ({
  [`till_${s}`]: typed(`till_${s}`, true), [`float_${s}`]: typed(`float_${s}`, true), [`sheets_${s}`]: typed(`sheets_${s}`, false), [`tickets_${s}`]: typed(`tickets_${s}`, true), [`voids_${s}`]: typed(`voids_${s}`, true),
  [`copies_${s}`]: typed(`copies_${s}`, true), [`gifts_${s}`]: typed(`gifts_${s}`, false), [`keys_${s}`]: typed(`keys_${s}`, true), [`lost_${s}`]: typed(`lost_${s}`, true), [`unsigned_${s}`]: typed(`unsigned_${s}`, true),
});
type CountForm<S extends 'out' | 'in'> = { readonly [K in keyof typeof HandOver.fields as K extends `${'till' | 'float' | 'sheets' | 'tickets' | 'voids' | 'copies' | 'gifts' | 'keys' | 'lost' | 'unsigned'}_${S}` ? K : never]: (typeof HandOver.fields)[K] };
const countForm = <S extends 'out' | 'in'>(s: S): CountForm<S> => form(s) as unknown as CountForm<S>;

const sign = { clerk: (name: 'outgoing' | 'incoming' | 'clerk', zh: string, en: string) => ({ name, label: [zh, en], by: 'user', role: 'vip_agent' }) as const, supervisor: { name: 'supervisor', label: ['当班主管', 'Supervisor on duty'], by: 'user', role: 'duty_supervisor' } as const, guard: { name: 'guard', label: ['保安', 'Guard'], by: 'user', role: 'guard' } as const };
const tell = (tx: Tx, news: string, h: HandOverRow): void => emit(tx, news, { hand_over: h.id, at: tx.now.toISOString() });

const settleForm = {
  line: f.ref('差异项', 'Line', 'hand_over_line'), how: f.choice('怎样处理', 'How', { explained: ['说明原因', 'Explain'], posted: ['入账', 'Post'] }),
  person: f.ref('由谁承担', 'Put to', 'app_user', { optional: true }), why: f.text('原因', 'Why', { max: 200 }),
};
const sealField = f.text('封条号', 'Seal number', { max: 30, hint: ['照封条上的号码填写', 'As it stands on the seal'] });

export const HandOverProcess = defineProcess(HandOver, 'cut',
  {
    cut: { label: ['已截账待清点', 'Cut, to be counted'], tone: 'waiting' },
    counted: { label: ['待接班复点', 'To be counted again'], tone: 'waiting' },
    verified: { label: ['已核对', 'Compared'], tone: 'active' },
    accepted: { label: ['已接班待财务核对', 'Taken over, to be checked'], tone: 'waiting', due: { step: 'finance_check', at: ({ now }) => new Date(now.getTime() + 60 * 60_000), escalateTo: 'vip_manager' } },
    finance_open: { label: ['财务有差异', 'Finance found a difference'], tone: 'alarm', due: { step: 'finance_check', at: ({ now }) => new Date(now.getTime() + 60 * 60_000), escalateTo: 'vip_manager' } },
    // Provisional: the morning after, it stands with the manager by itself (G16).
    released: { label: ['临时放行待核对', 'Released, to be checked'], tone: 'alarm', due: { step: 'finance_check', at: ({ day, calendar }) => centre.endOfBusinessDay(day, calendar), escalateTo: 'vip_manager' } },
    sealed: { label: ['已封存', 'Sealed'], tone: 'active' },
    broken: { label: ['封条不符', 'Seal does not fit'], tone: 'alarm' },
    closed: { label: ['已办结', 'Closed'], tone: 'done' },
    cancelled: { label: ['已撤销', 'Given up'], tone: 'stopped' },
  },
  (step) => ({
    count: step({
      label: ['清点（盲点）', 'Count blind'], tone: 'primary', from: ['cut'], to: ['counted', 'verified'], by: ['vip_agent'], form: countForm('out'),
      hint: ['先数后填；账面数要等清点提交后才出现', 'Count first, then type; what should be there is shown only after this is sent'], facts: ({ tx, record }) => people(tx, record),
      guard({ facts, actor, record, input }) { assertActor(facts.out, actor.id); countedOf(outOf({ ...record, ...input })); },
      choose: ({ record }) => (record.night ? 'verified' : 'counted'),
      set: ({ now, record }) => ({ counted_at: now, ...(record.night ? { round: 1 } : {}) }),
      effect: async ({ tx, record }) => { if (record.night) await compare(tx, record, null); },
    }),
    verify: step({
      label: ['接班复点', 'Count again'], tone: 'primary', from: ['counted', 'verified'], to: 'verified', by: ['vip_agent'], form: countForm('in'),
      facts: async ({ tx, record, actor }) => ({ ...(await people(tx, record)), mine: await waitingFor(tx, record, actor.id) }),
      ready: ({ record, facts }) => (record.night ? ['末班封存，没有接班人', 'The last shift is sealed; nobody takes over'] : facts.mine ? null : ['须由已参加例会的待接班人复点', 'The clerk who takes over, briefed, counts again']),
      guard({ record, input }) { countedOf(inOf({ ...record, ...input })); },
      set: ({ record, facts }) => ({ shift_in: facts.mine!, round: (record.round ?? 0) + 1 }),
      effect: async ({ tx, record }) => compare(tx, record, countedOf(inOf(record))),
    }),
    settle: step({
      label: ['处理差异', 'Settle a difference'], from: ['verified'], to: 'verified', by: ['duty_supervisor'], sign: [sign.supervisor],
      form: settleForm,
      facts: async ({ tx, record, input }) => ({ line: input.line ? await readRecord(tx, HandOverLine, input.line) : null, open: await differencesOf(tx, record) }),
      ready: ({ facts }) => (facts.open.some((l) => l.settled === null) ? null : ['没有未处理的差异', 'No difference is open']),
      guard({ facts, input }) { assertLine(facts.line, facts.open, input); },
      effect: ({ tx, record, facts, input }) => settleOne(tx, record, facts.line!, input),
    }),
    accept: step({
      label: ['签收接班', 'Take over'], tone: 'primary', from: ['verified'], to: 'accepted', by: ['vip_agent'], form: {}, sign: [sign.clerk('outgoing', '交班人', 'Outgoing'), sign.clerk('incoming', '接班人', 'Incoming')],
      facts: ({ tx, record }) => peopleAndOpen(tx, record),
      ready: ({ record }) => (record.night ? ['末班封存，没有接班人', 'The last shift is sealed; nobody takes over'] : null),
      guard({ facts, signers }) { assertSettled(facts.open); assertSigner(facts.out, signers.outgoing!); assertSigner(facts.in, signers.incoming!); },
      set: ({ now }) => ({ accepted_at: now }), effect: ({ tx, record }) => acceptAll(tx, record),
      slip: { kind: HandOverSlip, content: async ({ tx, record, facts }) => ({ ...(await paper(tx, record, [facts.out.name, facts.in.name])), boxes: [['交班人', 'Outgoing'], ['接班人', 'Incoming']] }) },
    }),
    seal: step({
      label: ['封存入柜', 'Seal in the safe'], tone: 'primary', from: ['verified'], to: 'sealed', by: ['vip_agent'], sign: [sign.clerk('clerk', '末班当班人', 'Clerk of the last shift'), sign.guard],
      form: { no_problem: f.yesNo('没有问题', 'No problem'), note: f.longText('留言', 'Note', { max: 1000 }), seal_no: f.text('封条号', 'Seal number', { max: 30 }) },
      facts: ({ tx, record }) => peopleAndOpen(tx, record),
      ready: ({ record }) => (record.night ? null : ['只有末班封存', 'Only the last shift is sealed']),
      guard({ facts, signers, input }) { assertSettled(facts.open); assertSigner(facts.out, signers.clerk!); assertNote(input.note, input.no_problem); },
      set: ({ now }) => ({ sealed_at: now }), effect: ({ tx, record }) => sealAll(tx, record),
      slip: { kind: SealSlip, content: async ({ tx, record, facts }) => { const p = await paper(tx, record, [facts.out.name]); return { ...p, lines: [...p.lines, ...sealLines(record)] }; } },
    }),
    unseal: step({
      label: ['启封', 'Unseal'], tone: 'primary', from: ['sealed'], to: ['accepted', 'broken'], by: ['vip_agent'], sign: [sign.clerk('clerk', '首班当班人', 'Clerk of the first shift'), sign.guard],
      form: { seal_found: sealField }, facts: async ({ tx, record, actor }) => ({ ...(await people(tx, record)), mine: await waitingFor(tx, record, actor.id, 'first'), me: { id: actor.id, name: actor.name } }),
      ready: ({ facts }) => (facts.mine ? null : ['须由首班当班人启封', 'The clerk of the first shift opens the seal']),
      guard: ({ facts, signers }) => assertSigner(facts.me, signers.clerk!), choose: ({ record, input }) => (sealFits(record.seal_no, input.seal_found) ? 'accepted' : 'broken'),
      set: ({ record, input, facts, now }) => (sealFits(record.seal_no, input.seal_found) ? { shift_in: facts.mine!, accepted_at: now } : {}),
      effect: ({ tx, record, input }) => openSafe(tx, record, input.seal_found),
    }),
    clear: step({
      label: ['查明后启封', 'Open after looking into it'], hint: ['清点柜内后换新封条，再由首班与保安启封', 'The safe is counted and gets a new seal, which clerk and guard then open'],
      from: ['broken'], to: 'sealed', by: ['duty_supervisor', 'vip_manager'], sign: [sign.supervisor], form: { seal_no: f.text('新封条号', 'New seal number', { max: 30 }), why: f.text('查明情况', 'What was found', { max: 300 }) },
    }),
    finance_check: step({
      label: ['财务核对', 'Finance checks'], tone: 'primary', from: ['accepted', 'released', 'finance_open'], to: ['closed', 'finance_open'], by: ['finance'],
      form: { tickets: f.integer('小票张数', 'Tickets'), voids: f.integer('作废份数', 'Voided'), cash: f.money('收到收银款', 'Takings received') },
      facts: ({ tx, record }) => checkFacts(tx, record),
      ready: ({ facts }) => (facts.holder === null && facts.expected.cash > 0 ? ['收银款封存在保险柜，启封后再核对', 'The takings are sealed in the safe'] : null),
      choose: ({ facts, input }) => (financeProblem(facts.expected, input) ? 'finance_open' : 'closed'),
      set: ({ facts, input, now }) => financeFind(financeProblem(facts.expected, input), now),
      effect: async ({ tx, record, facts, input }) => { if (financeProblem(facts.expected, input) === null) await collect(tx, record, facts, input.cash); },
    }),
    release: step({
      label: ['临时放行', 'Release provisionally'], hint: ['财务不在时由值班经理放行，次日清晨自动上报', 'When finance is closed; the next morning it goes up by itself'],
      from: ['accepted', 'finance_open'], to: 'released', by: ['duty_supervisor', 'vip_manager'], sign: [sign.supervisor], form: { release_reason: f.text('放行原因', 'Why', { max: 300 }) },
      effect: ({ tx, record }) => shiftStep(tx, record, 'release'),
    }),
    give_up: step({ label: ['撤销交接', 'Give up'], tone: 'danger', from: ['cut', 'counted', 'verified'], to: 'cancelled', by: ['duty_supervisor'], form: { why: f.text('原因', 'Why', { max: 200 }) }, effect: ({ tx, record }) => shiftStep(tx, record, 'resume') }),
  }),
);

async function peopleAndOpen(tx: Tx, h: HandOverRow) {
  return { ...(await people(tx, h)), open: (await differencesOf(tx, h)).filter((l) => l.settled === null) };
}

async function settleOne(tx: Tx, h: HandOverRow, line: RowOf<typeof HandOverLine>, input: { readonly how: 'explained' | 'posted'; readonly person: string | null; readonly why: string }): Promise<void> {
  if (input.how === 'posted') await postSettlement(tx, h, line, input.person);
  await settleLine(tx, line.id, { settled: input.how, person: input.person, why: input.why });
}

const shiftStep = async (tx: Tx, h: HandOverRow, step: 'release' | 'resume'): Promise<void> => { await takeStep(tx, ShiftProcess, h.shift_out!, step, {}); };

/** Finance takes the takings from whoever holds them, and the clerk may go. */
async function collect(tx: Tx, h: HandOverRow, facts: CheckFacts, cash: number): Promise<void> {
  if (cash > 0) await post(tx, posting(ClubCash, 'till_to_finance', { amount: cash, owner: facts.holder!, because: h.number, cause: { register: 'hand_over', id: h.id }, at: tx.now, unit: h.unit_id }));
  if (!facts.signedOut) await takeStep(tx, ShiftProcess, h.shift_out!, 'check', {});
}

function assertActor(who: { readonly id: string | null; readonly name: string }, actor: string): void {
  if (who.id !== actor) throw new Refusal('hand_over.not_yours', [`须由交班人 ${who.name} 自己清点`, `${who.name}, who hands over, counts`], 403);
}

function assertLine(line: { readonly id: string; readonly kind: Kind } | null, open: readonly { readonly id: string; readonly settled: string | null }[], input: { readonly how: string; readonly person: string | null }): void {
  if (!line || !open.some((l) => l.id === line.id && l.settled === null)) throw new Refusal('hand_over.line', ['这一项没有未处理的差异', 'No difference is open on this line'], 422, { line: ['请选择有差异的一项', 'Choose a line that differs'] });
  if (input.how === 'explained' && ['till', 'float', 'sheets'].includes(line.kind)) throw new Refusal('hand_over.must_post', ['钱和发票的差异须入账', 'A difference in money or sheets must be posted'], 409, { how: ['须入账', 'Must be posted'] });
  if (input.how === 'posted' && !['till', 'float', 'sheets'].includes(line.kind)) throw new Refusal('hand_over.cannot_post', [`${KINDS[line.kind][0]}的差异写明原因即可`, 'This difference is explained, not posted'], 409, { how: ['须说明原因', 'Explain it'] });
}

/** Custody of everything moves in this transaction: nothing is with two people, nothing with nobody. */
async function acceptAll(tx: Tx, h: HandOverRow): Promise<void> {
  const moved = await handOn(tx, h, h.shift_out!, h.shift_in!);
  await keep(tx, h, moved);
  await takeStep(tx, ShiftProcess, h.shift_out!, 'hand_over', {});
  await begin(tx, h.shift_in!, moved.float);
  tell(tx, 'hand_over.accepted', h);
}

async function sealAll(tx: Tx, h: HandOverRow): Promise<void> {
  await keep(tx, h, await intoSafe(tx, h, h.shift_out!));
  await takeStep(tx, ShiftProcess, h.shift_out!, 'seal', {});
  tell(tx, 'hand_over.sealed', h);
}

async function openSafe(tx: Tx, h: HandOverRow, found: string): Promise<void> {
  if (sealFits(h.seal_no, found)) {
    await outOfSafe(tx, h, h.shift_out!, h.shift_in!, { till: h.takings ?? 0, float: h.float ?? 0 });
    await begin(tx, h.shift_in!, h.float ?? 0);
    tell(tx, 'hand_over.unsealed', h);
    return;
  }
  await createRecord(tx, DeskIncident, { hand_over: h.id, what: `封条号应为 ${h.seal_no ?? ''}，实际为 ${found}`, unit_id: h.unit_id });
  tell(tx, 'hand_over.broken', h);
}

async function keep(tx: Tx, h: HandOverRow, moved: { readonly till: number; readonly float: number }): Promise<void> {
  await updateRecord(tx, HandOver, h, { takings: moved.till, float: moved.float });
}

const sealLines = (h: HandOverRow) => [{ label: ['封条号', 'Seal'] as const, value: h.seal_no ?? '' }, { label: ['留言', 'Note'] as const, value: h.note ?? '' }];

async function paper(tx: Tx, h: HandOverRow, names: readonly string[]) {
  const rows = await tx.query<{ kind: Kind; thing: string | null; expected: number; counted_out: number; counted_in: number | null; difference: string | null }>(
    'select kind, thing, expected, counted_out, counted_in, difference from hand_over_line where tenant_id = $1 and hand_over = $2 and round = $3 order by number', [tx.tenantId, h.id, h.round]);
  const say = (kind: Kind, n: number | null) => (n === null ? '' : kind === 'till' || kind === 'float' ? yuan(Number(n)) : String(n));
  return {
    lines: [{ label: ['交接单', 'Hand-over'] as const, value: h.number }, { label: ['营业日', 'Business day'] as const, value: h.business_day ?? '' }, { label: names.length > 1 ? (['交接人', 'Between'] as const) : (['当班人', 'Clerk'] as const), value: names.join(' → ') }],
    // At night nobody takes over: one count, one column.
    table: {
      columns: [['项目', 'What'] as const, ['账面', 'Expected'] as const, ['交班', 'Out'] as const, ...(names.length > 1 ? [['接班', 'In'] as const] : []), ['差异', 'Difference'] as const],
      rows: rows.map((r) => [[`${KINDS[r.kind][0]} ${r.thing ?? ''}`.trim(), `${KINDS[r.kind][1]} ${r.thing ?? ''}`.trim()] as const, say(r.kind, r.expected), say(r.kind, r.counted_out), ...(names.length > 1 ? [say(r.kind, r.counted_in)] : []), r.difference ?? '']),
    },
  };
}
