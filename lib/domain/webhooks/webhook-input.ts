import { z } from 'zod'
import type { Actor } from '@/lib/access'
import { invalid } from '@/lib/errors'
import { mayBeCalled, mustBePublic } from '../connections/provider-url'
import { eventTypes as knownTypes } from '../audit/sentences'
import { displayName } from '../text/display-name'
import { abortWith, parseInput } from '../text/parse-input'
import { allEvents, groupsFor } from './webhook-types'

export interface WebhookInput {
  name: string
  url: string
  /** Types or groups of events; `*` for all. */
  eventTypes: readonly string[]
}

export const webhookName = displayName({ label: 'Name', max: 60 })

/** Against SSRF: https to a public host; in a demo, http to this machine. DNS is checked at each call. */
export const webhookUrl = z
  .string()
  .trim()
  .refine(
    (text) => text.length <= 2000 && URL.canParse(text),
    abortWith('URL must be complete, such as https://hooks.example.com/foyer.'),
  )
  .refine(
    (text) => isBare(new URL(text)),
    abortWith('URL cannot contain a user name, a password or a fragment.'),
  )
  .refine((text) => mayBeCalled(new URL(text)), {
    abort: true,
    error: ({ input }) => mustBePublic('URL', URL.parse(String(input))),
  })
  .transform((text) => new URL(text).href)

function isBare({ username, password, hash }: URL): boolean {
  return username + password + hash === ''
}

const mostTypes = 100

/** @throws DomainError invalid, at the field */
export function parseWebhookInput(
  { kind }: Pick<Actor, 'kind'>,
  input: WebhookInput,
): WebhookInput & { eventTypes: string[] } {
  return {
    name: parseInput(webhookName, input.name, 'name'),
    url: parseInput(webhookUrl, input.url, 'url'),
    eventTypes: parseTypes({ kind }, input.eventTypes),
  }
}

function parseTypes({ kind }: Pick<Actor, 'kind'>, given: readonly string[]): string[] {
  const chosen = [...new Set(given)].toSorted()
  if (chosen.length === 0) throw invalid('event_types', 'Choose the events to send.')
  const groups = groupsFor({ kind }).map(({ value }) => value)
  const isKnown = (type: string) => type === allEvents || groups.includes(type) || knownTypes.includes(type)
  if (chosen.length > mostTypes || !chosen.every(isKnown))
    throw invalid('event_types', 'One of these events does not exist.')
  return chosen.includes(allEvents) ? [allEvents] : chosen
}
