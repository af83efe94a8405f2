/**
 * A component whose code comes when it is first drawn. Meanwhile an empty box of an input's height keeps its place, so
 * that nothing jumps; a panel or a dialog may ask for nothing at all.
 */
import { type ComponentType, lazy, type ReactNode, Suspense } from 'react';

export function later<P extends object>(load: () => Promise<ComponentType<P>>, meanwhile: ReactNode = <span className="w-later" aria-hidden />): (props: P) => ReactNode {
  const Arrived = lazy(async () => ({ default: await load() }));
  return function Later(props: P) {
    return <Suspense fallback={meanwhile}><Arrived {...props} /></Suspense>;
  };
}
