/** How long nobody has touched this browser: what its pages read by themselves must not keep a session alive. All tabs count as one. */
const KEY = 'dutydesk.touched';
let noted = 0;

function touched(): void {
  const now = Date.now();
  if (now - noted < 5_000) return;
  noted = now;
  localStorage.setItem(KEY, String(now));
}

export const idleSeconds = (): number => Math.max(0, Math.round((Date.now() - Math.max(noted, Number(localStorage.getItem(KEY) ?? 0))) / 1_000));

/** Once, when the page starts. */
export function watchTouches(): void {
  touched();
  for (const what of ['pointerdown', 'keydown', 'wheel', 'touchstart', 'pointermove']) addEventListener(what, touched, { capture: true, passive: true });
}
