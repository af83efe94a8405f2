/**
 * Printed documents with customer or price information (客户资料打印): who printed what, collected within a quarter of an hour; black and
 * white, both sides, unless somebody says why not. Serves CC-1.2a, CC-1.2b, CC-4.1.
 */
import { defineProcess, defineRegister, f, Refusal } from '../../../kernel/index.ts';
import { CLOSERS, READERS } from './roles.ts';

const COLLECT_MINUTES = 15;
export const CustomerPrint = defineRegister('customer_print', {
  label: ['客户资料打印', 'Customer print'],
  number: 'DY-{yyyy}-{00000}',
  fields: {
    line: f.unit('线路', 'Line'),
    holds: f.choice('内容', 'Holds', { customer: ['客户资料', 'Customer information'], price: ['价格资料', 'Price information'] }),
    what: f.text('文件', 'Document', { max: 100 }),
    pages: f.integer('页数', 'Pages', { min: 1, max: 1000 }),
    colour: f.yesNo('彩色', 'In colour', { initial: false }),
    one_sided: f.yesNo('单面', 'One-sided', { initial: false }),
    recycled: f.yesNo('用再生纸', 'On recycled paper', { initial: false }),
    why: f.text('彩色或单面的理由', 'Why in colour or one-sided', { max: 200, optional: true }),
    kept: f.text('存放处', 'Kept where', { max: 60, optional: true, readonly: true }),
    person: f.ref('打印人', 'Printed by', 'app_user', { optional: true, readonly: true }),
  },
  title: ['what', 'holds'],
  list: ['what', 'holds', 'pages', 'line', 'person', 'kept'],
  sorts: ['-number'],
  access: { read: READERS, create: CLOSERS, own: 'person' },
  empty: ['没有打印记录。打印含客户或价格资料的文件时登记，取走后注明存放处。', 'No prints. Enter documents with customer or price information when printing them, and where they are kept.'],
  opening: {
    guard({ input }) {
      if ((input.colour || input.one_sided) && !(input.recycled && !input.colour) && input.why === null) throw new Refusal('customer_print.why', ['默认黑白双面；彩色或单面须写明理由，或用再生纸单面打印', 'Black and white, both sides; say why not, or use recycled paper'], 422, { why: ['必填', 'Required'] });
    },
    set: ({ input, actor }) => ({ unit_id: input.line, person: actor.kind === 'user' ? actor.id : null }),
  },
});

export const CustomerPrintProcess = defineProcess(CustomerPrint, 'at_printer',
  {
    at_printer: { label: ['待取', 'At the printer'], tone: 'waiting', due: { step: 'collect', at: ({ now }) => new Date(now.getTime() + COLLECT_MINUTES * 60_000), escalateTo: 'line_supervisor' } },
    kept: { label: ['已收存', 'Kept'], tone: 'done' }, shredded: { label: ['已碎毁', 'Shredded'], tone: 'done' },
  },
  (step) => ({
    collect: step({ label: ['取走并收存', 'Collect and keep'], tone: 'primary', from: ['at_printer'], to: 'kept', by: CLOSERS, form: { kept: f.text('存放处', 'Kept where', { max: 60 }) } }),
    shred: step({ label: ['碎毁', 'Shred'], from: ['at_printer', 'kept'], to: 'shredded', by: CLOSERS, form: {} }),
  }),
);
