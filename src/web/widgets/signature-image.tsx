/** A signature as it was drawn: path data, an SVG, or an address where the picture lies. Always ink on paper. */
import { PAD } from './strokes.ts';

export function SignatureImage({ image, alt }: { readonly image: string; readonly alt: string }) {
  if (/^\s*M/.test(image)) {
    return (
      <svg className="w-signature" viewBox={`0 0 ${PAD.width} ${PAD.height}`} preserveAspectRatio="xMinYMid" role="img" aria-label={alt}>
        <path d={image} fill="none" stroke="currentColor" strokeWidth={3} strokeLinecap="round" strokeLinejoin="round" />
      </svg>
    );
  }
  // An SVG from the server is shown as a picture, so that nothing in it can run.
  const source = image.trimStart().startsWith('<') ? `data:image/svg+xml;utf8,${encodeURIComponent(image)}` : image;
  return <img className="w-signature" src={source} alt={alt} />;
}
