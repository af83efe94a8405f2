/**
 * How an organisation's papers look (单据与文件样式): versions that are only added. A slip is drawn by the version of the day of its
 * issue, so that printed again it looks as it did; documents made today are drawn by the newest.
 */
import { z } from 'zod';
import type { PaperStyle, PaperStylePage, SlipPage } from '../api.ts';
import { note } from '../audit/history.ts';
import { newId } from '../database/id.ts';
import type { Tx } from '../database/tx.ts';
import { Refusal } from '../refusal.ts';
import { stepsOf } from '../process/process.ts';
import { checkedPicture } from './picture.ts';

export const PLAIN_STYLE: PaperStyle = { name: ['', ''], address: ['', ''], footer: ['', ''], logo: null, slips: {} };

/** Text alone: what looks like markup is printed as it stands. Direction marks and controls are taken out. */
const line = (most: number) => z.string().max(most).transform((text) => text.replace(UNPRINTED, '').replace(/\r\n?/g, '\n').trim());
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is taken out.
const UNPRINTED = /[\u0000-\u0009\u000b\u000c\u000e-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;
const both = (most: number) => z.tuple([line(most), line(most)]);
export const styleShape = z.strictObject({
  name: both(60), address: both(120), footer: both(200), logo: z.string().max(400_000).nullable(),
  slips: z.record(z.string().max(60), z.strictObject({ note: both(300), hidden: z.array(z.enum(['logo', 'address', 'footer', 'qr', 'check'])).max(5) })),
});

interface StyleRow { readonly version: number; readonly at: Date; readonly actor_name: string; readonly content: PaperStyle }

/** The version in force at that moment; `null`: now. */
export async function styleAt(tx: Tx, at: Date | null): Promise<PaperStyle> {
  const [row] = await tx.query<StyleRow>('select content from paper_style where tenant_id = $1 and at <= $2 order by at desc, version desc limit 1', [tx.tenantId, at ?? tx.now]);
  return row?.content ?? PLAIN_STYLE;
}

export async function stylePage(tx: Tx): Promise<Omit<PaperStylePage, 'sample'>> {
  const rows = await tx.query<StyleRow>('select version, at, actor_name, content from paper_style where tenant_id = $1 order by version desc limit 50', [tx.tenantId]);
  return {
    style: rows[0]?.content ?? PLAIN_STYLE, version: rows[0]?.version ?? 0,
    versions: rows.map((row) => ({ version: row.version, at: row.at.toISOString(), by: row.actor_name })), kinds: slipKinds(tx),
  };
}

function slipKinds({ kernel }: Tx): PaperStylePage['kinds'] {
  const kinds = [...kernel.processes.values()].flatMap((p) => {
    const module = kernel.modules.find((m) => m.registers.some((r) => r.name === p.register.name))?.label ?? p.register.label;
    return Object.values(stepsOf(p)).flatMap((step) => (step.slip ? [{ name: step.slip.kind.name, label: step.slip.kind.label, module }] : []));
  });
  return [...new Map(kinds.map((kind) => [kind.name, kind])).values()];
}

/** `version` is the one that was seen: somebody else's change in between is not written over. */
export async function keepStyle(tx: Tx, given: PaperStyle, version: number): Promise<{ readonly version: number }> {
  const known = new Set(slipKinds(tx).map((kind) => kind.name));
  if (Object.keys(given.slips).some((kind) => !known.has(kind))) throw new Refusal('paper_style.kind', ['没有这种单据', 'There is no such slip'], 422);
  const content: PaperStyle = { ...given, logo: given.logo === null ? null : checkedPicture(given.logo) };
  await tx.query('select pg_advisory_xact_lock(hashtextextended($1, 0))', [`paper style ${tx.tenantId}`]);
  const [last] = await tx.query<{ version: number }>('select version from paper_style where tenant_id = $1 order by version desc limit 1', [tx.tenantId]);
  if ((last?.version ?? 0) !== version) throw new Refusal('paper_style.moved_on', ['样式已被别人改过，请刷新后再改', 'Somebody changed the style meanwhile; reload and change it again']);
  const id = newId(tx.now);
  await tx.query('insert into paper_style (tenant_id, id, version, at, actor_id, actor_name, content) values ($1, $2, $3, $4, $5, $6, $7)',
    [tx.tenantId, id, version + 1, tx.now, tx.actor.id, tx.actor.name, JSON.stringify(content)]);
  await note(tx, { register: 'paper_style', recordId: id, number: String(version + 1), unitId: null, what: 'edit', after: { ...content, logo: content.logo === null ? null : `${content.logo.length}` } });
  return { version: version + 1 };
}

/** What every slip has, with figures to look at. */
export function sampleSlip(tx: Tx, organisation: string, style: PaperStyle): SlipPage {
  return {
    style, id: newId(tx.now), number: 'YP-20260101-0001', kind: '', label: ['样张', 'Sample slip'], organisation, copies: [['存根联', 'Counterfoil']],
    lines: [
      { label: ['姓名', 'Name'], value: '王丽' }, { label: ['事由', 'Matter'], value: ['会议用餐', 'Lunch after a meeting'] }, { label: ['金额', 'Amount'], value: '1,288.50' },
      { label: ['大写', 'In words'], value: ['人民币壹仟贰佰捌拾捌元伍角整', 'CNY 1,288.50'] },
    ],
    table: { columns: [['项目', 'Item'], ['数量', 'Quantity'], ['金额', 'Amount']], rows: [[['套餐', 'Set meal'], '3', '966.00'], [['茶水', 'Tea'], '5', '322.50']] },
    stamps: [], signatures: [], signatureBoxes: [['经手人', 'Handled by'], ['签收', 'Received']], qr: 'YP-20260101-0001', at: tx.now.toISOString(),
    contentHash: '0123456789abcdef', printed: 0, cancelled: false, cancelledReason: null, record: { register: '', id: '' },
  };
}
