/**
 * What somebody holds by the registers of other modules (别处在保管的物品), such as fixed assets: those modules say so here when they hand it out and
 * when it is back, so that nobody is cleared with something still out. Serves SM-11, SM-14, LOG-3.2.
 */
import { createRecord, dayOf, defineRegister, f, updateRecord, type Tx } from '../../../kernel/index.ts';
import { READERS } from './roles.ts';

export const HeldElsewhere = defineRegister('held_elsewhere', {
  label: ['别处在保管', 'Held elsewhere'],
  number: 'BZ-{00000}',
  fields: {
    employee: f.ref('员工', 'Employee', 'employee'), what: f.text('物品', 'What', { max: 120 }), source: f.text('来源', 'Source', { max: 60, hint: ['登记它的单据', 'The record that holds it'] }),
    since: f.date('自', 'Since'), freed_on: f.date('了结日', 'Freed on', { optional: true, readonly: true }),
  },
  title: ['what', 'employee'],
  list: ['employee', 'what', 'source', 'since', 'freed_on'],
  sorts: ['-number'],
  indexes: [['employee', 'freed_on'], ['source']],
  hidden: true,
  access: { read: READERS, create: [] },
});

/** `source` is the record that hands it out; one source holds for one person at a time. */
export async function holdElsewhere(tx: Tx, h: { readonly employee: string; readonly what: string; readonly source: string; readonly unit_id: string }): Promise<void> {
  await freeElsewhere(tx, h.source);
  await createRecord(tx, HeldElsewhere, { ...h, since: await dayOf(tx, tx.now, h.unit_id) });
}
export async function freeElsewhere(tx: Tx, source: string): Promise<void> {
  for (const held of await tx.query<{ id: string; unit_id: string }>('select id, unit_id from held_elsewhere where tenant_id = $1 and source = $2 and freed_on is null', [tx.tenantId, source])) {
    await updateRecord(tx, HeldElsewhere, held, { freed_on: await dayOf(tx, tx.now, held.unit_id) }, { what: 'freed' });
  }
}
export async function heldElsewhere(tx: Tx, employee: string): Promise<string[]> {
  return (await tx.query<{ what: string }>('select what from held_elsewhere where tenant_id = $1 and employee = $2 and freed_on is null and archived_at is null order by what', [tx.tenantId, employee])).map((r) => r.what);
}
