/** From draft to renewal (维保合同流程): signed, running with its visits, due for renewal, renewed or lapsed. Serves FS-4.1, SM-29, AC-30. */
import { calendar, createRecord, defineProcess, f, parameter, readRecord, Refusal, takeStep, updateRecord, type Tx } from '../../../kernel/index.ts';
import { otherTerms, writeCover } from './cover.ts';
import { coveredBy, KEEPERS, MaintenanceContract, MaintenanceCover, RenewalDays } from './maintenance-contract.ts';
import { nextTerm, refuseDoubleCover, refuseGap, refuseImpossibleTerm, renewalDueOn } from './rules.ts';
import { planVisits } from './visit.ts';

type At = { readonly record: { readonly valid_from: string; readonly valid_to: string; readonly renewal_on: string | null }; readonly calendar: calendar.CentreCalendar };
const beginning = ({ record, calendar: of }: At): Date => calendar.startOfBusinessDay(record.valid_from, of);
const reminder = ({ record, calendar: of }: At): Date => calendar.startOfBusinessDay(record.renewal_on ?? record.valid_to, of);
const end = ({ record, calendar: of }: At): Date => calendar.endOfBusinessDay(record.valid_to, of);

export const MaintenanceContractProcess = defineProcess(MaintenanceContract, 'draft',
  {
    draft: { label: ['起草', 'Draft'], tone: 'waiting' },
    signed: { label: ['已签订', 'Signed'], tone: 'active', timer: { step: 'activate', at: beginning } },
    active: { label: ['履行中', 'Active'], tone: 'active', timer: { step: 'fall_due', at: reminder } },
    renewal_due: { label: ['待续签', 'Renewal due'], tone: 'waiting', due: { step: 'draft_renewal', at: end, escalateTo: 'centre_manager' }, timer: { step: 'lapse', at: end } },
    renewing: { label: ['续签中', 'Being renewed'], tone: 'waiting', timer: { step: 'lapse', at: end } },
    renewed: { label: ['已续签', 'Renewed'], tone: 'done' },
    lapsed: { label: ['到期未续', 'Lapsed'], tone: 'stopped' },
    dropped: { label: ['已作废', 'Dropped'], tone: 'stopped' },
  },
  (step) => ({
    sign: step({
      label: ['签订', 'Sign'], hint: ['签订后条款与设备不再变动', 'Terms and equipment are fixed once signed'], tone: 'primary', from: ['draft'], to: 'signed', by: KEEPERS,
      form: { signed_on: f.date('签订日期', 'Signed on') },
      facts: async ({ tx, record, day }) => ({ equipment: await coveredBy(tx, record.id), others: await otherTerms(tx, record.id), days: await parameter(tx, RenewalDays, day) }),
      ready: ({ facts }) => (facts.equipment.length === 0 ? ['请先登记维保的设备', 'Enter the covered equipment first'] : null),
      preview: ({ day }) => ({ lines: [], initial: { signed_on: day } }),
      guard({ record, facts, input, day }) {
        if (input.signed_on > day) throw new Refusal('maintenance_contract.future', ['签订日期不能晚于今天', 'It cannot be signed in the future'], 422, { signed_on: [`不晚于 ${day}`, `Not after ${day}`] });
        refuseDoubleCover(facts.equipment.map((e) => ({ contract: record.number, equipment: e.serial, from: record.valid_from, to: record.valid_to })), facts.others);
      },
      set: ({ record, facts }) => ({ renewal_on: renewalDueOn(record.valid_to, facts.days) }),
      async effect({ tx, record, facts }) {
        // Asked again with both contracts' equipment locked: two contracts for the same heater may be signed at the same moment.
        await tx.query('select id from equipment where tenant_id = $1 and id = any($2) order by id for update', [tx.tenantId, facts.equipment.map((e) => e.id)]);
        refuseDoubleCover(facts.equipment.map((e) => ({ contract: record.number, equipment: e.serial, from: record.valid_from, to: record.valid_to })), await otherTerms(tx, record.id));
        await writeCover(tx, record);
        await renewed(tx, record.predecessor);
      },
    }),
    activate: step({
      label: ['生效', 'Takes effect'], from: ['signed'], to: 'active', by: [], form: {},
      effect: ({ tx, record }) => planVisits(tx, record),
    }),
    fall_due: step({ label: ['临近到期', 'Renewal falls due'], from: ['active'], to: ['renewal_due', 'renewing'], by: [], form: {}, choose: ({ record }) => (record.successor === null ? 'renewal_due' : 'renewing') }),
    draft_renewal: step({
      label: ['起草续签', 'Draft the renewal'], hint: ['设备与巡检周期照抄原合同，可在新合同签订前修改', 'Equipment and visits are taken over and can be changed until the new contract is signed'], tone: 'primary',
      from: ['active', 'renewal_due', 'lapsed'], to: ['active', 'renewing', 'lapsed'], by: KEEPERS,
      form: { next_from: f.date('新起日', 'New first day'), next_to: f.date('新止日', 'New last day'), next_amount: f.money('新合同金额', 'New amount', { min: 1 }) },
      ready: ({ record }) => (record.successor === null ? null : ['续签合同已经起草', 'The renewal is drafted already']),
      preview({ record }) {
        const next = nextTerm(record.valid_from, record.valid_to);
        return { lines: [], initial: { next_from: next.valid_from, next_to: next.valid_to, next_amount: record.amount } };
      },
      guard({ record, input }) {
        refuseGap(record.valid_to, input.next_from);
        refuseImpossibleTerm(input.next_from, input.next_to);
      },
      choose: ({ record }) => (record.state === 'renewal_due' ? 'renewing' : (record.state as 'active' | 'lapsed')),
      async effect({ tx, record, input }) {
        const next = await createRecord(tx, MaintenanceContract, {
          customer: record.customer, amount: input.next_amount, valid_from: input.next_from, valid_to: input.next_to, aspects: record.aspects, visit_rule: record.visit_rule,
          visit_day: record.visit_day, scope: record.scope, predecessor: record.id, unit_id: record.unit_id,
        });
        for (const e of await coveredBy(tx, record.id)) await createRecord(tx, MaintenanceCover, { contract: next.id, equipment: e.id, unit_id: record.unit_id });
        await updateRecord(tx, MaintenanceContract, record, { successor: next.id }, { what: 'link' });
      },
    }),
    renew: step({ label: ['已续签', 'Renewed'], from: ['active', 'renewal_due', 'renewing', 'lapsed'], to: 'renewed', by: [], form: {} }),
    lapse: step({ label: ['到期未续', 'Lapses'], from: ['renewal_due', 'renewing'], to: 'lapsed', by: [], form: {} }),
    renewal_dropped: step({ label: ['续签作废', 'Renewal dropped'], from: ['active', 'renewing', 'lapsed'], to: ['active', 'renewal_due', 'lapsed'], by: [], form: {}, choose: ({ record }) => (record.state === 'renewing' ? 'renewal_due' : (record.state as 'active' | 'lapsed')), set: () => ({ successor: null }) }),
    drop: step({
      label: ['作废', 'Drop'], tone: 'danger', from: ['draft'], to: 'dropped', by: KEEPERS, form: { reason: f.text('原因', 'Reason', { max: 200 }) },
      effect: ({ tx, record }) => unlink(tx, record.predecessor),
    }),
  }),
);

async function renewed(tx: Tx, predecessor: string | null): Promise<void> {
  if (predecessor !== null) await takeStep(tx, MaintenanceContractProcess, predecessor, 'renew', {});
}

async function unlink(tx: Tx, predecessor: string | null): Promise<void> {
  const before = predecessor === null ? null : await readRecord(tx, MaintenanceContract, predecessor);
  if (before && before.state !== 'renewed') await takeStep(tx, MaintenanceContractProcess, before.id, 'renewal_dropped', {});
}
