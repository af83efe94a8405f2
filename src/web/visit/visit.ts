/** Where the technician's phone begins: an entry of its own, so that nothing of the desk's pages is loaded with it. */
import '../../modules/service/visits/ui/phone/main.tsx';
import { watchTouches } from '../client/idle.ts';

watchTouches();
