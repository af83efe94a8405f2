/** Hand-made pages of rooms. */
import { WallPage } from './wall.tsx';

export const pages = { wall: WallPage };
