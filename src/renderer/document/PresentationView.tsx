import { useEffect, useRef, useState } from 'react';
import type { Presentation } from '../../shared/documents/presentation';
import type { Failure } from '../../shared/failure';
import { FailureState, LoadingState } from '../parts/states';
import { drawPresentation, usePresentationSource } from './presentation';

const origins: Record<Presentation['source'], string> = {
  sender: 'Mise en page faite par la feuille de style de l’expéditeur, sans script ni accès au réseau.',
  practice: 'Mise en page faite par la feuille de style installée au cabinet.',
};

/** The document as its sender wanted it seen. */
export function PresentationView({ name }: { name: string }) {
  const load = usePresentationSource();
  const [shown, setShown] = useState<Presentation | null>(null);
  const [failure, setFailure] = useState<Failure | null>(null);
  useEffect(() => {
    setShown(null);
    setFailure(null);
    let current = true;
    void load?.().then((answer) => {
      if (!current) return;
      if (answer.ok) setShown(answer.value);
      else setFailure(answer.error);
    });
    return () => {
      current = false;
    };
  }, [load]);
  if (failure) return <FailureState failure={failure} />;
  if (!shown) return <LoadingState label="La présentation se prépare" />;
  return (
    <div className="presentation">
      <p className="muted">{origins[shown.source]}</p>
      <Frame presentation={shown} name={name} />
    </div>
  );
}

/**
 * A frame of our own origin without scripts: `allow-same-origin` lets this window draw in it and measure it, and
 * nothing in it can act. It is as tall as its page: one thing scrolls, the window.
 */
function Frame({ presentation, name }: { presentation: Presentation; name: string }) {
  const frame = useRef<HTMLIFrameElement>(null);
  useEffect(() => {
    const element = frame.current;
    const page = element?.contentDocument;
    if (!element || !page) return;
    drawPresentation(page, presentation.css, presentation.nodes);
    const measure = () => {
      element.style.height = `${String(page.documentElement.scrollHeight + 2)}px`;
    };
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    // A click leaves the focus in the frame: keys still belong to the window.
    const hand = (event: KeyboardEvent) => {
      const copy = new KeyboardEvent('keydown', {
        key: event.key, code: event.code, ctrlKey: event.ctrlKey, altKey: event.altKey,
        shiftKey: event.shiftKey, metaKey: event.metaKey, bubbles: true, cancelable: true,
      }); // biome-ignore format: one event
      if (!element.dispatchEvent(copy)) event.preventDefault();
    };
    page.addEventListener('keydown', hand);
    return () => {
      observer.disconnect();
      page.removeEventListener('keydown', hand);
    };
  }, [presentation]);
  return <iframe ref={frame} className="presentation-frame" title={name} sandbox="allow-same-origin" />;
}
