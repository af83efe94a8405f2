/**
 * Ledgers held against their invariants every day (停账): a ledger that does not agree is stopped, and nothing is posted into it until the
 * administrator lets it go on, with a reason and only once it agrees again. Nothing here repairs.
 */
import { organisationDay } from '../audit/history.ts';
import { unitsOf } from '../access/organisation.ts';
import * as calendar from '../calendar/index.ts';
import type { Tx } from '../database/tx.ts';
import * as f from '../field/index.ts';
import { defineModule, type Module } from '../module.ts';
import { defineProcess } from '../process/process.ts';
import { Refusal } from '../refusal.ts';
import { defineRegister } from '../register/register.ts';
import { createRecord } from '../register/write.ts';

export const LedgerStop = defineRegister('ledger_stop', {
  label: ['停账', 'Stopped ledger'],
  number: 'TZ-{yyyy}{mm}{dd}-{000}',
  fields: {
    ledger: f.text('账', 'Ledger', { max: 60, readonly: true }),
    ledger_label: f.text('账名', 'Name of the ledger', { max: 120, readonly: true }),
    problem: f.longText('不符之处', 'What does not agree', { readonly: true }),
    found_at: f.dateTime('发现时间', 'Found at', { readonly: true }),
    reason: f.text('恢复原因', 'Why it goes on', { optional: true, readonly: true, max: 400 }),
  },
  title: ['ledger_label'],
  list: ['ledger_label', 'problem', 'found_at', 'reason'],
  sorts: ['-number'],
  access: { read: ['administrator', 'auditor'], create: [] },
  empty: ['每天核对各本账：分录相抵、余额等于分录之和、批次等于余额。有不符的账停止记账，列在这里。', 'Every ledger is held against its entries every day. One that does not agree is stopped and stands here.'],
});

const LedgerStopProcess = defineProcess(LedgerStop, 'stopped', {
  stopped: { label: ['停止记账', 'Stopped'], tone: 'alarm', due: { step: 'go_on', at: ({ day, calendar: of }) => calendar.endOfBusinessDay(day, of), escalateTo: 'auditor' } },
  going_on: { label: ['已恢复', 'Goes on'], tone: 'done' },
}, (step) => ({
  go_on: step({
    label: ['恢复记账', 'Let it go on'], tone: 'primary', from: ['stopped'], to: 'going_on', by: ['administrator'],
    hint: ['查明原因、账已相符之后才能恢复；原因记入历史', 'Only once the cause is known and the ledger agrees again; the reason is kept'],
    form: { reason: f.text('原因与处理', 'Cause and what was done', { max: 400 }) },
    facts: async ({ tx, record }) => ({ wrong: (await wrongIn(tx)).filter((w) => w.ledger === record.ledger).length }),
    guard({ facts, input }) {
      if (input.reason.length < 4) throw new Refusal('ledger_stop.reason', ['请写明原因，至少 4 个字', 'Please give the cause, at least four characters'], 422, { reason: ['至少 4 个字', 'At least four characters'] });
      if (facts.wrong > 0) throw new Refusal('ledger_stop.wrong', [`仍有 ${facts.wrong} 处不符，不能恢复`, `${facts.wrong} places still do not agree; it stays stopped`]);
    },
  }),
}));

export interface Wrong { readonly ledger: string; readonly what: string }

/** What does not agree in any ledger of the organisation, by name; at most so many of a kind that a person can read them. */
export async function wrongIn(tx: Tx): Promise<Wrong[]> {
  const withLots = [...tx.kernel.ledgers.values()].flatMap((l) => Object.entries(l.accounts).filter(([, a]) => a.lots === true).map(([account]) => `${l.name}.${account}`));
  return tx.query<Wrong>(
    `(select j.ledger, concat(j.movement, ' ', j.because) as what from ledger_journal j left join ledger_entry e on e.tenant_id = j.tenant_id and e.journal = j.id
       where j.tenant_id = $1 group by j.id, j.ledger, j.movement, j.because having coalesce(sum(e.amount), 0) <> 0 or count(e.journal) <> 2 limit 50)
     union all (select a.ledger, concat(a.account, ' ', a.owner, ' ', a.balance, ' ≠ ', coalesce(s.n, 0)) from ledger_account a
       left join (select ledger, account, owner, sum(amount) as n from ledger_entry where tenant_id = $1 group by 1, 2, 3) s on s.ledger = a.ledger and s.account = a.account and s.owner = a.owner
       where a.tenant_id = $1 and a.balance <> coalesce(s.n, 0) limit 50)
     union all (select a.ledger, concat(a.account, ' ', a.owner, ' ', a.balance, ' ≠ lots ', coalesce(sum(l.remaining), 0)) from ledger_account a
       left join ledger_lot l on l.tenant_id = a.tenant_id and l.ledger = a.ledger and l.account = a.account and l.owner = a.owner
       where a.tenant_id = $1 and concat(a.ledger, '.', a.account) = any($2) group by a.ledger, a.account, a.owner, a.balance having greatest(a.balance, 0) <> coalesce(sum(l.remaining), 0) limit 50)`, [tx.tenantId, withLots]);
}

/** Stops every ledger that does not agree and is not stopped yet; how many. */
export async function stopWrongLedgers(tx: Tx): Promise<number> {
  await tx.query('select pg_advisory_xact_lock(hashtextextended($1, 13))', [tx.tenantId]);
  const stopped = new Set((await tx.query<{ ledger: string }>(`select ledger from ledger_stop where tenant_id = $1 and state = 'stopped'`, [tx.tenantId])).map((s) => s.ledger));
  const wrong = await wrongIn(tx);
  const root = [...(await unitsOf(tx)).values()].find((u) => u.parent === null);
  const ledgers = [...new Set(wrong.map((w) => w.ledger))].filter((name) => !stopped.has(name));
  for (const ledger of ledgers) {
    const problem = wrong.filter((w) => w.ledger === ledger).map((w) => w.what).join('\n').slice(0, 3_000);
    await createRecord(tx, LedgerStop, { ledger, ledger_label: tx.kernel.ledgers.get(ledger)?.label[0] ?? ledger, problem, found_at: tx.now, ...(root ? { unit_id: root.id } : {}) });
  }
  return ledgers.length;
}

/** The module that looks once a day, and within a minute of the program's start. */
export function ledgersModule(): Module {
  const looked = new Map<string, string>();
  return defineModule({
    name: 'ledgers', area: 'system', label: ['账的核对', 'Ledgers held to account'], roles: {}, registers: [LedgerStop], processes: [LedgerStopProcess],
    byTheClock: [{
      name: 'ledger invariants', everySeconds: 30,
      async run({ tenantId, read, write }) {
        const day = await read(organisationDay);
        if (looked.get(tenantId) === day) return;
        await write(async (tx) => ({ stopped: await stopWrongLedgers(tx) }));
        looked.set(tenantId, day);
      },
    }],
  });
}
