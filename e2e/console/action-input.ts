import type { ConsoleFixture } from './fixture'

/** Input with which an action of the console succeeds. */
export interface ConsoleActionInput {
  /** Of the page that posts it; by default the one that the build names first. */
  path?: (at: ConsoleFixture) => string
  fields: (at: ConsoleFixture) => Record<string, string>
  /** What these fields need besides the permissions of the action. */
  alsoNeeds?: readonly string[]
  /** Bound to the organization’s id first. */
  inOrganization?: true
  /** It needs rows of its own: with shared ones, other actions would fail after it. */
  isAlone?: true
  /** It saves only what was reviewed: it is posted again with `reviewed` of its first answer. */
  isReviewed?: true
  /** An action to do before it, with those rows. */
  after?: string
}

export type ConsoleInputs = Record<string, ConsoleActionInput>
