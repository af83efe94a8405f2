/**
 * A visit that arrived and could not be taken: why, and what can be decided here. What the customer signed stays; only what could not be
 * done is settled. Serves AC-33.
 */
import { useState } from 'react';
import { useText } from '../../../../../web/i18n/index.tsx';
import { address, ApiRefusal, ask, messageOf, newId } from '../../../../../web/client/wire.ts';
import type { Label } from '../../../../../kernel/api.ts';
import type { DayVisit } from '../../day.ts';
import type { PartSource } from '../../document.rules.ts';
import { Choice, Field } from './parts.tsx';
import type { Phone } from './use-phone.ts';

export function Conflict({ visit, phone }: { readonly visit: DayVisit; readonly phone: Phone }) {
  const { t } = useText();
  return (
    <section className="conflict" aria-label={t(['冲突', 'Conflict'])}>
      <h2>{t(['已收到，但有冲突', 'Received, with a conflict'])}</h2>
      <ul>{visit.problems.map((p) => <li key={p.why[0]}>{t(p.why)}</li>)}</ul>
      <p>{t(['客户签过的内容已保存在服务器，不用重签。可以在这里处理，也可以请区域经理处理。', 'What the customer signed is safe on the server; nobody signs again. Settle it here, or ask the branch manager.'])}</p>
      {phone.box.reachable ? <Settle visit={visit} phone={phone} /> : <p className="soft">{t(['联网后可以处理', 'It can be settled with a network'])}</p>}
    </section>
  );
}

function Settle({ visit, phone }: { readonly visit: DayVisit; readonly phone: Phone }) {
  const { t } = useText();
  const short = visit.problems.some((p) => p.kind === 'part_short');
  const [source, setSource] = useState<PartSource>();
  const [settlement, setSettlement] = useState('');
  // One key as long as the content is the same: pressed twice, it is done once.
  const [key, setKey] = useState(newId);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Label | null>(null);
  const deliver = async () => {
    setBusy(true);
    setProblem(null);
    try {
      const body = JSON.stringify({ input: { settlement, ...(short ? { short_parts: source } : {}) } });
      await ask(address(`/records/visit/${visit.id}/steps/deliver`), { method: 'POST', headers: { 'content-type': 'application/json', 'idempotency-key': key }, body });
      await phone.refresh();
    } catch (e) {
      setProblem(messageOf(e));
      // No answer: the same key again, it may have been done. A no: what is sent next is something else.
      if (e instanceof ApiRefusal && e.status !== 0) setKey(newId());
    } finally {
      setBusy(false);
    }
  };
  return (
    <>
      {short && <Choice<PartSource> label={t(['不够的配件', 'Parts that fell short'])} value={source} onChange={setSource} options={[['not_from_stock', t(['未出库（另行补记）', 'Not from stock'])], ['van', t(['已补货，再从随车库存出', 'Restocked: from the van'])]]} />}
      <Field label={t(['怎么处理', 'How it is settled'])}><textarea rows={2} maxLength={1000} value={settlement} onChange={(e) => setSettlement(e.target.value)} /></Field>
      {problem && <p className="problem" role="alert">{t(problem)}</p>}
      <button type="button" className="primary" disabled={busy || settlement.trim() === '' || (short && !source)} onClick={() => void deliver()}>{t(['处理并办结', 'Settle and finish'])}</button>
    </>
  );
}
