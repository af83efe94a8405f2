/**
 * How many agents the calls of an hour need (话务测算): Erlang C. Offered load from calls and handling time, the probability of waiting, the
 * share answered in time. Serves AC-22.
 */
export interface Calls { readonly calls: number; /** Length of the interval. */ readonly minutes: number; /** Average handling time. */ readonly aht: number }
export interface Level { readonly agents: number; readonly load: number; readonly waits: number; readonly serviceLevel: number; readonly averageWait: number; readonly occupancy: number }

/** Offered load in Erlang. */
export const loadOf = ({ calls, minutes, aht }: Calls): number => (calls * aht) / (minutes * 60);

/** Erlang B by its recursion, which needs no factorials; Erlang C from it. */
function waiting(agents: number, load: number): number {
  let blocked = 1;
  for (let n = 1; n <= agents; n++) blocked = (load * blocked) / (n + load * blocked);
  return agents <= load ? 1 : blocked / (1 - (load / agents) * (1 - blocked));
}

export function levelWith(agents: number, c: Calls, within: number): Level {
  const load = loadOf(c);
  const waits = load === 0 ? 0 : waiting(agents, load);
  const stable = agents > load;
  return {
    agents, load, waits, serviceLevel: load === 0 ? 1 : stable ? 1 - waits * Math.exp((-(agents - load) * within) / c.aht) : 0,
    averageWait: load === 0 ? 0 : stable ? (waits * c.aht) / (agents - load) : Number.POSITIVE_INFINITY, occupancy: agents === 0 ? 0 : Math.min(1, load / agents),
  };
}

/** The fewest agents that reach the service level; none without calls. */
export function agentsFor(c: Calls, target: number, within: number): Level {
  let agents = Math.ceil(loadOf(c));
  while (levelWith(agents, c, within).serviceLevel < target) agents++;
  return levelWith(agents, c, within);
}

/** People on the roster so that as many as needed are on the phones. */
export const withShrinkage = (agents: number, percent: number): number => Math.ceil(Math.round((agents / (1 - percent / 100)) * 1e6) / 1e6);
