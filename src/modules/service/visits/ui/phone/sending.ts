/**
 * A visit on its way: which writes it consists of, in which order. Setting out, the safety check and arriving are told at once when
 * there is a network; if that fails they are in the report anyway, so they hold nothing up. The report goes as a whole.
 */
import { idFrom, outgoing, type Outgoing } from '../../../../../web/offline/outbox.rules.ts';
import { plainText } from '../../document.rules.ts';
import type { Draft } from './draft.ts';

const base = (d: Draft) => ({ owner: d.owner, group: d.id });

export function opening(d: Draft, at: string): Outgoing {
  return outgoing({ ...base(d), id: d.id, order: 0, madeAt: at, what: { kind: 'write', path: '/records/visit', body: { values: { service_order: d.order.id, started_at: d.startedAt } } } });
}

export function note(d: Draft, step: 'depart' | 'check_safety' | 'arrive', key: string, order: number, at: string, input: object): Outgoing {
  return outgoing({ ...base(d), id: key, order, madeAt: at, essential: false, what: { kind: 'write', path: `/records/service_order/${d.order.id}/steps/${step}`, body: { input } } });
}

/** Everything that is not on its way yet. The content is the draft's and never changes afterwards: the same key, the same bytes. */
export function whole(d: Draft, hash: string, at: string): Outgoing[] {
  const photos = d.photos.map((f, i) => outgoing({ ...base(d), id: f.uploadKey, order: 10 + i, madeAt: at, what: { kind: 'upload', file: f.file } }));
  const input = {
    document: d.signedText, document_hash: hash, signed_at: d.signedAt, sent_at: at, customer_signer: plainText(d.signer), strokes: d.strokes,
    ...(d.photos.length > 0 ? { photos: d.photos.map((f) => idFrom(f.uploadKey)) } : {}),
  };
  return [opening(d, at), ...photos, outgoing({ ...base(d), id: d.keys.submit, order: 99, madeAt: at, what: { kind: 'write', path: `/records/visit/{${d.id}}/steps/submit`, body: { input } } })];
}
