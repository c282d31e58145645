import { expect, it } from 'vitest'
import { describeEvent } from './describe-event'
import type { ListedEvent } from './listed-event'

const blank: ListedEvent = {
  id: 'log_1',
  type: 'test.done',
  occurredAt: new Date(0),
  requestId: null,
  details: {},
  organization: null,
  actorKind: 'user',
  actorId: 'u1',
  actorName: 'Ben',
  actorEmail: 'ben@acme.test',
  targetKind: 'user',
  targetId: 'u2',
  targetName: 'Cai',
  targetEmail: 'cai@acme.test',
  ip: null,
  userAgent: null,
  connection: null,
}

const system = { actorKind: 'system', actorId: null, actorName: null, actorEmail: null }
const invitation = {
  targetKind: 'invitation',
  targetId: 'i1',
  targetName: null,
  targetEmail: 'dan@acme.test',
}

function roles(...names: string[]) {
  return { roles: names }
}

function sentence(event: Partial<ListedEvent>): string {
  const { who, did } = describeEvent({ ...blank, ...event }, 'Lumen')
  return `${who} ${did}`
}

it.each<[Partial<ListedEvent>, string]>([
  [{ ...system, type: 'operator.made', targetName: null }, 'cai@acme.test became the first operator'],
  [
    { type: 'member.roles_changed', details: { before: roles('Member'), after: roles('Admin') } },
    'Ben made Cai an Admin (was Member)',
  ],
  [
    { type: 'member.roles_changed', details: { before: roles('Member'), after: roles('Billing', 'Member') } },
    'Ben changed the roles of Cai to Billing and Member (was Member)',
  ],
  [
    {
      type: 'member.roles_changed',
      targetId: 'u1',
      details: { before: roles('Owner'), after: roles('Viewer') },
    },
    'Ben made themselves a Viewer (was Owner)',
  ],
  [
    { type: 'member.removed', details: { before: roles('Member'), after: null } },
    'Ben removed Cai (was Member)',
  ],
  [
    { type: 'member.added', targetId: 'u1', details: { before: null, after: ['Member'] } },
    'Ben joined as Member',
  ],
  [
    { type: 'invitation.created', ...invitation, details: { after: { state: 'pending', roles: ['Admin'] } } },
    'Ben invited dan@acme.test as Admin',
  ],
  [
    { type: 'organization.renamed', details: { before: { displayName: 'A' }, after: { displayName: 'B' } } },
    'Ben renamed the organization from “A” to “B”',
  ],
  [
    { type: 'organization.branding_changed', details: { after: { primaryColor: '#000000', logoId: 'x' } } },
    'Ben changed the branding: primary color and logo',
  ],
  [{ type: 'domain.added', targetName: 'acme.test' }, 'Ben added the domain acme.test'],
  [
    { type: 'session.started', connection: { strategy: 'oidc', name: 'Acme SSO' } },
    'Ben signed in with Acme SSO',
  ],
  [
    { type: 'session.started', connection: { strategy: 'password', name: 'Email and password' } },
    'Ben signed in with a password',
  ],
])('says what was changed: %#', (event, expected) => {
  expect(sentence(event)).toBe(expected)
})

it('names the invitee, not the tenant, where the invitee acts before signing in', () => {
  expect(sentence({ type: 'invitation.declined', ...system, ...invitation })).toBe(
    'dan@acme.test declined the invitation',
  )
  const invitee = { ...system, actorKind: 'invitee', actorId: 'i1' }
  expect(sentence({ type: 'invitation.link_requested', ...invitee, ...invitation })).toBe(
    'dan@acme.test asked for a new invitation link',
  )
  expect(sentence({ type: 'invitation.expired', ...system, ...invitation })).toBe(
    'The invitation of dan@acme.test expired',
  )
  expect(sentence({ type: 'organization.restored', ...system, targetName: null, targetEmail: null })).toBe(
    'Lumen restored the organization',
  )
})

it('names who failed to sign in only where the event does', () => {
  const failed = { type: 'session.failed', ...system, details: { way: 'password' } }
  expect(sentence(failed)).toBe('Cai failed to sign in with a password')
  expect(sentence({ ...failed, targetId: 'unknown', targetName: null, targetEmail: null })).toBe(
    'Someone with an unknown address failed to sign in with a password',
  )
})

it('describes events with erased names, unknown types or malformed details', () => {
  const erased = { actorName: null, actorEmail: null, targetName: null, targetEmail: null }
  expect(sentence({ type: 'member.removed', ...erased, details: { before: 'x' } })).toBe(
    'A deleted user removed a deleted user',
  )
  expect(sentence({ type: 'moon.landed_on', details: null })).toBe('Ben moon: landed on: Cai')
})
