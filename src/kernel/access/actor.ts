/**
 * Who is acting: a person with the posts held at this moment, each in one unit and everything below it,
 * in their own right or as somebody's deputy.
 */
export interface Grant {
  readonly role: string;
  readonly unitId: string;
  /** User on whose behalf, when acting as deputy. */
  readonly deputyFor: string | null;
  readonly until: string | null;
}
export interface Actor {
  readonly kind: 'user' | 'system' | 'guest';
  readonly id: string;
  readonly name: string;
  readonly tenantId: string;
  readonly grants: readonly Grant[];
  /** The language this person reads in at this moment; Chinese when nothing is said. */
  readonly lang?: 0 | 1;
  /** Why the system acts without a person; listed by a test. */
  readonly reason?: string;
}
