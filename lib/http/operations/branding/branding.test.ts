import { beforeAll, describe, expect, it } from 'vitest'
import { startApi, type Api, type ApiCaller } from '@/test/api'
import { sendInVain, type Request } from '@/test/expect-refusals'

let api: Api
let operator: ApiCaller

beforeAll(async () => {
  api = await startApi()
  operator = await api.asMachine(['read:branding', 'update:branding', 'delete:branding'])
})

function size(value: number) {
  return { bold: false, size: value }
}

function written() {
  const { tenantId } = api.tenant
  return api.tenant.read(async (tx) => ({
    branding: await tx.tenantBranding.findMany({ where: { tenantId } }),
    events: await tx.auditEvent.count({ where: { tenantId } }),
  }))
}

function refused(...request: Request) {
  return sendInVain(operator, request, written)
}

const gradient = { type: 'linear-gradient', start: '#FFFFFF', end: '#000000', angle_deg: 35 }
const look = {
  colors: { primary: '#0059d6', page_background: '#eef' },
  favicon_url: 'https://tenant.test/favicon.ico',
  logo_url: 'https://tenant.test/logo.png',
  font: { url: 'https://tenant.test/font.woff' },
}

describe('GET /branding', () => {
  it('200: an empty response before anything is set', async () => {
    expect((await operator.get('branding')).json).toEqual({})
  })
})

describe('PATCH /branding', () => {
  it('200: sets each color or a gradient, and removes them again', async () => {
    expect((await operator.send('PATCH', 'branding', look)).json).toEqual(look)
    const some = { colors: { page_background: gradient }, logo_url: null }
    const { logo_url: _, ...others } = look
    const changed = { ...others, colors: { primary: '#0059d6', page_background: gradient } }
    expect((await operator.send('PATCH', 'branding', some)).json).toEqual(changed)
    expect((await operator.get('branding')).json).toEqual(changed)
    expect((await refused('PATCH', 'branding', changed)).json).toEqual(changed)
    const nothing = { colors: null, favicon_url: null, logo_url: null, font: null }
    expect((await operator.send('PATCH', 'branding', nothing)).json).toEqual({})
  })
  it.each<[string, object]>([
    ['a color in words', { colors: { primary: 'red' } }],
    ['a color with a semicolon', { colors: { primary: '#000;x:y' } }],
    ['an unfinished gradient', { colors: { page_background: { type: 'linear-gradient' } } }],
    ['a logo without https', { logo_url: 'http://tenant.test/logo.png' }],
    ['a logo of another kind', { logo_url: 'javascript:alert(1)' }],
    ['an empty favicon', { favicon_url: '' }],
    ['a font without an address', { font: { url: 'font.woff' } }],
    ['an unknown property', { css: 'a{}' }],
  ])('400: %s', async (_, body) => {
    const { status, json } = await refused('PATCH', 'branding', body)
    expect([status, json['errorCode']]).toEqual([400, 'invalid_body'])
  })
})

const black = '#000000'
const theme = {
  borders: {
    button_border_radius: 3,
    button_border_weight: 1.34,
    buttons_style: 'rounded',
    input_border_radius: 3,
    input_border_weight: 1,
    inputs_style: 'pill',
    show_widget_shadow: true,
    widget_border_weight: 0,
    widget_corner_radius: 5,
  },
  colors: {
    body_text: black,
    error: black,
    header: black,
    icons: black,
    input_background: '#FFF',
    input_border: black,
    input_filled_text: black,
    input_labels_placeholders: black,
    links_focused_components: black,
    primary_button: black,
    primary_button_label: '#ffffff80',
    secondary_button_border: black,
    secondary_button_label: black,
    success: black,
    widget_background: black,
    widget_border: black,
  },
  fonts: {
    body_text: size(87.5),
    buttons_text: size(100),
    font_url: '',
    input_labels: size(100),
    links: size(87.5),
    links_style: 'normal',
    reference_text_size: 16,
    subtitle: size(87.5),
    title: size(150),
  },
  page_background: { background_color: black, background_image_url: '', page_layout: 'center' },
  widget: {
    header_text_alignment: 'center',
    logo_height: 52,
    logo_position: 'none',
    logo_url: '',
    social_buttons_layout: 'bottom',
  },
}
const absent = {
  statusCode: 404,
  message: 'There was an error retrieving branding settings: invalid theme ID',
  errorCode: 'theme_not_found',
}
const wrong: [string, object][] = [
  ['a section left out', { widget: undefined }],
  ['a color left out', { colors: { ...theme.colors, error: undefined } }],
  ['a color in words', { colors: { ...theme.colors, error: 'red' } }],
  ['a button without a radius', { borders: { ...theme.borders, button_border_radius: 0 } }],
  ['a small title', { fonts: { ...theme.fonts, title: size(74) } }],
  ['a picture without https', { widget: { ...theme.widget, logo_url: 'http://tenant.test/x.png' } }],
  ['a name with brackets', { displayName: '<b>' }],
  ['an id', { themeId: 'x' }],
  ['an unknown section', { header: {} }],
]

async function create(): Promise<string> {
  const { json } = await operator.send('POST', 'branding/themes', theme)
  return String(json['themeId'])
}
async function remove(id: string): Promise<void> {
  await operator.send('DELETE', `branding/themes/${id}`)
}

describe('POST /branding/themes', () => {
  it('200: stores the theme as sent, and adds an id', async () => {
    const { status, json } = await operator.send('POST', 'branding/themes', theme)
    const themeId = String(json['themeId'])
    expect(themeId).toMatch(/^\w{32}$/)
    expect([status, json]).toEqual([200, { ...theme, displayName: 'Unnamed Theme', themeId }])
    await remove(themeId)
  })
  it.each(wrong)('400: %s', async (_, part) => {
    const { status, json } = await refused('POST', 'branding/themes', { ...theme, ...part })
    expect([status, json['errorCode']]).toEqual([400, 'invalid_body'])
  })
  it('409: there is one', async () => {
    const id = await create()
    expect((await refused('POST', 'branding/themes', theme)).status).toBe(409)
    await remove(id)
  })
})

describe('GET /branding/themes/default', () => {
  it('200: the theme', async () => {
    const id = await create()
    expect((await operator.get('branding/themes/default')).json).toMatchObject({ ...theme, themeId: id })
    await remove(id)
  })
  it('404: when none exists', async () => {
    expect((await operator.get('branding/themes/default')).json).toMatchObject(absent)
  })
})

describe('GET /branding/themes/{themeId}', () => {
  it('200: the theme', async () => {
    const id = await create()
    expect((await operator.get(`branding/themes/${id}`)).json).toMatchObject({ ...theme, themeId: id })
    await remove(id)
  })
  it('404: for an unknown id', async () => {
    expect((await operator.get('branding/themes/x')).json).toMatchObject(absent)
  })
})

describe('PATCH /branding/themes/{themeId}', () => {
  it('200: changes every property', async () => {
    const id = await create()
    const identifiers = {
      login_display: 'unified',
      otp_autocomplete: true,
      phone_display: { formatting: 'international', masking: 'mask_digits' },
    }
    const colors = { ...theme.colors, captcha_widget_theme: 'dark' }
    const input = { ...theme, displayName: 'Night', identifiers, colors }
    const { json } = await operator.send('PATCH', `branding/themes/${id}`, input)
    expect(json).toEqual({ ...input, themeId: id })
    await remove(id)
  })
  it.each(wrong)('400: %s', async (_, part) => {
    expect((await refused('PATCH', 'branding/themes/x', { ...theme, ...part })).status).toBe(400)
  })
  it('404: for an unknown id', async () => {
    expect((await refused('PATCH', 'branding/themes/x', theme)).json).toMatchObject(absent)
  })
})

describe('DELETE /branding/themes/{themeId}', () => {
  it('204: deletes it', async () => {
    const id = await create()
    expect((await operator.send('DELETE', `branding/themes/${id}`)).status).toBe(204)
    expect((await operator.get(`branding/themes/${id}`)).status).toBe(404)
  })
  it('404: for an unknown id', async () => {
    expect((await refused('DELETE', 'branding/themes/x')).json).toMatchObject(absent)
  })
})
