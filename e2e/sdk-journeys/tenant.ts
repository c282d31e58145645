import { expect, test } from '@playwright/test'
import type { Sdk } from '../sdk'

export function tenantJourneys(sdk: () => Sdk): void {
  test('the tenant itself, and what Foyer does not have', async () => {
    expect(await sdk().one('tenants.settings.get')).toMatchObject({ friendly_name: 'Own' })
    expect(await sdk().one('tenants.settings.update', { friendly_name: 'Ours' })).toMatchObject({
      friendly_name: 'Ours',
    })
    await sdk().one('branding.update', { colors: { primary: '#0f4c81', page_background: '#ffffff' } })
    expect(await sdk().one('branding.get')).toMatchObject({ colors: { primary: '#0f4c81' } })
    expect(await sdk().refusal('branding.themes.getDefault')).toEqual({
      statusCode: 404,
      errorCode: 'theme_not_found',
    })
    expect((await sdk().all('logs.list')).length).toBeGreaterThan(0)
  })

  test('a theme', async () => {
    const made = await sdk().one('branding.themes.create', theme)
    expect(made).toMatchObject(theme)
    expect(await sdk().one('branding.themes.getDefault')).toEqual(made)
    expect(await sdk().one('branding.themes.get', made['themeId'])).toEqual(made)
    const renamed = { ...theme, displayName: 'Another' }
    expect(await sdk().one('branding.themes.update', made['themeId'], renamed)).toMatchObject(renamed)
    await sdk().call('branding.themes.delete', made['themeId'])
    expect(await sdk().refusal('branding.themes.get', made['themeId'])).toMatchObject({ statusCode: 404 })
  })

  test('a log stream', async () => {
    const sink = { httpEndpoint: 'https://logs.journey.test/', httpContentFormat: 'JSONARRAY' }
    const filters = [{ type: 'category', name: 'auth.login.fail' }]
    const made = await sdk().one('logStreams.create', {
      name: 'Logs',
      type: 'http',
      sink: { ...sink, httpAuthorization: 'Bearer journey' },
      filters,
    })
    const shown = { ...sink, httpContentType: 'application/json' }
    expect(made).toMatchObject({ name: 'Logs', type: 'http', status: 'active', filters, sink: shown })
    expect(await sdk().one('logStreams.get', made['id'])).toEqual(made)
    expect(await sdk().all('logStreams.list')).toEqual([made])
    const paused = { ...made, name: 'Other', status: 'paused' }
    const change = { name: 'Other', status: 'paused', sink: made['sink'] }
    expect(await sdk().one('logStreams.update', made['id'], change)).toEqual(paused)
    await sdk().call('logStreams.delete', made['id'])
    expect(await sdk().refusal('logStreams.get', made['id'])).toMatchObject({ statusCode: 404 })
    expect(
      await sdk().refusal('logStreams.create', { type: 'segment', sink: { segmentWriteKey: 'key' } }),
    ).toMatchObject({ statusCode: 400 })
  })

  test('the email provider', async () => {
    const none = { statusCode: 404, errorCode: 'inexistent_email_provider' }
    expect(await sdk().refusal('emails.provider.get')).toEqual(none)
    const server = { smtp_host: 'smtp.journey.test', smtp_port: 587, smtp_user: 'foyer' }
    const made = await sdk().one('emails.provider.create', {
      name: 'smtp',
      enabled: true,
      default_from_address: 'hello@journey.test',
      credentials: { ...server, smtp_pass: 'of the server' },
    })
    expect(made).toMatchObject({ name: 'smtp', credentials: server })
    expect(await sdk().one('emails.provider.get')).toEqual(made)
    const other = { default_from_address: 'other@journey.test' }
    expect(await sdk().one('emails.provider.update', other)).toEqual({ ...made, ...other })
    await sdk().call('emails.provider.delete')
    expect(await sdk().refusal('emails.provider.get')).toEqual(none)
    expect(
      await sdk().refusal('emails.provider.create', { name: 'mailgun', credentials: { api_key: 'key' } }),
    ).toMatchObject({ statusCode: 400 })
  })

  test('what Foyer does not have', async () => {
    expect(await sdk().all('actions.list')).toEqual([])
    const prompts = await sdk().one('prompts.getSettings')
    expect(await sdk().one('prompts.updateSettings', prompts)).toEqual(prompts)
    expect(await sdk().call('prompts.partials.get', 'login')).toEqual({})
    for (const [path, ...given] of absent)
      expect(await sdk().refusal(path, ...given), path).toMatchObject({ statusCode: 404 })
  })
}

const absent: readonly [path: string, ...given: unknown[]][] = [
  ['branding.templates.getUniversalLogin'],
  ['branding.templates.updateUniversalLogin', { template: '<html></html>' }],
  ['branding.templates.deleteUniversalLogin'],
  ['emailTemplates.create', emailTemplate()],
  ['emailTemplates.get', 'verify_email'],
  ['emailTemplates.set', 'verify_email', emailTemplate()],
  ['emailTemplates.update', 'verify_email', { enabled: true }],
  ['jobs.usersExports.create', { format: 'json' }],
  ['jobs.usersImports.create', { users: new Blob(['[]']), connection_id: 'con_1' }],
  ['jobs.errors.get', 'job_1'],
]

function emailTemplate() {
  return {
    template: 'verify_email',
    body: 'Hello',
    from: 'a@journey.test',
    subject: 'Hello',
    syntax: 'liquid',
    enabled: true,
  }
}

const text = { bold: false, size: 100 }
const theme = {
  borders: {
    button_border_radius: 3,
    button_border_weight: 1,
    buttons_style: 'rounded',
    input_border_radius: 3,
    input_border_weight: 1,
    inputs_style: 'rounded',
    show_widget_shadow: true,
    widget_border_weight: 0,
    widget_corner_radius: 5,
  },
  colors: {
    body_text: '#1e212a',
    error: '#d03c38',
    header: '#1e212a',
    icons: '#65676e',
    input_background: '#ffffff',
    input_border: '#c9cace',
    input_filled_text: '#000000',
    input_labels_placeholders: '#65676e',
    links_focused_components: '#635dff',
    primary_button: '#635dff',
    primary_button_label: '#ffffff',
    secondary_button_border: '#c9cace',
    secondary_button_label: '#1e212a',
    success: '#13a688',
    widget_background: '#ffffff',
    widget_border: '#c9cace',
  },
  displayName: 'Sea',
  fonts: {
    body_text: text,
    buttons_text: text,
    font_url: '',
    input_labels: text,
    links: text,
    links_style: 'normal',
    reference_text_size: 16,
    subtitle: text,
    title: { ...text, size: 150 },
  },
  page_background: {
    background_color: '#000000',
    background_image_url: '',
    page_layout: 'center',
  },
  widget: {
    header_text_alignment: 'center',
    logo_height: 52,
    logo_position: 'center',
    logo_url: '',
    social_buttons_layout: 'bottom',
  },
}
