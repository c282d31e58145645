import { beforeAll, describe, expect, it } from 'vitest'
import { startApi, type Api, type ApiCaller } from '@/test/api'
import { newAddress } from '@/test/fixtures/invitations'
import { requestToken } from '@/test/fixtures/openid'
import { portalApiId } from '@/test/fixtures/operator'

let api: Api

beforeAll(async () => {
  api = await startApi()
})

/** A token for the whole tenant, of a machine that has one for an organization. */
async function wholeTenant(bound: ApiCaller): Promise<ApiCaller> {
  const { client } = bound
  await api.tenant.write((tx) =>
    tx.clientGrant.updateMany({ where: { clientId: client.id }, data: { organizationUsage: 'allow' } }),
  )
  const audience = `${api.openid.tenant.url}/api/v2/`
  const requested = await requestToken(api.openid, client, { grant_type: 'client_credentials', audience })
  return bound.withToken(requested.access_token ?? '')
}

const headers = { 'idempotency-key': 'the-same' }

function invitation({ client }: ApiCaller) {
  const email = newAddress()
  const body = { inviter: { name: 'A machine' }, client_id: client.id, invitee: { email } }
  return { headers, raw: JSON.stringify({ ...body, send_invitation_email: false }) }
}

describe('a stored answer to an Idempotency-Key', () => {
  it('is not returned for the same machine’s token that is bound to another organization', async () => {
    const organization = await api.tenant.createOrganization()
    const other = await api.tenant.createOrganization()
    const bound = await api.asMachine(['create:organization_invitations'], other)
    const whole = await wholeTenant(bound)
    const [path, sent] = [`organizations/${organization.id}/invitations`, invitation(bound)]
    expect(await whole.request('POST', path, sent)).toMatchObject({ status: 200 })
    expect(await bound.request('POST', path, sent)).toMatchObject({ status: 404 })
  })

  it('is not returned to a machine whose grant was deleted since', async () => {
    const organization = await api.tenant.createOrganization()
    const machine = await api.asMachine(['create:organization_invitations'])
    const [path, sent] = [`organizations/${organization.id}/invitations`, invitation(machine)]
    const { status, text } = await machine.request('POST', path, sent)
    expect(status).toBe(200)
    expect(await machine.request('POST', path, sent)).toMatchObject({ status, text })
    const clientId = machine.client.id
    const apiId = await portalApiId(api.tenant)
    await api.tenant.write((tx) => tx.clientGrant.deleteMany({ where: { clientId, apiId } }))
    expect(await machine.request('POST', path, sent)).toMatchObject({ status: 401 })
  })
})
