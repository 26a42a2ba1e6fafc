/** Age in whole years, or in months below three, as a French phrase: « 40 ans », « 14 mois », « 3 jours ». Empty for a date that is not one. */
export function ageAt(birthDate: string, today: Date): string {
  const [y, m = 1, d = 1] = birthDate.split('-').map(Number);
  if (!y || Number.isNaN(m) || Number.isNaN(d)) return '';
  const months = (today.getFullYear() - y) * 12 + (today.getMonth() + 1 - m) - (today.getDate() < d ? 1 : 0);
  if (months < 0) return '';
  if (months >= 36) return `${Math.floor(months / 12)}\u00a0ans`;
  if (months >= 1) return `${months}\u00a0mois`;
  const days = Math.floor((today.getTime() - new Date(y, m - 1, d).getTime()) / 86_400_000);
  return `${days}\u00a0jour${days > 1 ? 's' : ''}`;
}
