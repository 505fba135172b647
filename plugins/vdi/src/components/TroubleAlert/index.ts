export { TroubleAlert } from './TroubleAlert';
export { wordsForRefusal } from './wordsForRefusal';
export { wordsForTrouble } from './wordsForTrouble';
