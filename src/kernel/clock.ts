/** The only place that asks what time it is. Everything else is told; tests turn the clock by hand. */
export interface Clock { now(): Date }
export const systemClock: Clock = { now: () => new Date() };
/** Milliseconds for measuring how long something took; never for dates. */
export const elapsed = (): number => performance.now();
