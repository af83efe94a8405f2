/**
 * One signature of a form: the signer's name and the pad, or a refusal in front of two witnesses. Nobody signs by
 * typing: whoever cannot draw refuses, and two people vouch for it.
 */
import { Checkbox, Input } from 'antd';
import { useId } from 'react';
import type { SignMeta } from '../../kernel/api.ts';
import { useText } from '../i18n/index.tsx';
import type { Signed } from './draft.ts';
import { SignaturePad } from './signature-pad.tsx';

export interface SignBlockProps {
  readonly sign: SignMeta;
  readonly signed: Signed[string];
  readonly problem: string;
  onChange(signed: Signed[string]): void;
}

export function SignBlock({ sign, signed, problem, onChange }: SignBlockProps) {
  const { t } = useText();
  const id = useId();
  const refused = signed.kind === 'refused';
  const label = t(sign.label);
  return (
    <fieldset className="w-sign" data-problem={problem ? true : undefined} aria-describedby={`${id}-help`}>
      <legend>{t([`${label}签名`, `Signature: ${label}`])}</legend>
      <div className="w-sign-head">
        <label htmlFor={`${id}-name`}>{sign.by === 'guest' ? t(['姓名', 'Name']) : t(['签名人', 'Signer'])}</label>
        <Input
          id={`${id}-name`}
          value={signed.signer}
          maxLength={60}
          autoComplete="off"
          aria-describedby={`${id}-help`}
          onChange={(e) => onChange({ ...signed, signer: e.target.value })}
        />
        {sign.refusable && (
          <Checkbox checked={refused} onChange={(e) => onChange({ ...signed, kind: e.target.checked ? 'refused' : 'drawn', strokes: '' })}>
            {t(['拒绝签名', 'Refuses to sign'])}
          </Checkbox>
        )}
      </div>
      {refused ? (
        <Witnesses id={id} witnesses={signed.witnesses} onChange={(witnesses) => onChange({ ...signed, witnesses })} />
      ) : (
        <SignaturePad
          label={t([`${label}签名区`, `Signature area of ${label}`])}
          strokes={signed.strokes}
          onChange={(strokes) => onChange({ ...signed, strokes })}
        />
      )}
      <span id={`${id}-help`} className="w-problem" role={problem ? 'alert' : undefined}>
        {problem}
      </span>
    </fieldset>
  );
}

function Witnesses({
  id,
  witnesses,
  onChange,
}: {
  readonly id: string;
  readonly witnesses: readonly [string, string];
  onChange(witnesses: readonly [string, string]): void;
}) {
  const { t } = useText();
  const [first, second] = witnesses;
  return (
    <div className="w-sign-head">
      <label htmlFor={`${id}-w1`}>{t(['见证人一', 'First witness'])}</label>
      <Input id={`${id}-w1`} value={first} maxLength={60} autoComplete="off" onChange={(e) => onChange([e.target.value, second])} />
      <label htmlFor={`${id}-w2`}>{t(['见证人二', 'Second witness'])}</label>
      <Input id={`${id}-w2`} value={second} maxLength={60} autoComplete="off" onChange={(e) => onChange([first, e.target.value])} />
    </div>
  );
}
