import { type AttemptProblem, explainAttempt } from '../webhooks/attempt-problems'

/** Why a batch was not delivered. */
export type StreamProblem =
  | Exclude<AttemptProblem, 'no_event' | 'too_old' | 'unreadable_secret'>
  | 'unreadable_headers'
  | 'disk_full'
  | 'folder_full'
  | 'folder_unusable'

const sentences: Partial<Record<string, string>> = {
  unreadable_headers: 'The authorization and the headers cannot be read any more. Enter them again.',
  disk_full: 'The disk is full.',
  folder_full: 'The files of the last days are as large as they may be. Remove those that were collected.',
  folder_unusable: 'The folder does not exist, or Foyer cannot write to it.',
}

export function explainStreamProblem(problem: string): string {
  return sentences[problem] ?? explainAttempt(problem)
}
