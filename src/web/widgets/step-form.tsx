/**
 * Taking a step (办理): the preview in plain sentences, the explanation of the decision, the form, the signatures.
 * If somebody changed the record meanwhile, the form stays and says what is different now.
 */
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Alert, Skeleton } from 'antd';
import { type ReactNode, useState } from 'react';
import type { Row, SignatureInput, SignMeta, StepPreview, Written } from '../../kernel/api.ts';
import { api, keys, newId } from '../client.ts';
import { useText } from '../i18n/index.tsx';
import { useMe } from '../shell/session.tsx';
import { conflictWith, type Difference, DifferencesNote } from './conflict.tsx';
import type { Signed, Values } from './draft.ts';
import { Explanation } from './explanation.tsx';
import { FieldForm } from './field-form.tsx';
import { useOverrides } from './known.ts';
import { RefusalNote } from './refusal-note.tsx';
import type { StepDialogProps } from './step-dialog.tsx';
import { isEmpty } from './widget.ts';
import { rememberWritten } from './written.ts';

export interface StepFormProps extends StepDialogProps {
  /** Values a hand-made dialog already knows; they win over the preview's. */
  readonly initial?: Values;
  readonly children?: ReactNode;
}

export function StepForm(props: StepFormProps) {
  const { register, step, row } = props;
  const preview = useQuery({
    queryKey: keys.preview(register.name, row.id, step.name),
    queryFn: () => api.get<StepPreview>(`/records/${register.name}/${row.id}/steps/${step.name}/preview`),
    // While the form is open the text above it must not change: it is what people sign.
    enabled: step.hasPreview || step.sign.length > 0,
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
    refetchOnMount: 'always',
    refetchOnWindowFocus: false,
    retry: false,
  });
  if (preview.isPending && preview.isFetching) return <Skeleton active paragraph={{ rows: 5 }} />;
  if (preview.error) return <RefusalNote error={preview.error} />;
  return <Filled {...props} preview={preview.data ?? null} />;
}

function Filled({ register, step, row, initial, children, onDone, onCancel, preview }: StepFormProps & { readonly preview: StepPreview | null }) {
  const { t } = useText();
  const me = useMe();
  const hint = useOverrides().hint?.[`${register.name}.${step.name}`];
  const client = useQueryClient();
  const [base, setBase] = useState<Row>(row);
  const [differences, setDifferences] = useState<readonly Difference[]>([]);
  // Masked values must not come back as if somebody had typed them.
  const masked = new Set(register.fields.filter((field) => field.personal).map((field) => field.name));
  const columns = Object.fromEntries(step.form.flatMap(({ name }) => (isEmpty(row[name]) || masked.has(name) ? [] : [[name, row[name]]])));
  return (
    <FieldForm
      scope={register.name}
      name={`${register.name}.${row.id}.${step.name}`}
      fields={step.form}
      sign={step.sign}
      signer={me}
      submitText={step.label}
      danger={step.tone === 'danger'}
      initial={{ ...columns, ...preview?.initial, ...initial }}
      onCancel={onCancel}
      notice={<DifferencesNote differences={differences} />}
      submit={async ({ values, signed, key }) => {
        const input = inputFrom(
          step.form.map((field) => field.name),
          values,
        );
        const signatures = signaturesFrom(step.sign, signed, preview?.contentHash);
        const send = (version: number, by: string) =>
          api.post<Written>(`/records/${register.name}/${row.id}/steps/${step.name}`, { version, input, signatures }, { key: by });
        try {
          const written = await send(base.version, key).catch(async (failure: unknown) => {
            // Written on meanwhile, but nothing that was shown is different: nobody need press again. What was signed is never sent on another version.
            const conflict = signatures.length === 0 ? await conflictWith(failure, register, base, t) : null;
            if (conflict?.differences.length !== 0) throw failure;
            return send(conflict.now.version, newId());
          });
          rememberWritten(client, register.name, row.id, step, written);
          await client.invalidateQueries({ queryKey: keys.records(register.name) });
          void client.invalidateQueries({ queryKey: keys.home });
          onDone();
        } catch (failure) {
          const conflict = await conflictWith(failure, register, base, t);
          if (conflict) {
            setBase(conflict.now);
            setDifferences(conflict.differences);
          }
          throw failure;
        }
      }}>
      {step.hint && <p className="w-hint">{t(step.hint)}</p>}
      {hint && <p className="w-hint">{t(hint)}</p>}
      {preview && <PreviewLines preview={preview} />}
      {children}
    </FieldForm>
  );
}

/** What will happen and why, before anything is decided. */
export function PreviewLines({ preview }: { readonly preview: StepPreview }) {
  const { t } = useText();
  return (
    <>
      {preview.lines.length > 0 && (
        <Alert
          type="info"
          className="w-refusal"
          title={
            <ul className="w-lines">
              {preview.lines.map((line) => (
                <li key={line[0]}>{t(line)}</li>
              ))}
            </ul>
          }
        />
      )}
      {preview.explanation !== null && preview.explanation !== undefined && <Explanation of={preview.explanation} />}
    </>
  );
}

/** Empty inputs travel as null, never as an empty text or list. */
export const inputFrom = (names: readonly string[], values: Values): Values =>
  Object.fromEntries(
    names.map((name) => [name, isEmpty(typeof values[name] === 'string' ? values[name].trim() : values[name]) ? null : values[name]]),
  );

export function signaturesFrom(sign: readonly SignMeta[], signed: Signed, shown: string | undefined): readonly SignatureInput[] {
  return sign.flatMap(({ name }) => {
    const one = signed[name];
    if (!one) return [];
    const witnesses = one.kind === 'refused' ? { witnesses: one.witnesses.map((witness) => witness.trim()) } : {};
    return [
      {
        name,
        signer: one.signer.trim(),
        kind: one.kind,
        strokes: one.kind === 'drawn' ? one.strokes : '',
        ...witnesses,
        ...(shown ? { shown } : {}),
      },
    ];
  });
}
