import { disconnect } from '@/lib/db/prisma'
import { newId } from '@/lib/ids'
import { startApi, type Api, type ApiCaller } from './api'
import type { Person, Place } from './house'
import { newAddress, Scene } from './invitations'

const scopes = [
  'create:organization_invitations',
  'read:organization_invitations',
  'delete:organization_invitations',
] as const

/** The API’s invitations of one organization: an operator’s machine, the organization’s own, and its owner. */
export interface InvitationDesk {
  api: Api
  scene: Scene
  owner: Person
  place: Place
  /** An application that invitations may be for. */
  clientId: string
  operator: ApiCaller
  bound: ApiCaller
  ownerCaller: ApiCaller
  /** Of the operations, after /api/v2/. */
  path: string
  close: () => Promise<void>
}

export const loginUri = 'https://docs.house.test/login'

export async function openInvitationDesk(): Promise<InvitationDesk> {
  const api = await startApi()
  const { house } = api
  const owner = await house.person({ name: 'Ola Owner' })
  const place = await house.organization({ owner, displayName: 'Acme' })
  return {
    ...{ api, owner, place, scene: new Scene(house, owner, place) },
    clientId: await makeClient(api, { initiateLoginUri: loginUri }),
    operator: await api.machine(scopes),
    bound: await api.machine(scopes, place),
    ownerCaller: await api.person(owner, place),
    path: `organizations/${place.id}/invitations`,
    close: disconnect,
  }
}

/** An application that organizations may use, unless told otherwise. */
export async function makeClient(
  { house }: Api,
  given: { initiateLoginUri?: string | null; organizationUsage?: string } = {},
): Promise<string> {
  const { initiateLoginUri = null, organizationUsage = 'allow' } = given
  const client = { name: 'Docs', appType: 'regular_web', tokenEndpointAuthMethod: 'none' }
  const { id } = await house.arrange((tx) =>
    tx.client.create({ data: { id: newId('client'), ...client, initiateLoginUri, organizationUsage } }),
  )
  return id
}

/** The least that makes an invitation, and whatever else is given. */
export function invitationTo(
  { clientId }: InvitationDesk,
  email = newAddress(),
  more: Record<string, unknown> = {},
): Record<string, unknown> {
  return { inviter: { name: 'Ian Inviter' }, invitee: { email }, client_id: clientId, ...more }
}

/** How much there is of what sending writes. */
export async function written({ scene, place }: InvitationDesk): Promise<Record<string, number>> {
  const { house } = scene
  const where = { tenantId: house.tenantId, organizationId: place.id }
  return house.look(async (tx) => ({
    invitations: await tx.invitation.count({ where }),
    roles: await tx.invitationRole.count({ where }),
    tickets: await tx.invitationTicket.count({ where }),
    mails: await tx.mail.count({ where }),
    events: await tx.auditEvent.count({ where }),
  }))
}

/** A connection of another kind, switched on here or not. */
export async function makeProvider({ scene, place }: InvitationDesk, isOn: boolean): Promise<string> {
  const id = newId('connection')
  await scene.house.arrange(async (tx) => {
    await tx.connection.create({ data: { id, name: id, strategy: 'oidc', displayName: 'Elsewhere' } })
    if (isOn) await tx.enabledConnection.create({ data: { organizationId: place.id, connectionId: id } })
  })
  return id
}
