/** What a page asks of the device: to keep its program and its data, and to say what a file or a text is, by its hash. */

export interface Program { /** A newer version lies ready. */ readonly newer: boolean; takeOver(): void }

/** Registers the worker of an entry; `changed` hears when a newer version lies ready. Where there is none (plain http), the page works online only. */
export async function keepProgram(script: string, scope: string, changed: (program: Program) => void): Promise<boolean> {
  if (!('serviceWorker' in navigator)) return false;
  const container = navigator.serviceWorker;
  let taking = false;
  container.addEventListener('controllerchange', () => { if (taking) location.reload(); });
  const registration = await container.register(script, { scope, updateViaCache: 'none' });
  const look = () => {
    const { waiting } = registration;
    if (waiting && container.controller) changed({ newer: true, takeOver: () => { taking = true; waiting.postMessage('take-over'); } });
  };
  look();
  registration.addEventListener('updatefound', () => registration.installing?.addEventListener('statechange', look));
  return true;
}

/** Asks the browser not to throw our data away when space runs short; false when it will not promise. */
export async function keepData(): Promise<boolean> {
  const { storage } = navigator as { storage?: StorageManager };
  if (!storage?.persist) return false;
  return (await storage.persisted()) || storage.persist();
}

export async function sha256(content: Blob | string): Promise<string> {
  const bytes = typeof content === 'string' ? new TextEncoder().encode(content) : new Uint8Array(await content.arrayBuffer());
  const hash = await crypto.subtle.digest('SHA-256', bytes);
  return Array.from(new Uint8Array(hash), (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** A photograph as it is worth sending: the longer side at most `longest` pixels, as JPEG. Turned upright, without the place it was taken at. */
export async function smaller(picture: Blob, longest = 1600, quality = 0.8): Promise<Blob> {
  const bitmap = await createImageBitmap(picture, { imageOrientation: 'from-image' });
  const scale = Math.min(1, longest / Math.max(bitmap.width, bitmap.height));
  const canvas = document.createElement('canvas');
  canvas.width = Math.max(1, Math.round(bitmap.width * scale));
  canvas.height = Math.max(1, Math.round(bitmap.height * scale));
  canvas.getContext('2d')?.drawImage(bitmap, 0, 0, canvas.width, canvas.height);
  bitmap.close();
  return new Promise((resolve, reject) => canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error('the picture could not be drawn'))), 'image/jpeg', quality));
}
