import { getOwnProvider } from '@/lib/domain/connections/list-own-providers'
import { turnOffDirectory, turnOnDirectory } from '@/lib/domain/directories/turn-on-directory'
import { assertProvisioning } from '../connection-profile'
import { forbidden } from '../problem'
import { provisioningAnswer, provisioningWire } from '../provisioning-shape'
import { myOrgRoute } from '../route'
import { assertNotTenantProvider } from '../tenant-providers'

const what = 'provisioning of this identity provider'
const machineRefusal =
  'Provisioning acts with the permissions of the user who turns it on. A machine cannot do it.'

export const GET = myOrgRoute({
  title: 'Get how an identity provider provisions members',
  scopes: ['read:my_org:identity_providers_provisioning'],
  answer: provisioningAnswer,
  what,
  run: async (access, { userAttributes, params: { identity_provider_id: id = '' } }) =>
    provisioningWire(await getOwnProvider(access, id), userAttributes),
})

export const POST = myOrgRoute({
  title: 'Let an identity provider provision members, as far as the user can; again changes nothing',
  scopes: ['create:my_org:identity_providers_provisioning'],
  status: 201,
  answer: provisioningAnswer,
  what: 'identity provider',
  run: async (access, { profile, userAttributes, params: { identity_provider_id: id = '' } }) => {
    const { caller } = access
    if (!('userId' in caller)) throw forbidden(machineRefusal)
    const turnOn = async () => {
      await assertProvisioning(access, profile, id)
      return turnOnDirectory({ ...access, caller }, id)
    }
    const { provider } = await turnOn().catch((error: unknown) => assertNotTenantProvider(error, access, id))
    return provisioningWire(provider, userAttributes)
  },
})

export const DELETE = myOrgRoute({
  title: 'End provisioning, with its tokens and groups; members stay',
  scopes: ['delete:my_org:identity_providers_provisioning'],
  status: 204,
  what,
  run: (access, { params: { identity_provider_id: id = '' } }) =>
    turnOffDirectory(access, id).catch((error: unknown) => assertNotTenantProvider(error, access, id)),
})
