/** The books of the club (账目自查): invariants I1 to I11, checked every night. Serves section 4.3. */
import { defineModule } from '../../../kernel/index.ts';
import { BookFinding, BookFindingProcess } from './finding.ts';
import { BooksChecked, BooksIntegrity } from './nightly.ts';

export { checkBooks, INVARIANTS, type Offender } from './checks.ts';
export { BookFinding, BookFindingProcess } from './finding.ts';

export const books = defineModule({
  name: 'books',
  area: 'guests',
  label: ['账目自查', 'Books'],
  roles: { finance: ['财务', 'Finance'], vip_manager: ['客服经理', 'VIP manager'] },
  registers: [BookFinding],
  processes: [BookFindingProcess],
  duties: [BooksChecked],
  reports: [BooksIntegrity],
});
