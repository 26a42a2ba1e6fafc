import { mount } from './mount';
import { PassphrasePage } from './PassphrasePage';
import { passphraseQuestion } from './questions';

void mount((question, door) => (
  <PassphrasePage question={passphraseQuestion(question)} onAnswer={(p) => door.answer(p)} />
));
