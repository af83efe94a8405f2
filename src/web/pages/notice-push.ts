/** Letting this browser push: its own question to the person, its own worker, and what the server needs to reach it. */
import type { Label } from '../../kernel/api.ts';
import { api, ApiRefusal } from '../client.ts';

/** Why this browser cannot; null when it can. */
export function canPush(): Label | null {
  if (!isSecureContext) return ['浏览器只在 https 网址或本机上允许推送。', 'Browsers allow push only under an https address or on this machine.'];
  if (!('serviceWorker' in navigator) || !('PushManager' in globalThis)) return ['这个浏览器不支持推送。', 'This browser does not offer push.'];
  return null;
}

const refused = (message: Label) => new ApiRefusal(0, { code: 'push', message });

export async function startPushing(key: string): Promise<void> {
  if ((await Notification.requestPermission()) !== 'granted') throw refused(['浏览器没有允许通知。请在浏览器的网站设置里允许后再试。', 'The browser does not allow notifications. Allow them in its settings for this site, then try again.']);
  await navigator.serviceWorker.register('/push/worker.js', { scope: '/push/' });
  const registration = await active();
  const subscription = await registration.pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: key }).catch(() => { throw refused(['浏览器连不上它的推送服务。', 'The browser cannot reach its push service.']); });
  const { endpoint, keys } = subscription.toJSON();
  await api.post('/notices/push', { endpoint, keys: { p256dh: keys?.['p256dh'], auth: keys?.['auth'] } });
}

/** `ready` speaks of the worker of this page; this one controls none. */
async function active(): Promise<ServiceWorkerRegistration> {
  for (;;) {
    const registration = await navigator.serviceWorker.getRegistration('/push/');
    if (registration?.active) return registration;
    await new Promise((done) => { setTimeout(done, 50); });
  }
}

/** Whoever sits here next must not see what is meant for somebody else. The push service tells the server that this browser is gone. */
export async function stopPushing(): Promise<void> {
  if (!('serviceWorker' in navigator)) return;
  const registration = await navigator.serviceWorker.getRegistration('/push/');
  await (await registration?.pushManager.getSubscription())?.unsubscribe();
  await registration?.unregister();
}
