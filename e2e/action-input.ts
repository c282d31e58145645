import type { PortalFixture } from './portal-fixture'

/** The losses of permission behind which an action is refused. */
export type LossName = 'removal' | 'demotion' | 'block' | 'suspension'

export interface ActionInput {
  losses: readonly LossName[]
  /** Of the page that posts; the one that the build names first unless said. */
  path?: (at: PortalFixture) => string
  fields: (at: PortalFixture) => Record<string, string>
  /** The form is its only argument. */
  takesFormAlone?: true
  /** After it the others would not be done: it is done in an organization of its own. */
  isAlone?: true
  /** An action that is done before it, in that organization. */
  after?: string
}

const ofMembers = ['removal', 'demotion', 'block', 'suspension'] as const
/** What needs no permission inside, or nothing inside at all. */
export const ofPeople = ['block'] as const

type Fields = ActionInput['fields']

export function inside(fields: Fields): ActionInput {
  return { losses: ofMembers, fields }
}

export function own(fields: Fields): ActionInput {
  return { losses: ofPeople, fields }
}
