import { mount } from './mount';
import { PinPage } from './PinPage';
import { pinQuestion } from './questions';

void mount((question, door) => (
  <PinPage question={pinQuestion(question)} onAnswer={(pin) => door.answer(pin)} />
));
