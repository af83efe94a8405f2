/**
 * A claim (认领): first the claimant's own words, then the comparison with what was written down, then ID, phone and
 * signatures in the presence of the supervisor on duty. Every claim stays on record, refused ones as attempts.
 * Serves VIP-4.6 to VIP-4.9, AS-20.
 */
import { defineProcess, defineRegister, f, readRecord, Refusal, takeStep, type RowOf, type Tx, yuan } from '../../../kernel/index.ts';
import { houseWords } from '../scripts/index.ts';
import { supervisorsOnDuty } from './duty-presence.ts';
import { costsOf } from './keeping-cost.ts';
import { LostItem, LostItemProcess } from './lost-item.ts';
import { assertOnDuty, compareStatement, nobodyOnDuty, verdictSentence } from './rules.ts';
import { ClaimReceipt, itemLines } from './slips.ts';

const idTypes = {
  identity_card: ['居民身份证', 'Identity card'], passport: ['护照', 'Passport'], hong_kong_macao: ['港澳居民来往内地通行证', 'Hong Kong or Macao permit'],
  taiwan: ['台湾居民来往大陆通行证', 'Taiwan permit'], other: ['其他有效证件', 'Another valid document'],
} as const;

const COSTS = { paid: ['已付', 'Paid'], waived: ['免收', 'Waived'] } as const;

export const LostItemClaim = defineRegister('lost_item_claim', {
  label: ['认领登记', 'Claim'],
  number: 'RL-{yyyy}{mm}-{0000}',
  fields: {
    item: f.ref('遗留物品', 'Lost item', 'lost_item'),
    claimant: f.personName('认领人', 'Claimant'),
    statement: f.longText('认领人陈述', 'What the claimant says', { optional: true, readonly: true, max: 1000 }),
    verdict: f.choice('与登记核对', 'Compared with the record', {
      agrees: ['无矛盾', 'Nothing contradicts'], vague: ['过于笼统', 'Too vague'], contradicts: ['与登记不符', 'Contradicts the record'],
    }, { optional: true, readonly: true }),
    refusal: f.text('拒绝原因', 'Why refused', { optional: true, readonly: true }),
    phone: f.phone('联系电话', 'Phone', { optional: true, readonly: true }),
    id_type: f.choice('证件类型', 'Document', idTypes, { optional: true, readonly: true }),
    id_number: f.idNumber('证件号码', 'Document number', { optional: true, readonly: true }),
    supervisor: f.personName('在场当班主管', 'Supervisor present', { optional: true, readonly: true }),
    costs: f.money('应付费用', 'Costs', { optional: true, readonly: true }),
    costs_settled: f.choice('费用', 'Costs were', COSTS, { optional: true, readonly: true }),
    returned_at: f.dateTime('领取时间', 'Returned at', { optional: true, readonly: true }),
  },
  title: ['claimant', 'item'],
  list: ['item', 'claimant', 'verdict', 'refusal', 'returned_at'],
  sorts: ['-created_at', '-number'],
  access: { read: ['vip_agent', 'duty_supervisor', 'vip_manager', 'general_affairs', 'auditor'], create: ['vip_agent', 'duty_supervisor', 'general_affairs'] },
  empty: ['有人来认领时先在这里登记，并请他说出物品特征。', 'A claim starts here: who it is, and what the item looks like in the claimant’s own words.'],
  opening: {
    facts: async ({ tx, input }) => ({ state: (await readRecord(tx, LostItem, input.item))?.state ?? null }),
    guard({ facts }) {
      if (facts.state === null || !CLAIMABLE.includes(facts.state)) throw new Refusal('lost_item_claim.gone', ['这件物品已不在保管中', 'This item is no longer in keeping'], 409, { item: ['已不在保管中', 'No longer in keeping'] });
    },
  },
});
const CLAIMABLE: readonly string[] = ['registered', 'kept', 'in_custody', 'at_general_affairs', 'notice_published'];

const clerks = ['vip_agent', 'duty_supervisor', 'general_affairs'] as const;

export const LostItemClaimProcess = defineProcess(LostItemClaim, 'opened',
  {
    opened: { label: ['待陈述', 'Awaiting the statement'], tone: 'waiting' },
    compared: { label: ['待核对证件', 'To be compared'], tone: 'active' },
    refused: { label: ['已拒绝', 'Refused'], tone: 'stopped' },
    returned: { label: ['已领取', 'Returned'], tone: 'done' },
  },
  (step) => ({
    record_statement: step({
      label: ['录入陈述', 'Record the statement'], tone: 'primary', from: ['opened'], to: ['compared', 'refused'], by: clerks,
      hint: ['按认领人原话录入；提交之前不显示登记明细', 'In the claimant’s words; the details on record are not shown before this is saved'],
      form: { statement: f.longText('认领人陈述', 'What the claimant says', { max: 1000 }) },
      facts: async ({ tx, record }) => ({ item: await itemOf(tx, record.item), words: await houseWords(tx, 'lost') }),
      preview: ({ facts }) => ({ lines: facts.words }),
      choose: ({ facts, input }) => (compareStatement(facts.item, input.statement).verdict === 'agrees' ? 'compared' : 'refused'),
      set({ facts, input }) {
        const compared = compareStatement(facts.item, input.statement);
        return { verdict: compared.verdict, refusal: compared.verdict === 'agrees' ? null : verdictSentence(compared)[0] };
      },
    }),
    recheck: step({
      label: ['主管复核', 'Supervisor looks again'], from: ['refused'], to: 'compared', by: ['duty_supervisor'],
      hint: ['颜色写法不同等情形，由当班主管写明理由后重新核对', 'When the wording and not the item differs; the supervisor on duty says why'],
      form: { reason: f.text('复核理由', 'Why', { max: 200 }) },
      facts: async ({ tx, record }) => ({ onDuty: await supervisorsOnDuty(tx, record.unit_id), item: await itemOf(tx, record.item) }),
      ready: ({ facts }) => (CLAIMABLE.includes(facts.item.state) ? (facts.onDuty.length === 0 ? nobodyOnDuty : null) : ['这件物品已不在保管中', 'This item is no longer in keeping']),
      guard({ facts, actor }) { assertOnDuty(facts.onDuty, { name: actor.name, userId: actor.id }); },
      set: () => ({ refusal: null }),
    }),
    hand_over: step({
      label: ['核对无误，发还', 'Matches: hand over'], tone: 'primary', from: ['compared'], to: 'returned', by: clerks,
      form: {
        matched: f.yesNo('陈述与明细相符', 'The statement matches the details'),
        id_seen: f.yesNo('已查验有效证件原件', 'A valid document was seen'),
        id_type: f.choice('证件类型', 'Document', idTypes, { initial: 'identity_card' }),
        id_number: f.idNumber('证件号码', 'Document number'),
        phone: f.phone('联系电话', 'Phone'),
        costs_settled: f.choice('保管等费用', 'Costs of keeping', COSTS, { optional: true, hint: ['有登记费用时须填', 'Needed when costs were entered'] }),
      },
      sign: [
        { name: 'claimant', label: ['认领人', 'Claimant'], by: 'guest' },
        { name: 'supervisor', label: ['当班主管', 'Supervisor on duty'], by: 'user', role: 'duty_supervisor' },
      ],
      facts: async ({ tx, record }) => ({ onDuty: await supervisorsOnDuty(tx, record.unit_id), item: await itemOf(tx, record.item), costs: await costsOf(tx, record.item) }),
      ready: ({ facts }) => (facts.onDuty.length === 0 ? nobodyOnDuty : null),
      preview: ({ facts }) => ({ lines: facts.costs === 0 ? [] : [[`必要费用 ${yuan(facts.costs)} 元，由失主承担`, `Costs of ${yuan(facts.costs)} yuan are borne by the owner`]] }),
      guard({ record, input, facts, signers }) {
        if (!input.matched) throw new Refusal('lost_item_claim.mismatch', ['陈述与明细不符，请改用“拒绝”', 'The statement does not match; use “Refuse” instead'], 409, { matched: ['不符不得发还', 'No match, no return'] });
        if (!input.id_seen) throw new Refusal('lost_item_claim.id_not_seen', ['须查验认领人的有效证件', 'The claimant’s document must be seen'], 409, { id_seen: ['须查验', 'Must be seen'] });
        if (signers.claimant!.name !== record.claimant) throw new Refusal('lost_item_claim.other_signer', [`须由认领人 ${record.claimant} 本人签字`, `${record.claimant} must sign in person`]);
        if (facts.costs > 0 && input.costs_settled === null) throw new Refusal('lost_item_claim.costs', [`必要费用 ${yuan(facts.costs)} 元，请注明已付或免收`, `Costs of ${yuan(facts.costs)} yuan: say whether they were paid or waived`], 409, { costs_settled: ['请选择', 'Choose'] });
        assertOnDuty(facts.onDuty, signers.supervisor!);
      },
      set: ({ now, signers, facts, input }) => ({ returned_at: now, supervisor: signers.supervisor!.name, costs: facts.costs > 0 ? facts.costs : null, costs_settled: facts.costs > 0 ? input.costs_settled : null }),
      effect: async ({ tx, record }) => { await takeStep(tx, LostItemProcess, record.item, 'return_to_owner', {}); },
      slip: {
        kind: ClaimReceipt,
        content: ({ record, input, facts, signers }) => ({
          lines: [
            ...itemLines(facts.item),
            { label: ['认领人', 'Claimant'], value: record.claimant },
            { label: ['证件', 'Document'], value: [`${idTypes[input.id_type][0]} ${maskedId(input.id_number)}`, `${idTypes[input.id_type][1]} ${maskedId(input.id_number)}`] },
            { label: ['联系电话', 'Phone'], value: maskedPhone(input.phone) },
            { label: ['在场当班主管', 'Supervisor present'], value: signers.supervisor!.name },
            ...(facts.costs > 0 ? [{ label: ['必要费用', 'Costs'] as const, value: input.costs_settled === 'paid' ? [`${yuan(facts.costs)}（已付）`, `${yuan(facts.costs)} (paid)`] as const : [`${yuan(facts.costs)}（免收）`, `${yuan(facts.costs)} (waived)`] as const }] : []),
          ],
          stamps: [['已领取', 'Returned']],
        }),
      },
    }),
    refuse: step({
      label: ['拒绝', 'Refuse'], tone: 'danger', from: ['opened', 'compared'], to: 'refused', by: clerks,
      form: { refusal: f.text('拒绝原因', 'Why refused', { max: 200 }) },
    }),
  }),
);

type Item = RowOf<typeof LostItem>;

async function itemOf(tx: Tx, id: string): Promise<Item> {
  const item = await readRecord(tx, LostItem, id);
  if (!item) throw new Refusal('lost_item_claim.gone', ['这件物品已不在保管中', 'This item is no longer in keeping']);
  return item;
}

const maskedId = (id: string): string => (id.length >= 12 ? id.slice(0, 3) + '*'.repeat(id.length - 7) + id.slice(-4) : `${id.slice(0, 2)}****${id.slice(-2)}`);
function maskedPhone(phone: string): string {
  const plain = phone.replace(/^\+86(?=1\d{10}$)/, '');
  return plain.length > 8 ? `${plain.slice(0, -8)}****${plain.slice(-4)}` : '****';
}
