/** Somebody asks for this item: name and statement in one go. What follows depends on what was said, so the page moves on by itself. */
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useRouter } from '@tanstack/react-router';
import { Button, Modal } from 'antd';
import { useState } from 'react';
import type { FieldMeta, Written } from '../../../../kernel/api.ts';
import { api, keys, newId } from '../../../../web/client.ts';
import { useText } from '../../../../web/i18n/index.tsx';
import type { PanelProps } from '../../../../web/shell/overrides.ts';
import { useRegister } from '../../../../web/shell/session.tsx';
import { FieldForm } from '../../../../web/widgets/field-form.tsx';
import { Go, recordHref } from '../../../../web/widgets/go.tsx';
import type { ScriptBook } from '../../scripts/index.ts';
import './lost-property.css';

const CLAIMABLE = ['registered', 'kept', 'in_custody', 'at_general_affairs', 'notice_published'];

export function TakeClaim({ page }: PanelProps) {
  const { t } = useText();
  const claims = useRegister('lost_item_claim');
  const costs = useRegister('lost_item_cost');
  const [open, setOpen] = useState(false);
  if (!claims?.mayCreate || !CLAIMABLE.includes(page.row.state)) return null;
  return (
    <div className="lost-claim">
      <Button onClick={() => setOpen(true)}>{t(['有人来认领', 'Somebody claims it'])}</Button>
      <span className="w-quiet">{t(['先录陈述，再看明细', 'The statement comes before the details'])}</span>
      {costs?.mayCreate && <Go className="lost-cost" href={`/r/lost_item_cost/new?item=${page.row.id}`}>{t(['登记费用', 'Add a cost'])}</Go>}
      <Modal open={open} title={t(['认领：请客人先说', 'Claim: the guest speaks first'])} footer={null} width={640} onCancel={() => setOpen(false)} mask={{ closable: false }} destroyOnHidden>
        <Statement item={page.row.id} onCancel={() => setOpen(false)} />
      </Modal>
    </div>
  );
}

function Statement({ item, onCancel }: { readonly item: string; onCancel(): void }) {
  const { t } = useText();
  const claims = useRegister('lost_item_claim');
  const client = useQueryClient();
  const { history } = useRouter();
  // The second request keeps its own key: if its answer is lost, sending the form again repeats neither.
  const [second] = useState(newId);
  const book = useQuery({ queryKey: keys.query('script_book', {}), queryFn: () => api.get<ScriptBook>('/queries/script_book', { params: {} }), staleTime: 60_000, retry: false });
  const said = book.data?.scripts.filter((s) => s.occasion === 'lost') ?? [];
  const fields = [claims?.fields.find((f) => f.name === 'claimant'), claims?.steps.find((s) => s.name === 'record_statement')?.form[0]].filter((f): f is FieldMeta => f !== undefined);
  return (
    <FieldForm name={`lost_item.${item}.claim`} scope="lost_item_claim" fields={fields} initial={{}} submitText={['保存陈述', 'Save the statement']} onCancel={onCancel}
      submit={async ({ values, key }) => {
        const claim = await api.post<Written>('/records/lost_item_claim', { values: { item, claimant: values['claimant'] } }, { key });
        const done = await api.post<Written>(`/records/lost_item_claim/${claim.id}/steps/record_statement`, { input: { statement: values['statement'] } }, { key: second });
        await client.invalidateQueries({ queryKey: keys.records('lost_item_claim') });
        history.push(recordHref('lost_item_claim', claim.id) + (done.state === 'compared' ? '?step=hand_over' : ''));
      }}>
      {said.map((s) => <p key={s.title} className="w-hint">{t([`可以这样说：“${s.words}”`, `You could say: “${s.words_en ?? s.words}”`])}</p>)}
      <p className="w-hint">{t(['按客人原话录入：颜色、品牌型号、屏保或内装物品、磨损处。', 'In the guest’s own words: colour, make, wallpaper or contents, wear.'])}</p>
    </FieldForm>
  );
}
