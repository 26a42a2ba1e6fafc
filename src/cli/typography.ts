/** French spaces: a narrow no-break one before `; : ! ? »` and after `«`. */
export const frenchSpaces = (text: string): string =>
  text.replace(/ (?=[;:!?»](?:\s|[.,)]|$))/g, '\u202f').replace(/« /g, '«\u202f');
