import type { TenantAccess } from '@/lib/access'
import { change } from '@/lib/db/transaction'
import { newId } from '@/lib/ids'
import { auditedSettings } from './audited-settings'
import { hasSecret, makeSecret } from './client-secret'
import { insistOnOrganization } from './default-organization'
import { validateSettings, type WantedClient } from './validate-settings'
import { readClient, type Client } from './read-client'

/**
 * A new application. Its secret, where it has one, is shown here and never again.
 * @throws DomainError invalid, at the field
 */
export async function createClient(
  access: TenantAccess<'create:clients'>,
  wanted: WantedClient & { name: string },
): Promise<{ client: Client; secret: string | null }> {
  const settings = await validateSettings(wanted)
  const { keys, ...columns } = settings
  const { tenantId } = access
  return change(access, async (tx) => {
    const id = newId('client')
    await insistOnOrganization(tx, tenantId, settings.defaultOrganizationId)
    await tx.client.create({ data: { id, ...columns, jwks: { keys } } })
    const secret = hasSecret(settings) ? await makeSecret(tx, id) : null
    const target = { kind: 'client', id, name: settings.name }
    return {
      result: { client: await readClient(tx, tenantId, id), secret },
      events: [{ type: 'client.created', target, details: { after: auditedSettings(settings) } }],
    }
  })
}
