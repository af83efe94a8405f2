/** Negative type checks: each marked line must be an error, or the compiler complains about the mark. Run by the type check. */
import { defineLedger, defineProcess, defineRegister, f, posting } from '../../src/kernel/index.ts';
import type { LostItem, LostItemClaimProcess } from '../../src/modules/guests/lost-property/index.ts';
import type { InputOf, ValuesOf } from '../../src/kernel/index.ts';
import { records, steps } from '../../src/web/records.ts';

const Thing = defineRegister('thing', {
  label: ['物', 'Thing'], number: 'T-{000}', list: ['a'], access: { read: [], create: [] },
  fields: { a: f.text('甲', 'A'), b: f.integer('乙', 'B', { optional: true }), c: f.choice('丙', 'C', { x: ['x', 'x'], y: ['y', 'y'] }) },
});
defineRegister('thing', {
  label: ['物', 'Thing'], number: 'T-{000}', fields: { a: f.text('甲', 'A') }, access: { read: [], create: [] },
  // @ts-expect-error no such column
  list: ['zzz'],
});
// @ts-expect-error English is missing
f.text('只有中文');
// @ts-expect-error no such option
f.text('甲', 'A', { maximum: 3 });

defineProcess(Thing, 'on', { on: { label: ['开', 'On'], tone: 'active' } }, (step) => ({
  // @ts-expect-error no such state
  a: step({ label: ['a', 'a'], from: ['on'], to: 'gone', by: [], form: {} }),
  b: step({
    label: ['b', 'b'], from: ['on'], to: 'on', by: [], form: { who: f.text('谁', 'Who') },
    facts: async () => ({ n: 1 }),
    guard({ record, input, facts }) {
      record.a satisfies string;
      record.b satisfies number | null;
      record.c satisfies 'x' | 'y';
      input.who satisfies string;
      facts.n satisfies number;
      // @ts-expect-error no such field
      record.nothing;
      // @ts-expect-error no such input
      input.nothing;
      // @ts-expect-error no such fact
      facts.nothing;
    },
    // @ts-expect-error no such column to set
    set: () => ({ zzz: 1 }),
  }),
}));

const Money = defineLedger('m', { label: ['账', 'L'], unit: ['分', 'fen'], read: [], accounts: { a: { label: ['甲', 'A'] } }, movements: { in: { label: ['入', 'In'], from: 'a', to: 'a' } } });
// @ts-expect-error movement to an account that does not exist
defineLedger('m', { label: ['账', 'L'], unit: ['分', 'fen'], read: [], accounts: { a: { label: ['甲', 'A'] } }, movements: { in: { label: ['入', 'In'], from: 'a', to: 'zzz' } } });
// @ts-expect-error no such movement
posting(Money, 'steal', { amount: 1, because: 'x', at: new Date(0) });

// @ts-expect-error no such register
records<typeof LostItem>('lost_things');
void records<typeof LostItem>('lost_item').create({ item_name: '伞', colour: '蓝', found_place: '前台', found_at: '2026-11-23T02:00:00Z', handed_in_by: '刘芳', nature: 'ordinary', valuable: false });
// @ts-expect-error the colour is missing
void records<typeof LostItem>('lost_item').create({ item_name: '伞', found_place: '前台', found_at: '2026-11-23T02:00:00Z', handed_in_by: '刘芳', nature: 'ordinary', valuable: false });
void steps<typeof LostItemClaimProcess>('lost_item_claim').take('id', 'refuse', { refusal: '不符' });
// @ts-expect-error no such step
void steps<typeof LostItemClaimProcess>('lost_item_claim').take('id', 'refuze', { refusal: '不符' });
// @ts-expect-error wrong input
void steps<typeof LostItemClaimProcess>('lost_item_claim').take('id', 'refuse', { reason: '不符' });

// Options decide the value's type.
const typed = { colour: f.choice('颜色', 'Colour', { red: ['红', 'Red'], blue: ['蓝', 'Blue'] }), note: f.text('备注', 'Note', { optional: true }), fen: f.money('钱', 'Money', { hint: ['元', 'Yuan'] }) };
const values: ValuesOf<typeof typed> = { colour: 'red', note: null, fen: 1 };
const input: InputOf<typeof typed> = { colour: 'blue', fen: 1 };
// @ts-expect-error not one of the choices
values satisfies { colour: 'green' };
// @ts-expect-error a required field is never null
const none: ValuesOf<typeof typed>['fen'] = null;
// @ts-expect-error English is missing
f.text('只有中文');
// @ts-expect-error text has no scale
f.text('物品', 'Item', { max: 5, scale: 2 });
// @ts-expect-error misspelt
f.text('物品', 'Item', { optionl: true });
// @ts-expect-error optional is true or absent
f.text('物品', 'Item', { optional: false });
// @ts-expect-error no such kind of document
f.idNumber('证件', 'Document', { types: ['library card'] });
// @ts-expect-error a reference names its register
const link = (): unknown => f.ref('卡', 'Card');
void [values, input, none, link];
