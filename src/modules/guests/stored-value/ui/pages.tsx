/** Hand-made pages of stored value. */
import { CardDeskPage } from './card-desk.tsx';

export const pages = { desk: CardDeskPage };
