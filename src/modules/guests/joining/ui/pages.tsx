/** Hand-made pages of joining. */
import { DeskPage } from './desk.tsx';

export const pages = { desk: DeskPage };
