/**
 * The worker that shows a push on the screen (浏览器推送) and opens what it is about. It lies at /push/ and controls no page, so the worker of the
 * technician's phone at /visit/ stays alone with its own.
 */
interface Pushed { readonly title: string; readonly lines: readonly string[]; readonly href: string; readonly tag: string }
interface Lasting extends Event { waitUntil(work: Promise<unknown>): void }
interface Pushing extends Lasting { readonly data: { json(): unknown } | null }
interface Clicking extends Lasting { readonly notification: Notification }
interface Worker {
  addEventListener(type: 'push', listener: (event: Pushing) => void): void;
  addEventListener(type: 'notificationclick', listener: (event: Clicking) => void): void;
  readonly registration: ServiceWorkerRegistration;
  readonly clients: { openWindow(url: string): Promise<unknown> };
  readonly location: Location;
}
const worker = self as unknown as Worker;

worker.addEventListener('push', (event) => {
  if (!event.data) return;
  const { title, lines, href, tag } = event.data.json() as Pushed;
  event.waitUntil(worker.registration.showNotification(title, { body: lines.join('\n'), tag, data: href, icon: '/visit/icon.svg' }));
});

worker.addEventListener('notificationclick', (event) => {
  event.notification.close();
  const data = String(event.notification.data);
  // Only ever a page of this product.
  const href = data.startsWith('/') && !data.startsWith('//') ? data : '/notices';
  event.waitUntil(worker.clients.openWindow(new URL(href, worker.location.origin).href));
});
