import type { FederatedProfile, Profile } from '@/lib/domain/connections/federated-profile'
import { createConnection, type NewConnection } from '@/lib/domain/connections/create-connection'
import type { Connection } from '@/lib/domain/connections/read-connection'
import { parseEmail } from '@/lib/domain/text/parse-email'
import { newId } from '@/lib/ids'
import type { House, Place } from './house'
import { operatorOf } from './tenant-level'

/** A connection of the tenant’s, made by the verb. */
export async function makeConnection(house: House, given: Partial<NewConnection> = {}): Promise<Connection> {
  const access = await house.tenantAccess(await operatorOf(house), 'create:connections')
  const isOpen = given.strategy === undefined || given.strategy === 'oidc'
  const {
    options = isOpen ? { issuer: 'https://login.acme.test', clientId: 'foyer' } : { clientId: 'foyer' },
  } = given
  return createConnection(access, {
    name: `acme-${newId('identity').slice(4)}`,
    strategy: 'oidc',
    displayName: 'Acme',
    clientSecret: 'a secret',
    ...given,
    options,
  })
}

interface Switches {
  assignMembershipOnLogin?: boolean
  isSignupEnabled?: boolean
}

export async function enable(
  house: House,
  { place, connection }: { place: Place; connection: Connection },
  switches: Switches = {},
): Promise<void> {
  await house.arrange((tx) =>
    tx.enabledConnection.create({
      data: { organizationId: place.id, connectionId: connection.id, ...switches },
    }),
  )
}

/** DNS has proven it, or not yet. */
export async function own(
  house: House,
  { place, domain }: { place: Place; domain: string },
  isProven = true,
): Promise<void> {
  const proof = { verification: 'none', verifiedAt: isProven ? new Date() : null }
  await house.arrange((tx) =>
    tx.discoveryDomain.create({
      data: { id: newId('discoveryDomain'), organizationId: place.id, domain, ...proof },
    }),
  )
}

/** As they come from the checks of the protocol. */
export function comingFrom(
  connection: Connection,
  given: Partial<Omit<Profile, 'address'>> & { email?: string | null } = {},
): FederatedProfile {
  const { email = `${newId('identity').slice(4).toLowerCase()}@acme.test`, ...rest } = given
  const address = email === null ? null : parseEmail(email)
  const profile: Profile = {
    subject: newId('identity'),
    address: address?.ok ? address.value : null,
    emailVerified: null,
    isOwnAddress: false,
    name: 'Ada Moore',
    picture: null,
    amr: ['mfa'],
    ...rest,
  }
  return {
    ...{ connectionId: connection.id, profile },
    ...{ organizationId: null, slug: null, returnTo: null, ticket: null },
  }
}
