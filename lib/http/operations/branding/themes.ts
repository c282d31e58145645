import { createTheme } from '@/lib/domain/tenant-branding/themes'
import { tenantRoute } from '@/lib/http/api'
import { theme, themeAnswer, themeSections, themeWire } from '@/lib/http/auth0/theme'

export const POST = tenantRoute({
  title: 'Create the theme',
  any: ['update:branding'],
  body: theme,
  answer: themeAnswer,
  refusals: [409],
  run: async (access, { body }) => themeWire(await createTheme(access, themeSections(body))),
})
