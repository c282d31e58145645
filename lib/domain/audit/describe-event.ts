import { isRecord } from './detail-lines'
import { phrases } from './event-phrases'
import type { ListedEvent } from './listed-event'
import { sentenceOf } from './sentences'

export interface DescribedEvent {
  who: string
  /** The rest of the sentence that begins with `who`. */
  did: string
  email: string | null
}

/** Names can be erased; the event stays. */
export function describeEvent(event: ListedEvent, tenantName: string): DescribedEvent {
  const { who, email } = subjectOf(event, tenantName)
  return { who, email: email === who ? null : email, did: didOf(event) }
}

function didOf(event: ListedEvent): string {
  const details = isRecord(event.details) ? event.details : {}
  const target = event.targetName ?? event.targetEmail
  const phrase = phrases[event.type]?.({
    target,
    isOwn: event.actorId !== null && event.actorId === event.targetId,
    before: details['before'],
    after: details['after'],
    details,
    connection: event.connection,
  })
  if (phrase !== undefined) return phrase
  const isNamed = target !== null && event.targetKind !== 'organization'
  return isNamed ? `${sentenceOf(event.type)}: ${target}` : sentenceOf(event.type)
}

type Subject = Pick<DescribedEvent, 'who' | 'email'>

function subjectOf(event: ListedEvent, tenantName: string): Subject {
  const { actorKind, actorName, actorEmail } = event
  const notUser = notUsers[actorKind]
  if (notUser) return { who: notUser(actorName), email: null }
  if (actorKind === 'user')
    return { who: actorName ?? actorEmail ?? 'A deleted user', email: actorName && actorEmail }
  if (actorKind === 'invitee') return invitee(event)
  return (subjects[event.type] ?? tenant)(event, tenantName)
}

const notUsers: Record<string, (name: string | null) => string> = {
  client: (name) => name ?? 'An application',
  directory: directorySync,
  sso_ticket: () => 'Someone with a set-up link',
}

function directorySync(connectionName: string | null): string {
  return connectionName === null ? 'Directory sync' : `Directory sync (${connectionName})`
}

function tenant(_: ListedEvent, name: string): Subject {
  return { who: name, email: null }
}

/** For events of people who have not signed in, and of what happens by itself. */
const subjects: Record<string, typeof tenant> = {
  'connection.failed': () => ({ who: 'Someone', email: null }),
  'invitation.code_entered': invitee,
  'invitation.code_requested': invitee,
  'invitation.declined': invitee,
  'invitation.expired': ({ targetEmail }) => ({
    who: targetEmail ? `The invitation of ${targetEmail}` : 'An invitation',
    email: null,
  }),
  'mail.failed': recipient,
  'mail.given_up': recipient,
  'operator.made': operator,
  'operator.sign_in_link_made': operator,
  'session.failed': visitor,
  'session.refused': visitor,
}

function invitee({ targetEmail }: ListedEvent): Subject {
  return { who: targetEmail ?? 'An invitee', email: null }
}

function recipient({ targetEmail }: ListedEvent): Subject {
  return { who: targetEmail ? `An email to ${targetEmail}` : 'An email', email: null }
}

function operator({ targetName, targetEmail }: ListedEvent): Subject {
  return { who: targetName ?? targetEmail ?? 'A deleted user', email: targetEmail }
}

/** Who tried to sign in. */
function visitor({ targetId, targetName, targetEmail }: ListedEvent): Subject {
  if (targetId !== 'unknown')
    return { who: targetName ?? targetEmail ?? 'A deleted user', email: targetEmail }
  return { who: targetEmail ?? 'Someone with an unknown address', email: null }
}
