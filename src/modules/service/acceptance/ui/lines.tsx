/**
 * The lines of a shipment (到货明细) on its page: added while it is on its way, judged one by one when it has arrived, completed when papers
 * come later. Every button is the line's own step; the dialog opens here. Serves FS-5.4, FS-5.5, SM-27, AC-28.
 */
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Button, Modal } from 'antd';
import { useState } from 'react';
import type { Label, ListPage, RegisterMeta, Row, StepMeta, Written } from '../../../../kernel/api.ts';
import { api, keys } from '../../../../web/client.ts';
import { fill, useText } from '../../../../web/i18n/index.tsx';
import type { PanelProps } from '../../../../web/shell/overrides.ts';
import { useRegister } from '../../../../web/shell/session.tsx';
import { FieldForm } from '../../../../web/widgets/field-form.tsx';
import { Go, recordHref } from '../../../../web/widgets/go.tsx';
import { RefusalNote } from '../../../../web/widgets/refusal-note.tsx';
import { Section } from '../../../../web/widgets/section.tsx';
import { StateTag } from '../../../../web/widgets/state-tag.tsx';
import { StepDialog } from '../../../../web/widgets/step-dialog.tsx';
import './lines.css';

const LINE = 'shipment_line';
/** What is done to a line while its shipment is in a state; nothing else is offered. */
const STEPS_IN: { readonly [shipment: string]: readonly string[] } = {
  arrived: ['accept', 'note_missing', 'reject', 'again'], accepted_missing: ['attach'], documents_received: ['attach'],
};

export function ShipmentLines({ page }: PanelProps) {
  return <Lines shipment={page.row.id} state={page.row.state} own />;
}

/** Beside a department's request the same lines stand, so that the files go to the line that lacks them. */
export function RequestLines({ page }: PanelProps) {
  const shipment = String(page.row['shipment']);
  const found = useQuery({ queryKey: keys.record('shipment', shipment), queryFn: () => api.get<{ readonly row: Row }>(`/records/shipment/${shipment}`), retry: false });
  return found.data ? <Lines shipment={shipment} state={found.data.row.state} /> : <RefusalNote error={found.error} />;
}

function Lines({ shipment, state, own = false }: { readonly shipment: string; readonly state: string; readonly own?: boolean }) {
  const { t } = useText();
  const register = useRegister(LINE);
  const [adding, setAdding] = useState(false);
  const [open, setOpen] = useState<{ readonly row: Row; readonly step: StepMeta } | null>(null);
  const query = { filter: { field: 'shipment', op: 'eq', value: shipment }, size: 200 };
  const found = useQuery({ queryKey: keys.list(LINE, query), queryFn: () => api.get<ListPage>(`/records/${LINE}`, query) });
  if (!register) return null;
  const rows = [...(found.data?.rows ?? [])].reverse();
  const units = rows.reduce((sum, r) => sum + Number(r['units'] ?? 0), 0);
  const mayAdd = own && register.mayCreate && ['shipped', 'arrived'].includes(state);
  return (
    <Section title={t(fill(['到货明细 {n} 行，共 {units} 台', 'Lines: {n}, {units} units'], { n: rows.length, units }))} extra={mayAdd ? <Button size="small" className="no-print" onClick={() => setAdding(true)}>{t(['加一行', 'Add a line'])}</Button> : null}>
      <RefusalNote error={found.error} />
      {found.data && rows.length === 0 && <p className="w-hint">{t(['还没有明细。逐行写明产品与台数，到货后逐行清点。', 'No lines yet. Enter product and units line by line; each is inspected on arrival.'])}</p>}
      {rows.length > 0 && <Table rows={rows} register={register} state={state} onStep={(row, step) => setOpen({ row, step })} />}
      {open && <StepDialog register={register} step={open.step} row={open.row} onDone={() => setOpen(null)} onCancel={() => setOpen(null)} />}
      <Modal open={adding} title={t(['加一行', 'Add a line'])} footer={null} width={640} onCancel={() => setAdding(false)} mask={{ closable: false }} destroyOnHidden>
        <NewLine shipment={shipment} register={register} onClose={() => setAdding(false)} />
      </Modal>
    </Section>
  );
}

function Table({ rows, register, state, onStep }: { readonly rows: readonly Row[]; readonly register: RegisterMeta; readonly state: string; onStep(row: Row, step: StepMeta): void }) {
  const { t } = useText();
  const offered = STEPS_IN[state] ?? [];
  const stepsFor = (row: Row) => register.steps.filter((s) => offered.includes(s.name) && s.from.includes(row.state));
  const anything = rows.some((row) => stepsFor(row).length > 0);
  return (
    <div className="al-scroll">
      <table className="w-report">
        <thead>
          <tr>
            <th scope="col">{t(['产品与型号', 'Product and model'])}</th><th scope="col" className="w-num">{t(['台数', 'Units'])}</th><th scope="col">{t(['结论', 'Finding'])}</th><th scope="col">{t(['随货资料', 'Papers'])}</th>
            {anything && <th scope="col" className="w-num no-print">{t(['办理', 'Steps'])}</th>}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.id}>
              <th scope="row"><Go href={recordHref(LINE, row.id)}>{String(row['product'])}</Go>{row['serials'] ? <small>{String(row['serials'])}</small> : null}</th>
              <td className="w-num">{String(row['units'])}</td>
              <td><StateTag register={register} state={row.state} />{row['finding'] ? <small>{String(row['finding'])}</small> : null}</td>
              <td><Papers row={row} register={register} /></td>
              {anything && <td className="no-print"><div className="al-steps">{stepsFor(row).map((step) => <Button key={step.name} size="small" danger={step.tone === 'danger'} onClick={() => onStep(row, step)} aria-label={`${t(step.label)} ${String(row['product'])}`}>{t(step.label)}</Button>)}</div></td>}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Papers({ row, register }: { readonly row: Row; readonly register: RegisterMeta }) {
  const { t } = useText();
  const choices = (register.fields.find((f) => f.name === 'missing')?.options['choices'] ?? {}) as { readonly [paper: string]: Label };
  const missing = (row['missing'] ?? []) as readonly string[];
  const received = (row['received'] ?? []) as readonly string[];
  if (missing.length === 0) return row.state === 'accepted' ? t(['齐全', 'Complete']) : '—';
  return (
    <>
      {missing.map((paper) => {
        const got = received.includes(paper);
        const name = t(choices[paper] ?? [paper, paper]);
        return <div key={paper} className={got ? 'al-got' : 'al-lacking'}>{got ? t([`${name} 已补`, `${name}: handed in`]) : t([`缺${name}`, `${name}: missing`])}</div>;
      })}
    </>
  );
}

function NewLine({ shipment, register, onClose }: { readonly shipment: string; readonly register: RegisterMeta; onClose(): void }) {
  const client = useQueryClient();
  const fields = register.fields.filter((f) => ['product', 'units', 'serials'].includes(f.name));
  return (
    <FieldForm name={`shipment.${shipment}.line`} scope={LINE} fields={fields} initial={{}} submitText={['登记', 'Enter']} onCancel={onClose}
      submit={async ({ values, key }) => {
        await api.post<Written>(`/records/${LINE}`, { values: { shipment, product: values['product'], units: values['units'], serials: values['serials'] ?? null } }, { key });
        await client.invalidateQueries({ queryKey: keys.records(LINE) });
        await client.invalidateQueries({ queryKey: keys.records('shipment') });
        onClose();
      }} />
  );
}
