/** The phone's frame: who is here, what stands in the address, and the line that always says whether everything has arrived. */
import { type ReactNode, useCallback, useEffect, useState } from 'react';
import { useText, ZoneProvider } from '../../../../../web/i18n/index.tsx';
import type { Program } from '../../../../../web/offline/device.ts';
import { Banner } from './parts.tsx';
import { lastPerson, type Person, whoIsHere } from './person.ts';
import { SignIn } from './sign-in.tsx';
import { Today } from './today.tsx';
import { usePhone } from './use-phone.ts';
import { Visit } from './visit.tsx';
import { OutboxPage } from './outbox-page.tsx';
import { Settings } from './settings.tsx';
import type { Look } from './main.tsx';

export interface Appearance { readonly look: Look; setLook(look: Look): void; readonly program: Program | null }

export function App(appearance: Appearance) {
  const { t } = useText();
  // Whoever was here last, at once: a bad network must not keep the phone closed. Who is signed in is asked meanwhile.
  const [person, setPerson] = useState<Person | null | undefined>(lastPerson);
  const [asked, setAsked] = useState(person !== null);
  const [expired, setExpired] = useState(false);
  const [signingIn, setSigningIn] = useState(false);
  useEffect(() => {
    void whoIsHere().then((here) => {
      if (here) setPerson((now) => (now?.id === here.id ? now : here));
      else if (lastPerson() === null) setPerson(here);
      else setExpired(here === null);
      setAsked(true);
    });
  }, []);
  const signedIn = useCallback((here: Person) => { setPerson(here); setSigningIn(false); setExpired(false); }, []);
  if (!asked) return <Centred>{t(['正在打开…', 'Opening…'])}</Centred>;
  if (!person) return <SignIn onSignedIn={signedIn} offline={person === undefined} />;
  if (signingIn) return <SignIn onSignedIn={signedIn} offline={false} name={person.name} onBack={() => setSigningIn(false)} />;
  return (
    <ZoneProvider zone={person.zone}>
      <Pages key={person.id} person={person} appearance={appearance} expired={expired} signInAgain={() => setSigningIn(true)} leave={() => { setExpired(false); setPerson(null); }} />
    </ZoneProvider>
  );
}

interface PagesProps { readonly person: Person; readonly appearance: Appearance; readonly expired: boolean; signInAgain(): void; leave(): void }

function Pages({ person, appearance, expired, signInAgain, leave }: PagesProps) {
  const { t } = useText();
  const phone = usePhone(person.id);
  const [page = '', id = ''] = useHash().split('/');
  const banners = (
    <>
      {(expired || phone.box.signedOut || phone.signedOut) && <Banner tone="amber" action={[t(['登录', 'Sign in']), signInAgain]}>{t(['登录已过期，手机里的内容都在。重新登录后继续发送。', 'Your session has ended. Everything is still on this phone; sign in to go on sending.'])}</Banner>}
      {appearance.program?.newer && <Banner tone="azurite" action={[t(['更新', 'Update']), () => appearance.program?.takeOver()]}>{t(['有新版本', 'A newer version is ready'])}</Banner>}
    </>
  );
  if (page === 'visit') return <Visit phone={phone} order={id} banners={banners} />;
  if (page === 'outbox') return <OutboxPage phone={phone} banners={banners} />;
  if (page === 'me') return <Settings phone={phone} person={person} appearance={appearance} leave={leave} banners={banners} />;
  return <Today phone={phone} person={person} banners={banners} />;
}

function useHash(): string {
  const [hash, setHash] = useState(() => location.hash.slice(2));
  useEffect(() => {
    const changed = () => { setHash(location.hash.slice(2)); scrollTo(0, 0); };
    addEventListener('hashchange', changed);
    return () => removeEventListener('hashchange', changed);
  }, []);
  return hash;
}

const Centred = ({ children }: { readonly children: ReactNode }) => <main className="centred"><p>{children}</p></main>;
