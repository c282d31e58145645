import { findNamedOrganization } from '@/lib/domain/tokens/find-named-organization'
import type { Tenant } from '@/lib/domain/tenants/list-tenants'
import { currentSession } from '@/lib/http/session'
import { currentTenant } from '@/lib/http/tenant'
import { providerOf } from './provider'
import { withRequest } from './request'

/** What has to happen before a sign-in that waits here can go on. */
export type NextStep =
  | { kind: 'gone' }
  | { kind: 'resume'; path: string }
  | { kind: 'sign-in'; slug: string | null; signUp: boolean; email: string | undefined }
  | { kind: 'choose-organization' | 'pick-organization'; application: string }

interface Waiting {
  prompt: string
  /** Seconds since 1970. */
  since: number
  params: Record<string, unknown>
  application: string
}

/** Where somebody who waits at /authorize/continue goes next. */
export async function nextStep(uid: string): Promise<NextStep> {
  const tenant = await currentTenant()
  const session = await currentSession()
  const waiting = await findWaiting(tenant, uid)
  if (!waiting) return { kind: 'gone' }
  const resume: NextStep = { kind: 'resume', path: `/authorize/${uid}` }
  const asksOrganization = waiting.params['organization'] === undefined
  if (waiting.prompt === 'choose_organization' && asksOrganization)
    return { kind: 'choose-organization', application: waiting.application }
  if (waiting.prompt === 'pick_organization' && asksOrganization)
    return { kind: 'pick-organization', application: waiting.application }
  const isFresh = session !== null && Math.ceil(session.authTime.getTime() / 1000) >= waiting.since
  const asksSignIn = waiting.prompt === 'login' || waiting.prompt === 'select_account'
  return asksSignIn && !isFresh ? await signInStep(tenant, waiting) : resume
}

async function signInStep(tenant: Tenant, { params }: Waiting): Promise<NextStep> {
  const { organization, login_hint: hint, screen_hint: screen } = params
  const value = typeof organization === 'string' ? organization : null
  const found = value === null ? null : await findNamedOrganization(tenant.id, { value, byName: false })
  return {
    kind: 'sign-in',
    slug: found?.slug ?? null,
    signUp: screen === 'signup',
    email: typeof hint === 'string' && hint.includes('@') ? hint.slice(0, 254) : undefined,
  }
}

async function findWaiting(tenant: Tenant, uid: string): Promise<Waiting | null> {
  const request = { tenant, session: null, organization: undefined, scope: undefined }
  return withRequest(request, async () => {
    const provider = await providerOf(tenant)
    const interaction = await provider.Interaction.find(uid)
    if (!interaction) return null
    const client = await provider.Client.find(String(interaction.params['client_id']))
    return {
      prompt: interaction.prompt.name,
      since: interaction.iat,
      params: interaction.params,
      application: client?.clientName ?? 'the application',
    }
  })
}
