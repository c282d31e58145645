import { z } from 'zod'
import { tenantRoute } from '@/lib/http/api'
import { settled } from '@/lib/http/settled'

export const GET = tenantRoute({
  title: 'Get what is put into a sign-in page: nothing',
  any: ['read:prompts'],
  answer: z.strictObject({}),
  run: (access) => settled(access, {}),
})
