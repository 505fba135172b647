export { TroubleAlert } from './TroubleAlert';
export { wordsForTrouble } from './wordsForTrouble';
