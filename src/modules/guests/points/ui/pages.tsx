/** Hand-made pages of points. */
import { CounterPage } from './counter.tsx';

export const pages = { counter: CounterPage };
