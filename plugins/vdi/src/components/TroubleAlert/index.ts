export { TroubleAlert } from './TroubleAlert';
export { wordsForRefusal, wordsForTrouble } from './wordsForTrouble';
