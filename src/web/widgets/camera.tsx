/**
 * Codes seen by the camera (相机扫码): by the browser's own detector where it has one, QR and code 128; elsewhere QR codes by a small
 * library that comes only then. The same code is told once while it stays in the picture.
 */
import { useEffect, useRef } from 'react';
import { useText } from '../i18n/index.tsx';

interface Detector { detect(source: HTMLVideoElement): Promise<readonly { readonly rawValue: string }[]> }
const Detecting = (window as { readonly BarcodeDetector?: new (options: { readonly formats: readonly string[] }) => Detector }).BarcodeDetector;
/** Without a secure address a browser gives no camera to anybody. */
export const hasCamera = typeof navigator.mediaDevices?.getUserMedia === 'function';

export function Camera({ onCode, onFailed }: { onCode(code: string): void; onFailed(): void }) {
  const { t } = useText();
  const video = useRef<HTMLVideoElement>(null);
  const told = useRef({ onCode, onFailed });
  told.current = { onCode, onFailed };
  useEffect(() => {
    let stream: MediaStream | null = null;
    let timer: number | undefined;
    let over = false;
    let before = '';
    const look = async (detector: Detector) => {
      const [found] = video.current && !over ? await detector.detect(video.current).catch(() => []) : [];
      if (over) return;
      if (found && found.rawValue !== before) { before = found.rawValue; told.current.onCode(found.rawValue); }
      timer = window.setTimeout(() => void look(detector), 250);
    };
    void (async () => {
      try {
        stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: 'environment' } });
        const detector = await detectorOf();
        if (over || !video.current) { stop(stream); return; }
        video.current.srcObject = stream;
        await video.current.play();
        void look(detector);
      } catch {
        if (!over) told.current.onFailed();
      }
    })();
    return () => { over = true; window.clearTimeout(timer); stop(stream); };
  }, []);
  return <video ref={video} className="w-picture" muted playsInline aria-label={t(['相机画面', 'Camera picture'])} />;
}

const stop = (stream: MediaStream | null) => { for (const track of stream?.getTracks() ?? []) track.stop(); };

async function detectorOf(): Promise<Detector> {
  if (Detecting) return new Detecting({ formats: ['qr_code', 'code_128'] });
  const { decodeQR } = await import('qr/decode.js');
  const canvas = document.createElement('canvas');
  const context = canvas.getContext('2d', { willReadFrequently: true });
  return {
    async detect(source) {
      const scale = Math.min(1, 640 / Math.max(source.videoWidth, source.videoHeight, 1));
      [canvas.width, canvas.height] = [Math.round(source.videoWidth * scale), Math.round(source.videoHeight * scale)];
      if (!context || canvas.width === 0) return [];
      context.drawImage(source, 0, 0, canvas.width, canvas.height);
      // Where no code is in the picture it throws.
      try { return [{ rawValue: decodeQR(context.getImageData(0, 0, canvas.width, canvas.height)) }]; } catch { return []; }
    },
  };
}
