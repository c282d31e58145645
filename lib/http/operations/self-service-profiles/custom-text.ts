import { getSelfServiceProfile } from '@/lib/domain/self-service-profiles/queries'
import { updateSelfServiceProfile } from '@/lib/domain/self-service-profiles/update-self-service-profile'
import { notFound } from '@/lib/errors'
import { tenantRoute } from '@/lib/http/api'
import {
  noSelfServiceProfile as absent,
  selfServiceText,
  selfServiceTextWire,
} from '@/lib/http/auth0/self-service-profile'

export const GET = tenantRoute({
  title: 'Get the text of the first page of self-service',
  any: ['read:self_service_profiles'],
  answer: selfServiceText,
  absent,
  run: async (access, { params }) =>
    selfServiceTextWire(await getSelfServiceProfile(access, profileOf(params))),
})

export const PUT = tenantRoute({
  title: 'Replace the text of the first page of self-service',
  any: ['update:self_service_profiles'],
  body: selfServiceText,
  answer: selfServiceText,
  absent,
  current: GET,
  run: async (access, { params, body: { introduction = null } }) =>
    selfServiceTextWire(await updateSelfServiceProfile(access, { id: profileOf(params), introduction })),
})

/** There is one language and one page. @throws DomainError not_found for others */
function profileOf({ id = '', language, page }: Record<string, string>): string {
  if (language !== 'en' || page !== 'get-started') throw notFound()
  return id
}
