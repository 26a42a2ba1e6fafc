import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useRef, useState } from 'react';
import { counted } from '../format/numbers';
import { ActionButton } from '../parts/ActionButton';
import { FailureState, LoadingState } from '../parts/states';
import { PdfPage } from './PdfPage';
import { usePdf } from './usePdf';

const GAP = 12;
const zooms = [0.5, 0.75, 1, 1.25, 1.5, 2, 3];
const FIT = 2;

interface Props {
  bytes: Uint8Array | null;
  label: string;
  /** Zoom keys and bar: not for a small preview. */
  keys?: boolean;
}

/** A PDF page under page, drawn only where it is seen. It opens at the width of its place. */
export function PdfView({ bytes, label, keys = false }: Props) {
  const scroller = useRef<HTMLDivElement>(null);
  const [room, setRoom] = useState(0);
  const [zoom, setZoom] = useState(FIT);
  const [ratios, setRatios] = useState<Readonly<Record<number, number>>>({});
  const { pdf, ratio, pages, failure } = usePdf(bytes);
  const width = Math.max(120, Math.floor(room * (zooms[zoom] ?? 1)));
  const virtual = useVirtualizer({
    count: pages,
    getScrollElement: () => scroller.current,
    estimateSize: (i) => Math.round(width * (ratios[i] ?? ratio)) + GAP,
    overscan: 1,
  });
  useEffect(() => {
    const element = scroller.current;
    if (!element) return;
    const observer = new ResizeObserver(() => setRoom(element.clientWidth - 2 * GAP));
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  // biome-ignore lint/correctness/useExhaustiveDependencies: sizes follow the width and the ratios
  useEffect(() => virtual.measure(), [virtual, width, ratios, ratio]);

  if (failure) return <FailureState failure={failure} />;
  return (
    <div className="pdf" data-scope={keys ? 'pdf' : undefined}>
      {keys && (
        <div className="pdf-bar">
          <span className="muted">{pages ? counted(pages, 'page') : 'Ouverture…'}</span>
          <ActionButton
            quiet
            shortcut="zoomOut"
            label="Réduire"
            disabled={zoom === 0}
            onAct={() => setZoom((z) => Math.max(0, z - 1))}
          >
            Réduire
          </ActionButton>
          <ActionButton
            quiet
            shortcut="zoomIn"
            label="Agrandir"
            disabled={zoom === zooms.length - 1}
            onAct={() => setZoom((z) => Math.min(zooms.length - 1, z + 1))}
          >
            Agrandir
          </ActionButton>
        </div>
      )}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
      <section className="pdf-scroll" ref={scroller} tabIndex={0} aria-label={label}>
        {!pdf && <LoadingState label="Le PDF s’ouvre" lines={8} />}
        {pdf && room > 0 && (
          <div className="pdf-pages" style={{ height: virtual.getTotalSize() }}>
            {virtual.getVirtualItems().map((v) => (
              <div key={v.key} className="pdf-slot" style={{ transform: `translateY(${v.start}px)` }}>
                <PdfPage
                  pdf={pdf}
                  number={v.index + 1}
                  width={width}
                  onRatio={(r) =>
                    setRatios((known) => (known[v.index] === r ? known : { ...known, [v.index]: r }))
                  }
                />
              </div>
            ))}
          </div>
        )}
      </section>
    </div>
  );
}
