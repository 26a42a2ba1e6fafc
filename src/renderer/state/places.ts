import { create } from 'zustand';

export const places = ['reception', 'dossier', 'envois', 'rediger', 'reglages'] as const;
export type Place = (typeof places)[number];

export const placeNames: Record<Place, string> = {
  reception: 'Réception',
  dossier: 'Dossier',
  envois: 'Envois',
  rediger: 'Rédiger',
  reglages: 'Réglages',
};

interface Places {
  place: Place;
  /** What lies over the place. */
  over: 'palette' | 'help' | null;
  go(place: Place): void;
  show(over: 'palette' | 'help' | null): void;
}

/** Where the doctor is. */
export const usePlaces = create<Places>((set) => ({
  place: 'reception',
  over: null,
  go: (place) => set({ place, over: null }),
  show: (over) => set({ over }),
}));
