import { readFileSync, writeFileSync } from 'node:fs';
import { type BrowserWindow, type Rectangle, screen } from 'electron';
import { z } from 'zod';

const stateSchema = z.object({
  x: z.number(),
  y: z.number(),
  width: z.number().min(640),
  height: z.number().min(480),
  maximized: z.boolean(),
  zoom: z.number().min(0.5).max(3),
});
type WindowState = z.infer<typeof stateSchema>;

/** What the window was last time, if that place still exists on a plugged screen. */
export function recallWindow(path: string): Partial<WindowState> {
  try {
    const state = stateSchema.parse(JSON.parse(readFileSync(path, 'utf8')));
    return visible(state) ? state : { width: state.width, height: state.height, zoom: state.zoom };
  } catch {
    return {};
  }
}

const visible = (r: Rectangle) =>
  screen.getAllDisplays().some(({ workArea: w }) => {
    const across = Math.min(r.x + r.width, w.x + w.width) - Math.max(r.x, w.x);
    const down = Math.min(r.y + r.height, w.y + w.height) - Math.max(r.y, w.y);
    return across > 200 && down > 100;
  });

/** Remembers size, place and zoom when the window closes. */
export function rememberWindow(window: BrowserWindow, path: string): void {
  window.on('close', () => {
    const state: WindowState = {
      ...window.getNormalBounds(),
      maximized: window.isMaximized(),
      zoom: window.webContents.getZoomFactor(),
    };
    try {
      writeFileSync(path, JSON.stringify(state));
    } catch {
      // A full disk must not keep the window from closing; the place is only a comfort.
    }
  });
}
