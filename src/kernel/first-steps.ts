/**
 * What whoever holds a post does first in a new house (第一步): shown on the home page until all of theirs are done. Whether one is done is seen from
 * the records, so that nobody ticks anything off.
 */
import type { Label } from './api.ts';
import type { Tx } from './database/tx.ts';
import type { Register } from './register/register.ts';

export interface FirstStep {
  readonly label: Label;
  readonly roles: readonly string[];
  readonly href: string;
  done(tx: Tx): Promise<boolean>;
}

/** Filling a register: for those who may add to it, done with the first record, or with `least` of them. */
export function firstRecord(register: Register, label: Label, least = 1): FirstStep {
  return {
    label, roles: register.access.create, href: `/r/${register.name}`,
    async done(tx) {
      const rows = await tx.query(`select 1 from ${register.name} where tenant_id = $1 and archived_at is null limit $2`, [tx.tenantId, least]);
      return rows.length >= least;
    },
  };
}
