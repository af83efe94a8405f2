/**
 * The typed client: records, steps, reports and queries by the definitions themselves, taken as types only. A wrong
 * register, field, step or input does not compile:
 *   const items = records<typeof LostItem>('lost_item');            await items.create({ item_name: '伞', … }, key);
 *   const claims = steps<typeof LostItemClaimProcess>('lost_item_claim'); await claims.take(id, 'refuse', { refusal: '…' }, { key });
 */
import type { ListPage, RecordPage, SignatureInput, StepPreview, Written } from '../kernel/api.ts';
import type { InputOf } from '../kernel/field/field.ts';
import type { Process, StepOf } from '../kernel/process/process.ts';
import type { NewOf, Register, RowOf } from '../kernel/register/register.ts';
import { api, type Query } from './client.ts';

/** As a value travels: moments as ISO text. */
type Wire<V> = V extends Date ? string : V;
type OnTheWire<T> = { readonly [K in keyof T]: Wire<T[K]> };

export function records<R extends Register>(name: R['name']) {
  const at = `/records/${name}`;
  return {
    list: (query: Query = {}) => api.get<Omit<ListPage, 'rows'> & { readonly rows: readonly OnTheWire<RowOf<R>>[] }>(at, query),
    page: (id: string) => api.get<Omit<RecordPage, 'row'> & { readonly row: OnTheWire<RowOf<R>> }>(`${at}/${id}`),
    create: (values: OnTheWire<NewOf<R>>, key?: string) => api.post<Written>(at, { values }, key ? { key } : {}),
    edit: (id: string, version: number, values: Partial<OnTheWire<NewOf<R>>>, reason: string | null, key?: string) => api.patch<Written>(`${at}/${id}`, { version, values, reason }, key ? { key } : {}),
  };
}

type StepsOf<P> = P extends Process<Register, infer S> ? S : never;
type FormOf<S> = S extends StepOf<infer F> ? OnTheWire<InputOf<F>> : never;
type RegisterName<P> = P extends { readonly register: { readonly name: infer N extends string } } ? N : never;
interface Taking { readonly key?: string; readonly version?: number; readonly signatures?: readonly SignatureInput[] }

export function steps<P extends Process<never, never> | Process>(register: RegisterName<P>) {
  const at = (id: string, step: string) => `/records/${register}/${id}/steps/${step}`;
  return {
    take: <S extends keyof StepsOf<P> & string>(id: string, step: S, input: FormOf<StepsOf<P>[S]>, { key, ...how }: Taking = {}) =>
      api.post<Written>(at(id, step), { input, ...how }, key ? { key } : {}),
    preview: (id: string, step: keyof StepsOf<P> & string) => api.get<StepPreview>(`${at(id, step)}/preview`),
  };
}
