import { z } from 'zod'
import { seal, unseal } from '@/lib/domain/crypto/seal'
import type { SamlProvider } from '@/lib/domain/connections/find-provider'
import type { Tenant } from '@/lib/domain/tenants/list-tenants'
import { deleteProviderSignOut, findProviderSignOut } from '@/lib/web/provider-sign-out'
import type { LogoutResponse } from './logout-message'

const sealedAnswer = z.object({ inResponseTo: z.string(), isSuccess: z.boolean() })

/** A form of another site brings no cookies, so what a checked response says goes on in a URL, sealed. */
export async function signedOutPath(
  { tenantId, id }: Pick<SamlProvider, 'tenantId' | 'id'>,
  { inResponseTo, isSuccess, relayState }: Omit<LogoutResponse, 'kind'>,
): Promise<string> {
  const answer = await seal(JSON.stringify({ inResponseTo, isSuccess }), sealedFor(tenantId, id))
  const query = new URLSearchParams({ state: relayState ?? '', answer })
  return `/saml/${encodeURIComponent(id)}/signed-out?${query.toString()}`
}

type SignOutOutcome = { kind: 'signed_out'; returnTo: string } | { kind: 'still_signed_in' | 'lost' }

/** Only in the browser that signed out, for its own request, once. */
export async function takeSignOutResponse(
  tenant: Tenant,
  connectionId: string,
  query: URLSearchParams,
): Promise<SignOutOutcome> {
  const asked = await findProviderSignOut(tenant, query.get('state'))
  const opened = await unseal(query.get('answer') ?? '', sealedFor(tenant.id, connectionId))
  if (asked?.connectionId !== connectionId || opened === null) return { kind: 'lost' }
  const { inResponseTo, isSuccess } = sealedAnswer.parse(JSON.parse(opened))
  if (inResponseTo !== asked.requestId) return { kind: 'lost' }
  await deleteProviderSignOut(tenant, asked)
  return isSuccess ? { kind: 'signed_out', returnTo: asked.returnTo } : { kind: 'still_signed_in' }
}

function sealedFor(tenantId: string, connectionId: string) {
  return { purpose: `SAML sign-out ${connectionId}`, tenantId }
}
