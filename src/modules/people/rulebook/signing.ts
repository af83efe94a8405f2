/**
 * Who has signed for the code and who has not (守则签收情况): for the page, as a table by unit, as a list to print; newcomers are asked every day.
 * Serves SM-1, LG-5.
 */
import { dayOf, defineQuery, defineReport, f, organisationDay, scopeOf, type HomeFigure, type ClockWork, type Tx } from '../../../kernel/index.ts';
import { askToSign } from './acknowledgement.ts';
import { READERS } from './clause.ts';

const EVERYBODY = [...READERS, 'agent'] as const;
type State = 'waiting' | 'signed' | 'refused' | 'waived';
export interface SignerLine { readonly id: string; readonly name: string; readonly staff_no: string; readonly unit: string; readonly state: State; readonly signed_on: string | null; readonly reminded_on: string | null; readonly reminders: number | null }
export interface SigningPage {
  readonly versions: readonly { readonly id: string; readonly no: string; readonly title: string; readonly state: string; readonly effective_from: string }[];
  readonly version: { readonly id: string; readonly no: string; readonly title: string; readonly state: string; readonly effective_from: string } | null;
  /** Empty for those who see only their own. */
  readonly signers: readonly SignerLine[];
  readonly mine: { readonly id: string; readonly state: State; readonly reminded_on: string | null } | null;
}

const SIGNERS = `from rulebook_acknowledgement a join employee e on e.tenant_id = a.tenant_id and e.id = a.employee join unit u on u.tenant_id = a.tenant_id and u.id = a.unit_id
  where a.tenant_id = $1 and a.rulebook = $2 and a.archived_at is null and ($3::uuid[] is null or a.unit_id = any($3)) and (a.state <> 'waiting' or e.left_on is null or e.left_on >= $4)`;

export const RulebookSigning = defineQuery('rulebook_signing', {
  label: ['守则签收', 'Signing for the code'], access: EVERYBODY, params: { version: f.ref('版本', 'Version', 'rulebook_version', { optional: true }) },
  async run(tx, { version: wanted }): Promise<SigningPage> {
    const versions = await publishedLines(tx);
    const version = versions.find((one) => (wanted === null ? true : one.id === wanted)) ?? null;
    if (!version) return { versions, version: null, signers: [], mine: null };
    const leads = tx.actor.grants.some((grant) => (READERS as readonly string[]).includes(grant.role));
    const signers = leads ? await tx.query<SignerLine>(`select a.id, e.name, e.staff_no, u.name as unit, a.state, a.signed_on, a.reminded_on, a.reminders ${SIGNERS} order by u.code, e.staff_no`, await given(tx, version.id)) : [];
    const [mine] = await tx.query<NonNullable<SigningPage['mine']>>('select id, state, reminded_on from rulebook_acknowledgement where tenant_id = $1 and rulebook = $2 and app_user = $3 and archived_at is null', [tx.tenantId, version.id, tx.actor.id]);
    return { versions, version, signers, mine: mine ?? null };
  },
});

/** The one published last comes first. */
function publishedLines(tx: Tx): Promise<NonNullable<SigningPage['version']>[]> {
  return tx.query(`select id, no, title, state, effective_from from rulebook_version where tenant_id = $1 and state in ('published', 'effective', 'superseded') and archived_at is null order by effective_from desc`, [tx.tenantId]);
}
async function newestOr(tx: Tx, wanted: string | null): Promise<string | null> {
  return wanted ?? (await publishedLines(tx))[0]?.id ?? null;
}
async function given(tx: Tx, version: string): Promise<readonly unknown[]> {
  return [tx.tenantId, version, await scopeOf(tx, tx.actor, READERS), await organisationDay(tx)];
}

const PARAMS = { version: f.ref('版本', 'Version', 'rulebook_version', { optional: true, hint: ['留空为最近公布的版本', 'Empty: the version published last'] }) } as const;

export const AcknowledgementsByUnit = defineReport('rulebook_signed_by_unit', {
  label: ['守则签收情况表', 'Signatures by unit'], access: READERS, params: PARAMS,
  columns: { unit: f.unit('单位', 'Unit'), expected: f.integer('应签', 'Expected'), signed: f.integer('已签', 'Signed'), refused: f.integer('拒签', 'Refused'), waived: f.integer('免签', 'Not needed'), missing: f.integer('未签', 'Not signed') },
  totals: ['expected', 'signed', 'refused', 'waived', 'missing'],
  page: 'signing',
  async rows(tx, { version }) {
    const id = await newestOr(tx, version);
    if (id === null) return [];
    const count = (state: State, name: string) => `count(*) filter (where a.state = '${state}') as ${name}`;
    return tx.query(`select a.unit_id as unit, count(*) as expected, ${count('signed', 'signed')}, ${count('refused', 'refused')}, ${count('waived', 'waived')}, ${count('waiting', 'missing')} ${SIGNERS} group by a.unit_id, u.code order by u.code`, await given(tx, id));
  },
  async proof(tx, { version }, rows) {
    const id = await newestOr(tx, version);
    const [all] = id === null ? [] : await tx.query<{ n: number }>(`select count(*) as n ${SIGNERS}`, await given(tx, id));
    const sum = (pick: (row: (typeof rows)[number]) => number) => rows.reduce((total, row) => total + pick(row), 0);
    return [
      { label: ['各单位应签之和 = 应签人数', 'Sum of units = people expected'], left: sum((row) => row.expected), right: all?.n ?? 0 },
      { label: ['已签 + 拒签 + 免签 + 未签 = 应签', 'Signed + refused + not needed + missing = expected'], left: sum((row) => row.signed + row.refused + row.waived + row.missing), right: sum((row) => row.expected) },
    ];
  },
  drill: { missing: (row, { version }) => ({ register: 'rulebook_acknowledgement', filter: { all: [
    { field: 'state', op: 'eq', value: 'waiting' }, ...(row === null ? [] : [{ field: 'unit_id', op: 'eq', value: row.unit } as const]), ...(version === null ? [] : [{ field: 'rulebook', op: 'eq', value: version } as const]),
  ] } }) },
});

export const NotSigned = defineReport('rulebook_not_signed', {
  label: ['守则未签收名单', 'Who has not signed for the code'], access: READERS, params: PARAMS,
  columns: { unit: f.unit('单位', 'Unit'), staff_no: f.text('工号', 'Staff number', { max: 20 }), name: f.personName('姓名', 'Name'), reminders: f.integer('提醒次数', 'Reminders'), reminded_on: f.date('最近提醒', 'Last reminded', { optional: true }) },
  totals: [],
  async rows(tx, { version }) {
    const id = await newestOr(tx, version);
    if (id === null) return [];
    return tx.query(`select a.unit_id as unit, e.staff_no, e.name, coalesce(a.reminders, 0) as reminders, a.reminded_on ${SIGNERS} and a.state = 'waiting' order by u.code, e.staff_no`, await given(tx, id));
  },
  notes: (_params, rows) => [[`${rows.length} 人未签；已离职的不再列出`, `${rows.length} have not signed; whoever has left is no longer listed`]],
});

export const toSign: HomeFigure = {
  label: ['待我签收的守则', 'Code to be signed by me'],
  roles: ['agent'],
  async value(tx) {
    const [row] = await tx.query<{ n: number; reminded: number }>(
      `select count(*) as n, count(*) filter (where a.reminded_on is not null) as reminded from rulebook_acknowledgement a join rulebook_version v on v.tenant_id = a.tenant_id and v.id = a.rulebook
       where a.tenant_id = $1 and a.app_user = $2 and a.state = 'waiting' and v.state in ('published', 'effective') and a.archived_at is null`, [tx.tenantId, tx.actor.id]);
    const n = row?.n ?? 0;
    return { value: String(n), href: '/p/rulebook/signing', tone: n === 0 ? 'done' : (row?.reminded ?? 0) > 0 ? 'alarm' : 'waiting' };
  },
};

/** Whoever was hired since the publication joins the list. */
export const AskNewcomers: ClockWork = {
  name: 'rulebook_newcomers', everySeconds: 3600,
  async run({ read, write }) {
    const open = await read((tx) => tx.query<{ id: string; unit_id: string }>(`select id, unit_id from rulebook_version where tenant_id = $1 and state in ('published', 'effective') and archived_at is null order by effective_from`, [tx.tenantId]));
    for (const version of open) await write(async (tx) => ({ asked: await askToSign(tx, version), on: await dayOf(tx, tx.now, version.unit_id) }));
  },
};
