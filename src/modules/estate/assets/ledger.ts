/**
 * The ledger of fixed assets (固定资产台账), in fen of the original value, one account for each asset: it enters once, leaves once, and what a count
 * did not find waits in between until somebody decides. Serves LOG-3.2, P24.
 */
import { assert, balanceOf, defineLedger, journalOf, post, posting, reverse, type Tx } from '../../../kernel/index.ts';
import { READERS } from './roles.ts';

export const AssetBook = defineLedger('asset_book', {
  label: ['固定资产台账', 'Ledger of fixed assets'],
  unit: ['分', 'fen'],
  accounts: {
    acquired: { label: ['累计购入', 'Bought'] },
    counted_in: { label: ['累计盘盈', 'Surplus of counts'] },
    on_book: { label: ['在账', 'On the books'], per: 'asset', floor: 0 },
    pending: { label: ['盘亏待处理', 'Missing, to be decided'], per: 'asset', floor: 0 },
    scrapped: { label: ['累计报废', 'Scrapped'] },
    written_off: { label: ['累计盘亏核销', 'Written off'] },
    consumables: { label: ['转低值易耗品', 'Become consumables'] },
  },
  movements: {
    enter: { label: ['入账', 'Entered'], from: 'acquired', to: 'on_book' },
    count_in: { label: ['盘盈入账', 'Surplus entered'], from: 'counted_in', to: 'on_book' },
    turn_in: { label: ['由易耗品转入', 'From consumables'], from: 'consumables', to: 'on_book' },
    miss: { label: ['盘亏', 'Missing'], from: 'on_book', to: 'pending' },
    find: { label: ['找回', 'Found again'], from: 'pending', to: 'on_book' },
    write_off: { label: ['核销', 'Written off'], from: 'pending', to: 'written_off' },
    scrap: { label: ['报废', 'Scrapped'], from: 'on_book', to: 'scrapped' },
    turn_out: { label: ['转低值易耗品', 'To consumables'], from: 'on_book', to: 'consumables' },
  },
  read: READERS,
});
export type AssetMovementName = keyof typeof AssetBook.movements;
interface Booked { readonly id: string; readonly number: string; readonly version: number }

/** The whole of an asset moves, never a part. */
export async function book(tx: Tx, movement: AssetMovementName, asset: Booked & { readonly value: number }, when: { readonly at: Date; readonly day: string }): Promise<void> {
  const [done] = await post(tx, posting(AssetBook, movement, { amount: asset.value, owner: asset.id, because: becauseOf(asset), cause: { register: 'asset', id: asset.id }, at: when.at, day: when.day }));
  assert(done && !done.repeated, `${asset.number} moved twice`);
}
/** Takes back the entry of an asset that was written down wrongly. */
export async function unbook(tx: Tx, asset: Booked, day: string): Promise<void> {
  const journal = await journalOf(tx, AssetBook, 'enter', becauseOf({ ...asset, version: 1 }));
  assert(journal !== undefined, `${asset.number} was never entered`);
  await reverse(tx, AssetBook, journal, { because: `${asset.number}/cancel`, day });
}
export const onBook = (tx: Tx, asset: string): Promise<number> => balanceOf(tx, AssetBook, 'on_book', asset);
const becauseOf = (a: Pick<Booked, 'number' | 'version'>): string => `${a.number}/${a.version}`;
