/**
 * Checking food in (进货查验): what came, from whom, with which papers, how warm; accepted by somebody other than the buyer it becomes a cost
 * layer in the stores, refused it becomes none. Food is stock like everything else, in `consumables`. Serves LOG-5.1, LOG-5.3, P28.
 */
import { defineProcess, defineRegister, f, parameter, Refusal } from '../../../kernel/index.ts';
import { bringIn, itemOf } from '../consumables/index.ts';
import { ColdMost } from './parameters.ts';
import { HEADS, KEEPERS, READERS } from './roles.ts';
import { unfit } from './rules.ts';

export const FoodPurchase = defineRegister('canteen_purchase', {
  label: ['进货查验', 'Food checked in'],
  number: 'JHY-{yyyy}{mm}-{0000}',
  fields: {
    item: f.ref('食材', 'Food', 'consumable', { hint: ['从易耗品目录中选，类别为食材', 'From the catalogue of consumables, category food'] }),
    supplier: f.text('供货者', 'Supplier', { max: 60 }),
    quantity: f.integer('数量', 'Quantity', { min: 1, max: 100_000 }),
    unit_cost: f.money('单价', 'Price each', { min: 1 }),
    meat: f.yesNo('肉类', 'Meat', { initial: false }),
    chilled: f.yesNo('冷链', 'Chilled', { initial: false }),
    celsius: f.integer('到货温度（℃）', 'Arrived at (°C)', { min: -40, max: 60, optional: true, hint: ['冷链食品必填', 'Required for chilled food'] }),
    best_before: f.date('保质期至', 'Best before', { optional: true }),
    papers: f.choices('索取的证明', 'Papers received', { licence: ['供货者许可证', 'Supplier’s licence'], inspection: ['检验合格证明', 'Inspection certificate'], quarantine: ['检疫合格证明', 'Quarantine certificate'] }, { optional: true }),
    looks_good: f.yesNo('感官正常', 'Looks and smells right', { initial: true }),
    photos: f.photo('照片', 'Photographs', { optional: true }),
    checked_on: f.date('查验日', 'Checked on', { optional: true, readonly: true }),
    refused_for: f.text('拒收原因', 'Why refused', { max: 200, optional: true, readonly: true }),
  },
  title: ['item', 'supplier'],
  list: ['item', 'supplier', 'quantity', 'unit_cost', 'best_before', 'celsius', 'checked_on', 'refused_for'],
  sorts: ['-number', '-checked_on'],
  indexes: [['best_before']],
  access: { read: READERS, create: KEEPERS },
  empty: ['还没有进货。每次到货登记供货者、证明、温度，由另一人查验入库。', 'Nothing bought yet. Enter supplier, papers and temperature; somebody else checks it into stock.'],
});

export const FoodPurchaseProcess = defineProcess(FoodPurchase, 'arrived',
  {
    arrived: { label: ['待查验', 'To be checked'], tone: 'waiting', due: { step: 'accept', at: ({ now }) => new Date(now.getTime() + 2 * 3_600_000) } },
    stocked: { label: ['已入库', 'In stock'], tone: 'done' },
    refused: { label: ['已拒收', 'Refused'], tone: 'stopped' },
  },
  (step) => ({
    accept: step({
      label: ['查验入库', 'Accept into stock'], tone: 'primary', from: ['arrived'], to: 'stocked', by: [...KEEPERS, ...HEADS], form: {},
      facts: async ({ tx, record, day }) => ({ item: await itemOf(tx, record.item), coldMost: await parameter(tx, ColdMost, day) }),
      ready: ({ record, facts, day }) => unfit(record, day, facts.coldMost),
      sign: [{ name: 'checker', label: ['查验人', 'Checked by'], by: 'user' }],
      guard({ record, actor }) {
        if (record.created_by === actor.id) throw new Refusal('canteen_purchase.own', ['采购人不能查验自己的进货，请另一人查验', 'The buyer does not check the own purchase; somebody else does']);
      },
      set: ({ day }) => ({ checked_on: day }),
      async effect({ tx, record, facts, now, day }) {
        await bringIn(tx, 'receive', { item: facts.item, quantity: record.quantity, unit_cost: record.unit_cost, received_on: day, cause: { register: 'canteen_purchase', id: record.id, number: record.number, version: record.version }, at: now, day });
      },
    }),
    refuse: step({
      label: ['拒收', 'Refuse'], tone: 'danger', from: ['arrived'], to: 'refused', by: [...KEEPERS, ...HEADS], form: { refused_for: f.text('拒收原因', 'Why refused', { max: 200 }) },
      set: ({ day }) => ({ checked_on: day }),
    }),
  }),
);
