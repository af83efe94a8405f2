/** Guests at the joining desk: some who declined in the past weeks, and three who are being served now. */
import type { Demo } from '../../../kernel/demo.ts';
import { calendar, createRecord, tables, takeStep, type Tx } from '../../../kernel/index.ts';
import { CardProduct } from '../cards/index.ts';
import { CardApplication, CardApplicationProcess } from './index.ts';

const DECLINED = [[21, 'counter', 'price'], [15, 'phone', 'later'], [12, 'shop', 'seldom'], [9, 'counter', 'later'], [4, 'street', 'data'], [2, 'counter', 'later']] as const;
const TOLD = { how_to_get: true, how_to_use: true, cost_told: true, data_told: true } as const;

export async function demo(d: Demo): Promise<void> {
  const [lin, loaded] = [d.actor('linxi'), d.now()];
  const ago = (minutes: number) => d.at(new Date(loaded.getTime() - minutes * 60_000).toISOString());
  await d.together(DECLINED, async ([days, channel, declined_for]) => {
    d.at(calendar.instantOf(calendar.addDays(d.today, -days), '20:15', 'Asia/Shanghai').toISOString());
    await d.batch(lin, async (tx) => {
      const id = await told(tx, channel);
      return takeStep(tx, CardApplicationProcess, id, 'decline', { declined_for });
    });
  });
  ago(25);
  await d.batch(lin, async (tx) => {
    const id = await told(tx, 'counter');
    await takeStep(tx, CardApplicationProcess, id, 'consent', { agreed: true });
    await takeStep(tx, CardApplicationProcess, id, 'fill_form', { guest_name: '梁静', phone: '13900000401', born_on: '1993-08-16', greet: true, birthday_kind: 'solar', student_proof: null, proof_until: null }, { signatures: [d.sign('guest', '梁静')] });
    await takeStep(tx, CardApplicationProcess, id, 'show_charter', {});
    return takeStep(tx, CardApplicationProcess, id, 'sign_charter', {}, { signatures: [d.sign('guest', '梁静')] });
  });
  ago(12);
  await d.batch(lin, async (tx) => { const id = await told(tx, 'counter'); return takeStep(tx, CardApplicationProcess, id, 'consent', { agreed: true }); });
  ago(5);
  await d.batch(lin, async (tx) => ({ id: await told(tx, 'online') }));
  d.at(loaded.toISOString());
}

async function told(tx: Tx, channel: 'counter' | 'phone' | 'shop' | 'street' | 'online'): Promise<string> {
  const product = (await tables(tx, CardProduct).selectFrom('card_product').select('id').where('tenant_id', '=', tx.tenantId).where('kind', '=', 'member').executeTakeFirstOrThrow()).id;
  const { id } = await createRecord(tx, CardApplication, { product, channel });
  await takeStep(tx, CardApplicationProcess, id, 'explain', { product, ...TOLD });
  return id;
}
