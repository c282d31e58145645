import type { ConsoleFixture } from './fixture'

/** What an action of the console takes so that it is done. */
export interface ConsoleActionInput {
  /** Of the page that posts; the one that the build names first unless said. */
  path?: (at: ConsoleFixture) => string
  fields: (at: ConsoleFixture) => Record<string, string>
  /** What these fields need besides the permissions of the action. */
  alsoNeeds?: readonly string[]
  /** Bound to the organization’s id first. */
  inOrganization?: true
  /** After it the others would not be done: it is done with rows of its own. */
  isAlone?: true
  /** It saves only what it has shown before: it is done with `reviewed` of its first answer. */
  isReviewed?: true
  /** An action that is done before it, with those rows. */
  after?: string
}

export type ConsoleInputs = Record<string, ConsoleActionInput>
