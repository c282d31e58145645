import { beforeAll, describe, expect, it, vi } from 'vitest'
import type { TestOrganization, TestUser } from '@/test/fixtures/tenant'
import {
  type MyOrganizationApi,
  type MyOrganizationCaller,
  openMyOrganization,
} from '@/test/my-organization-api'
import { addVerifiedDomain } from '@/test/my-organization-providers'
import { createSamlKeys } from '@/test/saml-identity-provider'
import { SamlProviderServer } from '@/test/saml-provider-server'

vi.hoisted(() => (process.env['RATE_LIMITS'] = 'off'))

/**
 * What Auth0’s React components send by its SDK, component by component: methods, paths, queries and bodies as in
 * auth0-ui-components and myorganization-js.
 */

let api: MyOrganizationApi
let organization: TestOrganization
let member: TestUser
let asOwner: MyOrganizationCaller
let provider: SamlProviderServer
const keys = await createSamlKeys()

beforeAll(async () => {
  ;({ api, organization, asOwner } = await openMyOrganization())
  provider = await SamlProviderServer.start()
  member = await api.tenant.createUser()
  await api.tenant.addMember(organization, member, ['Member'])
  await addVerifiedDomain(api, organization, 'components.test')
  return () => provider.stop()
})

type Call = readonly [method: string, path: string, status: number, body?: object]

/** Returns the last answer. */
async function sent(...calls: Call[]): Promise<Record<string, unknown>> {
  let last: Record<string, unknown> = {}
  for (const [method, path, expected, body] of calls) {
    const { status, json, text } = await asOwner.send(method, path, body)
    expect(status, `${method} ${path}: ${text}`).toBe(expected)
    last = json
  }
  return last
}

function at(user: TestUser): string {
  return `members/${encodeURIComponent(user.id)}`
}

const hidden = {
  show_as_button: false,
  assign_membership_on_login: false,
  use_for_third_party_client_access: false,
}

/** The form sends both, and the URL or what it took from a file. */
const samlForm = {
  signSAMLRequest: false,
  signatureAlgorithm: 'rsa-sha256',
  digestAlgorithm: 'sha256',
  bindingMethod: 'urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST',
  protocolBinding: 'urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST',
}

describe('OrganizationDetailsEdit', () => {
  it('reads, and sends all of the form', async () => {
    const { name, display_name: displayName } = await sent(['GET', 'details', 200])
    const colors = { primary: '#0059d6', page_background: '#ffffff' }
    await sent(['PATCH', 'details', 200, { name, display_name: displayName, branding: { colors } }])
  })
})

describe('DomainTable', () => {
  it('lists, creates, verifies and deletes a domain', async () => {
    await sent(['GET', 'domains?take=50', 200], ['GET', 'identity-providers', 200])
    const { id } = await sent(['POST', 'domains', 201, { domain: 'table.test' }])
    const path = `domains/${String(id)}`
    await sent(
      ['POST', `${path}/verify`, 202],
      ['GET', `${path}/identity-providers`, 200],
      ['DELETE', path, 204],
    )
  })
})

describe('SsoProviderCreate, SsoProviderTable and SsoProviderEdit', () => {
  it('connect a SAML provider by its metadata URL, and change, provision and delete it', async () => {
    await sent(
      ['GET', 'details', 200],
      ['GET', 'config', 200],
      ['GET', 'config/identity-providers', 200],
      ['GET', 'identity-providers', 200],
    )
    const made = await sent([
      'POST',
      'identity-providers',
      201,
      {
        strategy: 'samlp',
        name: 'acme-saml',
        display_name: 'Acme',
        ...hidden,
        options: { ...samlForm, metadataUrl: provider.metadataUrl },
      },
    ])
    const path = `identity-providers/${String(made['id'])}`
    await sent(
      ['GET', path, 200],
      ['PATCH', path, 200, { is_enabled: true }],
      ['PATCH', path, 200, { display_name: 'Acme 2', ...hidden, options: samlForm }],
      ['PUT', `${path}/update-attributes`, 200, {}],
      ['GET', `${path}/provisioning`, 404],
      ['POST', `${path}/provisioning`, 201],
      ['PUT', `${path}/provisioning/update-attributes`, 200, {}],
      ['GET', `${path}/provisioning/scim-tokens`, 200],
    )
    const token = await sent(['POST', `${path}/provisioning/scim-tokens`, 201, { token_lifetime: 86_400 }])
    await sent(
      ['DELETE', `${path}/provisioning/scim-tokens/${String(token['token_id'])}`, 204],
      ['DELETE', `${path}/provisioning`, 204],
      ['POST', `${path}/domains`, 201, { domain: 'components.test' }],
      ['DELETE', `${path}/domains/components.test`, 204],
      ['POST', `${path}/detach`, 204],
      ['GET', path, 404],
    )
  })

  it('connect a SAML provider by endpoint and certificate, whichever name that has, and change it; it cannot be enabled yet', async () => {
    for (const name of ['cert', 'signingCert']) {
      const options = { ...samlForm, signInEndpoint: 'https://login.acme.test/sso', [name]: keys.certificate }
      const body = { strategy: 'samlp', name: 'acme-saml', display_name: 'Acme', ...hidden, options }
      const made = await sent(['POST', 'identity-providers', 201, body])
      const path = `identity-providers/${String(made['id'])}`
      const { detail } = await sent(['GET', path, 200], ['PATCH', path, 409, { is_enabled: true }])
      expect(detail).toMatch(/^The entity ID of its provider is not confirmed yet\. Test /)
      await sent(
        ['PATCH', path, 200, { display_name: 'Acme 2', ...hidden, options }],
        ['PATCH', path, 200, { is_enabled: false }],
        ['PUT', `${path}/update-attributes`, 200, {}],
        ['DELETE', path, 204],
      )
    }
  })
})

describe('OrganizationMemberManagement and OrganizationMemberDetail', () => {
  it('list members and their roles, and assign and remove a role', async () => {
    const fields =
      'user_id,email,name,nickname,given_name,family_name,created_at,updated_at,last_login,phone_number,roles'
    await sent(
      ['GET', `members?take=10&fields=${encodeURIComponent(fields)}`, 200],
      ['GET', 'roles?take=50', 200],
      ['GET', at(member), 200],
      ['GET', `${at(member)}/roles?take=50`, 200],
      ['POST', `${at(member)}/roles`, 204, { role_ids: [api.tenant.role('Viewer')] }],
      ['DELETE', `${at(member)}/roles`, 204, { role_ids: [api.tenant.role('Viewer')] }],
    )
  })

  it('invite people, send an invitation again and revoke it', async () => {
    const email = 'invitee@components.test'
    const roles = [api.tenant.role('Member')]
    await sent(['POST', 'member-invitations', 201, { invitees: [{ email, roles }] }])
    await sent(['GET', 'member-invitations?take=10&sort=created_at%3A-1', 200])
    const [row = {}] = (await asOwner.get('member-invitations?take=10')).rows('invitations')
    const path = `member-invitations/${String(row['id'])}`
    const fresh = await sent(['GET', path, 200])
    const again = { invitees: [{ email, roles: fresh['roles'] }] }
    await sent(['DELETE', path, 204], ['POST', 'member-invitations', 201, again])
    const [sentAgain = {}] = (await asOwner.get('member-invitations?take=10')).rows('invitations')
    expect(sentAgain).toMatchObject({ invitee: { email }, roles })
    await sent(['DELETE', `member-invitations/${String(sentAgain['id'])}`, 204])
  })

  it('end a membership', async () => {
    await sent(['POST', 'delete-memberships', 204, { members: [member.id] }], ['GET', at(member), 404])
  })
})
