import type { TenantAccess } from '@/lib/access'
import { change } from '@/lib/db/transaction'
import { newId } from '@/lib/ids'
import { assertProfiles } from '../named-profiles/assert-profiles'
import { createSecret, hasSecret } from './client-secrets'
import { assertOrganization } from './list-clients'
import { type Client, clientRowOf, readClient } from './read-client'
import { auditedSettings, validateSettings, type ClientInput } from './validate-settings'

/** The secret is returned only here. @throws DomainError invalid, at the field */
export async function createClient(
  access: TenantAccess<'create:clients'>,
  input: ClientInput & { name: string },
): Promise<{ client: Client; secret: string | null }> {
  const settings = await validateSettings(input)
  const { tenantId } = access
  return change(access, async (tx) => {
    const id = newId('client')
    await assertOrganization(tx, tenantId, settings.defaultOrganizationId)
    await assertProfiles(tx, tenantId, settings.myOrganizationConfiguration)
    await tx.client.create({ data: { id, ...clientRowOf(settings) } })
    const secret = hasSecret(settings) ? await createSecret(tx, id) : null
    const target = { kind: 'client', id, name: settings.name }
    return {
      result: { client: await readClient(tx, tenantId, id), secret },
      events: [{ type: 'client.created', target, details: { after: auditedSettings(settings) } }],
    }
  })
}
