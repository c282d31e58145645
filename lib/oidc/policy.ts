import { errors, interactionPolicy, type KoaContextWithOIDC } from 'oidc-provider'
import { findInvitation } from '@/lib/domain/invitations/find-invitation'
import { mayJoinOnLogin } from '@/lib/domain/members/join-on-login'
import { findAccount, type Refusal } from '@/lib/domain/tokens/find-account'
import { newId } from '@/lib/ids'
import { invalidInvitation, parameter } from './parameters'
import { currentRequest } from './request'

const { Prompt, Check, base } = interactionPolicy

/** In this order. Each prompt leads to /authorize/continue, and from there to the page of the step. */
export function createPolicy(): interactionPolicy.Prompt[] {
  const policy = base()
  const [login, consent] = [policy.get('login'), policy.get('consent')]
  if (!login || !consent) throw new Error('The provider has no login or consent prompt.')
  login.checks.add(
    new Check('organization_sign_in', 'sign in as the organization asks', 'login_required', mustSignInAgain),
  )
  // Applications belong to the tenant: only `prompt=consent` asks for consent, which needs no page.
  for (const { reason } of [...consent.checks]) if (reason !== 'consent_prompt') consent.checks.remove(reason)
  return [
    new Prompt({ name: 'invitation' }, invitationCheck()),
    new Prompt({ name: 'choose_organization' }, organizationCheck('pre_login_prompt')),
    login,
    new Prompt({ name: 'select_account', requestable: true }),
    new Prompt({ name: 'pick_organization' }, organizationCheck('post_login_prompt')),
    new Prompt({ name: 'second_factor' }, secondFactorCheck()),
    consent,
    new Prompt({ name: 'entry' }, new Check('entry', 'the organization does not admit this person', enter)),
  ]
}

function organizationCheck(behavior: 'pre_login_prompt' | 'post_login_prompt'): interactionPolicy.Check {
  return new Check(
    'no_organization',
    'an organization must be chosen',
    'interaction_required',
    ({ oidc }) => {
      const asks =
        oidc.client?.['organizationUsage'] === 'require' &&
        oidc.client['organizationRequireBehavior'] === behavior
      return asks && parameter(oidc, 'organization') === undefined
    },
  )
}

function invitationCheck(): interactionPolicy.Check {
  return new Check(
    'invitation',
    'the invitation must be accepted first',
    'interaction_required',
    async ({ oidc }) => {
      const ticket = parameter(oidc, 'invitation')
      if (ticket === undefined) return false
      const found = await findInvitation(currentRequest().tenant.id, ticket, null)
      if (found?.state === 'pending') return true
      if (found?.state === 'accepted') return false
      throw invalidInvitation()
    },
  )
}

/** An application that lets no page appear is told that one is needed. */
function secondFactorCheck(): interactionPolicy.Check {
  return new Check(
    'second_factor',
    'the organization requires a second factor',
    'interaction_required',
    async ({ oidc }) => {
      const organizationId = parameter(oidc, 'organization') ?? null
      if (organizationId === null) return false
      const standing = await standingIn(oidc, organizationId)
      currentRequest().standing = standing
      return standing?.refusal === 'factor'
    },
  )
}

/** Also before joining: opening a link alone must not reveal the user to an organization. */
async function mustSignInAgain({ oidc }: KoaContextWithOIDC): Promise<boolean> {
  const organizationId = parameter(oidc, 'organization') ?? null
  const status = await standingIn(oidc, organizationId)
  if (!status || isAnotherStep(status.refusal)) return false
  const hasJustSignedIn = oidc.result?.['login'] !== undefined
  if (organizationId === null) return !hasJustSignedIn && !isOrganizationRequired(oidc)
  if (status.refusal !== 'member') return true
  return !hasJustSignedIn && mayJoin(organizationId)
}

/** Not solved by signing in again. */
function isAnotherStep(refusal: Refusal | null): boolean {
  return refusal === null || ['application', 'factor', 'network'].includes(refusal)
}

/** The sign-in was by an organization’s own connection: that organization may still be chosen. */
function isOrganizationRequired({ client }: KoaContextWithOIDC['oidc']): boolean {
  return client?.['organizationUsage'] === 'require'
}

async function mayJoin(organizationId: string | null): Promise<boolean> {
  const { session, tenant } = currentRequest()
  if (!session || organizationId === null) return false
  return mayJoinOnLogin(tenant.id, { organizationId, userId: session.user.id })
}

async function standingIn({ client }: KoaContextWithOIDC['oidc'], organizationId: string | null) {
  const { session, tenant } = currentRequest()
  if (!session) return null
  const { id: sessionId, user, connectionId, authTime: since } = session
  const clientId = client?.clientId ?? ''
  const signedIn = { userId: user.id, clientId, connectionId, sessionId, since, isSession: true } as const
  return findAccount(tenant.id, { ...signedIn, organizationId })
}

/** Never prompts: denies access, or saves the authorization that codes and tokens are based on. */
async function enter(ctx: KoaContextWithOIDC): Promise<boolean> {
  const { oidc } = ctx
  const request = currentRequest()
  const organization = parameter(oidc, 'organization')
  const status = request.standing ?? (await standingIn(oidc, organization ?? null))
  if (!status) throw new errors.AccessDenied('sign in first')
  if (status.refusal !== null) throw new errors.AccessDenied(entryProblem(status.refusal, organization))
  request.account = status.account
  request.offline =
    request.offline !== false &&
    parameter(oidc, 'foyer_offline') === '1' &&
    (oidc.client?.grantTypeAllowed('refresh_token') ?? false)
  await saveGrant(ctx)
  return false
}

function entryProblem(refusal: Refusal, organization: string | undefined): string {
  if (refusal === 'application') return `this client is not for members of the ${organization} organization`
  if (refusal === 'network') return `the ${organization} organization can be used only from certain networks`
  if (organization === undefined)
    return 'this sign-in is by the own connection of an organization: name it with the parameter organization'
  if (refusal === 'factor') return `the ${organization} organization requires a second factor`
  return `user ${currentRequest().session?.user.id} is not part of the ${organization} organization`
}

async function saveGrant({ oidc }: KoaContextWithOIDC): Promise<void> {
  const { grant, session, client } = oidc
  if (!grant || !session || !client) throw new errors.AccessDenied('sign in first')
  grant.jti = newId('authorization')
  grant.addOIDCScope([...oidc.requestParamOIDCScopes].join(' '))
  grant.addOIDCClaims([...oidc.requestParamClaims])
  for (const [identifier, server] of Object.entries(oidc.resourceServers ?? {}))
    grant.addResourceScope(identifier, server.scope)
  await grant.save()
  session.ensureClientContainer(client.clientId)
  session.grantIdFor(client.clientId, grant.jti)
}
