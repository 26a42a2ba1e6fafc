import { contextBridge } from 'electron';
import { fakePractice, type Scenario } from './fakePractice';

const query = new URLSearchParams(location.search);
const question = query.get('secret');

if (question) {
  contextBridge.exposeInMainWorld('colloqueSecret', {
    request: async () => JSON.parse(question),
    answer: (secret: string | null) => document.documentElement.setAttribute('data-answered', String(secret)),
  });
} else {
  contextBridge.exposeInMainWorld('colloque', fakePractice((query.get('scenario') ?? 'morning') as Scenario));
}
