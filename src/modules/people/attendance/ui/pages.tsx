/** Hand-made pages of attendance: the day as a timeline, and the month sheet. Serves SM-6, AC-06. */
import { AttendanceDayDesk } from './day-page.tsx';
import { AttendanceSheetPage } from './sheet-page.tsx';

export const pages = { day: AttendanceDayDesk, sheet: AttendanceSheetPage };
