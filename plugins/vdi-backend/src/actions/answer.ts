import { tellError } from './tellError';

/** What an action answers: the output of `act`, or its error in words for agents. */
export async function answer<T>(act: () => Promise<T>): Promise<{ output: T }> {
  try {
    return { output: await act() };
  } catch (error) {
    throw tellError(error);
  }
}
