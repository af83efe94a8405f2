/** Hand-made pages of birthdays. */
import { BirthdayArrivalsPage } from './arrivals.tsx';
import { BirthdayBoardPage } from './board.tsx';

export const pages = { board: BirthdayBoardPage, arrivals: BirthdayArrivalsPage };
