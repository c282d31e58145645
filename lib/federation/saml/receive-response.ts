import { reserveProviderRequest } from '@/lib/domain/connections/authorization-state'
import {
  findNamedSamlProvider,
  findSamlProvider,
  saveSamlResponse,
} from '@/lib/domain/connections/saml-responses'
import { certificateDigest } from '@/lib/domain/connections/saml-options'
import type { SamlProvider } from '@/lib/domain/connections/find-provider'
import type { Tenant } from '@/lib/domain/tenants/list-tenants'
import { DomainError } from '@/lib/errors'
import { withRequestOrigin } from '@/lib/web/origin'
import { currentTenant } from '@/lib/web/tenant'
import { failedPath } from '../finish-federated-sign-in'
import { ProviderProblem } from '../provider-problem'
import { connectionName } from '@/lib/domain/connections/connection-fields'
import { callbackPath, reportSamlProblem } from './report-problem'
import { namedAddresses, ownAddresses, type ServiceAddresses } from './service-urls'
import { verifyResponse } from './verify-response'

interface SamlForm {
  response: string
  /** Null for one that Foyer did not make. */
  relayState: string | null
}

/**
 * The ACS (Bindings, 3.5). The form of another site brings no cookies of ours, so a checked response waits in the database,
 * and the browser fetches it by a GET that has them. Returns where that is.
 */
export async function receiveSamlResponse(connectionId: string, form: URLSearchParams): Promise<string> {
  const tenant = await currentTenant()
  return receive(tenant, form, async () => {
    const provider = await findSamlProvider({ tenantId: tenant.id, connectionId })
    return provider && { provider, addresses: ownAddresses(tenant, connectionId) }
  })
}

/** As receiveSamlResponse(), at the ACS URL with the connection’s name, which only some have. */
export async function receiveNamedSamlResponse(given: string, form: URLSearchParams): Promise<string> {
  const tenant = await currentTenant()
  return receive(tenant, form, async () => {
    const { data: name } = connectionName.safeParse(given)
    const provider = name === undefined ? null : await findNamedSamlProvider(tenant.id, name)
    if (provider?.options.hasNamedAddresses !== true) return null
    return { provider, addresses: namedAddresses(tenant, provider.name) }
  })
}

interface Receiver {
  provider: SamlProvider
  addresses: ServiceAddresses
}

function receive(
  tenant: Tenant,
  form: URLSearchParams,
  findReceiver: () => Promise<Receiver | null>,
): Promise<string> {
  return withRequestOrigin(async () => {
    try {
      // Also what is sent to a connection that no one has costs something.
      await reserveProviderRequest(tenant.id)
    } catch (error) {
      if (error instanceof DomainError && error.code === 'too_many') return failedPath('too_many')
      throw error
    }
    const receiver = await findReceiver()
    if (!receiver) return failedPath('not_enabled')
    const { provider } = receiver
    const given = { response: form.get('SAMLResponse') ?? '', relayState: relayStateIn(form) }
    try {
      return callbackPath(provider.id, await keepResponse(tenant, receiver, given))
    } catch (error) {
      if (!(error instanceof ProviderProblem)) throw error
      return await reportSamlProblem(provider, given.relayState, error)
    }
  })
}

async function keepResponse(
  tenant: Tenant,
  { provider, addresses }: Receiver,
  { response: message, relayState }: SamlForm,
): Promise<Record<string, string>> {
  const receiver = { tenant, provider, addresses }
  const { assertion, issuer, inResponseTo, certificate } = await verifyResponse(receiver, message)
  const { options } = provider
  if (inResponseTo === null && (!options.allowsUnsolicited || options.issuer === null))
    throw new ProviderProblem('saml_unrequested')
  const { id: assertionId, ...said } = assertion
  const digest = certificateDigest(certificate)
  const kept = { ...said, assertionId, connectionId: provider.id, issuer, inResponseTo, certificate: digest }
  const response = await saveSamlResponse(tenant.id, kept)
  if (response === null) throw new ProviderProblem('saml_used')
  // Without a request there is no cookie, and its RelayState is the provider’s own.
  return inResponseTo === null ? { response } : { response, state: relayState ?? '' }
}

function relayStateIn(form: URLSearchParams): string | null {
  const given = form.get('RelayState')
  return given !== null && /^_[0-9a-f]{40}$/.test(given) ? given : null
}
