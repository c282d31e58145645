import type { Actor } from '@/lib/access'
import { eventGroups, tenantEventGroups, type EventGroup, typesIn } from '../audit/event-groups'
import { sentenceOf } from '../audit/sentences'

export const allEvents = '*'

/** The type of a test event, which is in no log. */
export const testType = 'webhook.test'

export function groupsFor({ kind }: Pick<Actor, 'kind'>): readonly EventGroup[] {
  return kind === 'organization' ? eventGroups : tenantEventGroups
}

/** Whether a webhook that chose these types and groups receives events of the type. */
export function isChosen(
  type: string,
  { eventTypes, kind }: { eventTypes: readonly string[]; kind: Actor['kind'] },
): boolean {
  return eventTypes.some(
    (chosen) => chosen === allEvents || typesIn(groupsFor({ kind }), chosen).includes(type),
  )
}

export interface EventChoice {
  value: string
  label: string
  /** Single types, each with a sentence that continues after the name of the actor. */
  types: { value: string; label: string }[]
}

export function eventChoices(owner: Pick<Actor, 'kind'>): EventChoice[] {
  const groups = groupsFor(owner)
  return groups.map(({ value, label }) => ({
    value,
    label,
    types: typesIn(groups, value).map((type) => ({ value: type, label: sentenceOf(type) })),
  }))
}

/** Of the groups, for lists. */
export function groupLabels(owner: Pick<Actor, 'kind'>): Record<string, string> {
  return Object.fromEntries(groupsFor(owner).map(({ value, label }) => [value, label]))
}
