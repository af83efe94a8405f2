/**
 * The joining desk (入会台): guests on the left, the one being served on the right, with the words to say, the stage they are
 * at and the one thing to do next. For consent, form and charter the screen is turned to the guest. Serves VIP-8.1 to VIP-8.9.
 */
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState } from 'react';
import type { Written } from '../../../../kernel/api.ts';
import type { DeskView } from '../desk.ts';
import { api, keys, newId } from '../../../../web/client.ts';
import { useFormat, useText } from '../../../../web/i18n/index.tsx';
import { EmptyState, Failure, Loading, PageHeading } from '../../../../web/shell/page.tsx';
import { useRegister } from '../../../../web/shell/session.tsx';
import { RefusalNote } from '../../../../web/widgets/refusal-note.tsx';
import { StateTag } from '../../../../web/widgets/state-tag.tsx';
import { OneGuest } from './one-guest.tsx';
import { Words } from './words.tsx';
import './joining.css';

export function DeskPage() {
  const { t } = useText();
  const [id, setId] = useState<string | null>(null);
  const desk = useQuery({ queryKey: keys.query('joining_desk', {}), queryFn: () => api.get<DeskView>('/queries/joining_desk'), refetchInterval: 60_000 });
  if (desk.error) return <Failure error={desk.error} onRetry={() => void desk.refetch()} />;
  if (!desk.data) return <Loading />;
  const { today, products } = desk.data;
  const refresh = () => void desk.refetch();
  return (
    <div className="joining">
      <PageHeading title={t(['入会台', 'Joining desk'])} note={t([`今日介绍 ${today.introduced} 位，入会 ${today.joined}，不办 ${today.declined}`, `Today: ${today.introduced} told, ${today.joined} joined, ${today.declined} declined`])} />
      {products.length === 0 ? <EmptyState title={t(['还没有在售的卡种', 'No product is on sale'])} text={t(['客服经理定价并上架后才能办理入会。', 'The VIP manager prices products and puts them on sale first.'])} /> : (
        <div className="joining-desk">
          <Waiting view={desk.data} chosen={id} onChoose={setId} onOpened={(opened) => { setId(opened); refresh(); }} />
          {id === null
            ? <section className="joining-now"><Words words={desk.data.scripts.join} /><p className="w-quiet">{t(['按“新客人”开始一位，或继续办理。', 'Begin with a new guest, or go on with one.'])}</p></section>
            : <OneGuest key={id} id={id} desk={desk.data} onChanged={refresh} onNext={() => { setId(null); refresh(); }} />}
        </div>
      )}
    </div>
  );
}

const CHANNELS = [['counter', ['到店', 'At the counter']], ['phone', ['电话', 'Phone']], ['shop', ['商铺', 'Shops']], ['street', ['街头', 'Street']], ['online', ['会员群', 'Member group']]] as const;

function Waiting({ view, chosen, onChoose, onOpened }: { readonly view: DeskView; readonly chosen: string | null; onChoose(id: string): void; onOpened(id: string): void }) {
  const { t } = useText();
  const format = useFormat();
  const register = useRegister('card_application');
  const { open, busy, error } = useOpening(view, onOpened);
  const [channel, setChannel] = useState<string>('counter');
  return (
    <aside className="joining-waiting" aria-label={t(['办理中的客人', 'Guests being served'])}>
      <label className="joining-new"><span className="w-label">{t(['客人从哪里来', 'Where the guest comes from'])}</span>
        <select value={channel} onChange={(e) => setChannel(e.target.value)}>{CHANNELS.map(([name, label]) => <option key={name} value={name}>{t(label)}</option>)}</select>
      </label>
      <Button type="primary" block loading={busy} onClick={() => void open(channel)}>{t(['新客人', 'New guest'])}</Button>
      <RefusalNote error={error} />
      <ul>
        {view.open.map((row) => (
          <li key={row.id}>
            <button type="button" aria-current={row.id === chosen ? 'true' : undefined} onClick={() => onChoose(row.id)}>
              <span><b>{row.guest ?? t(['未留姓名', 'No name yet'])}</b> <small className="w-quiet">{row.product}</small></span>
              <span><StateTag register={register} state={row.state} /> <small className="w-quiet w-figure">{format.time(String(row.created_at))}</small></span>
            </button>
          </li>
        ))}
      </ul>
    </aside>
  );
}

function useOpening(view: DeskView, onOpened: (id: string) => void) {
  const client = useQueryClient();
  const [key, setKey] = useState(newId);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const open = async (channel: string) => {
    setBusy(true);
    setError(null);
    try {
      // Most guests take the plain card; the choice is made while it is explained.
      const product = (view.products.find((p) => p.kind === 'member') ?? view.products[0])!.id;
      const written = await api.post<Written>('/records/card_application', { values: { product, channel } }, { key });
      setKey(newId());
      await client.invalidateQueries({ queryKey: keys.records('card_application') });
      onOpened(written.id);
    } catch (failure) {
      setError(failure);
    }
    setBusy(false);
  };
  return { open, busy, error };
}
