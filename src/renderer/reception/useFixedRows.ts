import { type RefObject, useCallback, useLayoutEffect, useRef, useState } from 'react';

/** Lines drawn above and below what is seen. */
const SPARE = 8;

export interface FixedRows {
  readonly scroller: RefObject<HTMLDivElement | null>;
  /** First and last line to draw. */
  readonly first: number;
  readonly last: number;
  /** Brings a line into sight, moving no more than needed. */
  show(line: number): void;
  /** Moves what is seen by that many lines, unless the top is in sight. */
  shift(lines: number): void;
}

/** Which lines of a list of equal heights are in sight. Its cost does not depend on how many there are. */
export function useFixedRows(count: number, height: number): FixedRows {
  const scroller = useRef<HTMLDivElement>(null);
  const [sight, setSight] = useState({ top: 0, lines: 20 });
  useLayoutEffect(() => {
    const element = scroller.current;
    if (!element) return;
    const look = () =>
      setSight((last) => {
        const top = Math.floor(element.scrollTop / height);
        const lines = Math.ceil(element.clientHeight / height) + 1;
        return last.top === top && last.lines === lines ? last : { top, lines };
      });
    look();
    element.addEventListener('scroll', look, { passive: true });
    const observer = new ResizeObserver(look);
    observer.observe(element);
    return () => {
      element.removeEventListener('scroll', look);
      observer.disconnect();
    };
  }, [height]);
  const show = useCallback(
    (line: number) => {
      const element = scroller.current;
      if (!element) return;
      const top = line * height;
      if (top < element.scrollTop) element.scrollTop = top;
      else if (top + height > element.scrollTop + element.clientHeight)
        element.scrollTop = top + height - element.clientHeight;
    },
    [height],
  );
  const shift = useCallback(
    (lines: number) => {
      const element = scroller.current;
      if (element && element.scrollTop > 0) element.scrollTop += lines * height;
    },
    [height],
  );
  return {
    scroller,
    first: Math.max(0, Math.min(sight.top, count - 1) - SPARE),
    last: Math.min(count - 1, sight.top + sight.lines + SPARE),
    show,
    shift,
  };
}
