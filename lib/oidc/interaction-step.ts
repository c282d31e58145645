import { findNamedConnection, type NamedConnection } from '@/lib/domain/connections/queries'
import { findOrganizationOfAddress } from '@/lib/domain/domains/queries'
import { findInvitation } from '@/lib/domain/invitations/find-invitation'
import { findAccount } from '@/lib/domain/tokens/find-account'
import { findNamedOrganization } from '@/lib/domain/tokens/find-application'
import type { LiveSession } from '@/lib/domain/users/find-session'
import { currentSession } from '@/lib/web/session'
import {
  addressOf,
  findInteraction,
  withInteraction,
  type Application,
  type PendingInteraction,
} from './interaction'

export type InteractionStep =
  | { kind: 'gone' }
  | { kind: 'resume'; path: string }
  | SignInStep
  | { kind: 'invitation'; ticket: string }
  | { kind: 'second-factor'; slug: string }
  | { kind: 'choose-organization' | 'pick-organization'; application: Application }

export interface SignInStep {
  kind: 'sign-in'
  slug: string | null
  /** The application sent the user here to create an account. */
  signUp: boolean
  /** The only connection that the application accepts. */
  connection: NamedConnection | null
  /** The id of the enterprise connection of the email domain in that organization. */
  routedConnectionId: string | null
}

export async function interactionStep(uid: string): Promise<InteractionStep> {
  const session = await currentSession()
  const step = await withInteraction(uid, (waiting) => stepOf(waiting, session))
  return step ?? { kind: 'gone' }
}

async function stepOf(waiting: PendingInteraction, session: LiveSession | null): Promise<InteractionStep> {
  const { interaction } = waiting
  const resume: InteractionStep = { kind: 'resume', path: `/authorize/${interaction.uid}` }
  if (interaction.result?.['error'] !== undefined) return resume
  const signIn = () => (isFresh(session, interaction.iat) ? null : signInStep(waiting, session))
  const steps: Record<string, () => InteractionStep | null | Promise<InteractionStep | null>> = {
    invitation: () => invitationStep(waiting),
    choose_organization: () => organizationStep('choose-organization', waiting),
    login: signIn,
    select_account: signIn,
    pick_organization: () =>
      session ? organizationStep('pick-organization', waiting) : signInStep(waiting, session),
    second_factor: () => (session ? secondFactorStep(waiting, session) : signInStep(waiting, session)),
  }
  return (await steps[interaction.prompt.name]?.()) ?? resume
}

/** Null once one was chosen. */
function organizationStep(
  kind: 'choose-organization' | 'pick-organization',
  waiting: PendingInteraction,
): InteractionStep | null {
  if (findInteraction(waiting, 'organization') !== null) return null
  return { kind, application: waiting.application }
}

/** Compares seconds. */
function isFresh(session: LiveSession | null, requested: number): boolean {
  return session !== null && Math.ceil(session.authTime.getTime() / 1000) >= requested
}

/** Null once it is answered: then the provider decides. */
async function invitationStep(waiting: PendingInteraction): Promise<InteractionStep | null> {
  const ticket = findInteraction(waiting, 'invitation')
  const found = ticket === null ? null : await findInvitation(waiting.tenant.id, ticket, null)
  return ticket !== null && found?.state === 'pending' ? { kind: 'invitation', ticket } : null
}

/** Null once the session has one. */
async function secondFactorStep(
  waiting: PendingInteraction,
  session: LiveSession,
): Promise<InteractionStep | null> {
  const { id: tenantId } = waiting.tenant
  const organization = await organizationOf(waiting)
  if (!organization) return null
  const { id: sessionId, user, connectionId, authTime: since } = session
  const { refusal } = await findAccount(tenantId, {
    userId: user.id,
    connectionId,
    sessionId,
    since,
    clientId: findInteraction(waiting, 'client_id') ?? '',
    organizationId: organization.id,
    isSession: true,
  })
  return refusal === 'factor' ? { kind: 'second-factor', slug: organization.slug } : null
}

function organizationOf(waiting: PendingInteraction): Promise<{ id: string; slug: string } | null> {
  const value = findInteraction(waiting, 'organization')
  return value === null
    ? Promise.resolve(null)
    : findNamedOrganization(waiting.tenant.id, { value, byName: false })
}

async function signInStep(waiting: PendingInteraction, session: LiveSession | null): Promise<SignInStep> {
  const { id } = waiting.tenant
  const organization = await organizationOf(waiting)
  const email = addressOf(waiting)
  return {
    kind: 'sign-in',
    slug: organization?.slug ?? null,
    // A signed-in user already has an account.
    signUp: session === null && findInteraction(waiting, 'screen_hint') === 'signup',
    connection: await connectionOf(waiting, organization?.id ?? null),
    routedConnectionId:
      organization && email !== null ? await routedConnectionOf(id, { organization, email }) : null,
  }
}

async function routedConnectionOf(
  tenantId: string,
  { organization, email }: { organization: { id: string }; email: string },
): Promise<string | null> {
  const routed = await findOrganizationOfAddress(tenantId, email)
  return routed?.id === organization.id ? routed.connectionId : null
}

async function connectionOf(
  waiting: PendingInteraction,
  organizationId: string | null,
): Promise<NamedConnection | null> {
  const name = findInteraction(waiting, 'connection')
  const found = name === null ? null : await findNamedConnection(waiting.tenant.id, { name, organizationId })
  return found?.isOpen ? found : null
}
