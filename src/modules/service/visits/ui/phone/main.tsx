/** The technician's phone begins here: language, look, the program kept on the device, and whoever is signed in. */
import { StrictMode, useEffect, useState } from 'react';
import { createRoot } from 'react-dom/client';
import { LanguageProvider } from '../../../../../web/i18n/index.tsx';
import { keepProgram, type Program } from '../../../../../web/offline/device.ts';
import { type Mode, paint } from '../../../../../web/palette.ts';
import { App } from './app.tsx';
import './phone.css';

const dark = matchMedia('(prefers-color-scheme: dark)');
export type Look = Mode | 'system';
const LOOK = 'dutydesk.appearance';
const storedLook = (): Look => { const stored = localStorage.getItem(LOOK); return stored === 'light' || stored === 'dark' ? stored : 'system'; };

function Phone() {
  const [look, setLook] = useState<Look>(storedLook);
  const [program, setProgram] = useState<Program | null>(null);
  useEffect(() => {
    const draw = () => paint(look === 'system' ? (dark.matches ? 'dark' : 'light') : look);
    draw();
    dark.addEventListener('change', draw);
    return () => dark.removeEventListener('change', draw);
  }, [look]);
  useEffect(() => { keepProgram('/visit/worker.js', '/visit/', setProgram).catch(() => undefined); }, []);
  return <App look={look} setLook={(next) => { localStorage.setItem(LOOK, next); setLook(next); }} program={program} />;
}

paint(dark.matches ? 'dark' : 'light');
createRoot(document.getElementById('root')!).render(<StrictMode><LanguageProvider><Phone /></LanguageProvider></StrictMode>);
