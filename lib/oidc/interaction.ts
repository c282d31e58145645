import { headers } from 'next/headers'
import { toReqRes } from 'fetch-to-node'
import { errors, type Interaction } from 'oidc-provider'
import type { Tenant } from '@/lib/domain/tenants/list-tenants'
import { currentTenant } from '@/lib/web/tenant'
import { providerOf } from './provider'
import { withRequest } from './request'
import { cookiesForProvider } from './interaction-cookies'

export interface PendingInteraction {
  tenant: Tenant
  interaction: Interaction
  application: Application
}

export interface Application {
  name: string
  discovery: { byName: boolean; byAddress: boolean }
}

/** Only in the browser that began the sign-in (signed cookie). Null if it is over. */
export async function withInteraction<T>(
  uid: string,
  work: (waiting: PendingInteraction) => T | Promise<T>,
): Promise<T | null> {
  const tenant = await currentTenant()
  const request = { tenant, session: null, organization: undefined, scope: undefined }
  const cookie = (await headers()).get('cookie') ?? ''
  return withRequest(request, async () => {
    const provider = await providerOf(tenant)
    const { req, res } = toReqRes(
      new Request(tenant.url, { headers: { cookie: cookiesForProvider(cookie, uid) } }),
    )
    Object.defineProperty(req, 'socket', { value: { encrypted: tenant.url.startsWith('https:') } })
    const interaction = await provider.interactionDetails(req, res).catch((error: unknown) => {
      if (error instanceof errors.SessionNotFound) return null
      throw error
    })
    if (interaction?.uid !== uid) return null
    const client = await provider.Client.find(String(interaction.params['client_id']))
    if (!client) return null
    const methods = client['organizationDiscoveryMethods']
    const known = Array.isArray(methods) ? methods : []
    const discovery = { byName: known.includes('organization_name'), byAddress: known.includes('email') }
    const name = client.clientName ?? 'the application'
    return await work({ tenant, interaction, application: { name, discovery } })
  })
}

/** The address with which the application asks; null if it names none. */
export function findLoginHint(uid: string): Promise<string | null> {
  return withInteraction(uid, addressOf)
}

export function addressOf(waiting: PendingInteraction): string | null {
  const hint = findInteraction(waiting, 'login_hint')
  return hint?.includes('@') ? hint.slice(0, 254) : null
}

export function findInteraction({ interaction }: PendingInteraction, name: string): string | null {
  const value = interaction.params[name]
  return typeof value === 'string' && value !== '' ? value : null
}

/** False if no sign-in waits. Access is checked when it continues. `hint`: an address to prefill. */
export async function saveOrganizationChoice(
  uid: string,
  { organizationId, hint }: { organizationId: string; hint?: string | undefined },
): Promise<boolean> {
  const isSaved = await withInteraction(uid, async ({ interaction }) => {
    const asks = ['choose_organization', 'pick_organization'].includes(interaction.prompt.name)
    if (!asks || interaction.params['organization'] !== undefined) return false
    interaction.params['organization'] = organizationId
    if (hint !== undefined) interaction.params['login_hint'] ??= hint
    await interaction.persist()
    return true
  })
  return isSaved ?? false
}

/** The application is told that the user stopped. */
export async function cancelSignIn(uid: string, reason: string): Promise<void> {
  await withInteraction(uid, async ({ interaction }) => {
    interaction.result = { error: 'access_denied', error_description: reason }
    await interaction.persist()
  })
}
