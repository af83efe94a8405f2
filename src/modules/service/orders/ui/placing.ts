/** Assigning or moving on the dispatch board: the same step whether it was dragged or typed; departing from the suggestion asks why. */
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { Label, Written } from '../../../../kernel/api.ts';
import { api, ApiRefusal, keys, newId } from '../../../../web/client.ts';
import type { Board, BoardOrder } from '../board.ts';

export interface Target { readonly order: BoardOrder; readonly technician: string; readonly from: number; readonly to: number }
export interface Placing {
  readonly busy: boolean;
  readonly error: unknown;
  /** What is waiting for a reason, with what the server said. */
  readonly asks: { readonly target: Target; readonly message: Label } | null;
  readonly said: Label | null;
  place(target: Target, reason?: string): Promise<boolean>;
  leave(): void;
  /** Somebody else changed what is being held. */
  lose(order: BoardOrder): void;
}

const MOVABLE = ['issued', 'accepted', 'assigned'];
export const mayMove = (board: Board, order: BoardOrder): boolean => (order.state === 'drafted' ? board.mayIssue : board.mayAssign && MOVABLE.includes(order.state));

export function usePlacing(describe: (target: Target) => Label): Placing {
  const client = useQueryClient();
  const [state, setState] = useState<Pick<Placing, 'busy' | 'error' | 'asks' | 'said'>>({ busy: false, error: null, asks: null, said: null });
  const readAgain = async () => {
    await client.invalidateQueries({ queryKey: ['queries'] });
    await client.invalidateQueries({ queryKey: keys.records('service_order') });
  };
  return {
    ...state,
    lose: ({ number }) => setState((s) => ({ ...s, asks: null, error: new ApiRefusal(409, { code: 'version', fields: {}, message: [`${number} 刚被他人修改，已放回；请看过再派`, `Somebody else has just changed ${number}; it was put back, please look before you assign it`] }) })),
    leave: () => setState((s) => ({ ...s, asks: null, error: null })),
    async place(target, reason) {
      setState({ busy: true, error: null, asks: null, said: null });
      try {
        const input = {
          technician: target.technician, planned_from: new Date(target.from).toISOString(), planned_to: new Date(target.to).toISOString(), override_reason: reason ?? null,
        };
        const step = target.order.state === 'drafted' ? 'issue' : 'assign';
        await api.post<Written>(`/records/service_order/${target.order.id}/steps/${step}`, { version: target.order.version, input, signatures: [] }, { key: newId() });
        await readAgain();
        setState({ busy: false, error: null, asks: null, said: describe(target) });
        return true;
      } catch (error) {
        const needsReason = error instanceof ApiRefusal && error.body.code === 'service_order.override_reason';
        setState({ busy: false, said: null, ...(needsReason ? { error: null, asks: { target, message: error.body.message } } : { error, asks: null }) });
        // Somebody was faster: the board shows what they did.
        if (!needsReason) void readAgain();
        return false;
      }
    },
  };
}
