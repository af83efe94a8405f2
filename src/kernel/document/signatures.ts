/**
 * Signatures: drawn strokes, who, when, and the hash of exactly what was shown. Somebody of the house signs in the post
 * the step asks for; a guest by name; where the step allows it, refusal before two witnesses counts as well.
 */
import { holdersOf } from '../access/organisation.ts';
import type { Label, SignatureInput } from '../api.ts';
import { newId } from '../database/id.ts';
import type { Tx } from '../database/tx.ts';
import type { Sign } from '../process/process.ts';
import { Refusal } from '../refusal.ts';

export type Signers = { readonly [name: string]: { readonly name: string; readonly userId: string | null; readonly refused: boolean } };

const STROKES = /^[MmLlCcQqSsTtZzHhVv0-9eE.,\s-]+$/;

/** Refuses what is missing or not signed by the right person; tells who signed. */
export async function checkSignatures(tx: Tx, wanted: readonly Sign[], given: readonly SignatureInput[], unitId: string): Promise<Signers> {
  const signers: { [name: string]: Signers[string] } = {};
  for (const sign of wanted) {
    const s = given.find((g) => g.name === sign.name);
    if (!s) throw refuse('missing', sign, [`还需要签名:${sign.label[0]}`, `Signature missing: ${sign.label[1]}`]);
    const name = s.signer.trim();
    if (name === '' || name.length > 60) throw refuse('signer', sign, [`请填写签名人姓名:${sign.label[0]}`, `Who signs as ${sign.label[1]}?`]);
    if (s.kind === 'refused') {
      const witnesses = new Set((s.witnesses ?? []).map((w) => w.trim()).filter((w) => w !== '' && w !== name));
      if (!sign.refusable) throw refuse('refused', sign, [`“${sign.label[0]}”必须签名,不能以拒签代替`, `${sign.label[1]} must sign; a refusal does not do here`]);
      if (witnesses.size < 2) throw refuse('witnesses', sign, ['拒签须有两名见证人', 'A refusal needs two witnesses']);
    } else if (s.strokes.length < 5 || s.strokes.length > 60_000 || !STROKES.test(s.strokes)) {
      throw refuse('empty', sign, [`签名板是空的:${sign.label[0]}`, `The signature is empty: ${sign.label[1]}`]);
    }
    signers[sign.name] = { name, userId: sign.by === 'user' ? await userWhoSigns(tx, sign, name, unitId) : null, refused: s.kind === 'refused' };
  }
  return signers;
}

const refuse = (what: string, sign: Sign, label: Label) => new Refusal(`signature.${what}`, label, 422, { [`sign.${sign.name}`]: label });

async function userWhoSigns(tx: Tx, sign: Sign, name: string, unitId: string): Promise<string> {
  if (!sign.role) return tx.actor.id;
  const holder = (await holdersOf(tx, sign.role, unitId)).find((h) => h.name === name);
  if (!holder) throw refuse('not_entitled', sign, [`${name}现在不担任“${sign.label[0]}”`, `${name} does not hold the post of ${sign.label[1]} now`]);
  return holder.id;
}

export function keepSignatures(
  tx: Tx, wanted: readonly Sign[], given: readonly SignatureInput[], signers: Signers,
  where: { readonly register: string; readonly recordId: string; readonly step: string; readonly hash: string },
): void {
  for (const sign of wanted) {
    const s = given.find((g) => g.name === sign.name)!;
    const signer = signers[sign.name]!;
    tx.pending.signatures.push({
      id: newId(tx.now), register: where.register, record_id: where.recordId, step: where.step, name: sign.name, label: sign.label, kind: s.kind,
      signer_name: signer.name, signer_user: signer.userId, witnesses: s.kind === 'refused' ? (s.witnesses ?? []) : [], strokes: s.kind === 'drawn' ? s.strokes : '',
      content_hash: where.hash, at: tx.now,
    });
  }
}
