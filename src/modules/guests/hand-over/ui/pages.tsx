/** Hand-made pages of the hand-over. */
import { DeskPage } from './desk.tsx';

export const pages = { desk: DeskPage };
