/**
 * A step of a room, session or booking taken from the wall: the same dialog as on the record itself, over the record read anew,
 * for between the drawing of the wall and the press the house writes on it by itself (benefits, timers).
 */
import { useQuery } from '@tanstack/react-query';
import type { RecordPage } from '../../../../kernel/api.ts';
import { api, keys } from '../../../../web/client.ts';
import { useRegister } from '../../../../web/shell/session.tsx';
import { later } from '../../../../web/widgets/later.tsx';

const StepDialog = later(async () => (await import('../../../../web/widgets/step-dialog.tsx')).StepDialog, null);

export interface Taken { readonly register: 'room' | 'room_session' | 'booking'; readonly id: string; readonly step: string }

export function OneStep({ register: name, id, step, onClose }: Taken & { onClose(): void }) {
  const register = useRegister(name);
  const page = useQuery({ queryKey: keys.record(name, id), queryFn: () => api.get<RecordPage>(`/records/${name}/${id}`), staleTime: 0, refetchOnMount: 'always' });
  const meta = register?.steps.find((s) => s.name === step);
  if (!register || !meta || !page.data || !page.isFetchedAfterMount) return null;
  return <StepDialog register={register} step={meta} row={page.data.row} onDone={onClose} onCancel={onClose} />;
}
