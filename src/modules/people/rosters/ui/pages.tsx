/** Hand-made pages of rosters: the board on which a roster is made and read. Serves SM-9. */
import { RosterBoardPage } from './board-page.tsx';

export const pages = { board: RosterBoardPage };
