import type { TenantAccess } from '@/lib/access'
import { change, unchanged } from '@/lib/db/transaction'
import { type Connection, readConnection } from './read-connection'
import { type ConnectionUpdate, writeConnection } from './update-connection'
import { type SamlConnectionUpdate, writeSamlConnection } from './update-saml-connection'

/** A SAML connection with what every connection has: all of it or nothing. @throws as updateConnection() */
export function updateTenantSaml(
  access: TenantAccess<'update:connections'>,
  {
    settings,
    offer,
    ...input
  }: Omit<ConnectionUpdate, 'options' | 'clientSecret'> & Pick<SamlConnectionUpdate, 'settings' | 'offer'>,
): Promise<Connection> {
  const { tenantId } = access
  const { id } = input
  return change(
    access,
    async (tx) => {
      const parts = [
        await writeConnection(tx, access, { input }),
        await writeSamlConnection(tx, access, { id, settings, offer }),
      ]
      const [event, ...others] = parts.flatMap(({ events }) => (typeof events === 'string' ? [] : events))
      const result = await readConnection(tx, tenantId, id)
      return event ? { result, events: [event, ...others] } : unchanged(result)
    },
    { bypassRowSecurity: 'a SAML connection is changed with a view to all users who sign in by it' },
  )
}
