/**
 * Facts that look as if somebody signed in for somebody else (代签嫌疑). The program names facts and both people; whether
 * it was so, people find out. CC-5.3, LG-11, AC-06.
 */
export interface SignIn { readonly employee: string; readonly at: number; readonly device: string | null; readonly until: number; readonly signedOut: boolean }
export interface Person { readonly employee: string; readonly onLeave: boolean; readonly calls: number; readonly signIns: readonly SignIn[] }
export type Fact = 'same_device' | 'soon_after' | 'both_at_once' | 'on_leave' | 'no_call' | 'no_sign_out';
export interface Suspicion { readonly signed: string; readonly by: string; readonly at: number; readonly device: string; readonly secondsAfter: number; readonly facts: readonly Fact[] }

/** Somebody signs in on a device on which somebody else signed in shortly before and is still signed in. */
export function proxySignIns(people: readonly Person[], within: number): Suspicion[] {
  const all = people.flatMap((p) => p.signIns.map((s) => ({ ...s, person: p }))).filter((s) => s.device !== null).sort((a, b) => a.at - b.at);
  return all.flatMap((second, i) => {
    const first = all.slice(0, i).reverse().find((s) => s.device === second.device && s.employee !== second.employee && s.until > second.at && second.at - s.at <= within);
    if (!first) return [];
    const { person } = second;
    const facts: readonly (readonly [Fact, boolean])[] = [['same_device', true], ['soon_after', true], ['both_at_once', true], ['on_leave', person.onLeave], ['no_call', person.calls === 0], ['no_sign_out', !second.signedOut]];
    // Sharing a seat alone is no sign: somebody who worked was there.
    if (person.calls > 0 && !person.onLeave) return [];
    return [{ signed: second.employee, by: first.employee, at: second.at, device: second.device!, secondsAfter: Math.round((second.at - first.at) / 1000), facts: facts.filter(([, there]) => there).map(([fact]) => fact) }];
  });
}
