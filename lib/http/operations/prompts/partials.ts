import { z } from 'zod'
import { notFound } from '@/lib/errors'
import { tenantRoute } from '@/lib/http/api'
import { assertAccess } from '@/lib/http/assert-access'
import { promptsWithPartials } from '@/lib/http/auth0/prompts'

export const GET = tenantRoute({
  title: 'Get the partials of a prompt, which are always empty',
  any: ['read:prompts'],
  answer: z.strictObject({}),
  run: async (access, { params: { prompt = '' } }) => {
    await assertAccess(access, null)
    if (!promptsWithPartials.has(prompt)) throw notFound()
    return {}
  },
})
