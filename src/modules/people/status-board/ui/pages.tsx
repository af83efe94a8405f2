/** Hand-made page of the status wall. Serves CC-1.6a. */
import { StatusWallPage } from './wall-page.tsx';

export const pages = { wall: StatusWallPage };
