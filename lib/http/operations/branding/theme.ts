import { updateTheme, deleteTheme, getTheme } from '@/lib/domain/tenant-branding/themes'
import { tenantRoute } from '@/lib/http/api'
import { noTheme, theme, themeAnswer, themeSections, themeWire } from '@/lib/http/auth0/theme'

export const GET = tenantRoute({
  title: 'Get a theme',
  any: ['read:branding'],
  answer: themeAnswer,
  absent: noTheme,
  run: async (access, { params: { themeId = '' } }) => themeWire(await getTheme(access, themeId)),
})

export const PATCH = tenantRoute({
  title: 'Change a theme',
  any: ['update:branding'],
  body: theme,
  answer: themeAnswer,
  absent: noTheme,
  current: GET,
  run: async (access, { params: { themeId: id = '' }, body }) =>
    themeWire(await updateTheme(access, { id, sections: themeSections(body) })),
})

export const DELETE = tenantRoute({
  title: 'Delete a theme',
  any: ['delete:branding'],
  status: 204,
  absent: noTheme,
  current: GET,
  run: (access, { params: { themeId = '' } }) => deleteTheme(access, themeId),
})
