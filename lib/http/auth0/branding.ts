import { z } from 'zod'
import type {
  Background,
  TenantBranding,
  TenantBrandingUpdate,
} from '@/lib/domain/tenant-branding/tenant-branding'
import { color, secureUrl } from './formats'

const urlOrNone = secureUrl.nullable().optional()

const notUsed = 'Stored and returned, but not used.'
const unusedUrl = z.string().optional().describe(notUsed)

const gradient = z.strictObject({
  type: z.literal('linear-gradient'),
  start: color,
  end: color,
  angle_deg: z.number().min(0).max(360).meta({ example: 35 }),
})
const pageBackground = z.union([color, gradient]).meta({ example: '#f6f7f9' })

export const brandingChange = z.strictObject({
  colors: z
    .strictObject({
      primary: color.nullable().optional(),
      page_background: pageBackground.nullable().optional(),
    })
    .nullable()
    .optional()
    .meta({ description: 'Absent properties stay as they are; null restores Foyer’s default.' }),
  favicon_url: urlOrNone,
  logo_url: urlOrNone,
  font: z.strictObject({ url: urlOrNone }).nullable().optional(),
})

export const brandingAnswer = z.strictObject({
  colors: z
    .strictObject({
      primary: z.string().optional().meta({ example: '#0059d6' }),
      page_background: pageBackground.optional(),
    })
    .optional()
    .meta({
      description:
        'Used on the tenant’s own pages if they are readable. A gradient is stored, but not shown.',
    }),
  favicon_url: unusedUrl,
  logo_url: unusedUrl,
  font: z.strictObject({ url: z.string() }).optional().describe(notUsed),
})

export function brandingWire(branding: TenantBranding): z.output<typeof brandingAnswer> {
  const { primaryColor, background, faviconUrl, logoUrl, fontUrl } = branding
  const page_background = backgroundWire(background)
  const colors = {
    ...(primaryColor === null ? {} : { primary: primaryColor }),
    ...(page_background === undefined ? {} : { page_background }),
  }
  return {
    ...(Object.keys(colors).length === 0 ? {} : { colors }),
    ...(faviconUrl === null ? {} : { favicon_url: faviconUrl }),
    ...(logoUrl === null ? {} : { logo_url: logoUrl }),
    ...(fontUrl === null ? {} : { font: { url: fontUrl } }),
  }
}

export function brandingInput(body: z.output<typeof brandingChange>): TenantBrandingUpdate {
  const { colors, favicon_url: faviconUrl, logo_url: logoUrl, font } = body
  return {
    primaryColor: colors === null ? null : colors?.primary,
    background: colors === null ? {} : backgroundInput(colors?.page_background),
    faviconUrl,
    logoUrl,
    fontUrl: font === null ? null : font?.url,
  }
}

function backgroundInput(given: z.output<typeof pageBackground> | null | undefined): Background | undefined {
  if (given === undefined) return undefined
  if (given === null) return {}
  if (typeof given === 'string') return { solid: given }
  return { start: given.start, end: given.end, angle: given.angle_deg }
}

function backgroundWire(background: Background): z.output<typeof pageBackground> | undefined {
  if ('solid' in background) return background.solid
  if (!('start' in background)) return undefined
  const { start, end, angle } = background
  return { type: 'linear-gradient', start, end, angle_deg: angle }
}
