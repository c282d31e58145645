import { expect, it } from 'vitest'
import { openOwnSaml } from '@/test/fixtures/own-saml'
import { newSamlId } from '@/test/saml-identity-provider'
import { ProviderProblem } from '../provider-problem'
import { reportSamlProblem } from './report-problem'

it('a rejected response that answers no request is told and recorded in the organization that owns the connection', async () => {
  const { own, create, fixture } = await openOwnSaml()
  const { id } = await create()
  const provider = { tenantId: fixture.tenant.tenantId, id }
  const problem = new ProviderProblem('saml_signature')
  expect(await reportSamlProblem(provider, newSamlId(), problem)).toContain(`/login/callback/${id}?state=_`)
  expect((await own.eventsOn(id)).map(({ type }) => type)).toEqual(['connection.created'])
  const path = await reportSamlProblem(provider, null, problem)
  expect(path).toBe(`/sign-in/with/failed?reason=saml_signature&organization=${fixture.here.slug}`)
  expect((await own.eventsOn(id)).at(-1)).toMatchObject({
    type: 'connection.failed',
    organizationId: fixture.here.id,
    details: { reason: 'saml_signature' },
  })
})
