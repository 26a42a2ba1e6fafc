import { Menu } from 'electron';

/** A menu that names in French what the platform's own keys do; everything else is in the window. */
export function installMenu(): void {
  Menu.setApplicationMenu(
    Menu.buildFromTemplate([
      { label: 'Colloque', submenu: [{ role: 'quit', label: 'Quitter' }] },
      {
        label: 'Édition',
        submenu: [
          { role: 'undo', label: 'Annuler la frappe' },
          { role: 'redo', label: 'Rétablir la frappe' },
          { type: 'separator' },
          { role: 'cut', label: 'Couper' },
          { role: 'copy', label: 'Copier' },
          { role: 'paste', label: 'Coller' },
          { role: 'selectAll', label: 'Tout sélectionner' },
        ],
      },
      {
        label: 'Affichage',
        submenu: [
          { role: 'resetZoom', label: 'Taille normale' },
          { role: 'zoomIn', label: 'Agrandir', accelerator: 'CommandOrControl+=' },
          { role: 'zoomOut', label: 'Réduire' },
          { role: 'togglefullscreen', label: 'Plein écran' },
        ],
      },
    ]),
  );
}
