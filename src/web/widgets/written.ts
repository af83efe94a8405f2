/** The last thing this person did to a record, so that its page can offer the slip that was just made. */
import { type QueryClient, skipToken, useQuery } from '@tanstack/react-query';
import type { StepMeta, Written } from '../../kernel/api.ts';

export interface JustWritten {
  readonly step: StepMeta;
  readonly written: Written;
}
const keyOf = (register: string, id: string) => ['just-written', register, id] as const;

export const rememberWritten = (client: QueryClient, register: string, id: string, step: StepMeta, written: Written): void => {
  client.setQueryData<JustWritten>(keyOf(register, id), { step, written });
};
export const useJustWritten = (register: string, id: string): JustWritten | undefined =>
  useQuery<JustWritten>({ queryKey: keyOf(register, id), queryFn: skipToken }).data;
export const forgetWritten = (client: QueryClient, register: string, id: string): void => client.removeQueries({ queryKey: keyOf(register, id) });
