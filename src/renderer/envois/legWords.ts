import type { Channel, Leg, LegState } from '../../shared/exchange/outbox';
import type { Tone } from '../parts/Chip';

/** Each state as a word and a colour, never a colour alone. */
export const legWords: Record<LegState, { word: string; tone: Tone }> = {
  waiting: { word: 'en attente', tone: 'plain' },
  sending: { word: 'part', tone: 'act' },
  unknown: { word: 'à vérifier', tone: 'wait' },
  sent: { word: 'envoyé', tone: 'ok' },
  parked: { word: 'à reprendre', tone: 'high' },
  cancelled: { word: 'abandonné', tone: 'plain' },
};

export const channelWords: Record<Channel, string> = {
  dmp: 'Dossier médical partagé',
  'mss-professional': 'MSSanté, professionnel',
  'mss-patient': 'Mon espace santé',
};

/** Trying again is offered where it makes sense: nothing sent, nothing under way. */
export const canRetry = (leg: Leg): boolean =>
  leg.state === 'parked' || leg.state === 'unknown' || (leg.state === 'waiting' && leg.attempts > 0);

/** Giving up is offered for what has certainly not left. */
export const canCancel = (leg: Leg): boolean => leg.state === 'waiting' || leg.state === 'parked';
